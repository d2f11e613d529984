package search

import (
	"context"
	"embed"
	"log/slog"
	"sync"

	"tonggui/internal/platform/clock"
	"tonggui/internal/platform/db"
	"tonggui/internal/platform/id"
	index "tonggui/internal/platform/search"
)

//go:embed migrations/*.sql
var tables embed.FS

// Migrations are the tables of the index; on SQLite they live in a file of their own.
var Migrations = []db.Migrations{index.Migrations, {Room: "messaging_search", Files: tables}}

// version rises when messages are listed otherwise than before: the index is then made anew.
const version = 1

// Service keeps the index of all messages. It is safe for concurrent use.
type Service struct {
	// OnDamage is called when the database of the index turns out to be damaged; it may be called again.
	OnDamage func()
	messages *db.DB // where the messages are
	own      *db.DB // where the index is
	index    *index.Index
	log      *slog.Logger
	told     told
	backlog  backlog
	working  sync.Mutex    // held while messages are listed
	tidied   chan struct{} // wakes the upkeep
	listed   func(entries int)
}

// New returns the index of the messages in one database, kept in another; on PostgreSQL both are one.
func New(messages, own *db.DB, log *slog.Logger) *Service {
	return &Service{OnDamage: func() {}, messages: messages, own: own, index: index.New(own, "messages", version), log: log,
		told: told{of: map[id.ID]news{}, wake: make(chan struct{}, 1)}, tidied: make(chan struct{}, 1),
		listed: func(int) {}}
}

// news is what is known of a conversation: messages from one seq up to another are stored, or
// messages have changed.
type news struct {
	first, last int64 // 0 where only changes are known
	changed     bool
	since       clock.Instant
}

// told collects news until they are listed.
type told struct {
	mu   sync.Mutex
	of   map[id.ID]news
	wake chan struct{}
}

// Stored tells that a message was committed. It costs next to nothing.
func (s *Service) Stored(conversation id.ID, seq int64, at clock.Instant) {
	s.told.add(conversation, news{first: seq, last: seq, since: at})
}

// Changed tells that a change of a message was committed.
func (s *Service) Changed(conversation id.ID, at clock.Instant) {
	s.told.add(conversation, news{changed: true, since: at})
}

func (t *told) add(conversation id.ID, n news) {
	t.mu.Lock()
	if have, any := t.of[conversation]; any {
		n = have.and(n)
	}
	t.of[conversation] = n
	t.mu.Unlock()
	wake(t.wake)
}

func (n news) and(o news) news {
	switch {
	case n.last == 0:
		n.first, n.last = o.first, o.last
	case o.last > 0:
		n.first, n.last = min(n.first, o.first), max(n.last, o.last)
	}
	n.changed = n.changed || o.changed
	n.since = min(n.since, o.since)
	return n
}

// some takes news of up to so many conversations.
func (t *told) some(n int) map[id.ID]news {
	t.mu.Lock()
	defer t.mu.Unlock()
	out := make(map[id.ID]news, min(n, len(t.of)))
	for conversation, about := range t.of {
		if len(out) == n {
			break
		}
		out[conversation] = about
		delete(t.of, conversation)
	}
	return out
}

// Waiting tells how many messages are not listed yet, as far as this node knows, and for how long
// the first of the new ones has been waiting, in seconds.
func (s *Service) Waiting() (messages int64, seconds float64) {
	now := s.own.Now()
	s.told.mu.Lock()
	for _, n := range s.told.of {
		messages += n.last - n.first + 1
		seconds = max(seconds, now.Sub(n.since).Seconds())
	}
	s.told.mu.Unlock()
	return messages + s.backlog.left(), seconds
}

// Size tells how many messages the index holds, in how many parts and bytes.
func (s *Service) Size(ctx context.Context) (messages, parts, bytes int64, err error) {
	return s.index.Size(ctx)
}
