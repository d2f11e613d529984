package trial_test

import (
	"context"
	"encoding/json"
	"log/slog"
	"slices"
	"testing"
	"time"

	"tonggui/internal/audit"
	"tonggui/internal/platform/apperr"
	"tonggui/internal/platform/authz"
	"tonggui/internal/platform/clock"
	"tonggui/internal/platform/db"
	"tonggui/internal/platform/id"
	"tonggui/internal/platform/ref"
	"tonggui/internal/rulebook"
	"tonggui/internal/rulebook/trial"
	"tonggui/internal/testkit/dbtest"
)

type speed struct {
	KmH int64 `json:"km_h"`
}

var (
	errTooFast = apperr.Define(403, "test.too_fast")
	limit      = rulebook.Declare(rulebook.Rule[speed]{
		ID: "test.speed_limit", Carried: rulebook.Enforced, Default: 50, Min: 10, Max: 120, Clause: "messages.repeat", Way: "walk",
		Decide: func(f speed, value int64) rulebook.Outcome {
			switch {
			case f.KmH > value:
				return rulebook.Block
			case f.KmH > value-10:
				return rulebook.Record
			}
			return rulebook.Allow
		},
	})
	_     = rulebook.Declare(rulebook.Rule[speed]{ID: "test.without_past", Max: 10, Clause: "messages.repeat", Decide: limit.Decide})
	rooms = []db.Migrations{audit.Migrations, rulebook.Migrations, trial.Migrations}
)

// company is a small one: departments in a line, people with roles.
type company struct {
	lines map[id.ID][]id.ID
	names map[id.ID]string
	in    map[id.ID]id.ID
	roles map[id.ID][]authz.Role
}

func (c *company) Line(d id.ID) []id.ID      { return c.lines[d] }
func (c *company) Department(d id.ID) string { return c.names[d] }
func (c *company) Standing(a id.ID) (id.ID, []authz.Role, bool) {
	d, known := c.in[a]
	return d, c.roles[a], known
}

func (c *company) People(accounts []id.ID) (out []ref.Person) {
	for _, a := range accounts {
		if _, known := c.in[a]; known {
			out = append(out, ref.Person{ID: a, Name: c.names[a]})
		}
	}
	return out
}

// house is the room over a database, with drives that happened in memory.
type house struct {
	*testing.T
	*trial.Service
	db     *db.DB
	clock  *clock.Fake
	book   *rulebook.Book
	people *company
	drives []trial.Fact[speed] // in the order of their marks
	paged  func()              // before each page
	seen   func(p trial.Place) bool
	admin  authz.Principal
	begin  clock.Instant
}

func each(t *testing.T, fn func(h *house)) {
	dbtest.Each(t, rooms, func(t *testing.T, d *db.DB, c *clock.Fake) {
		h := &house{T: t, db: d, clock: c, paged: func() {}, seen: func(trial.Place) bool { return true }, begin: c.Now(),
			people: &company{map[id.ID][]id.ID{}, map[id.ID]string{}, map[id.ID]id.ID{}, map[id.ID][]authz.Role{}}}
		var err error
		h.book, err = rulebook.NewBook(t.Context(), d, h.people, func(_, key string) string { return key })
		h.must(err)
		h.admin = authz.Principal{Account: h.person("管理员", h.department("总部", id.Zero)), Roles: []authz.Role{authz.Admin}}
		h.Service = h.node()
		fn(h)
	})
}

// node is the room as another process would have it.
func (h *house) node() *trial.Service {
	return trial.New(trial.Deps{DB: h.db, Book: h.book, People: h.people, Process: id.New(h.clock.Now()), Log: slog.New(slog.DiscardHandler),
		Pasts: func() []trial.Past { return []trial.Past{h.past()} },
		Sees: func(_ context.Context, _ id.ID, places []trial.Place) ([]bool, error) {
			out := make([]bool, len(places))
			for i, p := range places {
				out[i] = h.seen(p)
			}
			return out, nil
		}})
}

// past tells of the drives, as a room does from an index by time.
func (h *house) past() trial.Past {
	within := func(span trial.Span, f trial.Fact[speed]) bool { return f.At >= span.From && f.At < span.To }
	return trial.Of(limit, func(_ db.Q, _ string, object id.ID, seq int64, _ json.RawMessage) (trial.Place, bool, error) {
		return trial.Place{Conversation: object, Seq: seq}, !object.IsZero(), nil
	}, trial.Source[speed]{Object: "car",
		Count: func(_ db.Q, span trial.Span) (n int64, err error) {
			for _, f := range h.drives {
				if within(span, f) {
					n++
				}
			}
			return n, nil
		},
		Page: func(_ db.Q, span trial.Span, after trial.Mark, limit int) (out []trial.Fact[speed], err error) {
			h.paged()
			for _, f := range h.drives {
				if within(span, f) && len(out) < limit && markOf(f, after) > 0 {
					out = append(out, f)
				}
			}
			return out, nil
		}})
}

