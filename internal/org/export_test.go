package org

import (
	"context"

	"tonggui/internal/org/password"
	"tonggui/internal/platform/authz"
	"tonggui/internal/platform/db"
	"tonggui/internal/platform/id"
)

// AddForTest makes an account with an initial password.
func (s *Service) AddForTest(ctx context.Context, number, name string, roles []authz.Role) (id.ID, string, error) {
	a := account{Number: number, Name: name, Status: Active, Roles: roles, Epoch: 1}
	initial := password.NewInitial()
	err := s.write(ctx, func(tx *db.Tx) error {
		a.ID = id.New(tx.Now)
		if err := insertAccount(tx, a); err != nil {
			return err
		}
		return putPassword(tx, a.ID, storedPassword{Hash: password.HashInitial(a.ID, initial), Initial: true})
	})
	if err == nil {
		s.refresh(ctx, a.ID)
	}
	return a.ID, initial, err
}

// SetPassword gives an account a chosen password without asking for the present one.
func (s *Service) SetPassword(ctx context.Context, account id.ID, chosen string) error {
	hash, err := s.hasher.Hash(ctx, chosen)
	if err != nil {
		return err
	}
	return s.write(ctx, func(tx *db.Tx) error { return putPassword(tx, account, storedPassword{Hash: hash}) })
}

// FlushSeen writes down now who was seen.
func (s *Service) FlushSeen(ctx context.Context) error { return s.flushSeen(ctx) }

// Sweep removes now what has had its time.
func (s *Service) Sweep(ctx context.Context) error { return s.sweep(ctx) }

// ByNumberForTest finds an account in the directory.
func (s *Service) ByNumberForTest(number string) (id.ID, error) {
	for _, a := range s.company().people {
		if a.Number == number {
			return a.ID, nil
		}
	}
	return id.Zero, db.ErrNone
}

// ParkForTest makes an import look as if a process had begun to apply it and then ended.
func (s *Service) ParkForTest(ctx context.Context, one, by id.ID) error {
	return s.db.Write(ctx, func(tx *db.Tx) error {
		_, err := tx.Exec(`UPDATE imports SET state = 'applying', mode = 'good_rows', account = ?, owner = ?, beat_at = ?, attempts = attempts + 1
			WHERE id = ?`, by, id.New(tx.Now), tx.Now, one)
		return err
	})
}

// WorkForTest looks once for an import that waits.
func (s *Service) WorkForTest(ctx context.Context) bool { return s.workOnce(ctx) }

// ExpirePresenceForTest looks now whose presence has another time.
func (s *Service) ExpirePresenceForTest() { s.expirePresence() }
