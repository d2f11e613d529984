package rulebook

import (
	"context"
	"log/slog"
	"time"

	"tonggui/internal/event"
	"tonggui/internal/platform/authz"
	"tonggui/internal/platform/clock"
	"tonggui/internal/platform/db"
	"tonggui/internal/platform/id"
	"tonggui/internal/platform/ref"
)

// People is what the room asks of the company's people; org fills it.
type People interface {
	Departments
	// Standing tells an account's department and roles; false where there is no such account, or it has left.
	Standing(account id.ID) (department id.ID, roles []authz.Role, known bool)
	// People shows accounts; unknown ones are left out.
	People(accounts []id.ID) []ref.Person
	// Department names a department; empty where there is none.
	Department(department id.ID) string
	// HoldBoth counts who holds both roles.
	HoldBoth(a, b authz.Role) int
	// Holders lists who holds one of the roles and can act.
	Holders(roles ...authz.Role) []id.ID
}

// Deps are what the service needs from the house.
type Deps struct {
	DB      *db.DB
	Book    *Book
	People  People
	Consent Consent
	// GroupClasses are the classes of groups for which there can be values.
	GroupClasses []string
	// Tried tells whether a trial run of a rule exists.
	Tried func(q db.Q, trial id.ID, rule string) (bool, error)
	// Zone is where the company's days begin.
	Zone func(context.Context) (*time.Location, error)
	Log  *slog.Logger
}

// Service is how people read rules and change them. It is safe for concurrent use.
type Service struct{ Deps }

// New returns the service.
func New(d Deps) *Service { return &Service{d} }

const (
	tickEvery  = time.Second
	countEvery = time.Minute
)

// Start tells what comes into force, closes proposals that have waited too long, and counts days that
// are over, until ctx ends.
func (s *Service) Start(ctx context.Context) {
	clock.Every(ctx, tickEvery, s.Tick, func(err error) {
		s.Log.ErrorContext(ctx, "telling which values of rules are in force failed; it will be tried again", "error", err)
	})
	clock.Every(ctx, countEvery, s.CountDays, func(err error) {
		s.Log.ErrorContext(ctx, "counting a day's evidence failed; it will be tried again", "error", err)
	})
}

const atOnce = 50

// Tick tells once of each value whose instant has come, and of each proposal that nobody decided in
// time, however many nodes look.
func (s *Service) Tick(ctx context.Context) error {
	q := s.DB.Ask(ctx)
	turned, err := selectTurning(q, atOnce)
	if err != nil {
		return err
	}
	late, err := selectExpired(q, atOnce)
	if err != nil || len(turned)+len(late) == 0 {
		return err
	}
	return s.DB.Write(ctx, func(tx *db.Tx) error {
		for _, t := range turned {
			mine, err := updateTurned(tx, t)
			if err != nil {
				return err
			}
			if mine {
				if err := tx.Say(event.RuleInForce{Rule: t.rule, Version: t.version, Ended: t.ended}); err != nil {
					return err
				}
			}
		}
		for _, one := range late {
			if mine, err := closeProposal(tx, one, Expired, id.Zero, ""); err != nil || !mine {
				if err != nil {
					return err
				}
				continue
			}
			if err := tx.Say(event.RuleDecided{Proposal: one}); err != nil {
				return err
			}
		}
		return nil
	})
}
