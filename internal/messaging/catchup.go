package messaging

import (
	"context"
	"time"

	"tonggui/internal/platform/clock"
	"tonggui/internal/platform/db"
	"tonggui/internal/platform/id"
)

const (
	pollEvery = time.Second
	pollFor   = 2 * time.Second
	// lookBack is how far back a node looks for what it missed. Whoever misses more than that is cut
	// off, and its clients load their state anew.
	lookBack = 15 * time.Second
	// missedAtOnce bounds what one look pushes of one conversation; clients pull the rest.
	missedAtOnce = 1000
	// remember is how long at least a lane knows what it has pushed.
	remember = 2 * lookBack
)

// poll looks into the database for messages of other nodes while the bus does not reach them all, and
// once more when it does again. In normal times it asks nothing.
func (d *delivery) poll(ctx context.Context) {
	ticker := time.NewTicker(pollEvery)
	defer ticker.Stop()
	_, breaks := d.s.Whole()
	broken := true // what was sent while this node started
	for {
		select {
		case <-ctx.Done():
			return
		case <-ticker.C:
		}
		whole, now := d.s.Whole()
		if missed := d.missed.Swap(false); whole && !broken && !missed && now == breaks {
			continue
		}
		broken, breaks = !whole, now
		if err := d.look(ctx); err != nil && ctx.Err() == nil {
			d.missed.Store(true)
			d.s.Log.WarnContext(ctx, "looking for messages of other nodes failed; it will be tried again", "error", err)
		}
	}
}

// lookBack is how far back by this node's clock something may be stamped that is new.
func (d *delivery) lookBack() time.Duration {
	if d.s.Behind == nil {
		return lookBack
	}
	return lookBack + d.s.Behind()
}

// look hands every conversation in which something was said of late to its lane. No index helps the
// question, for it would cost every message; it is asked only while the bus is broken.
func (d *delivery) look(ctx context.Context) error {
	d.s.Figures.Polls.Add(1)
	ctx, cancel := context.WithTimeout(ctx, pollFor)
	defer cancel()
	q := d.s.DB.Ask(ctx)
	busy, err := db.All(q, func(r db.Row) (m message, err error) {
		return m, r.Scan(&m.Conversation, &m.Seq)
	}, `SELECT id, last_seq FROM conversations WHERE last_at > ?`, q.At().Add(-d.lookBack()))
	for _, m := range busy {
		d.take(work{message: m, look: true})
	}
	return err
}

// deliverOnce pushes a message unless that was done, and before it what is missing below it: seqs are
// committed in order, so what lies below is there. Of a conversation that is not remembered nobody knows
// what is missing; that costs a question for the first message after a silence.
func (d *delivery) deliverOnce(ctx context.Context, memory *memory, w work) error {
	top, known := memory.of(w.Conversation)
	if w.Seq <= top {
		return nil
	}
	if w.look {
		return d.catchUp(ctx, memory, w.Conversation, w.Seq)
	}
	if !known || w.Seq > top+1 {
		if err := d.catchUp(ctx, memory, w.Conversation, w.Seq-1); err != nil {
			return err
		}
	}
	if err := d.push(ctx, w.message); err != nil {
		return err
	}
	memory.note(w.Conversation, w.Seq)
	return nil
}

// catchUp pushes what was said in a conversation up to a seq and was not pushed, of one that is not
// remembered what was said of late.
func (d *delivery) catchUp(ctx context.Context, memory *memory, conversation id.ID, upTo int64) error {
	q := d.s.DB.Ask(ctx)
	after, since := upTo-missedAtOnce, q.At().Add(-d.lookBack())
	if top, known := memory.of(conversation); known {
		after, since = max(after, top), 0
	}
	found, err := selectMissed(q, conversation, after, upTo, since)
	if err != nil {
		return err
	}
	for _, m := range found {
		if err := d.push(ctx, m); err != nil {
			return err
		}
		d.s.Figures.CaughtUp.Add(1)
		memory.note(conversation, m.Seq)
	}
	memory.note(conversation, upTo)
	return nil
}

func selectMissed(q db.Q, conversation id.ID, after, upTo int64, since clock.Instant) ([]message, error) {
	return db.All(q, scanMessage, `SELECT `+messageColumns+` FROM messages g
		WHERE g.conversation_id = ? AND g.seq > ? AND g.seq <= ? AND g.at > ? ORDER BY g.seq`, conversation, after, upTo, since)
}

// memory is up to which seq a lane has pushed everything in the conversations of late, but for what was
// too old. It belongs to the lane's goroutine.
type memory struct {
	young, old map[id.ID]int64
	turned     clock.Instant
}

func newMemory() *memory { return &memory{young: map[id.ID]int64{}} }

// turn forgets conversations in which nothing was pushed for a while.
func (m *memory) turn(now clock.Instant) {
	if passed := now.Sub(m.turned); passed > remember || passed < 0 {
		m.young, m.old, m.turned = map[id.ID]int64{}, m.young, now
	}
}

func (m *memory) of(conversation id.ID) (top int64, known bool) {
	if top, known = m.young[conversation]; !known {
		top, known = m.old[conversation]
	}
	return top, known
}

func (m *memory) note(conversation id.ID, seq int64) { m.young[conversation] = seq }
