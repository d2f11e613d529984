package approvals

import (
	"context"
	"sync"
	"time"

	"tonggui/internal/approvals/figures"
	"tonggui/internal/platform/clock"
	"tonggui/internal/platform/db"
	"tonggui/internal/platform/id"
	"tonggui/internal/platform/workday"
)

const (
	// sumEvery is how often what has ended is added to sums. Until then statistics read it from the rows.
	sumEvery = time.Minute
	// sumAtOnce is how many turns, and how many approvals, one transaction adds: whoever decides waits no longer than for that.
	sumAtOnce = 2000
	// sumsInARow is how many of these follow one another before the other jobs have their turn.
	sumsInARow = 10
)

// What sums are about. Those of people have their template in it, so that each question has a range of the index.
const (
	sumEnded = "ended"
	sumStep  = "step"
)

func aboutPeople(template string) string { return "person/" + template }

// sumKey is what a sum is of.
type sumKey struct {
	about          string
	days, day      int64
	template, name string
}

type sum struct {
	number, late int64
	took         figures.Spread
}

// summing is when this node last looked.
type summing struct {
	mu sync.Mutex
	at clock.Instant
}

func (l *summing) due(now clock.Instant) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.at != 0 && now.Sub(l.at) < sumEvery && now >= l.at {
		return false
	}
	l.at = now
	return true
}

func (l *summing) again() {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.at = 0
}

// sumOnce adds some of what has ended, once in a while; what is left over goes on at once, after what else is due.
func (s *Service) sumOnce(ctx context.Context) error {
	if !s.summing.due(s.DB.Now()) {
		return nil
	}
	more, err := s.sumParts(ctx, sumsInARow)
	if more {
		s.summing.again()
	}
	return err
}

// SumUp adds what has ended to the sums that statistics read, each once, however many nodes do.
func (s *Service) SumUp(ctx context.Context) error {
	for more := true; more; {
		var err error
		if more, err = s.sumParts(ctx, sumsInARow); err != nil {
			return err
		}
	}
	return nil
}

// sumParts adds so many parts, and tells whether there may be more.
func (s *Service) sumParts(ctx context.Context, parts int) (more bool, err error) {
	for range parts {
		if more, err = anyUnsummed(s.DB.Ask(ctx)); err != nil || !more {
			return false, err
		}
		if err := s.DB.Write(ctx, s.sumPart); err != nil {
			return false, err
		}
	}
	return true, nil
}

// sumPart adds some of what is in no sum yet.
func (s *Service) sumPart(tx *db.Tx) error {
	if err := holdSums(tx); err != nil {
		return err
	}
	days, err := s.Days.For(tx, id.Zero)
	if err != nil {
		return err
	}
	more := adding{days: days.Calendar, sums: map[sumKey]*sum{}}
	ended, err := selectUnsummed(tx, sumAtOnce)
	if err != nil {
		return err
	}
	turns, err := selectUnsummedTurns(tx, sumAtOnce)
	if err != nil {
		return err
	}
	for i := range ended {
		more.ended(&ended[i])
	}
	for i := range turns {
		more.taken(&turns[i])
	}
	if err := addSums(tx, more.sums); err != nil {
		return err
	}
	if err := updateTook(tx, "approvals", ended, func(k course) (id.ID, int64) { return k.id, k.took }); err != nil {
		return err
	}
	return updateTook(tx, "approval_tasks", turns, func(k turn) (id.ID, int64) { return k.id, k.took })
}

// adding gathers what is to be added to sums.
type adding struct {
	days *workday.Calendar
	sums map[sumKey]*sum
}

func (a adding) took(opened, closed clock.Instant) int64 {
	return max(a.days.Between(opened, closed), 0).Microseconds()
}

// add counts something that happened at an instant, in its day and in its block. Below zero it took no time that counts.
func (a adding) add(about string, at clock.Instant, template, name string, late bool, took int64) {
	for _, days := range []int64{1, block} {
		key := sumKey{about, days, dayOf(at, days), template, name}
		v := a.sums[key]
		if v == nil {
			v = &sum{}
			a.sums[key] = v
		}
		v.number++
		if late {
			v.late++
		}
		if took >= 0 {
			v.took.Add(time.Duration(took) * time.Microsecond)
		}
	}
}

func (a adding) ended(k *course) {
	k.took = a.took(k.opened, k.closed)
	took := k.took
	if !timed(k.state) {
		took = -1
	}
	a.add(sumEnded, k.opened, k.template, k.state, false, took)
}

func (a adding) taken(k *turn) {
	k.took = a.took(k.opened, k.closed)
	a.add(sumStep, k.closed, k.template, k.step, k.late(), k.took)
	for _, of := range []string{"", k.template} {
		a.add(aboutPeople(of), k.closed, "", k.person.String(), k.late(), k.took)
	}
}
