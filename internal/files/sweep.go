package files

import (
	"context"
	"time"

	"tonggui/internal/event"
	"tonggui/internal/platform/db"
)

const (
	sweepEvery  = 10 * time.Minute
	sweepAtOnce = 100 // rows of one transaction
)

// Start sweeps now and then until ctx ends.
func (s *Service) Start(ctx context.Context) {
	go func() {
		every := time.NewTicker(sweepEvery)
		defer every.Stop()
		for {
			if err := s.Sweep(ctx); err != nil && ctx.Err() == nil {
				s.Log.WarnContext(ctx, "the sweep of files goes on later", "error", err)
			}
			select {
			case <-ctx.Done():
				return
			case <-every.C:
			}
		}
	}()
}

// Sweep carries out checks that were interrupted, forgets uploads whose time is over, removes files
// that nothing holds, and the blobs that nobody names. Several nodes may do it at once.
func (s *Service) Sweep(ctx context.Context) error {
	if err := s.checkWaiting(ctx); err != nil {
		return err
	}
	if err := s.expire(ctx); err != nil {
		return err
	}
	if err := s.removeUnheld(ctx); err != nil {
		return err
	}
	return s.removeBlobs(ctx)
}

// checkWaiting is for uploads whose process ended between the last byte and the verdict. One that
// fails is tried again at the next sweep and holds up no other.
func (s *Service) checkWaiting(ctx context.Context) error {
	waiting, err := selectWaiting(s.DB.Ask(ctx), sweepAtOnce)
	for _, one := range waiting {
		if ctx.Err() != nil {
			return ctx.Err()
		}
		_, _ = s.check(ctx, one) // a refusal is a verdict too, and is kept
	}
	return err
}

func (s *Service) expire(ctx context.Context) error {
	for {
		expired, err := selectExpired(s.DB.Ask(ctx), sweepAtOnce)
		if err != nil || len(expired) == 0 {
			return err
		}
		if err := s.DB.Write(ctx, func(tx *db.Tx) error { return deleteUploads(tx, expired) }); err != nil {
			return err
		}
	}
}

func (s *Service) removeUnheld(ctx context.Context) error {
	for more := true; more; {
		if err := s.DB.Write(ctx, func(tx *db.Tx) error {
			due, unheld, err := selectUnheld(tx, sweepAtOnce)
			more = len(due) == sweepAtOnce
			if err != nil || len(due) == 0 {
				return err
			}
			if _, err := tx.Exec(`UPDATE files SET check_at = 0 WHERE id IN (?)`, db.Listed(due)); err != nil {
				return err
			}
			if len(unheld) == 0 {
				return nil
			}
			if err := deleteFiles(tx, unheld); err != nil {
				return err
			}
			return tx.Say(event.FilesDeleted{Files: unheld})
		}); err != nil {
			return err
		}
	}
	return nil
}

// removeBlobs deletes what was condemned. A blob is deleted before its note, so that nothing is
// forgotten where the process ends between the two.
func (s *Service) removeBlobs(ctx context.Context) error {
	if err := s.DB.Write(ctx, condemnOld); err != nil {
		return err
	}
	for {
		keys, err := selectCondemned(s.DB.Ask(ctx), sweepAtOnce)
		if err != nil || len(keys) == 0 {
			return err
		}
		for _, key := range keys {
			if err := s.Blobs.Delete(ctx, key); err != nil {
				return err
			}
		}
		if err := s.DB.Write(ctx, func(tx *db.Tx) error { return deleteLoose(tx, keys) }); err != nil {
			return err
		}
	}
}
