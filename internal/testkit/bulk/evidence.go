// Package bulk fills tables with more rows than anybody would make one by one.
package bulk

import (
	"testing"

	"tonggui/internal/platform/clock"
	"tonggui/internal/platform/db"
	"tonggui/internal/platform/id"
)

// Departments is how many departments the evidence is of.
const Departments = 200

// Department is the n-th of them.
func Department(n int) (one id.ID) {
	one[15] = byte(n)
	return one
}

// atOnce is how many rows a transaction carries.
const atOnce = 500_000

// Evidence stores n rows of evidence, evenly over a span and over the departments, as a company would
// leave them: in the order of time, for three rules, half of them refusals.
func Evidence(t testing.TB, d *db.DB, n int, from, to clock.Instant) {
	t.Helper()
	step := max(int64(to-from)/int64(n), 1)
	for first := 0; first < n; first += atOnce {
		err := d.Write(t.Context(), func(tx *db.Tx) error {
			_, err := tx.Exec(`/*sqlite WITH RECURSIVE s(i) AS (SELECT ? UNION ALL SELECT i + 1 FROM s WHERE i + 1 < ?)*/
				INSERT INTO evidence (department, at, id, rule_id, version, outcome, actor, object, object_id, facts, minute)
				SELECT /*sqlite unhex(printf('%032x', i % 200))*/ /*postgres decode(lpad(to_hex(i % 200), 32, '0'), 'hex')*/, ? + i * ?,
					/*sqlite unhex(printf('%032x', i))*/ /*postgres decode(lpad(to_hex(i), 32, '0'), 'hex')*/,
					CASE i % 3 WHEN 0 THEN 'messaging.recall_window' WHEN 1 THEN 'files.message_size' ELSE 'test.bulk' END, 0,
					CASE i % 2 WHEN 0 THEN 'block' ELSE 'record' END,
					/*sqlite unhex(printf('%032x', i))*/ /*postgres decode(lpad(to_hex(i), 32, '0'), 'hex')*/, 'message', NULL,
					/*sqlite CAST('{"seq":1,"age_us":121000000,"edit":false}' AS BLOB)*/ /*postgres convert_to('{"seq":1,"age_us":121000000,"edit":false}', 'UTF8')*/,
					CASE i % 2 WHEN 0 THEN (? + i * ?) / 60000000 END
				FROM /*sqlite s*/ /*postgres generate_series(?::bigint, ?::bigint - 1) AS s(i)*/`,
				arguments(d.Dialect(), first, min(first+atOnce, n), from, step)...)
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
}

// arguments are those of the statement: SQLite has its series in front.
func arguments(dialect db.Dialect, first, end int, from clock.Instant, step int64) []any {
	series, row := []any{first, end}, []any{from, step, from, step}
	if dialect == db.SQLite {
		return append(series, row...)
	}
	return append(row, series...)
}
