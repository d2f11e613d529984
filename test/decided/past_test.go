package decided

import (
	"os"
	"reflect"
	"slices"
	"testing"
	"time"

	"tonggui/internal/approvals"
	"tonggui/internal/approvals/form"
	"tonggui/internal/platform/clock"
	"tonggui/internal/platform/db"
	"tonggui/internal/platform/httpapi"
	"tonggui/internal/platform/id"
)

// past makes n approvals of the past out of one that was decided: all of the same people, who have the longest
// lists that there can be. Their signed records, which nobody asks for here, are left out.
func (c *company) past(t *testing.T, n int, of id.ID) {
	t.Helper()
	const atOnce = 100_000
	for first := 1; first <= n; first += atOnce {
		last := min(first+atOnce-1, n)
		if err := c.db.Write(t.Context(), func(tx *db.Tx) error {
			for _, statement := range []string{
				`INSERT INTO approvals (id, serial, template, version, applicant, department, state, opened_at, changed_at, closed_at, title, search, form, engine, row_version, acts, effect, effect_state)
					SELECT ` + made + `, 'OLD' || i, template, version, applicant, department, state, opened_at - i * 30000000, changed_at, closed_at - i * 30000000, title, search, form, engine, row_version, acts, effect, effect_state
					FROM series, approvals WHERE id = ?`,
				`INSERT INTO approval_tasks (id, approval, template, person, for_person, step, kind, round, state, opened_at, due_at, seen_at, closed_at, listed_at, outcome)
					SELECT ` + ofTask + `, ` + made + `, template, person, for_person, step, kind, round, state, opened_at - i * 30000000, CASE due_at WHEN 0 THEN 0 ELSE due_at - i * 30000000 END, seen_at, closed_at - i * 30000000,
						CASE listed_at WHEN 0 THEN 0 ELSE listed_at - i * 30000000 END, outcome FROM series, approval_tasks WHERE approval = ?`,
				`INSERT INTO approval_acts (approval, n, id, at, kind, person, for_person, people, step, task, words, level, content, stroke, entry)
					SELECT ` + made + `, n, ` + ofAct + `, at - i * 30000000, kind, person, for_person, people, step, task, words, level, content, stroke, NULL FROM series, approval_acts WHERE approval = ?`,
				`INSERT INTO approval_effects (approval, effect, state, made_at, tries, next_at, error, object, settled_at)
					SELECT ` + made + `, effect, state, made_at - i * 30000000, tries, next_at, error, object, settled_at FROM series, approval_effects WHERE approval = ?`,
			} {
				if _, err := tx.Exec(`WITH `+series+statement,
					first, last, of); err != nil {
					return err
				}
			}
			return nil
		}); err != nil {
			t.Fatal(err)
		}
	}
	if c.db.Dialect() == db.Postgres {
		if err := c.db.Write(t.Context(), func(tx *db.Tx) error { _, err := tx.Exec(`ANALYZE`); return err }); err != nil {
			t.Fatal(err)
		}
	}
}

const series = `/*sqlite RECURSIVE*/ series(i) AS (/*sqlite SELECT ? UNION ALL SELECT i + 1 FROM series WHERE i < ?*/ /*postgres SELECT * FROM generate_series(?::bigint, ?::bigint)*/) `

// Ids of rows that are made of another one.
const (
	made   = `/*sqlite unhex(printf('%032x', i))*/ /*postgres decode(lpad(to_hex(i), 32, '0'), 'hex')*/`
	ofTask = `/*sqlite unhex(printf('%016x', i) || substr(hex(id), 17))*/ /*postgres decode(lpad(to_hex(i), 16, '0') || substr(encode(id, 'hex'), 17), 'hex')*/`
	ofAct  = ofTask
)

// median is the middle of the times that something takes.
func median(t *testing.T, do func()) time.Duration {
	t.Helper()
	took := []time.Duration{}
	for range 15 {
		began := clock.Monotonic()
		do()
		took = append(took, clock.Monotonic()-began)
	}
	slices.Sort(took)
	return took[len(took)/2]
}

