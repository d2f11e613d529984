package db_test

import (
	"fmt"
	"testing"

	"tonggui/internal/platform/clock"
	"tonggui/internal/platform/db"
	"tonggui/internal/testkit/dbtest"
)

func TestManyRowsGoInAndListsFindThem(t *testing.T) {
	dbtest.Each(t, nil, func(t *testing.T, d *db.DB, _ *clock.Fake) {
		rows := [][]any{}
		for i := range 1203 {
			rows = append(rows, []any{fmt.Sprint("kind", i), int64(i), []byte("{}")})
		}
		if err := d.Write(t.Context(), func(tx *db.Tx) error {
			return tx.InsertMany(`INSERT INTO events (kind, at, body)`, "", rows)
		}); err != nil {
			t.Fatal(err)
		}
		count := func(q db.Q, values ...int64) int {
			n, err := db.Value[int](q, `SELECT COUNT(*) FROM events WHERE kind LIKE ? AND at IN (?) AND at < ?`, "kind%", db.Listed(values), int64(1200))
			if err != nil {
				t.Fatal(err)
			}
			return n
		}
		for want, values := range map[int][]int64{0: {}, 1: {7}, 3: {7, 8, 9}, 4: {1, 2, 3, 4, 1201}} {
			if got := count(d.Ask(t.Context()), values...); got != want {
				t.Errorf("%v: found %d, want %d", values, got, want)
			}
			if err := d.Write(t.Context(), func(tx *db.Tx) error {
				if got := count(tx, values...); got != want {
					t.Errorf("%v: found %d inside a write, want %d", values, got, want)
				}
				return nil
			}); err != nil {
				t.Fatal(err)
			}
		}
		if err := d.Write(t.Context(), func(tx *db.Tx) error {
			_, err := tx.Exec(`DELETE FROM events WHERE at IN (?)`, db.List{int64(1), int64(2), int64(3)})
			return err
		}); err != nil {
			t.Fatal(err)
		}
		if n, err := db.Value[int](d.Ask(t.Context()), `SELECT COUNT(*) FROM events`); err != nil || n != 1200 {
			t.Errorf("%d rows are left (%v)", n, err)
		}
	})
}
