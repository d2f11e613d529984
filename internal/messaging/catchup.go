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

// look hands every conversation in which something was said of late to its lane. No index helps the
// question, for it would cost every message; it is asked only while the bus is broken.
func (d *delivery) look(ctx context.Context) error {
	d.s.Figures.Polls.Add(1)
	ctx, cancel := context.WithTimeout(ctx, pollFor)
	defer cancel()
	q := d.s.DB.Ask(ctx)
	busy, err := db.All(q, func(r db.Row) (m message, err error) {
		return m, r.Scan(&m.Conversation, &m.Seq)
	}, `SELECT id, last_seq FROM conversations WHERE last_at > ?`, q.At().Add(-lookBack))
	for _, m := range busy {
		d.take(work{message: m, look: true})
	}
	return err
}

// deliverOnce pushes a message unless that was done, and before it what is missing below it.
func (d *delivery) deliverOnce(ctx context.Context, memory *memory, w work) error {
	t, known := memory.of(w.Conversation)
	if w.look {
		if known && t.all(w.Seq) {
			return nil
		}
		return d.catchUp(ctx, memory, w.Conversation, w.Seq)
	}
	if t.has(w.Seq) {
		return nil
	}
	if known && w.Seq > t.top+1 {
		// Seqs are committed in order: what lies below is there.
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

// catchUp pushes what was said of late in a conversation, up to a seq, and was not pushed.
func (d *delivery) catchUp(ctx context.Context, memory *memory, conversation id.ID, upTo int64) error {
	after := upTo - missedAtOnce
	if t, known := memory.of(conversation); known {
		after = max(after, t.top-window-1)
	}
	q := d.s.DB.Ask(ctx)
	found, err := selectMissed(q, conversation, after, upTo, q.At().Add(-lookBack))
	if err != nil {
		return err
	}
	for _, m := range found {
		if t, _ := memory.of(conversation); t.has(m.Seq) {
			continue
		}
		if err := d.push(ctx, m); err != nil {
			return err
		}
		d.s.Figures.CaughtUp.Add(1)
		memory.note(conversation, m.Seq)
	}
	memory.settle(conversation, upTo)
	return nil
}

func selectMissed(q db.Q, conversation id.ID, after, upTo int64, since clock.Instant) ([]message, error) {
	return db.All(q, scanMessage, `SELECT `+messageColumns+` FROM messages g
		WHERE g.conversation_id = ? AND g.seq > ? AND g.seq <= ? AND g.at > ? ORDER BY g.seq`, conversation, after, upTo, since)
}

// memory is what a lane has pushed of late. It belongs to the lane's goroutine.
type memory struct {
	young, old map[id.ID]pushed
	turned     clock.Instant
}

func newMemory() *memory { return &memory{young: map[id.ID]pushed{}} }

// turn forgets conversations in which nothing was pushed for a while.
func (m *memory) turn(now clock.Instant) {
	if passed := now.Sub(m.turned); passed > remember || passed < 0 {
		m.young, m.old, m.turned = map[id.ID]pushed{}, m.young, now
	}
}

func (m *memory) of(conversation id.ID) (p pushed, known bool) {
	if p, known = m.young[conversation]; !known {
		p, known = m.old[conversation]
	}
	return p, known
}

func (m *memory) note(conversation id.ID, seq int64) {
	p, _ := m.of(conversation)
	m.young[conversation] = p.with(seq)
}

// settle notes that nothing up to a seq is missing any more, or is too old to be looked for.
func (m *memory) settle(conversation id.ID, upTo int64) {
	p, _ := m.of(conversation)
	p = p.with(upTo)
	for seq := min(upTo, p.top) - 1; seq >= max(p.top-window, 1); seq-- {
		p = p.with(seq)
	}
	m.young[conversation] = p
}

// window is how far below the newest seq is known exactly what was pushed.
const window = 64

// pushed tells which messages of a conversation were pushed: the newest seq, and by bit i whether
// top-1-i was too.
type pushed struct {
	top   int64
	below uint64
}

func (p pushed) with(seq int64) pushed {
	switch gap := seq - p.top; {
	case gap > window:
		return pushed{top: seq}
	case gap > 0:
		return pushed{seq, p.below<<gap | 1<<(gap-1)}
	case gap < 0 && gap >= -window:
		return pushed{p.top, p.below | 1<<(-gap-1)}
	}
	return p
}

// has tells whether a message is known to have been pushed.
func (p pushed) has(seq int64) bool {
	gap := p.top - seq
	return gap == 0 && p.top > 0 || gap > 0 && gap <= window && p.below&(1<<(gap-1)) != 0
}

// all tells whether everything near and below a seq was pushed.
func (p pushed) all(seq int64) bool {
	if p.top < seq {
		return false
	}
	need := ^uint64(0)
	if p.top <= window {
		need = 1<<(p.top-1) - 1
	}
	return p.below&need == need
}
