package db_test

import (
	"errors"
	"sync"
	"testing"
	"testing/fstest"

	"tonggui/internal/platform/clock"
	"tonggui/internal/platform/db"
	"tonggui/internal/testkit/dbtest"
)

const (
	first     = "-- +goose Up\nCREATE TABLE things (name TEXT NOT NULL);\n"
	expands   = "-- +goose Up\nALTER TABLE things ADD COLUMN colour TEXT NOT NULL DEFAULT '';\n"
	contracts = "-- +goose Up\nINSERT INTO schema_floor (room, version) VALUES ('things', 3) ON CONFLICT (room) DO UPDATE SET version = excluded.version;\n" +
		"ALTER TABLE things RENAME COLUMN name TO title;\n"
)

// program is what one version of the product knows of its room.
func program(files ...string) []db.Migrations {
	out := fstest.MapFS{}
	for i, text := range files {
		out["migrations/0000"+string(rune('1'+i))+"_step.sql"] = &fstest.MapFile{Data: []byte(text)}
	}
	return []db.Migrations{{Room: "things", Files: out}}
}

func TestAnOlderProgramRunsBesideAnExpandedSchemaAndNotBesideAContractedOne(t *testing.T) {
	v1, v2, v3 := program(first), program(first, expands), program(first, expands, contracts)
	dbtest.Each(t, v2, func(t *testing.T, d *db.DB, _ *clock.Fake) {
		ctx := t.Context()
		if done, err := d.Migrate(ctx, v1); err != nil || len(done) > 0 {
			t.Fatalf("an older program beside the expanded schema: %v %v", done, err)
		}
		// What the older program writes, the newer one reads, and the other way round.
		for _, statement := range []string{`INSERT INTO things (name) VALUES ('old')`, `INSERT INTO things (name, colour) VALUES ('new', 'red')`} {
			if err := d.Write(ctx, func(tx *db.Tx) error { _, err := tx.Exec(statement); return err }); err != nil {
				t.Fatal(err)
			}
		}
		if n, err := db.Value[int](d.Ask(ctx), `SELECT COUNT(*) FROM things WHERE name <> '' AND colour IN ('', 'red')`); err != nil || n != 2 {
			t.Errorf("%d %v", n, err)
		}
		if _, err := d.Migrate(ctx, v3); err != nil {
			t.Fatal(err)
		}
		for _, old := range [][]db.Migrations{v1, v2, nil} {
			done, err := d.Migrate(ctx, old)
			if e, ok := errors.AsType[db.TooOld](err); !ok || e.Floor != 3 || len(done) > 0 {
				t.Errorf("a program that is too old: %v %v", done, err)
			}
		}
		if err := d.CheckFloor(ctx, v3); err != nil {
			t.Error(err)
		}
	})
}

func TestNodesThatStartTogetherMigrateOneAfterTheOther(t *testing.T) {
	url := dbtest.NewPostgres(t)
	var all sync.WaitGroup
	for range 4 {
		all.Go(func() {
			d, err := db.Open(t.Context(), db.Options{URL: url, Clock: clock.NewSystem()})
			if err != nil {
				t.Error(err)
				return
			}
			defer func() { _ = d.Close() }()
			if _, err := d.Migrate(t.Context(), program(first, expands, contracts)); err != nil {
				t.Error(err)
			}
		})
	}
	all.Wait()
}
