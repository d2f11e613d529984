package org

import (
	"context"
	"errors"

	"tonggui/internal/audit"
	"tonggui/internal/event"
	"tonggui/internal/platform/apperr"
	"tonggui/internal/platform/authz"
	"tonggui/internal/platform/db"
	"tonggui/internal/platform/id"
)

// SetLeader says who is the leader in charge of a department and of those below it that have none of
// their own; zero takes it back. Whoever may: DepartmentLead.
//
// Errors: apperr.Forbidden, apperr.NotFound, apperr.Invalid where the person cannot act.
func (s *Service) SetLeader(ctx context.Context, who authz.Principal, one, person id.ID) (Department, error) {
	err := s.write(ctx, func(tx *db.Tx) error {
		if _, err := stillMay(tx, &who, authz.DepartmentLead); err != nil {
			return err
		}
		before, err := db.One(tx, db.Scalar[id.ID], `SELECT leader FROM departments WHERE id = ? /*postgres FOR UPDATE*/`, one)
		if errors.Is(err, db.ErrNone) {
			return apperr.NotFound.New()
		} else if err != nil || before == person {
			return err
		}
		if err := canLead(tx, person); err != nil {
			return err
		}
		if _, err := tx.Exec(`UPDATE departments SET leader = ? WHERE id = ?`, person, one); err != nil {
			return err
		}
		facts := map[string]any{"before": before, "leader": person}
		if err := audit.Write(tx, who, audit.Entry{Action: authz.DepartmentLead, Object: "department", ObjectID: one, Facts: facts}); err != nil {
			return err
		}
		return tx.Say(event.DepartmentChanged{Department: one})
	})
	if err != nil {
		return Department{}, err
	}
	// What is committed must not fail for the caller: the follower renews the directory too.
	if err := s.reload(context.WithoutCancel(ctx)); err != nil {
		s.o.Log.ErrorContext(ctx, "directory is not renewed yet; the follower will do it", "error", err)
	}
	return s.department(one)
}

// canLead refuses a person who is not there, or has left.
func canLead(tx *db.Tx, person id.ID) error {
	if person.IsZero() {
		return nil
	}
	a, err := accountByID(tx, person)
	if errors.Is(err, db.ErrNone) || err == nil && a.Status == Left {
		return apperr.Invalid.At("body.person_id", "unknown")
	}
	return err
}

func (s *Service) department(one id.ID) (Department, error) {
	items, _ := s.Tree()
	for _, d := range items {
		if d.ID == one {
			return d, nil
		}
	}
	return Department{}, apperr.NotFound.New()
}