// TestPastApprovalsCostTheLivingNothing measures with ten thousand past approvals, or a million of them in a soak.
func TestPastApprovalsCostTheLivingNothing(t *testing.T) {
	sizes := []int{0, 10_000}
	if os.Getenv("SOAK") != "" {
		sizes = []int{0, 1_000_000}
	}
	for _, dialect := range []db.Dialect{db.SQLite, db.Postgres} {
		t.Run(string(dialect), func(t *testing.T) {
			for _, n := range sizes {
				c, s, v := settled(t, at(t, dialect))
				one := c.ready(t, s, v)
				must(t, c.decide(t.Context(), s.Boss, one))
				must(t, c.Work(t.Context()))
				c.past(t, n, one)
				c.summed(t, s, n)
				c.measure(t, s, v, n)
			}
		})
	}
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// measure says how long things take beside so many of the past.
func (c *company) measure(t *testing.T, s staff, v approvals.TemplateVersion, n int) {
	t.Helper()
	open := median(t, func() {
		_, err := c.Open(t.Context(), s.Worker, id.New(c.clock.Now()), approvals.Application{Template: v.Key, Version: v.Version, Values: form.Values{"title": "出差", "days": "2"}}, nil, nil)
		must(t, err)
	})
	waiting := []id.ID{}
	for range 15 {
		waiting = append(waiting, c.ready(t, s, v))
	}
	look := median(t, func() { _, err := c.Get(t.Context(), s.Boss, waiting[0]); must(t, err) })
	decide := median(t, func() { must(t, c.decide(t.Context(), s.Boss, waiting[0])); waiting = waiting[1:] })
	effects := median(t, func() { must(t, c.Work(t.Context())) })
	jobs := median(t, func() { must(t, c.Tick(t.Context())) })
	t.Logf("beside %7d: open %v, look %v, decide %v, effects %v, jobs %v", n, open, look, decide, effects, jobs)
	for box, f := range map[string]approvals.Filter{"waiting": {Box: "waiting"}, "decided": {Box: "decided"}, "mine": {Box: "mine"}, "found": {Box: "mine", Query: "出差"}, "not found": {Box: "mine", Query: "nowhere"}} {
		who := s.Boss
		if f.Box == "mine" {
			who = s.Worker
		}
		t.Logf("beside %7d: list %s %v", n, box, median(t, func() { _, err := c.List(t.Context(), who, f, httpapi.Page{Limit: 50}); must(t, err) }))
	}
	t.Logf("beside %7d: counts %v, figures %v", n, median(t, func() { _, err := c.Counts(t.Context(), s.Boss); must(t, err) }), median(t, func() { c.Waiting(t.Context()) }))
}

// summed says how long the statistics of a year take from rows, and then from sums, and compares the two.
func (c *company) summed(t *testing.T, s staff, n int) {
	t.Helper()
	ask := func() (out approvals.ApprovalStatistics) {
		out, err := c.Statistics(t.Context(), s.Boss, "", c.clock.Now().Add(-365*24*time.Hour-time.Hour), c.clock.Now())
		must(t, err)
		return out
	}
	began := clock.Monotonic()
	rows := ask()
	fromRows := clock.Monotonic() - began
	began = clock.Monotonic()
	must(t, c.SumUp(t.Context()))
	summing := clock.Monotonic() - began
	if c.db.Dialect() == db.Postgres {
		must(t, c.db.Write(t.Context(), func(tx *db.Tx) error { _, err := tx.Exec(`ANALYZE`); return err }))
	}
	sums := rows
	took := median(t, func() { sums = ask() })
	if !reflect.DeepEqual(rows, sums) {
		t.Errorf("beside %d the sums say\n%+v\nand the rows\n%+v", n, sums, rows)
	}
	c.crowd(t, s.Boss.Account)
	t.Logf("beside %7d: statistics of a year from rows %v, summing up %v, from sums %v, with sums of 2,000 people more %v", n, fromRows, summing, took, median(t, func() { ask() }))
}

// crowd has sums of two thousand more people on every day.
func (c *company) crowd(t *testing.T, like id.ID) {
	t.Helper()
	must(t, c.db.Write(t.Context(), func(tx *db.Tx) error {
		_, err := tx.Exec(`WITH `+series+`INSERT INTO approval_sums (about, days, day, template, name, number, late, spread)
			SELECT about, days, day, template, /*sqlite printf('00000000-0000-7000-8000-%012x', i)*/ /*postgres '00000000-0000-7000-8000-' || lpad(to_hex(i), 12, '0')*/, number, late, spread FROM series, approval_sums WHERE about = 'person/' AND name = ?`, 1, 2000, like.String())
		return err
	}))
}
