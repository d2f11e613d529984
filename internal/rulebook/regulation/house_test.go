package regulation_test

import (
	"log/slog"
	"strings"
	"testing"

	"tonggui/internal/audit"
	"tonggui/internal/platform/authz"
	"tonggui/internal/platform/clock"
	"tonggui/internal/platform/db"
	"tonggui/internal/platform/id"
	"tonggui/internal/rulebook"
	"tonggui/internal/rulebook/regulation"
	"tonggui/internal/testkit/dbtest"
)

var rooms = []db.Migrations{audit.Migrations, rulebook.Migrations, regulation.Migrations}

// house is the room over a database, with people who call.
type house struct {
	*testing.T
	*regulation.Service
	db    *db.DB
	book  *rulebook.Book
	clock *clock.Fake
	admin authz.Principal
	staff authz.Principal
}

func each(t *testing.T, fn func(h *house)) {
	dbtest.Each(t, rooms, func(t *testing.T, d *db.DB, c *clock.Fake) {
		book, err := rulebook.NewBook(t.Context(), d, nil, func(_, key string) string { return key })
		if err != nil {
			t.Fatal(err)
		}
		fn(&house{T: t, Service: regulation.New(regulation.Deps{DB: d, Book: book, Log: slog.New(slog.DiscardHandler)}), db: d, book: book, clock: c,
			admin: authz.Principal{Account: id.New(c.Now()), Roles: []authz.Role{authz.Admin}}, staff: authz.Principal{Account: id.New(c.Now())}})
	})
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

// drafted imports a text as a draft.
func (h *house) drafted(source string) regulation.RegulationVersion {
	h.Helper()
	m, err := h.CreateImport(h.Context(), h.admin, "leave.txt", []byte(source))
	h.must(err)
	v, err := h.Apply(h.Context(), h.admin, m.ID, regulation.Target{})
	h.must(err)
	return v
}

// published makes it a version in force as well.
func (h *house) published(source string) regulation.RegulationVersion {
	h.Helper()
	return h.publish(h.drafted(source), 0)
}

func (h *house) publish(v regulation.RegulationVersion, at clock.Instant) regulation.RegulationVersion {
	h.Helper()
	v, err := h.Publish(h.Context(), h.admin, regulation.Edit{Regulation: v.RegulationID, Version: v.Number, Revision: v.Revision}, at, "总经理办公会通过")
	h.must(err)
	return v
}

func (h *house) must(err error) {
	h.Helper()
	if err != nil {
		h.Fatal(err)
	}
}

// stored counts the rows of every table that a refusal must leave alone, and what the drafts say.
func (h *house) stored() string {
	h.Helper()
	return dbtest.Numbers(h.T, h.db,
		`SELECT COUNT(*) FROM regulations`, `SELECT COUNT(*) FROM regulation_versions`, `SELECT COUNT(*) FROM regulation_nodes`,
		`SELECT COUNT(*) FROM regulation_links`, `SELECT COUNT(*) FROM regulation_imports`, `SELECT COUNT(*) FROM audit`, `SELECT COUNT(*) FROM events`,
		`SELECT COALESCE(SUM(revision), 0) FROM regulation_versions`, `SELECT COUNT(*) FROM regulation_versions WHERE published_at IS NULL`,
		`SELECT COALESCE(SUM(pos * depth), 0) FROM regulation_nodes`, `SELECT COALESCE(SUM(LENGTH(settled) + LENGTH(left_open)), 0) FROM regulation_imports`,
		`SELECT COUNT(*) FROM regulation_links WHERE until_at IS NULL`,
	)
}

// refused wants an error of a code, and nothing written, said or recorded.
func (h *house) refused(code string, call func() error) {
	h.Helper()
	dbtest.Refused(h.T, code, h.stored, call)
}

// events lists the kinds that were said.
func (h *house) events() string {
	h.Helper()
	kinds, err := db.All(h.db.Ask(h.Context()), db.Scalar[string], `SELECT kind FROM events ORDER BY pos`)
	h.must(err)
	return strings.Join(kinds, " ")
}

// node finds a node by its title.
func (h *house) node(items []regulation.RegulationNode, title string) regulation.RegulationNode {
	h.Helper()
	if n := search(items, title); n != nil {
		return *n
	}
	h.Fatalf("no %q in %+v", title, items)
	return regulation.RegulationNode{}
}

func search(items []regulation.RegulationNode, title string) *regulation.RegulationNode {
	for i := range items {
		if items[i].Title == title {
			return &items[i]
		}
		if n := search(items[i].Children, title); n != nil {
			return n
		}
	}
	return nil
}

func words(s string) *string { return &s }
