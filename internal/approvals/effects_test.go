package approvals

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"sync"
	"testing"
	"time"

	"tonggui/internal/platform/apperr"
	"tonggui/internal/platform/clock"
	"tonggui/internal/platform/db"
	"tonggui/internal/platform/id"
	"tonggui/internal/testkit/dbtest"
	"tonggui/internal/testkit/wait"
)

// feat is an effect of tests: it counts in the database what it did.
type feat struct {
	check func(a Applied) error
	do    func(tx *db.Tx, a Applied) error
}

func (feat) Name() string    { return "deed" }
func (feat) Automatic() bool { return true }

func (d feat) Check(_ db.Q, a Applied) error {
	if d.check != nil {
		return d.check(a)
	}
	return nil
}

func (d feat) Do(tx *db.Tx, a Applied) (string, error) {
	if _, err := tx.Exec(`UPDATE approvals SET search = search || 'x' WHERE id = ?`, a.ID); err != nil {
		return "", err
	}
	if d.do != nil {
		if err := d.do(tx, a); err != nil {
			return "", err
		}
	}
	return "made of " + a.Serial, nil
}

// bench is a doer over a database.
type bench struct {
	*testing.T
	*doer
	clock *clock.Fake
}

func newBench(t *testing.T, d *db.DB, c *clock.Fake, e Effect) *bench {
	b := &bench{T: t, clock: c}
	b.doer = &doer{db: d, effects: map[string]Effect{e.Name(): e}, node: id.New(c.Now()), log: slog.New(slog.DiscardHandler), wake: make(chan struct{}, 1)}
	b.settled = func(*db.Tx, Applied, Effect, settlement) error { return nil }
	return b
}

// approved stores an approval that was decided, with its effect.
func (b *bench) approved(effect string) id.ID {
	b.Helper()
	one, person := id.New(b.clock.Now()), id.New(b.clock.Now())
	state := `{"edition":1,"nodes":[{"state":"passed","seats":[{"tasks":[{"person":"` + person.String() + `","outcome":"approved","edition":1}]}]}]}`
	if err := b.db.Write(b.Context(), func(tx *db.Tx) error {
		if _, err := tx.Exec(`INSERT INTO approvals (id, serial, template, version, applicant, department, state, opened_at, changed_at, closed_at, title, search, form, engine, row_version, acts, effect, effect_state)
			VALUES (?, ?, 'leave', 1, ?, NULL, 'approved', ?, ?, ?, '请假', '', '{"days":"2"}', ?, 2, 3, ?, 'pending')`,
			one, one.String(), person, tx.Now, tx.Now, tx.Now, state, effect); err != nil {
			return err
		}
		for n, kind := range []string{"submit", "approve", "approve"} {
			if _, err := tx.Exec(`INSERT INTO approval_acts (approval, n, id, at, kind, person) VALUES (?, ?, ?, ?, ?, ?)`, one, n+1, id.New(tx.Now), tx.Now, kind, person); err != nil {
				return err
			}
		}
		return b.begin(tx, one, effect)
	}); err != nil {
		b.Fatal(err)
	}
	return one
}

func (b *bench) run() {
	b.Helper()
	if err := b.doer.run(b.Context()); err != nil {
		b.Fatal(err)
	}
}

// stands checks what became of an approval: its state twice, how often it was done, and how often it was tried.
func (b *bench) stands(one id.ID, state string, times int, tries int64, code string) {
	b.Helper()
	got, err := selectEffect(b.db.Ask(b.Context()), one)
	if err != nil {
		b.Fatal(err)
	}
	type row struct{ state, marks string }
	r, err := db.One(b.db.Ask(b.Context()), func(r db.Row) (v row, err error) { return v, r.Scan(&v.state, &v.marks) }, `SELECT effect_state, search FROM approvals WHERE id = ?`, one)
	if err != nil {
		b.Fatal(err)
	}
	if got.state != state || r.state != state || len(r.marks) != times || got.tries != tries || got.code != code {
		b.Errorf("the effect is %s (%s), done %d times, tried %d times, %q; want %s, %d, %d, %q", got.state, r.state, len(r.marks), got.tries, got.code, state, times, tries, code)
	}
}

func eachBench(t *testing.T, e Effect, fn func(b *bench)) {
	dbtest.Each(t, []db.Migrations{Migrations}, func(t *testing.T, d *db.DB, c *clock.Fake) { fn(newBench(t, d, c, e)) })
}

// covers: APV-04
func TestAnEffectIsDoneOnceAndGetsWhatWasApproved(t *testing.T) {
	var seen Applied
	eachBench(t, feat{check: func(a Applied) error { seen = a; return nil }}, func(b *bench) {
		one := b.approved("deed")
		b.run()
		b.run()
		b.stands(one, effectDone, 1, 1, "")
		var values struct{ Days string }
		if err := seen.Decode(&values); err != nil || values.Days != "2" || seen.ID != one || len(seen.Agreed) != 1 || seen.ClosedAt == 0 {
			b.Errorf("it got %+v, %v", seen, err)
		}
		if l, err := selectEffect(b.db.Ask(b.Context()), one); err != nil || l.object != "made of "+one.String() || l.settledAt == 0 {
			b.Errorf("%+v, %v", l, err)
		}
	})
}

