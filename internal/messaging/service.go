package messaging

import (
	"context"
	"embed"
	"errors"
	"log/slog"
	"time"

	"tonggui/internal/files"
	"tonggui/internal/messaging/search"
	"tonggui/internal/platform/apperr"
	"tonggui/internal/platform/authz"
	"tonggui/internal/platform/db"
	"tonggui/internal/platform/id"
	"tonggui/internal/platform/ref"
	"tonggui/internal/platform/tracing"
	"tonggui/internal/rulebook"
)

//go:embed migrations/*.sql
var tables embed.FS

// Migrations are this room's tables.
var Migrations = db.Migrations{Room: "messaging", Files: tables}

// People knows colleagues, from memory; org implements it.
type People interface {
	// People returns those of the ids that exist, in any order.
	People(ids []id.ID) []ref.Person
	Person(id id.ID) (ref.Person, bool)
	// Name is what Person says of the name alone, for little; empty for who does not exist.
	Name(id id.ID) string
}

// Files keeps what people send along; files implements it.
type Files interface {
	// ForMessage returns complete files that the account may put into something new.
	ForMessage(tx *db.Tx, owner id.ID, ids []id.ID) ([]files.FileRef, error)
	// Hold lets files be read at a place from now on.
	Hold(tx *db.Tx, place files.Place, ids []id.ID) error
}

// Push sends an event to every open connection of the accounts on this node. It does not wait.
type Push interface {
	Send(accounts []id.ID, typ string, data any)
}

// Bus tells other nodes; what it carries may be lost. The sender does not hear itself.
type Bus interface {
	Publish(subject string, data []byte)
}

// Deps are what the room needs from the house.
type Deps struct {
	DB     *db.DB
	Book   *rulebook.Book
	People People
	Files  Files
	Search *search.Service // nil where nothing is searched
	Push   Push
	Bus    Bus // nil on a single node
	// Whole tells whether the bus reaches all nodes now, and counts how often it may have lost
	// something; nil on a single node.
	Whole func() (whole bool, breaks int64)
	// Behind is how far another node's clock may be behind this one's; nil on a single node.
	Behind func() time.Duration
	Tracer *tracing.Tracer // nil where nothing is traced
	Log    *slog.Logger
}

// Service is the room. It is safe for concurrent use.
type Service struct {
	Deps
	Figures  Figures
	delivery *delivery
	typing   typing
	marks    Marks
	pages    *pages
}

// New returns the room. Nothing is delivered before Start.
func New(d Deps) *Service {
	s := &Service{Deps: d, marks: unmarked{}, pages: newPages(), Figures: newFigures()}
	s.delivery = newDelivery(s)
	return s
}

// Start delivers and follows events until ctx ends.
func (s *Service) Start(ctx context.Context) error {
	s.delivery.start(ctx)
	return s.DB.Follow(ctx, "messaging", s.hear)
}

// standing is the access door for reading.
func (s *Service) standing(ctx context.Context, who authz.Principal, conversation id.ID) (standing, error) {
	return admitted(selectStanding(s.DB.Ask(ctx), conversation, who.Account))
}

// enter is the access door for changing: what it returns stays true until the commit.
func enter(tx *db.Tx, who authz.Principal, conversation id.ID) (standing, error) {
	if err := lockConversation(tx, conversation); err != nil {
		return standing{}, absent(err)
	}
	return admitted(selectStanding(tx, conversation, who.Account))
}

func admitted(st standing, err error) (standing, error) { return st, absent(err) }

// absent turns "no such row" into the answer that does not tell whether there is one.
func absent(err error) error {
	if errors.Is(err, db.ErrNone) {
		return apperr.NotFound.New()
	}
	return err
}

// found turns "nothing was touched" into the same answer.
func found(any bool, err error) error {
	if err == nil && !any {
		return apperr.NotFound.New()
	}
	return err
}

func (s *Service) nameOf(account id.ID) string { return s.People.Name(account) }

// peer returns the other one of a direct conversation, nil for other kinds.
func (s *Service) peer(c conversation, account id.ID) *ref.Person {
	if c.Kind != Direct {
		return nil
	}
	other := c.peerOf(account)
	p, known := s.People.Person(other)
	if !known {
		p = ref.Person{ID: other, Status: left, Presence: ref.Presence{State: "offline"}}
	}
	return &p
}
