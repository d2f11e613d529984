package rulebook_test

import (
	"os"
	"strings"
	"testing"
	"time"

	"tonggui/internal/platform/authz"
	"tonggui/internal/platform/db"
	"tonggui/internal/platform/httpapi"
	"tonggui/internal/rulebook"
	"tonggui/internal/testkit/bulk"
)

// plan is how the database goes about a query.
func (h *desk) plan(query string, args ...any) string {
	h.Helper()
	explain := `/*sqlite EXPLAIN QUERY PLAN*/ /*postgres EXPLAIN (ANALYZE, BUFFERS)*/ ` + query
	lines, err := db.All(h.db.Ask(h.Context()), func(r db.Row) (line string, err error) {
		if h.db.Dialect() == db.Postgres {
			return line, r.Scan(&line)
		}
		var a, b, c int64
		err = r.Scan(&a, &b, &c, &line)
		return line, err
	}, explain, args...)
	if err != nil {
		h.Fatal(err)
	}
	return strings.Join(lines, "\n")
}

// With SOAK=1 there are ten million rows; the plan must be the same with few.
//
// covers: RBK-02
func TestAMonthOfOneDepartmentIsOneRange(t *testing.T) {
	rows := 20_000
	if os.Getenv("SOAK") != "" {
		rows = 10_000_000
	}
	eachDesk(t, func(h *desk) {
		now := h.clock.Now()
		begin := time.Now()
		bulk.Evidence(t, h.db, rows, now.Add(-360*24*time.Hour), now)
		t.Logf("%d rows in %s", rows, time.Since(begin).Round(time.Millisecond))
		if h.db.Dialect() == db.Postgres {
			if err := h.db.Write(t.Context(), func(tx *db.Tx) error { _, err := tx.Exec(`ANALYZE evidence`); return err }); err != nil {
				t.Fatal(err)
			}
		}
		from := now.Add(-30 * 24 * time.Hour)
		department := bulk.Department(7)
		const query = `SELECT rule_id, outcome, SUM(repeats) FROM evidence WHERE department = ? AND at >= ? AND at <= ? GROUP BY rule_id, outcome`
		plan := h.plan(query, department, from, now)
		t.Logf("a month of one department:\n%s", plan)
		want := "SEARCH evidence USING PRIMARY KEY (department=? AND at>? AND at<?)"
		if h.db.Dialect() == db.Postgres {
			want = "evidence_pkey"
		}
		if !strings.Contains(plan, want) {
			t.Errorf("the plan is not %q:\n%s", want, plan)
		}
		supervisor := h.hire(authz.Supervisor)
		begin, n := time.Now(), 0
		for cursor := ""; ; {
			page, err := h.Evidence(t.Context(), supervisor, rulebook.EvidenceFilter{Department: department, From: from, To: now}, httpapi.Page{Limit: 200, Cursor: cursor})
			if err != nil {
				t.Fatal(err)
			}
			if n += len(page.Items); page.NextCursor == nil {
				break
			}
			cursor = *page.NextCursor
		}
		t.Logf("%d rows of the month in pages: %s", n, time.Since(begin).Round(time.Microsecond))
		if want := rows / 12 / bulk.Departments; n < want-2 || n > want+2 {
			t.Errorf("%d rows, want %d", n, want)
		}
		h.Zone = zoneUTC
		begin = time.Now()
		counts, err := h.Book.Counts(t.Context(), from, now)
		t.Logf("30 days of all departments, no day counted before: %d figures in %s, %v", len(counts), time.Since(begin).Round(time.Millisecond), err)
		for err == nil {
			before := count(t, h.db, "evidence_counted")
			if err = h.CountDays(t.Context()); err == nil && count(t, h.db, "evidence_counted") == before {
				break
			}
		}
		begin = time.Now()
		again, failed := h.Book.Counts(t.Context(), from, now)
		t.Logf("with days counted: %d figures in %s", len(again), time.Since(begin).Round(time.Millisecond))
		if err != nil || failed != nil || ordered(counts) != ordered(again) {
			t.Errorf("counted days tell something else than the rows: %v %v", err, failed)
		}
	})
}
