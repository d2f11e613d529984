package db

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"sync"
	"time"

	"tonggui/internal/platform/clock"
)

// Event is a past-tense fact for the notice board. Kind is stable, "room.what_happened".
type Event interface{ Kind() string }

// Fact is an event as it was stored.
type Fact struct {
	Kind string
	At   clock.Instant
	Body json.RawMessage
	pos  position
}

// Decode reads the body into a typed event.
func (f Fact) Decode(into any) error { return json.Unmarshal(f.Body, into) }

// position orders facts as they were committed. Sequences are taken before commits, so on
// PostgreSQL the transaction's number comes first and only what lies below every open transaction
// is read; on SQLite, with one writer, the row's number alone tells and xid stays 0.
type position struct{ xid, pos int64 }

func (p position) before(q position) bool { return p.xid < q.xid || p.xid == q.xid && p.pos < q.pos }

// Say stores an event in the outbox, in the same transaction as what it tells of.
func (t *Tx) Say(e Event) error {
	body, err := json.Marshal(e)
	if err != nil {
		return fmt.Errorf("event %s: %w", e.Kind(), err)
	}
	t.said = true
	_, err = t.Exec(`INSERT INTO events (kind, at, body) VALUES (?, ?, ?)`, e.Kind(), t.Now, body)
	return err
}

// board wakes the followers of this process.
type board struct {
	mu      sync.Mutex
	waiting chan struct{}
	said    func() // tells the other nodes; nil where there are none
}

func newBoard() *board { return &board{waiting: make(chan struct{})} }

func (b *board) wake() {
	b.mu.Lock()
	close(b.waiting)
	b.waiting = make(chan struct{})
	b.mu.Unlock()
}

func (b *board) next() <-chan struct{} {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.waiting
}

// told wakes the followers of this process and of the other nodes.
func (b *board) told() {
	b.wake()
	b.mu.Lock()
	said := b.said
	b.mu.Unlock()
	if said != nil {
		said()
	}
}

// OnSaid sets what is called after each commit that said a fact, to wake other nodes; there Wake
// answers it. It must be quick.
func (d *DB) OnSaid(fn func()) {
	d.events.mu.Lock()
	defer d.events.mu.Unlock()
	d.events.said = fn
}

// pollEvery is how long a follower waits at most where no wake-up reaches it: another process or
// another node may have written.
const pollEvery = time.Second

// Wake makes followers look now; called when another node says that it has written.
func (d *DB) Wake() { d.events.wake() }

// Follow calls handle for every fact committed from now on, in commit order, until ctx ends. It
// returns at once; ready facts follow in a goroutine. A failing handle is tried again with the same
// fact, so it must be idempotent. Nothing is skipped: a transaction that commits late is awaited.
func (d *DB) Follow(ctx context.Context, name string, handle func(context.Context, Fact) error) error {
	at, err := d.head(ctx)
	if err != nil {
		return err
	}
	go d.follow(ctx, d.followers.add(name, at), at, handle)
	return nil
}

// Heard returns when every follower of this process has handled all that was committed before the call: what
// they do about it is done. It returns early with the error of ctx.
func (d *DB) Heard(ctx context.Context) error {
	to, err := One(d.Ask(ctx), func(r Row) (p position, err error) {
		err = r.Scan(&p.xid, &p.pos)
		return p, err
	}, `SELECT /*postgres xid*/ /*sqlite 0*/, pos FROM events ORDER BY /*postgres xid DESC,*/ pos DESC LIMIT 1`)
	if errors.Is(err, ErrNone) {
		return nil
	}
	for err == nil {
		moved := d.followers.moved.next()
		if !d.followers.behind(to) {
			return nil
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-moved:
		}
	}
	return err
}

func (d *DB) follow(ctx context.Context, f *follower, at position, handle func(context.Context, Fact) error) {
	defer d.followers.moved.wake()
	defer f.ended.Store(true)
	for ctx.Err() == nil {
		wake := d.events.next()
		facts, err := d.factsAfter(ctx, at)
		for _, fact := range facts {
			f.behind.Store(int64(fact.At))
			if err = handle(ctx, fact); err != nil {
				break
			}
			f.handled.Add(1)
			here := fact.pos
			at = here
			f.at.Store(&here)
		}
		if len(facts) > 0 {
			d.followers.moved.wake()
		}
		if err != nil && ctx.Err() == nil {
			f.stuck(d.clock.Now())
			d.log.ErrorContext(ctx, "follower must try again", "follower", f.name, "error", err)
		}
		if err == nil && len(facts) == factsAtOnce {
			continue
		}
		if err == nil {
			f.behind.Store(0)
		}
		select {
		case <-ctx.Done():
		case <-wake:
		case <-time.After(pollEvery):
		}
	}
}

const factsAtOnce = 256

func (d *DB) factsAfter(ctx context.Context, at position) ([]Fact, error) {
	return All(d.Ask(ctx), scanFact, `SELECT /*postgres xid*/ /*sqlite 0*/, pos, kind, at, body FROM events
		WHERE /*postgres (xid, pos) > (?, ?) AND xid < pg_snapshot_xmin(pg_current_snapshot())::text::bigint ORDER BY xid, pos*/
		      /*sqlite ? = 0 AND pos > ? ORDER BY pos*/ LIMIT ?`, at.xid, at.pos, factsAtOnce)
}

func scanFact(r Row) (f Fact, err error) {
	var body []byte
	err = r.Scan(&f.pos.xid, &f.pos.pos, &f.Kind, &f.At, &body)
	f.Body = body
	return f, err
}

// head returns the position behind the last committed fact.
func (d *DB) head(ctx context.Context) (position, error) {
	return One(d.Ask(ctx), func(r Row) (p position, err error) {
		err = r.Scan(&p.xid, &p.pos)
		return p, err
	}, `SELECT /*sqlite 0, COALESCE(MAX(pos), 0) FROM events*/
		/*postgres pg_snapshot_xmin(pg_current_snapshot())::text::bigint - 1, 9223372036854775807*/`)
}

// PruneEvents removes facts older than keep; every follower of a running node is far beyond them.
func (d *DB) PruneEvents(ctx context.Context, keep time.Duration) error {
	return d.Write(ctx, func(tx *Tx) error {
		_, err := tx.Exec(`DELETE FROM events WHERE at < ?`, tx.Now.Add(-keep))
		return err
	})
}
