package db_test

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"testing"
	"testing/fstest"
	"time"

	"tonggui/internal/platform/clock"
	"tonggui/internal/platform/db"
	"tonggui/internal/testkit/dbtest"
	"tonggui/internal/testkit/wait"
)

var notes = []db.Migrations{{Room: "notes", Files: fstest.MapFS{"migrations/00001_notes.sql": {Data: []byte(`-- +goose Up
CREATE TABLE notes (n BIGINT PRIMARY KEY, body TEXT NOT NULL) /*sqlite WITHOUT ROWID*/;`)}}}}

func add(tx *db.Tx, n int) error {
	_, err := tx.Exec(`INSERT INTO notes (n, body) VALUES (?, ?)`, n, fmt.Sprint("note ", n))
	return err
}

func count(t *testing.T, d *db.DB) int {
	t.Helper()
	n, err := db.Value[int](d.Ask(t.Context()), `SELECT COUNT(*) FROM notes`)
	if err != nil {
		t.Fatal(err)
	}
	return n
}

func TestWritersThatWaitTogetherAllSucceedAndAFailingOneTakesNothingWithIt(t *testing.T) {
	dbtest.Each(t, notes, func(t *testing.T, d *db.DB, _ *clock.Fake) {
		var wg sync.WaitGroup
		errs := make([]error, 200)
		for i := range errs {
			wg.Go(func() {
				errs[i] = d.Write(context.Background(), func(tx *db.Tx) error {
					if err := add(tx, i); err != nil {
						return err
					}
					if i%10 == 3 {
						panic("planted")
					}
					if i%10 == 7 {
						return errors.New("no")
					}
					return nil
				})
			})
		}
		wg.Wait()
		for i, err := range errs {
			if bad := i%10 == 3 || i%10 == 7; bad != (err != nil) {
				t.Errorf("write %d: %v", i, err)
			}
		}
		if got := count(t, d); got != 160 {
			t.Errorf("%d notes stored, want 160", got)
		}
	})
}

type refusal struct{ error }

func (refusal) Keep(tx *db.Tx) error { return add(tx, 1000) }

func TestARefusalLeavesItsEvidenceAndNothingElse(t *testing.T) {
	dbtest.Each(t, notes, func(t *testing.T, d *db.DB, _ *clock.Fake) {
		effects := 0
		err := d.Write(t.Context(), func(tx *db.Tx) error {
			tx.AfterCommit(func() { effects++ })
			if err := add(tx, 1); err != nil {
				return err
			}
			if err := tx.Say(said{1}); err != nil {
				return err
			}
			return fmt.Errorf("wrapped: %w", refusal{errors.New("too late")})
		})
		if err == nil {
			t.Fatal("the refusal must reach the caller")
		}
		left, _ := db.All(d.Ask(t.Context()), db.Scalar[int], `SELECT n FROM notes`)
		events, _ := db.Value[int](d.Ask(t.Context()), `SELECT COUNT(*) FROM events`)
		if len(left) != 1 || left[0] != 1000 || events != 0 || effects != 0 {
			t.Fatalf("left %v, %d events, %d effects", left, events, effects)
		}
	})
}

type said struct{ N int }

func (said) Kind() string { return "notes.added" }

func TestAFollowerHearsEveryCommittedFactOnceAndInOrderWhileWritersRace(t *testing.T) {
	dbtest.Each(t, notes, func(t *testing.T, d *db.DB, _ *clock.Fake) {
		ctx, stop := context.WithCancel(t.Context())
		defer stop()
		heard := make(chan int, 1000)
		err := d.Follow(ctx, "test", func(_ context.Context, f db.Fact) error {
			var e said
			err := f.Decode(&e)
			heard <- e.N
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		const each, writers = 25, 8
		for w := range writers {
			go func() {
				for i := range each {
					_ = d.Write(ctx, func(tx *db.Tx) error { return tx.Say(said{w*each + i}) })
				}
			}()
		}
		last := map[int]int{}
		seen := map[int]bool{}
		for range each * writers {
			select {
			case n := <-heard:
				if seen[n] {
					t.Fatalf("fact %d heard twice", n)
				}
				if before, ok := last[n/each]; ok && n < before {
					t.Fatalf("fact %d of writer %d after %d", n, n/each, before)
				}
				seen[n], last[n/each] = true, n
			case <-time.After(10 * time.Second):
				t.Fatalf("%d of %d facts heard", len(seen), each*writers)
			}
		}
	})
}

// The transaction that begins first commits last: a cursor over the bare sequence would have gone
// past it.
func TestATransactionThatCommitsLateIsNotSkippedOnPostgres(t *testing.T) {
	d, _ := dbtest.Open(t, db.Postgres, notes)
	heard := make(chan int, 10)
	if err := d.Follow(t.Context(), "test", func(_ context.Context, f db.Fact) error {
		var e said
		err := f.Decode(&e)
		heard <- e.N
		return err
	}); err != nil {
		t.Fatal(err)
	}
	begun, release, done := make(chan struct{}), make(chan struct{}), make(chan error)
	go func() {
		done <- d.Write(context.Background(), func(tx *db.Tx) error {
			err := tx.Say(said{1})
			close(begun)
			<-release
			return err
		})
	}()
	wait.On(t, "the transaction has begun", begun)
	if err := d.Write(t.Context(), func(tx *db.Tx) error { return tx.Say(said{2}) }); err != nil {
		t.Fatal(err)
	}
	select {
	case n := <-heard:
		t.Fatalf("fact %d heard while an earlier transaction is open", n)
	case <-time.After(100 * time.Millisecond): // nothing may come; waiting longer proves no more
	}
	close(release)
	if err := wait.On(t, "the late commit", done); err != nil {
		t.Fatal(err)
	}
	if a, b := wait.On(t, "a fact", heard), wait.On(t, "another fact", heard); a != 1 || b != 2 {
		t.Fatalf("heard %d, %d; want 1, 2", a, b)
	}
}

func TestAnIdleWriterDoesNotWaitForCompany(t *testing.T) {
	d, _ := dbtest.Open(t, db.SQLite, notes)
	start := time.Now()
	for i := range 50 {
		if err := d.Write(t.Context(), func(tx *db.Tx) error { return add(tx, i) }); err != nil {
			t.Fatal(err)
		}
	}
	if per := time.Since(start) / 50; per > 50*time.Millisecond {
		t.Fatalf("%v for a lone write", per)
	}
}

func TestAQuestionMarkInsideALiteralIsNotAPlaceholder(t *testing.T) {
	dbtest.Each(t, notes, func(t *testing.T, d *db.DB, _ *clock.Fake) {
		got, err := db.Value[string](d.Ask(t.Context()), `SELECT 'who?' || CAST(? AS TEXT)`, "me")
		if err != nil || got != "who?me" {
			t.Fatalf("%q, %v", got, err)
		}
	})
}
