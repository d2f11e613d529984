package db_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"tonggui/internal/platform/apperr"
	"tonggui/internal/platform/clock"
	"tonggui/internal/platform/db"
	"tonggui/internal/testkit/dbtest"
	"tonggui/internal/testkit/wait"
)

func TestFiguresTellCommitsTheirWritesAndHowLongTheyTook(t *testing.T) {
	dbtest.Each(t, notes, func(t *testing.T, d *db.DB, _ *clock.Fake) {
		commits, jobs := d.Figures.Commits.Load(), d.Figures.Jobs.Load()
		for n := range 3 {
			if err := d.Write(t.Context(), func(tx *db.Tx) error { return add(tx, n) }); err != nil {
				t.Fatal(err)
			}
		}
		if c, j := d.Figures.Commits.Load()-commits, d.Figures.Jobs.Load()-jobs; c != 3 || j != 3 {
			t.Errorf("%d commits of %d writes", c, j)
		}
		if d.Figures.Commit.Count() < 3 || d.Figures.Wait.Count() < 3 || d.Figures.Shared.Count() < 3 || d.Waiting() != 0 || d.Pool().MaxOpenConnections == 0 {
			t.Errorf("%+v", d.Pool())
		}
		if d.Figures.Full.Load()+d.Figures.Away.Load()+d.Figures.Unknown.Load() != 0 {
			t.Error("a failure is counted that was none")
		}
	})
}

func TestWritesToADatabaseThatIsGoneAreCounted(t *testing.T) {
	d, _ := dbtest.Open(t, db.Postgres, notes)
	before := d.Figures.Away.Load()
	err := d.Write(t.Context(), func(tx *db.Tx) error {
		d.GiveUp()
		return add(tx, 1)
	})
	if err == nil || d.Figures.Away.Load() != before+1 {
		t.Errorf("%v, %d counted", err, d.Figures.Away.Load()-before)
	}
}

func TestNothingIsAskedOverALineThatIsBarred(t *testing.T) {
	d, _ := dbtest.Open(t, db.Postgres, notes)
	why := errors.New("cut off")
	d.Bar(func() error { return why })
	d.GiveUp()
	for range 20 { // the pool finds out one by one which of its lines are closed
		if _, err := db.Value[int](d.Ask(t.Context()), `SELECT 1`); !apperr.Has(err, apperr.Unavailable) {
			t.Fatalf("a question: %v", err)
		}
	}
	if err := d.Write(t.Context(), func(tx *db.Tx) error { return add(tx, 1) }); !apperr.Has(err, apperr.Unavailable) || !errors.Is(err, why) {
		t.Errorf("a write: %v", err)
	}
	why = nil
	if err := d.Write(t.Context(), func(tx *db.Tx) error { return add(tx, 1) }); err != nil {
		t.Errorf("afterwards: %v", err)
	}
}

func TestAFollowerThatCannotGoOnShowsItsLagUntilItCan(t *testing.T) {
	dbtest.Each(t, notes, func(t *testing.T, d *db.DB, c *clock.Fake) {
		ctx, stop := context.WithCancel(t.Context())
		defer stop()
		tried, let := make(chan struct{}), make(chan error)
		if err := d.Follow(ctx, "test", func(context.Context, db.Fact) error {
			tried <- struct{}{}
			return <-let
		}); err != nil {
			t.Fatal(err)
		}
		if err := d.Write(t.Context(), func(tx *db.Tx) error { return tx.Say(said{1}) }); err != nil {
			t.Fatal(err)
		}
		wait.On(t, "it is tried", tried)
		c.Advance(time.Minute)
		let <- errors.New("not now")
		wait.On(t, "it is tried again", tried)
		got := d.Following()
		if len(got) != 1 || got[0].Name != "test" || got[0].Lag < time.Minute || got[0].Failed != 1 || got[0].Handled != 0 {
			t.Errorf("stuck: %+v", got)
		}
		if n, err := d.Outbox(t.Context()); err != nil || n < 1 {
			t.Errorf("%d facts in the outbox, %v", n, err)
		}
		let <- nil
		for deadline := time.Now().Add(10 * time.Second); d.Following()[0].Lag != 0; {
			if time.Now().After(deadline) {
				t.Fatalf("it went on: %+v", d.Following())
			}
		}
		if got := d.Following(); got[0].Handled != 1 {
			t.Errorf("it went on: %+v", got)
		}
	})
}
