package acknowledgement

import (
	"context"
	"errors"
	"log/slog"
	"sync"
	"time"

	"tonggui/internal/audit"
	"tonggui/internal/org/calendar"
	"tonggui/internal/platform/clock"
	"tonggui/internal/platform/db"
	"tonggui/internal/platform/id"
	"tonggui/internal/platform/ref"
	"tonggui/internal/rulebook"
)

// People is the directory.
type People interface {
	// People returns accounts in one line each, in the order asked for; unknown ones are left out.
	People(accounts []id.ID) []ref.Person
}

// Push sends frames to the connections of accounts at this node.
type Push interface {
	Send(accounts []id.ID, typ string, data any)
}

// Prover proves records of the audit log.
type Prover interface {
	Proof(ctx context.Context, record id.ID) (audit.AuditProof, error)
}

// Deps are what the room needs from the house.
type Deps struct {
	DB     *db.DB
	Book   *rulebook.Book
	Days   *calendar.Service // when people work
	People People
	Push   Push
	Audit  Prover
	Log    *slog.Logger
}

// Service is the room. It is safe for concurrent use.
type Service struct {
	Deps
	news    news
	ticking sync.Mutex
}

// New returns the room.
func New(d Deps) *Service { return &Service{Deps: d, news: news{all: true}} }

const tickEvery = time.Second

// Start asks, reminds and tells until ctx ends.
func (s *Service) Start(ctx context.Context) {
	clock.Every(ctx, tickEvery, s.Tick, func(err error) {
		s.Log.ErrorContext(ctx, "asking for acknowledgements failed; it will be tried again", "error", err)
	})
}

// Tick does what is due: asks whom news concern, reminds, and tells heads who is late. However many
// nodes do it, each is done once. Who calls it beside another call waits: afterwards all that was heard
// before is done.
func (s *Service) Tick(ctx context.Context) error {
	s.ticking.Lock()
	defer s.ticking.Unlock()
	all, accounts := s.news.take()
	var err error
	if all || len(accounts) > 0 {
		if err = s.settleAll(ctx, all, accounts); err != nil {
			s.news.put(all, accounts...)
		}
	}
	return errors.Join(err, s.remind(ctx), s.escalate(ctx))
}

// news are what may change who is asked for what, and was not looked at yet.
type news struct {
	mu       sync.Mutex
	all      bool
	accounts []id.ID
}

// maxNews is from how many accounts on all are looked at.
const maxNews = 500

func (n *news) put(all bool, accounts ...id.ID) {
	n.mu.Lock()
	defer n.mu.Unlock()
	if n.all = n.all || all || len(n.accounts)+len(accounts) > maxNews; n.all {
		n.accounts = nil
		return
	}
	n.accounts = append(n.accounts, accounts...)
}

func (n *news) take() (all bool, accounts []id.ID) {
	n.mu.Lock()
	defer n.mu.Unlock()
	all, accounts = n.all, n.accounts
	n.all, n.accounts = false, nil
	return all, accounts
}
