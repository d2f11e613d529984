package search

import (
	"container/heap"
	"context"
	"sync"
	"time"

	"tonggui/internal/platform/clock"
	"tonggui/internal/platform/db"
	"tonggui/internal/platform/id"
)

// backlog is what lies below the cursors of all conversations. It is listed from the newest on, so
// that soon nearly all is found that people look for; and what lies together in time is listed
// together.
type backlog struct {
	mu    sync.Mutex
	below lows
	total int64 // messages in it
	width time.Duration
}

// low is a conversation with a backlog: so many messages, none later than an instant.
type low struct {
	conversation id.ID
	seq          int64
	at           clock.Instant
}

type lows []low

func (l lows) Len() int           { return len(l) }
func (l lows) Less(i, j int) bool { return l[i].at > l[j].at }
func (l lows) Swap(i, j int)      { l[i], l[j] = l[j], l[i] }
func (l *lows) Push(x any)        { *l = append(*l, x.(low)) }
func (l *lows) Pop() any {
	old := *l
	*l = old[:len(old)-1]
	return old[len(old)-1]
}

// set replaces all.
func (b *backlog) set(all []low) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.below, b.total = all, 0
	for _, l := range all {
		b.total += l.seq
	}
	heap.Init(&b.below)
}

func (b *backlog) left() int64 {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.total
}

// reached tells how far back everything is listed; false where all is.
func (b *backlog) reached() (clock.Instant, bool) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if len(b.below) == 0 {
		return 0, false
	}
	return b.below[0].at, true
}

// The span of time that is listed at once is what so many messages fill.
const (
	backlogAtOnce = 8192
	firstWidth    = time.Hour
	leastWidth    = time.Second
	mostWidth     = 10 * 365 * 24 * time.Hour
)

// take takes the conversations with messages in the newest span of the backlog, and tells where the
// span begins.
func (b *backlog) take() (some []low, from clock.Instant) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if len(b.below) == 0 {
		return nil, 0
	}
	if b.width == 0 {
		b.width = firstWidth
	}
	from = b.below[0].at.Add(-b.width)
	for len(b.below) > 0 && b.below[0].at >= from && len(some) < conversationsAtOnce {
		l := heap.Pop(&b.below).(low)
		b.total -= l.seq
		some = append(some, l)
	}
	return some, from
}

func (b *backlog) put(some []low) {
	b.mu.Lock()
	defer b.mu.Unlock()
	for _, l := range some {
		if l.seq > 0 {
			heap.Push(&b.below, l)
			b.total += l.seq
		}
	}
}

// learn makes the next span shorter or longer after so many messages were in one.
func (b *backlog) learn(messages int) {
	b.mu.Lock()
	defer b.mu.Unlock()
	factor := min(max(float64(backlogAtOnce)/float64(max(messages, 1)), 0.25), 4)
	b.width = min(max(time.Duration(float64(b.width)*factor), leastWidth), mostWidth)
}

// listBacklog lists the newest part of the backlog; it tells whether there was any.
func (s *Service) listBacklog(ctx context.Context) (any bool, err error) {
	some, from := s.backlog.take()
	if len(some) == 0 {
		return false, nil
	}
	l := listing{s: s, ctx: ctx}
	var after []low
	err = s.own.Write(ctx, func(tx *db.Tx) (err error) {
		after, err = l.backlog(tx, some, from)
		return err
	})
	if err != nil {
		after = some
	}
	s.backlog.put(after)
	s.backlog.learn(len(l.entries))
	s.after(l)
	return true, err
}

// backlog lists what some conversations said since an instant, and returns where they stand then.
func (l *listing) backlog(tx *db.Tx, some []low, from clock.Instant) (after []low, err error) {
	l.begin(tx)
	ids, waiting := make([]id.ID, len(some)), map[id.ID]low{}
	for i, w := range some {
		ids[i] = w.conversation
		waiting[w.conversation] = w
	}
	cursors, err := takeCursors(tx, ids)
	if err != nil {
		return nil, err
	}
	have := map[id.ID]bool{}
	for _, c := range cursors {
		have[c.Conversation] = true
	}
	var missing []id.ID
	for _, conversation := range ids {
		if !have[conversation] {
			missing = append(missing, conversation)
		}
	}
	more, err := l.beginMissing(tx, missing, func(e end) int64 { return e.LastSeq })
	if err != nil {
		return nil, err
	}
	for _, c := range append(cursors, more...) {
		delete(waiting, c.Conversation)
		if len(l.entries) < messagesAtOnce*4 {
			if err := l.down(&c, from); err != nil {
				return nil, err
			}
			l.cursors = append(l.cursors, c)
		}
		after = append(after, low{c.Conversation, c.Low, c.LowAt})
	}
	for _, w := range waiting { // another node has it
		w.at = min(w.at, from-1)
		after = append(after, w)
	}
	return after, l.end(tx)
}

// pageDown is how many messages of one conversation are read at once.
const pageDown = 128

// down lists messages below the cursor until one is older than an instant.
func (l *listing) down(c *cursor, from clock.Instant) error {
	for range messagesOfOne / pageDown {
		if c.Low == 0 {
			return nil
		}
		rows, err := selectDown(l.q, c.Conversation, c.Low, pageDown)
		if err != nil {
			return err
		}
		for _, m := range rows {
			if c.LowAt = m.At; m.At < from {
				return nil
			}
			l.add(c.Conversation, m)
			if c.Low = m.Seq - 1; m.Seq == c.High {
				c.HighAt = m.At
			}
		}
		if len(rows) < pageDown {
			c.Low, c.LowAt = 0, 0
		}
	}
	return nil
}
