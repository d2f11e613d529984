package org

import (
	"context"
	"log/slog"
	"sync"
	"sync/atomic"
	"time"
	_ "time/tzdata" // zones are known on every machine

	"tonggui/internal/org/directory"
	"tonggui/internal/org/password"
	"tonggui/internal/org/presence"
	"tonggui/internal/platform/authz"
	"tonggui/internal/platform/clock"
	"tonggui/internal/platform/db"
	"tonggui/internal/platform/id"
	"tonggui/internal/platform/realtime"
)

// Sockets is what this room needs of the open WebSockets.
type Sockets interface {
	Send(accounts []id.ID, typ string, data any)
	CloseSession(session id.ID, code int)
	CloseAccount(account id.ID, code int)
	SendTo(conns []*realtime.Conn, typ string, data any)
}

// Options are what a Service needs from the rest of the house.
type Options struct {
	DB      *db.DB
	Clock   clock.Clock
	Log     *slog.Logger
	Sockets Sockets
	// Node is this process among the others, and Bus reaches them; nil where there are none.
	Node id.ID
	Bus  Bus
	// Rules returns the values of the rules that bind the principal, for Me. May be nil.
	Rules func(ctx context.Context, who authz.Principal) map[string]any
	// FilesOrigin is where user files are served from; empty for the same origin.
	FilesOrigin string
	// PasswordCost is the cost of hashing; zero for password.Standard.
	PasswordCost password.Cost
}

// Service is the room. It is safe for concurrent use.
type Service struct {
	o         Options
	db        *db.DB
	hasher    *password.Hasher
	cache     *principals
	seen      *seen
	viewing   sync.Mutex // held while the view is replaced
	companyAs atomic.Pointer[view]
	index     *directory.Index[id.ID]
	// directoryStale: clients have not been told yet that the directory changed.
	directoryStale atomic.Bool

	logins   logins
	presence *presence.Board
	telling  sync.Mutex // held while the other nodes are told who is connected here
	jobs     *jobs
	watchers *presence.Watchers[*realtime.Conn]
}

// New returns the room; Start makes it run.
func New(o Options) *Service {
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	if o.PasswordCost == (password.Cost{}) {
		o.PasswordCost = password.Standard
	}
	if o.Rules == nil {
		o.Rules = func(context.Context, authz.Principal) map[string]any { return map[string]any{} }
	}
	s := &Service{o: o, db: o.DB, hasher: password.NewHasher(o.PasswordCost), cache: newPrincipals(), seen: newSeen(),
		presence: presence.NewBoard(o.Clock), watchers: presence.NewWatchers[*realtime.Conn](), index: directory.New[id.ID]()}
	s.jobs = newJobs(id.New(o.Clock.Now()))
	s.companyAs.Store(emptyView())
	return s
}

// Start loads the directory, begins to follow what happens, and tends sessions until ctx ends.
func (s *Service) Start(ctx context.Context) error {
	if err := s.db.Follow(ctx, "org", s.hear); err != nil {
		return err
	}
	if err := s.reload(ctx); err != nil {
		return err
	}
	if err := s.loadPresence(ctx); err != nil {
		return err
	}
	go s.tend(ctx)
	go s.workOnImports(ctx)
	return nil
}

// write runs fn like db.Write and returns after the functions that fn registered with AfterCommit
// have run: who is told that somebody is shut out can rely on it.
func (s *Service) write(ctx context.Context, fn func(tx *db.Tx) error) error {
	done := make(chan struct{})
	err := s.db.Write(ctx, func(tx *db.Tx) error {
		if err := fn(tx); err != nil {
			return err
		}
		tx.AfterCommit(func() { close(done) })
		return nil
	})
	if err == nil {
		<-done
	}
	return err
}

const (
	flushEvery = 5 * time.Second
	sweepEvery = time.Hour
	// meetEvery bounds for how long a lost word about somebody's presence stays unnoticed.
	meetEvery = 30 * time.Second
)

// tend writes down who was seen and removes what has had its time.
func (s *Service) tend(ctx context.Context) {
	flush, sweep, meet := time.NewTicker(flushEvery), time.NewTicker(sweepEvery), time.NewTicker(meetEvery)
	defer flush.Stop()
	defer sweep.Stop()
	defer meet.Stop()
	for {
		var err error
		select {
		case <-ctx.Done():
			return
		case <-flush.C:
			s.cache.tidy(s.o.Clock.Now())
			err = s.flushSeen(ctx)
			s.expirePresence()
			s.tellDirectory()
		case <-meet.C:
			s.tellAll()
		case <-sweep.C:
			err = s.sweep(ctx)
		}
		if err != nil && ctx.Err() == nil {
			s.o.Log.ErrorContext(ctx, "tending sessions failed; it will be tried again", "error", err)
		}
	}
}
