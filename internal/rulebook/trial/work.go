package trial

import (
	"context"
	"errors"
	"fmt"
	"runtime/debug"
	"time"

	"tonggui/internal/event"
	"tonggui/internal/platform/clock"
	"tonggui/internal/platform/db"
	"tonggui/internal/platform/id"
)

const (
	atOnce    = 4000        // facts of a page
	tellEvery = time.Second // how often progress is stored and told
)

// errEnded says that a trial runs no more: somebody cancelled it, or took its process for dead.
var errEnded = errors.New("the trial has ended")

// begin works on a trial when it is its turn.
func (s *Service) begin(one id.ID) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.ctx == nil || s.ctx.Err() != nil {
		return
	}
	ctx, stop := context.WithCancel(s.ctx)
	s.stops[one] = stop
	go func() {
		defer func() {
			s.mu.Lock()
			delete(s.stops, one)
			s.mu.Unlock()
			stop()
		}()
		select {
		case <-ctx.Done():
			return
		case s.turn <- struct{}{}:
		}
		defer func() { <-s.turn }()
		s.Run(ctx, one)
	}()
}

// Run does what a running trial asks for, to its end. What goes wrong is logged and ends the trial. When
// ctx ends, so does Run, without a word: either somebody cancelled the trial, or the process ends and the
// next one calls it interrupted.
func (s *Service) Run(ctx context.Context, one id.ID) {
	r, err := selectRow(s.DB.Ask(ctx), one)
	if err == nil && r.state == Running {
		err = s.work(ctx, r)
	}
	if err == nil || errors.Is(err, errEnded) || ctx.Err() != nil {
		return
	}
	s.Log.ErrorContext(ctx, "a trial run failed", "trial", one.String(), "rule", r.rule, "error", err)
	if err := s.end(ctx, r, Failed, ErrFailed.Code); err != nil {
		s.Log.ErrorContext(ctx, "that a trial run failed could not be stored; it will count as interrupted", "trial", one.String(), "error", err)
	}
}

func (s *Service) work(ctx context.Context, r row) (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("panic in a trial run: %v\n%s", p, debug.Stack())
		}
	}()
	past, told := s.past(r.rule)
	if !told {
		return ErrNoFacts.New("rule", r.rule)
	}
	p := progress{s: s, r: r, at: clock.Monotonic()}
	if p.total, err = s.count(ctx, past, r.span); err != nil {
		return err
	}
	if err := p.tell(ctx); err != nil {
		return err
	}
	t := newTally(s.Book, past, r.value, s.People.Standing)
	for _, from := range past.sources {
		if err := s.read(ctx, from, t, &p); err != nil {
			return err
		}
	}
	if err := s.readRefused(ctx, t, &p); err != nil {
		return err
	}
	k, err := t.result()
	if err != nil {
		return err
	}
	return s.DB.Write(ctx, func(tx *db.Tx) error {
		mine, err := updateDone(tx, r.id, p.done, k)
		if err != nil || !mine {
			return errors.Join(err, errEnded)
		}
		return tx.Say(event.RuleTrialChanged{Trial: r.id, AskedBy: r.askedBy})
	})
}

func (s *Service) count(ctx context.Context, past Past, span Span) (int64, error) {
	total, err := countRefused(s.DB.Ask(ctx), past.Rule, span)
	for _, from := range past.sources {
		if err != nil {
			return 0, err
		}
		var n int64
		n, err = from.count(s.DB.Ask(ctx), span)
		total += n
	}
	return total, err
}

func (s *Service) read(ctx context.Context, from source, t *tally, p *progress) error {
	after := Mark{At: p.r.span.From, Seq: -1}
	for {
		acts, err := from.page(s.DB.Ask(ctx), p.r.span, after, atOnce)
		if err != nil {
			return err
		}
		for _, a := range acts {
			t.add(a)
		}
		if err := p.on(ctx, len(acts)); err != nil {
			return err
		}
		if len(acts) < atOnce {
			return nil
		}
		last := acts[len(acts)-1]
		after = Mark{last.at, last.objectID, last.seq}
	}
}

func (s *Service) readRefused(ctx context.Context, t *tally, p *progress) error {
	after := refusal{act: act{at: p.r.span.From}}
	for {
		page, err := pageRefused(s.DB.Ask(ctx), p.r.rule, p.r.span, after, atOnce)
		if err != nil {
			return err
		}
		for _, v := range page {
			if v.act.facts, err = t.past.decode(v.facts); err != nil {
				return err
			}
			t.add(v.act)
		}
		if err := p.on(ctx, len(page)); err != nil {
			return err
		}
		if len(page) < atOnce {
			return nil
		}
		after = page[len(page)-1]
	}
}

// progress is how far a trial has come.
type progress struct {
	s           *Service
	r           row
	done, total int64
	at          time.Duration // when it was told, by the machine's counter
}

// on counts facts, and stores about once a second how many there were.
func (p *progress) on(ctx context.Context, n int) error {
	p.done += int64(n)
	if err := ctx.Err(); err != nil {
		return err
	}
	if clock.Monotonic()-p.at < tellEvery {
		return nil
	}
	return p.tell(ctx)
}

func (p *progress) tell(ctx context.Context) error {
	p.at = clock.Monotonic()
	p.total = max(p.total, p.done)
	return p.s.DB.Write(ctx, func(tx *db.Tx) error {
		runs, err := updateProgress(tx, p.r.id, p.done, p.total)
		if err != nil || !runs {
			return errors.Join(err, errEnded)
		}
		return tx.Say(event.RuleTrialChanged{Trial: p.r.id, AskedBy: p.r.askedBy})
	})
}
