package marks

import (
	"context"
	"embed"
	"log/slog"
	"time"

	"tonggui/internal/messaging"
	"tonggui/internal/platform/apperr"
	"tonggui/internal/platform/authz"
	"tonggui/internal/platform/clock"
	"tonggui/internal/platform/db"
	"tonggui/internal/platform/id"
)

//go:embed migrations/*.sql
var files embed.FS

// Migrations are this room's tables; they stand beside those of messaging.
var Migrations = db.Migrations{Room: "marks", Files: files}

// Deps are what the room needs from the house.
type Deps struct {
	DB       *db.DB
	Messages *messaging.Service
	People   messaging.People
	Push     messaging.Push
	Log      *slog.Logger
}

// Service is the room. It is safe for concurrent use.
type Service struct {
	Deps
	crowd crowd
}

// New returns the room and makes it keep the marks of the messages.
func New(d Deps) *Service {
	s := &Service{Deps: d, crowd: crowd{waiting: map[kindOf]id.ID{}}}
	d.Messages.UseMarks(s)
	return s
}

const tickEvery = time.Second

// Start tells what is due until ctx ends.
func (s *Service) Start(ctx context.Context) {
	clock.Every(ctx, tickEvery, s.Tick, func(err error) {
		s.Log.ErrorContext(ctx, "telling what is due failed; it will be tried again", "error", err)
	})
}

// Tick tells once what is due now: reminders by the clock of the database, and reactions in large
// groups.
func (s *Service) Tick(ctx context.Context) error {
	if err := s.remind(ctx); err != nil {
		return err
	}
	return s.tellCrowds(ctx)
}

// markable finds a message on which something new can be put.
//
// Errors: apperr.NotFound, messaging.ErrNotMarkable, messaging.ErrRecalled.
func markable(m messaging.Seen, err error) (messaging.Seen, error) {
	switch {
	case err != nil:
		return m, err
	case m.Sender.IsZero():
		return m, messaging.ErrNotMarkable.New()
	case m.Recalled:
		return m, messaging.ErrRecalled.New()
	}
	return m, nil
}

// allowed asks the policy about a member.
func allowed(who authz.Principal, a authz.Action, relations ...authz.Relation) error {
	if !authz.Can(who, a, append(relations, authz.Member)...) {
		return apperr.Forbidden.New()
	}
	return nil
}

func (s *Service) push(accounts []id.ID, typ string, data any) {
	if len(accounts) > 0 {
		s.Push.Send(accounts, typ, data)
	}
}

// sign pushes to one's own devices wherever they are connected.
func (s *Service) sign(account id.ID, typ string, data any) {
	s.Messages.Sign([]id.ID{account}, typ, data)
}
