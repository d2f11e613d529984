package rulebook_test

import (
	"fmt"
	"testing"
	"time"

	"tonggui/internal/audit"
	"tonggui/internal/platform/apperr"
	"tonggui/internal/platform/authz"
	"tonggui/internal/platform/clock"
	"tonggui/internal/platform/db"
	"tonggui/internal/platform/id"
	"tonggui/internal/rulebook"
	"tonggui/internal/rulebook/model"
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
	rooms = []db.Migrations{audit.Migrations, rulebook.Migrations}
)

// line is a company of two levels: department 2 lies in department 1.
type line map[id.ID][]id.ID

func (l line) Line(d id.ID) []id.ID { return l[d] }

func book(t *testing.T, d *db.DB, departments rulebook.Departments) *rulebook.Book {
	t.Helper()
	b, err := rulebook.NewBook(t.Context(), d, departments, func(lang, key string) string { return lang + ":" + key })
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func value(v int64) *int64 { return &v }

func TestTheNarrowestScopeWinsFromItsInstantOn(t *testing.T) {
	dbtest.Each(t, rooms, func(t *testing.T, d *db.DB, c *clock.Fake) {
		outer, inner, person := id.New(c.Now()), id.New(c.Now()), id.New(c.Now())
		b := book(t, d, line{inner: {inner, outer}, outer: {outer}})
		admin := authz.Principal{Account: id.New(c.Now())}
		set := func(kind rulebook.ScopeKind, scope string, v *int64, in time.Duration) {
			t.Helper()
			change := rulebook.Change{Rule: limit.ID, Scope: rulebook.Scope{Kind: kind, ID: scope}, Value: v, Reason: "test"}
			if in > 0 {
				change.Effective = c.Now().Add(in)
			}
			if _, err := b.Set(t.Context(), admin, change); err != nil {
				t.Fatal(err)
			}
		}
		subject := rulebook.Subject{Account: person, Department: inner, Roles: []authz.Role{authz.HR}, GroupClass: "project"}
		want := func(v int64, why string) {
			t.Helper()
			if got := b.Value(limit.ID, subject, c.Now()).Value; got != v {
				t.Errorf("%s: %d, want %d", why, got, v)
			}
		}
		want(50, "default")
		set(rulebook.ForCompany, "", value(60), 0)
		want(60, "company")
		set(rulebook.ForDepartment, outer.String(), value(61), 0)
		want(61, "outer department")
		set(rulebook.ForDepartment, inner.String(), value(62), 0)
		want(62, "nearest department")
		set(rulebook.ForGroupClass, "project", value(63), 0)
		want(63, "group class")
		set(rulebook.ForRole, "hr", value(64), 0)
		want(64, "role")
		set(rulebook.ForPerson, person.String(), value(65), time.Hour)
		want(64, "person's value is not in force yet")
		c.Advance(time.Hour)
		want(65, "person")
		set(rulebook.ForPerson, person.String(), nil, 0)
		want(64, "withdrawn")
	})
}

func TestAWrongValueIsRefusedAndNothingIsWritten(t *testing.T) {
	dbtest.Each(t, rooms, func(t *testing.T, d *db.DB, c *clock.Fake) {
		b := book(t, d, nil)
		for _, change := range []rulebook.Change{
			{Rule: "no.such", Value: value(1)},
			{Rule: limit.ID, Value: value(9), Scope: rulebook.Scope{Kind: rulebook.ForCompany}},
			{Rule: limit.ID, Value: value(121), Scope: rulebook.Scope{Kind: rulebook.ForCompany}},
			{Rule: limit.ID, Value: value(20), Scope: rulebook.Scope{Kind: rulebook.ForCompany}, Effective: c.Now() - 1},
			{Rule: limit.ID, Value: value(20), Scope: rulebook.Scope{Kind: rulebook.ForCompany, ID: "x"}},
			{Rule: limit.ID, Value: value(20), Scope: rulebook.Scope{Kind: rulebook.ForRole, ID: "king"}},
			{Rule: limit.ID, Value: value(20), Scope: rulebook.Scope{Kind: rulebook.ForPerson, ID: "me"}},
			{Rule: limit.ID, Value: value(20), Scope: rulebook.Scope{Kind: "planet", ID: "mars"}},
		} {
			if _, err := b.Set(t.Context(), authz.Principal{}, change); err == nil {
				t.Errorf("%+v was accepted", change)
			}
		}
		for _, table := range []string{"rule_values", "audit", "events"} {
			if n := count(t, d, table); n != 0 {
				t.Errorf("%d rows in %s", n, table)
			}
		}
	})
}

func count(t *testing.T, d *db.DB, table string) int {
	t.Helper()
	n, err := db.Value[int](d.Ask(t.Context()), `SELECT COUNT(*) FROM `+table)
	if err != nil {
		t.Fatal(err)
	}
	return n
}

func TestARefusalCitesItsClauseAndLeavesEvidenceFoldedByTheMinute(t *testing.T) {
	dbtest.Each(t, rooms, func(t *testing.T, d *db.DB, c *clock.Fake) {
		b := book(t, d, nil)
		who := authz.Principal{Account: id.New(c.Now()), Language: "en"}
		drive := func(kmh int64) error {
			return d.Write(t.Context(), func(tx *db.Tx) error {
				if err := audit.Write(tx, who, audit.Entry{Action: "drive", Object: "car"}); err != nil {
					return err
				}
				return rulebook.Apply(b, tx, limit, rulebook.Case[speed]{Who: who, Object: "car", Facts: speed{kmh}}, errTooFast)
			})
		}
		if err := drive(30); err != nil || count(t, d, "evidence") != 0 {
			t.Fatalf("allowed: %v, %d rows of evidence", err, count(t, d, "evidence"))
		}
		if err := drive(45); err != nil || count(t, d, "evidence") != 1 {
			t.Fatalf("recorded: %v, %d rows of evidence", err, count(t, d, "evidence"))
		}
		c.Advance(time.Second)
		for range 3 {
			err := drive(80)
			if !apperr.Has(err, errTooFast) {
				t.Fatalf("blocked: %v", err)
			}
			rule := apperr.From(err).Rule
			article, _ := model.In("en").Article("messages.repeat")
			want := apperr.Clause{Document: model.In("en").Title, Version: "1.0", Number: article.Written, Text: article.Text}
			if article.Text == "" || rule.Clause != want || rule.Value != int64(50) || rule.Way.Code != "walk" {
				t.Fatalf("the refusal says %+v", rule)
			}
		}
		c.Advance(time.Minute)
		_ = drive(81)
		got, err := db.All(d.Ask(t.Context()), func(r db.Row) (s string, err error) {
			var outcome, facts string
			var repeats int
			err = r.Scan(&outcome, &facts, &repeats)
			return fmt.Sprint(outcome, " ", facts, " ", repeats), err
		}, `SELECT outcome, facts, repeats FROM evidence ORDER BY at, id`)
		want := []string{`record {"km_h":45} 1`, `block {"km_h":80} 3`, `block {"km_h":81} 1`}
		if err != nil || fmt.Sprint(got) != fmt.Sprint(want) {
			t.Fatalf("evidence %q, want %q, %v", got, want, err)
		}
		if n := count(t, d, "audit"); n != 2 {
			t.Fatalf("%d audit rows: the refused drives must leave none", n)
		}
	})
}

func TestARefusalTellsSinceWhenItsClauseHoldsUntilAValueIsSet(t *testing.T) { // covers: RBK-02
	dbtest.Each(t, rooms, func(t *testing.T, d *db.DB, c *clock.Fake) {
		b := book(t, d, nil)
		clause := rulebook.Cited{Regulation: id.New(c.Now()), Node: id.New(c.Now()), Document: "行车制度", Version: 3, Number: "二2", Text: "限速。", Since: c.Now() - 5}
		b.Cite(map[string]rulebook.Cited{limit.ID: clause})
		stopped := func() *apperr.Rule {
			t.Helper()
			err := d.Write(t.Context(), func(tx *db.Tx) error {
				return rulebook.Apply(b, tx, limit, rulebook.Case[speed]{Who: authz.Principal{Account: id.New(c.Now())}, Object: "car", Facts: speed{200}}, errTooFast)
			})
			if !apperr.Has(err, errTooFast) {
				t.Fatal(err)
			}
			return apperr.From(err).Rule
		}
		want := apperr.Clause{Document: "行车制度", Version: "3", Number: "二2", Text: "限速。", Regulation: clause.Regulation.String(), Node: clause.Node.String()}
		if got := stopped(); got.Clause != want || got.Since != int64(clause.Since) {
			t.Errorf("without a value of its own: %+v", got)
		}
		if _, err := b.Set(t.Context(), authz.Principal{Account: id.New(c.Now())}, rulebook.Change{Rule: limit.ID, Scope: rulebook.Scope{Kind: rulebook.ForCompany}, Value: value(60), Reason: "test"}); err != nil {
			t.Fatal(err)
		}
		if got := stopped(); got.Clause != want || got.Since != int64(c.Now()) {
			t.Errorf("with a value: %+v at %d", got, c.Now())
		}
	})
}
