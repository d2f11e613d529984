package approvals

import (
	"context"
	"errors"

	"tonggui/internal/approvals/engine"
	"tonggui/internal/event"
	"tonggui/internal/platform/clock"
	"tonggui/internal/platform/db"
	"tonggui/internal/platform/id"
)

// startDelegations gives the turns that wait when a delegation comes into force to the delegate too; those
// that come later the engine gives them by itself.
func (s *Service) startDelegations(ctx context.Context, company string) error {
	return s.eachDelegation(ctx, selectToStart, markStarted, func(d deputy, now clock.Instant) error {
		if d.until <= now {
			return nil // it was over before anybody looked
		}
		found, err := selectOpenOf(s.DB.Ask(ctx), d.principal, id.Zero)
		for _, c := range found {
			if err == nil && d.covers(c.template) {
				err = s.about(ctx, c.chore, company, engine.DelegateTaken)
			}
		}
		return err
	})
}

// endDelegations takes back what a delegate has not done when the delegation is over.
func (s *Service) endDelegations(ctx context.Context, company string) error {
	return s.eachDelegation(ctx, selectToEnd, markOver, func(d deputy, _ clock.Instant) error {
		found, err := selectOpenOf(s.DB.Ask(ctx), d.delegate, d.principal)
		for _, c := range found {
			if err == nil {
				err = s.about(ctx, c.chore, company, engine.DelegateLeft)
			}
		}
		return err
	})
}

// eachDelegation does something about each delegation that find finds, then marks it. Killed in between, it
// is done again, and what was done already is not needed any more.
func (s *Service) eachDelegation(ctx context.Context, find func(db.Q, clock.Instant) (deputy, error), mark func(*db.Tx, id.ID) (bool, error), do func(deputy, clock.Instant) error) error {
	for {
		q := s.DB.Ask(ctx)
		d, err := find(q, q.At())
		if errors.Is(err, db.ErrNone) {
			return nil
		}
		if err != nil {
			return err
		}
		if err := do(d, q.At()); err != nil {
			return err
		}
		if err := s.DB.Write(ctx, func(tx *db.Tx) error {
			mine, err := mark(tx, d.id)
			if err != nil || !mine {
				return err
			}
			return tx.Say(event.DelegationChanged{Delegation: d.id, Accounts: []id.ID{d.principal, d.delegate}})
		}); err != nil {
			return err
		}
	}
}
