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

// FlushSeen writes down now who was seen.
func (s *Service) FlushSeen(ctx context.Context) error { return s.flushSeen(ctx) }

// Sweep removes now what has had its time.
func (s *Service) Sweep(ctx context.Context) error { return s.sweep(ctx) }
