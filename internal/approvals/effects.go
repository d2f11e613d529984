package approvals

import (
	"context"
	"errors"
	"log/slog"
	"math/bits"
	"sync"
	"sync/atomic"
	"time"

	"tonggui/internal/platform/apperr"
	"tonggui/internal/platform/clock"
	"tonggui/internal/platform/db"
	"tonggui/internal/platform/id"
)

const (
	// tickEvery is how long this room waits at most before it looks for what is due.
	tickEvery = time.Second
	// effectLease is how long one node has for one attempt before another one may try. Who comes late finds
	// that the attempt is no longer theirs, so a lease that is too short costs work and doubles nothing.
	effectLease = 30 * time.Second
	// maxTries ends what fails for no reason that we know, or ends the process: about a day after the first attempt.
	maxTries = 36
	// longestPause is the longest time between two attempts.
	longestPause = time.Hour
)

// doer does the effects of what was approved, each exactly once, however many nodes look and wherever one of
// them is killed. An attempt is one transaction: it marks the row as done, which only one can win; checks
// again; and does it. Whatever goes wrong takes the mark back with everything else. An attempt is noted
// before it begins, so one that kills the process counts too.
type doer struct {
	db      *db.DB
	effects map[string]Effect
	node    id.ID
	log     *slog.Logger
	wake    chan struct{}
	// settled is called in the transaction in which an effect was done or has failed for good.
	settled func(tx *db.Tx, a Applied, e Effect, s settlement) error
	figures effectFigures
	running sync.Mutex // one effect at a time on each node
}

// settlement is what became of an effect.
type settlement struct {
	state  string // done, failed
	object string
	code   string // why it has failed
}

// effectFigures are for the metrics.
type effectFigures struct {
	Done, Failed, Repeated atomic.Int64
}

// attempt is a row that this node may try now.
type attempt struct {
	approval id.ID
	effect   string
	tries    int64 // with this one; nobody else has the same number
}

// stir has somebody look now.
func (d *doer) stir() {
	select {
	case d.wake <- struct{}{}:
	default: // somebody will look
	}
}

// start looks whenever something was approved here, and once in a while, until ctx ends.
func (d *doer) start(ctx context.Context) {
	clock.EveryOr(ctx, tickEvery, d.wake, d.run, func(err error) {
		d.log.ErrorContext(ctx, "doing what was approved failed; it will be tried again", "error", err)
	})
}

// run does all that is due.
func (d *doer) run(ctx context.Context) error {
	d.running.Lock()
	defer d.running.Unlock()
	names := []string{}
	for name := range d.effects {
		names = append(names, name) // what only a newer program knows is left to it
	}
	for {
		due, err := anyEffect(d.db.Ask(ctx), names, d.db.Now())
		if err != nil || !due {
			return err
		}
		var mine *attempt
		if err := d.db.Write(ctx, func(tx *db.Tx) (err error) {
			mine, err = takeEffect(tx, names, d.node)
			return err
		}); err != nil || mine == nil {
			return err // nil: another node was faster, and will look for more itself
		}
		if err := d.try(ctx, *mine); err != nil {
			return err
		}
	}
}

// try makes one attempt and notes what came of it. Its error is one of noting.
func (d *doer) try(ctx context.Context, a attempt) error {
	err := d.do(ctx, a)
	switch {
	case err == nil:
		return nil
	case ctx.Err() != nil:
		return nil // the lease ends by itself
	case permanent(err) || a.tries >= maxTries:
		return d.fail(ctx, a, err)
	}
	d.figures.Repeated.Add(1)
	code := apperr.From(err).Def.Code
	d.log.WarnContext(ctx, "an effect could not be done and will be tried again", "approval", a.approval, "effect", a.effect, "tries", a.tries, "error", err)
	return d.db.Write(ctx, func(tx *db.Tx) error { return putBackEffect(tx, a, tx.Now.Add(pause(a.tries)), code) })
}

// do is the whole effect: afterwards either all of it is there, or nothing.
func (d *doer) do(ctx context.Context, a attempt) error {
	done := false
	err := d.db.Write(ctx, func(tx *db.Tx) error {
		done = false
		mine, err := settleEffect(tx, a, effectDone, "")
		if err != nil || !mine {
			return err
		}
		applied, err := selectApplied(tx, a.approval)
		if err != nil {
			return err
		}
		e := d.effects[a.effect]
		if err := e.Check(tx, applied); err != nil {
			return err
		}
		object, err := e.Do(tx, applied)
		if err != nil {
			return err
		}
		if err := noteEffect(tx, a.approval, effectDone, object); err != nil {
			return err
		}
		done = true
		return d.settled(tx, applied, e, settlement{state: effectDone, object: object})
	})
	if err == nil && done {
		d.figures.Done.Add(1)
	}
	return err
}

// fail gives an effect back to people.
func (d *doer) fail(ctx context.Context, a attempt, because error) error {
	code := apperr.From(because).Def.Code
	d.log.ErrorContext(ctx, "an effect failed and is left to people", "approval", a.approval, "effect", a.effect, "tries", a.tries, "error", because)
	failed := false
	err := d.db.Write(ctx, func(tx *db.Tx) error {
		failed = false
		mine, err := settleEffect(tx, a, effectFailed, code)
		if err != nil || !mine {
			return err
		}
		applied, err := selectApplied(tx, a.approval)
		if err != nil {
			return err
		}
		if err := noteEffect(tx, a.approval, effectFailed, ""); err != nil {
			return err
		}
		failed = true
		return d.settled(tx, applied, d.effects[a.effect], settlement{state: effectFailed, code: code})
	})
	if err == nil && failed {
		d.figures.Failed.Add(1)
	}
	return err
}

// permanent tells whether trying again would meet the same refusal: it was said by a room, and not by what
// stands below it.
func permanent(err error) bool {
	e, ok := errors.AsType[*apperr.Error](err)
	return ok && e.Def.Status < 500 && e.Def != apperr.TooMany
}

// pause is how long to wait after so many attempts: a second, twice that, and so on.
func pause(tries int64) time.Duration {
	if tries > int64(bits.Len64(uint64(longestPause/time.Second))) {
		return longestPause
	}
	return min(time.Second<<(max(tries, 1)-1), longestPause)
}

// begin stores that an approval has an effect, in the transaction that decides.
func (d *doer) begin(tx *db.Tx, approval id.ID, effect string) error {
	tx.AfterCommit(d.stir)
	return insertEffect(tx, approval, effect, id.Zero)
}

// beginMine does so too, and takes the first attempt for who decides: whoever calls makes it once the transaction is
// there, so that they see at once what came of it. Where they cannot any more, others may when the lease has ended.
func (d *doer) beginMine(tx *db.Tx, approval id.ID, effect string) (*attempt, error) {
	if d.effects[effect] == nil {
		return nil, d.begin(tx, approval, effect)
	}
	return &attempt{approval: approval, effect: effect, tries: 1}, insertEffect(tx, approval, effect, d.node)
}

// make makes the attempt that beginMine has taken; nil: there is none. Who decided may have gone meanwhile.
func (d *doer) make(ctx context.Context, mine *attempt) {
	if mine == nil {
		return
	}
	ctx, stop := context.WithTimeout(context.WithoutCancel(ctx), effectLease/2)
	defer stop()
	if err := d.try(ctx, *mine); err != nil {
		d.log.ErrorContext(ctx, "doing what was approved failed; it will be tried again", "approval", mine.approval, "error", err)
	}
}
