package coverage_test

import (
	"context"
	"log/slog"
	"testing"

	"tonggui/internal/audit"
	"tonggui/internal/platform/apperr"
	"tonggui/internal/platform/authz"
	"tonggui/internal/platform/clock"
	"tonggui/internal/platform/db"
	"tonggui/internal/platform/id"
	"tonggui/internal/rulebook"
	"tonggui/internal/rulebook/coverage"
	"tonggui/internal/rulebook/regulation"
	"tonggui/internal/testkit/dbtest"
)

type fact struct {
	N int64 `json:"n"`
}

// over blocks above the value, near it only records.
func over(f fact, value int64) rulebook.Outcome {
	switch {
	case f.N > value:
		return rulebook.Block
	case f.N == value:
		return rulebook.Record
	}
	return rulebook.Allow
}

func declare(name string, carried rulebook.Carried) rulebook.Rule[fact] {
	return rulebook.Declare(rulebook.Rule[fact]{ID: name, Carried: carried, Unit: "s", Default: 120, Min: 0, Max: 1000, Clause: "messages.repeat", Way: "wait", Decide: over})
}

var (
	hard     = declare("test.hard", rulebook.Enforced)
	measured = declare("test.measured", rulebook.Measured)
	soft     = declare("test.soft", rulebook.Assisted)
	refused  = apperr.Define(403, "test.refused")
	rooms    = []db.Migrations{audit.Migrations, rulebook.Migrations, regulation.Migrations}
)

// house is the room with a regulation of two chapters.
type house struct {
	*testing.T
	*coverage.Service
	db     *db.DB
	clock  *clock.Fake
	book   *rulebook.Book
	texts  *regulation.Service
	admin  authz.Principal
	staff  authz.Principal
	one    regulation.RegulationVersion
	titles map[string]regulation.RegulationNode
	signed *coverage.Checkpoint
}

const leave = `请假管理制度
一、总则
(一)目的为规范员工请假,特制定本制度。
(二)适用范围本制度适用于全体员工。
二、申请
1.事假:员工应提前2个工作日在平台提交申请,由部门负责人批准。
2.病假:员工应在当日上午10:00前告知部门负责人,三日内补交证明。
3.年假:年假当年有效,跨年清零。
三、附则
本制度由人力资源部解释。
`

func each(t *testing.T, fn func(h *house)) {
	dbtest.Each(t, rooms, func(t *testing.T, d *db.DB, c *clock.Fake) {
		h := &house{T: t, db: d, clock: c, titles: map[string]regulation.RegulationNode{},
			admin: authz.Principal{Account: id.New(c.Now()), Roles: []authz.Role{authz.Admin}, Language: "zh-CN"},
			staff: authz.Principal{Account: id.New(c.Now()), Language: "zh-CN"}}
		words := func(_, key string) string { return key }
		var err error
		h.book, err = rulebook.NewBook(t.Context(), d, nil, words)
		h.must(err)
		h.texts = regulation.New(regulation.Deps{DB: d, Log: slog.New(slog.DiscardHandler)})
		h.Service = coverage.New(coverage.Deps{DB: d, Book: h.book, Regulations: h.texts, Text: words,
			Checkpoint: func(context.Context) (*coverage.Checkpoint, error) { return h.signed, nil },
			Company:    func(context.Context) (string, error) { return "海棠科技", nil }})
		m, err := h.texts.CreateImport(t.Context(), h.admin, "leave.txt", []byte(leave))
		h.must(err)
		h.one, err = h.texts.Apply(t.Context(), h.admin, m.ID, regulation.Target{Leave: true})
		h.must(err)
		h.name(h.one.Items)
		fn(h)
	})
}

func (h *house) name(nodes []regulation.RegulationNode) {
	for _, n := range nodes {
		h.titles[n.Title] = n
		h.name(n.Children)
	}
}

// publish puts the regulation in force.
func (h *house) publish() {
	h.Helper()
	_, err := h.texts.Publish(h.Context(), h.admin, regulation.Edit{Regulation: h.one.RegulationID, Version: h.one.Number, Revision: h.one.Revision}, 0, "通过")
	h.must(err)
}

// link says that a rule carries what has a title.
func (h *house) link(title string, rule rulebook.Rule[fact]) {
	h.Helper()
	n, known := h.titles[title]
	if !known {
		h.Fatalf("no node %q in %v", title, h.titles)
	}
	_, err := h.texts.Link(h.Context(), h.admin, h.one.RegulationID, n.ID, rule.ID)
	h.must(err)
}

// act has a rule decide a case.
func (h *house) act(rule rulebook.Rule[fact], n int64) {
	_ = h.db.Write(h.Context(), func(tx *db.Tx) error {
		return rulebook.Apply(h.book, tx, rule, rulebook.Case[fact]{Who: h.staff, Object: "thing", Facts: fact{n}}, refused)
	})
}

func (h *house) of(who authz.Principal) coverage.RegulationCoverage {
	h.Helper()
	out, err := h.Of(h.Context(), who, h.one.RegulationID, 0)
	h.must(err)
	return out
}

// clause finds one by its title.
func (h *house) clause(out coverage.RegulationCoverage, title string) coverage.CoveredClause {
	h.Helper()
	for _, c := range out.Items {
		if c.Title == title {
			return c
		}
	}
	h.Fatalf("no clause %q in %+v", title, out.Items)
	return coverage.CoveredClause{}
}

func (h *house) must(err error) {
	h.Helper()
	if err != nil {
		h.Fatal(err)
	}
}