func markOf(f trial.Fact[speed], m trial.Mark) int {
	if f.At != m.At {
		return int(f.At - m.At)
	}
	if c := slices.Compare(f.ObjectID[:], m.ObjectID[:]); c != 0 {
		return c
	}
	return int(f.Seq - m.Seq)
}

func (h *house) department(name string, above id.ID) id.ID {
	d := id.New(h.clock.Now())
	h.people.names[d], h.people.lines[d] = name, append([]id.ID{d}, h.people.lines[above]...)
	return d
}

func (h *house) person(name string, department id.ID, roles ...authz.Role) id.ID {
	a := id.New(h.clock.Now())
	h.people.names[a], h.people.in[a], h.people.roles[a] = name, department, roles
	return a
}

// drove is a drive that happened.
func (h *house) drove(who id.ID, kmh int64) {
	h.clock.Advance(time.Second)
	h.drives = append(h.drives, trial.Fact[speed]{At: h.clock.Now(), Account: who, ObjectID: id.New(h.clock.Now()), Seq: 1, Facts: speed{kmh}})
}

// drives lets the rule decide on a drive now: it happens, or it is refused and leaves its evidence.
func (h *house) drive(who id.ID, kmh int64) {
	h.clock.Advance(time.Second)
	p := authz.Principal{Account: who, Department: h.people.in[who], Roles: h.people.roles[who]}
	err := h.db.Write(h.Context(), func(tx *db.Tx) error {
		return rulebook.Apply(h.book, tx, limit, rulebook.Case[speed]{Who: p, Object: "car", ObjectID: id.New(tx.Now), Facts: speed{kmh}}, errTooFast)
	})
	if err == nil {
		h.drives = append(h.drives, trial.Fact[speed]{At: h.clock.Now(), Account: who, ObjectID: id.New(h.clock.Now()), Seq: 1, Facts: speed{kmh}})
	} else if !apperr.Has(err, errTooFast) {
		h.Fatal(err)
	}
}

func company1() rulebook.Scope { return rulebook.Scope{Kind: rulebook.ForCompany} }

// set gives a scope a value from now on.
func (h *house) set(scope rulebook.Scope, value int64, stage rulebook.Stage) {
	h.Helper()
	h.clock.Advance(time.Second)
	_, err := h.book.Set(h.Context(), h.admin, rulebook.Change{Rule: limit.ID, Scope: scope, Value: &value, Stage: stage, Reason: "test"})
	h.must(err)
}

// all is the span from the beginning to now.
func (h *house) all() trial.Span {
	h.clock.Advance(time.Second)
	return trial.Span{From: h.begin, To: h.clock.Now()}
}

// ask begins a trial without working on it.
func (h *house) ask(scope rulebook.Scope, value int64, stage rulebook.Stage, span trial.Span) trial.RuleTrial {
	h.Helper()
	v, err := h.Begin(h.Context(), h.admin, trial.Question{Rule: limit.ID, Scope: scope, Value: value, Stage: stage, Span: span})
	h.must(err)
	return v
}

// try asks and works.
func (h *house) try(scope rulebook.Scope, value int64, stage rulebook.Stage) trial.RuleTrial {
	h.Helper()
	one := h.ask(scope, value, stage, h.all()).ID
	h.Service.Run(h.Context(), one)
	return h.done(one)
}

func (h *house) done(one id.ID) trial.RuleTrial {
	h.Helper()
	v, err := h.Trial(h.Context(), h.admin, one)
	h.must(err)
	if v.State != trial.Done || v.Result == nil || v.Done != v.Total {
		h.Fatalf("the trial stands at %s, %d of %d, error %v", v.State, v.Done, v.Total, v.ErrorCode)
	}
	return v
}

func (h *house) must(err error) {
	h.Helper()
	if err != nil {
		h.Fatal(err)
	}
}

// stored tells what a refusal must leave alone.
func (h *house) stored() string {
	h.Helper()
	return dbtest.Numbers(h.T, h.db, `SELECT COUNT(*) FROM rule_trials`, `SELECT COUNT(*) FROM audit`, `SELECT COUNT(*) FROM events`, `SELECT COUNT(*) FROM evidence`)
}

func (h *house) refused(code string, call func() error) {
	h.Helper()
	dbtest.Refused(h.T, code, h.stored, call)
}

// told counts how often it was said that a trial changed.
func (h *house) told() int {
	h.Helper()
	n, err := db.Value[int](h.db.Ask(h.Context()), `SELECT COUNT(*) FROM events WHERE kind = 'rulebook.trial_changed'`)
	h.must(err)
	return n
}
