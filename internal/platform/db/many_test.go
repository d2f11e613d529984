package db_test

import (
	"fmt"
	"path/filepath"
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

func TestListsOfRowsFindRows(t *testing.T) {
	dbtest.Each(t, nil, func(t *testing.T, d *db.DB, _ *clock.Fake) {
		rows := [][]any{}
		for i := range 100 {
			rows = append(rows, []any{fmt.Sprint("kind", i%10), int64(i), []byte("{}")})
		}
		if err := d.Write(t.Context(), func(tx *db.Tx) error {
			return tx.InsertMany(`INSERT INTO events (kind, at, body)`, "", rows)
		}); err != nil {
			t.Fatal(err)
		}
		for want, list := range map[int]db.List{
			1: {db.List{"kind3", int64(13)}},
			2: {db.List{"kind3", int64(13)}, db.List{"kind4", int64(13)}, db.List{"kind0", int64(90)}},
		} {
			got, err := db.All(d.Ask(t.Context()), db.Scalar[int64], `SELECT at FROM events WHERE at > ? AND (kind, at) IN (/*sqlite VALUES*/ ?)`, int64(5), list)
			if err != nil || len(got) != want {
				t.Errorf("%v: found %v (%v)", list, got, err)
			}
		}
	})
}

func TestARelaxedFileStandsBesideTheDatabase(t *testing.T) {
	dir := t.TempDir()
	for range 2 {
		d, err := db.Open(t.Context(), db.Options{Dir: dir, File: "search.db", Relaxed: true, Clock: clock.NewFake(dbtest.Start)})
		if err != nil {
			t.Fatal(err)
		}
		if _, err := d.Migrate(t.Context(), nil); err != nil {
			t.Fatal(err)
		}
		if err := d.Close(); err != nil {
			t.Fatal(err)
		}
	}
	left, err := filepath.Glob(filepath.Join(dir, "*"))
	if err != nil || len(left) != 1 || filepath.Base(left[0]) != "search.db" {
		t.Errorf("in the folder: %v (%v)", left, err)
	}
}
