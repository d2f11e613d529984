package search

import (
	"context"
	"errors"
	"time"

	"tonggui/internal/platform/clock"
	"tonggui/internal/platform/db"
	index "tonggui/internal/platform/search"
)

const (
	// gather is how long news are collected: many messages are listed with less work than one each.
	gather = 50 * time.Millisecond
	// pause is how long what another node has is left alone.
	pause = 200 * time.Millisecond
	// afterFailure is how long everything waits when something went wrong: a full disk stays full a while.
	afterFailure = 5 * time.Second
	// lookEvery is how often conversations are compared at most; a look may take a hundredth of the time.
	lookEvery   = time.Second
	lookShare   = 100
	lookAtLeast = 10 * time.Minute
	// tidyEvery is how often upkeep looks by itself.
	tidyEvery = 5 * time.Second
	// reportEvery is how often the log tells how far a backlog is that is worth telling of.
	reportEvery = 10 * time.Second
	reportFrom  = 100
)

// Start lists messages until ctx ends.
func (s *Service) Start(ctx context.Context) {
	go s.run(ctx)
	go s.keep(ctx)
}

func (s *Service) run(ctx context.Context) {
	var due clock.Instant // when the next look is
	report := report{s: s}
	for ctx.Err() == nil {
		begun := s.own.Now()
		if begun >= due || due.Sub(begun) > lookAtLeast { // the clock may have been put back
			err := s.alone(func() error { return s.look(ctx) })
			now := s.own.Now()
			due = now.Add(min(max(lookEvery, now.Sub(begun)*lookShare), lookAtLeast))
			if s.failed(ctx, err) {
				due = now.Add(lookEvery)
			}
			report.progress(ctx)
		}
		var news, wait, old bool
		err := s.alone(func() (err error) {
			if news, wait, err = s.listNews(ctx); err == nil {
				old, err = s.listBacklog(ctx)
			}
			return err
		})
		report.progress(ctx)
		switch {
		case s.failed(ctx, err):
			due = 0
			sleep(ctx, afterFailure)
		case wait && !old:
			sleep(ctx, pause)
		case old:
		case news:
			sleep(ctx, gather)
		default:
			select {
			case <-ctx.Done():
			case <-s.told.wake:
				sleep(ctx, gather)
			case <-time.After(lookEvery):
			}
		}
	}
}

// alone does work that only one goroutine of a node may do at a time.
func (s *Service) alone(work func() error) error {
	s.working.Lock()
	defer s.working.Unlock()
	return work()
}

// CatchUp lists all that is stored by now and returns when it can be found. It compares until there is
// nothing to list: what was committed a moment ago may be told only while the rest is being listed.
func (s *Service) CatchUp(ctx context.Context) error {
	return s.alone(func() error {
		for {
			if err := s.look(ctx); err != nil {
				return err
			}
			any, err := s.listAll(ctx)
			if err != nil || !any {
				return err
			}
		}
	})
}

// listAll lists all that is known of, and tells whether that was anything.
func (s *Service) listAll(ctx context.Context) (any bool, err error) {
	for {
		news, wait, err := s.listNews(ctx)
		if err != nil {
			return any, err
		}
		old, err := s.listBacklog(ctx)
		if err != nil || !news && !old {
			return any, err
		}
		any = true
		if wait {
			sleep(ctx, pause)
		}
	}
}

// failed notes what went wrong; what does not fit the messages is made anew.
func (s *Service) failed(ctx context.Context, err error) bool {
	switch {
	case err == nil || ctx.Err() != nil:
		return false
	case errors.Is(err, errAhead) || errors.Is(err, index.ErrBroken):
		err = s.anew(ctx, err)
	case errors.Is(err, index.ErrNewer):
		s.log.WarnContext(ctx, "this node lists no messages any more, newer ones do", "error", err)
		sleep(ctx, lookEvery*lookShare)
		return true
	case db.IsDamaged(err):
		s.OnDamage()
	}
	if err != nil {
		s.log.ErrorContext(ctx, "listing messages for searching must try again", "error", err)
	}
	return true
}

// keep does the index's upkeep.
func (s *Service) keep(ctx context.Context) {
	for ctx.Err() == nil {
		did, err := s.index.Tidy(ctx)
		switch {
		case s.failed(ctx, err):
			sleep(ctx, afterFailure)
		case !did:
			select {
			case <-ctx.Done():
			case <-s.tidied:
			case <-time.After(tidyEvery):
			}
		}
	}
}

func wake(c chan struct{}) {
	select {
	case c <- struct{}{}:
	default:
	}
}

func sleep(ctx context.Context, d time.Duration) {
	select {
	case <-ctx.Done():
	case <-time.After(d):
	}
}

// report tells in the log how far a backlog is.
type report struct {
	s     *Service
	all   int64 // the most that was left
	after clock.Instant
}

func (r *report) progress(ctx context.Context) {
	left := r.s.backlog.left()
	now := r.s.own.Now()
	switch {
	case left == 0 && r.all > 0:
		r.s.log.InfoContext(ctx, "the search index is complete")
		r.all = 0
	case left > r.all && (r.all > 0 || left >= reportFrom):
		if r.all == 0 {
			r.s.log.InfoContext(ctx, "making the search index", "messages", left)
			r.after = now.Add(reportEvery)
		}
		r.all = left
	case left > 0 && r.all > 0 && now >= r.after:
		r.s.log.InfoContext(ctx, "making the search index", "done_percent", 100*(r.all-left)/r.all, "messages_left", left)
		r.after = now.Add(reportEvery)
	}
}