// covers: APV-04
func TestManyNodesDoEachEffectOnce(t *testing.T) {
	eachBench(t, feat{}, func(b *bench) {
		all := []id.ID{}
		for range 24 {
			all = append(all, b.approved("deed"))
		}
		var nodes sync.WaitGroup
		for range 4 {
			other := newBench(b.T, b.db, b.clock, feat{})
			nodes.Go(func() {
				if err := other.doer.run(b.Context()); err != nil {
					b.Error(err)
				}
			})
		}
		nodes.Wait()
		b.run()
		for _, one := range all {
			b.stands(one, effectDone, 1, 1, "")
		}
	})
}

// covers: APV-04
func TestWhatFailsInPassingIsTriedAgainLaterAndLeavesNothingBehind(t *testing.T) {
	var wrong error
	eachBench(t, feat{do: func(*db.Tx, Applied) error { return wrong }}, func(b *bench) {
		wrong = errors.New("something fell over")
		one := b.approved("deed")
		b.run()
		b.stands(one, effectPending, 0, 1, apperr.Internal.Code)
		b.run() // its time has not come
		b.stands(one, effectPending, 0, 1, apperr.Internal.Code)
		b.clock.Advance(pause(1))
		b.run()
		b.stands(one, effectPending, 0, 2, apperr.Internal.Code)
		b.clock.Advance(pause(2))
		wrong = nil
		b.run()
		b.stands(one, effectDone, 1, 3, "")
	})
}

func TestWhatFailsForNoReasonThatWeKnowIsLeftToPeopleInTheEnd(t *testing.T) {
	eachBench(t, feat{do: func(*db.Tx, Applied) error { panic("broken") }}, func(b *bench) {
		one := b.approved("deed")
		for range maxTries {
			b.run()
			b.clock.Advance(longestPause)
		}
		b.stands(one, effectFailed, 0, maxTries, apperr.Internal.Code)
	})
}

// covers: APV-04
func TestWhatIsNoLongerPossibleIsNotDoneAndIsToldOnce(t *testing.T) {
	refusal := apperr.Conflict.New()
	for name, e := range map[string]feat{
		"checked again": {check: func(Applied) error { return refusal }},
		"while doing":   {do: func(*db.Tx, Applied) error { return fmt.Errorf("the other room: %w", refusal) }},
	} {
		t.Run(name, func(t *testing.T) {
			eachBench(t, e, func(b *bench) {
				one, told := b.approved("deed"), make(chan settlement, 4)
				b.settled = func(tx *db.Tx, a Applied, _ Effect, s settlement) error {
					if a.ID != one {
						b.Errorf("of %v", a.ID)
					}
					tx.AfterCommit(func() { told <- s })
					return nil
				}
				b.run()
				b.run()
				b.stands(one, effectFailed, 0, 1, apperr.Conflict.Code)
				if s := wait.On(b.T, "it is told", told); s.state != effectFailed || s.code != apperr.Conflict.Code || len(told) != 0 {
					b.Errorf("told %+v, and %d more", s, len(told))
				}
			})
		})
	}
}

// covers: APV-04
func TestAnAttemptThatDiedIsMadeAgainAfterItsLease(t *testing.T) {
	eachBench(t, feat{}, func(b *bench) {
		one := b.approved("deed")
		var dead *attempt
		if err := b.db.Write(b.Context(), func(tx *db.Tx) (err error) {
			dead, err = takeEffect(tx, []string{"deed"}, id.New(tx.Now))
			return err
		}); err != nil || dead == nil {
			b.Fatal(dead, err)
		}
		b.run()
		b.stands(one, effectPending, 0, 1, "")
		b.clock.Advance(effectLease + time.Microsecond)
		b.run()
		b.stands(one, effectDone, 1, 2, "")
		// The one that was thought dead comes back and finds that it is not its turn any more.
		if err := b.try(b.Context(), *dead); err != nil {
			b.Fatal(err)
		}
		b.stands(one, effectDone, 1, 2, "")
	})
}

func TestAnEffectThatOnlyANewerProgramKnowsIsLeftToIt(t *testing.T) {
	eachBench(t, feat{}, func(b *bench) {
		one := b.approved("of_tomorrow")
		b.run()
		b.stands(one, effectPending, 0, 0, "")
	})
}

func TestAWorkerEndsWithItsContextAndLeavesTheRestForLater(t *testing.T) {
	eachBench(t, feat{}, func(b *bench) {
		ctx, end := context.WithCancel(b.Context())
		one := b.approved("deed")
		b.effects["deed"] = feat{check: func(Applied) error { end(); return ctx.Err() }}
		_ = b.doer.run(ctx)
		b.effects["deed"] = feat{}
		b.clock.Advance(effectLease + time.Microsecond)
		for held := true; held; { // until PostgreSQL has let go of what the one that ended held
			b.run()
			l, err := selectEffect(b.db.Ask(b.Context()), one)
			if err != nil {
				b.Fatal(err)
			}
			held = l.state == effectPending
		}
		b.stands(one, effectDone, 1, 2, "")
	})
}

func TestPausesGrowUpToAnHour(t *testing.T) {
	last := time.Duration(0)
	for tries := int64(0); tries <= 80; tries++ {
		p := pause(tries)
		if p < last || p > longestPause || p < time.Second {
			t.Fatalf("after %d attempts %v, before that %v", tries, p, last)
		}
		last = p
	}
	if last != longestPause || pause(3) != 4*time.Second {
		t.Errorf("at last %v, the third %v", last, pause(3))
	}
}
