package decided

import (
	"reflect"
	"testing"
	"time"

	"tonggui/internal/approvals"
	"tonggui/internal/platform/clock"
	"tonggui/internal/platform/db"
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
	var sums approvals.ApprovalStatistics
	began = clock.Monotonic()
	sums = ask()
	took := clock.Monotonic() - began
	if !reflect.DeepEqual(rows, sums) {
		t.Errorf("beside %d the sums say\n%+v\nand the rows\n%+v", n, sums, rows)
	}
	t.Logf("beside %7d: statistics of a year from rows %v, summing up %v, from sums %v", n, fromRows, summing, took)
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
