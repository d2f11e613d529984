package db_test

import (
	"context"
	"errors"
	"testing"

	"tonggui/internal/platform/clock"
	"tonggui/internal/platform/db"
	"tonggui/internal/testkit/dbtest"
)

func TestWhatEveryFollowerHasHandledIsHeard(t *testing.T) {
	dbtest.Each(t, notes, func(t *testing.T, d *db.DB, _ *clock.Fake) {
		if err := d.Heard(t.Context()); err != nil {
			t.Fatalf("nothing was said: %v", err)
		}
		ctx, stop := context.WithCancel(t.Context())
		defer stop()
		slow := make(chan struct{})
		for _, wait := range []bool{false, true} {
			if err := d.Follow(ctx, "test", func(ctx context.Context, _ db.Fact) error {
				if wait {
					select {
					case <-slow:
					case <-ctx.Done():
					}
				}
				return nil
			}); err != nil {
				t.Fatal(err)
			}
		}
		say := func() {
			if err := d.Write(t.Context(), func(tx *db.Tx) error { return tx.Say(said{1}) }); err != nil {
				t.Fatal(err)
			}
		}
		say()
		early, end := context.WithCancel(t.Context())
		end()
		if err := d.Heard(early); !errors.Is(err, context.Canceled) {
			t.Errorf("while one has not handled it: %v", err)
		}
		go func() { slow <- struct{}{} }()
		if err := d.Heard(t.Context()); err != nil || d.Following()[1].Handled != 1 {
			t.Errorf("%v, %+v", err, d.Following())
		}
		say()
		stop()
		if err := d.Heard(t.Context()); err != nil {
			t.Errorf("who has left keeps others waiting: %v", err)
		}
	})
}
