package search

import (
	"context"
	"maps"
	"slices"

	"tonggui/internal/messaging/content"
	"tonggui/internal/platform/db"
	"tonggui/internal/platform/id"
	index "tonggui/internal/platform/search"
)

// How much one transaction lists.
const (
	conversationsAtOnce = 512
	messagesAtOnce      = 4096
	messagesOfOne       = 1024
)

// listNews lists what was told, as far as one transaction should. It tells whether there was anything,
// and whether some of it has to wait because another node has it.
func (s *Service) listNews(ctx context.Context) (any, wait bool, err error) {
	some := s.told.some(conversationsAtOnce)
	if len(some) == 0 {
		return false, false, nil
	}
	l := listing{s: s, ctx: ctx}
	left := some
	if err = s.own.Write(ctx, func(tx *db.Tx) error { return l.news(tx, some) }); err == nil {
		left = l.left
	}
	for conversation, n := range left {
		s.told.add(conversation, n)
	}
	s.after(l)
	return true, l.passed > 0, err
}

// after follows a transaction that listed something.
func (s *Service) after(l listing) {
	wake(s.tidied)
	if len(l.entries) > 0 {
		s.listed(len(l.entries))
	}
}

// listing is one transaction of the index.
type listing struct {
	s       *Service
	ctx     context.Context
	q       db.Q // where the messages are read
	entries []index.Entry
	cursors []cursor            // as they will stand
	fresh   map[id.ID][]message // new messages that were read together
	left    map[id.ID]news      // not finished
	passed  int                 // conversations that another node has
}

func (l *listing) begin(tx *db.Tx) {
	l.entries, l.cursors, l.left, l.passed, l.fresh = nil, nil, map[id.ID]news{}, 0, nil
	l.q = tx
	if l.s.messages != l.s.own {
		l.q = l.s.messages.Ask(l.ctx)
	}
}

func (l *listing) end(tx *db.Tx) error {
	if err := l.s.index.Put(tx, l.entries); err != nil {
		return err
	}
	return updateCursors(tx, l.cursors)
}

func (l *listing) news(tx *db.Tx, some map[id.ID]news) error {
	l.begin(tx)
	cursors, err := l.take(tx, some)
	if err != nil {
		return err
	}
	maps.Copy(l.left, some)
	if err := l.read(cursors, some); err != nil {
		return err
	}
	for _, c := range cursors {
		n := some[c.Conversation]
		delete(l.left, c.Conversation)
		if len(l.entries) >= messagesAtOnce {
			l.left[c.Conversation] = n
			continue
		}
		before, more := c, false
		if n.changed {
			if more, err = l.changes(&c); err != nil {
				return err
			}
			n.changed = more
		}
		if n.last > c.High {
			if err := l.up(&c); err != nil {
				return err
			}
		}
		if n.last > c.High && c.High > before.High {
			n.first, more = c.High+1, true
		} else {
			n.first, n.last = 0, 0
		}
		if more {
			l.left[c.Conversation] = n
		}
		if c != before {
			l.cursors = append(l.cursors, c)
		}
	}
	l.passed = len(some) - len(cursors)
	return l.end(tx)
}

// take takes the cursors of conversations. One that has none yet begins where its news begin; what
// was before is backlog.
func (l *listing) take(tx *db.Tx, some map[id.ID]news) ([]cursor, error) {
	cursors, err := takeCursors(tx, slices.Collect(maps.Keys(some)))
	if err != nil || len(cursors) == len(some) {
		return cursors, err
	}
	have := map[id.ID]bool{}
	for _, c := range cursors {
		have[c.Conversation] = true
	}
	var missing []id.ID
	for conversation, n := range some {
		if !have[conversation] && n.last > 0 {
			missing = append(missing, conversation)
		}
	}
	more, err := l.beginMissing(tx, missing, func(e end) int64 { return some[e.Conversation].first - 1 })
	return append(cursors, more...), err
}

// beginMissing makes cursors that stand at a seq of each conversation, and takes them.
func (l *listing) beginMissing(tx *db.Tx, missing []id.ID, at func(end) int64) ([]cursor, error) {
	if len(missing) == 0 {
		return nil, nil
	}
	ends, err := selectEndsOf(l.q, missing)
	if err != nil {
		return nil, err
	}
	fresh := make([]cursor, 0, len(ends))
	for _, e := range ends {
		c := cursor{Conversation: e.Conversation, Low: at(e), High: at(e), Rev: e.Rev}
		if c.Low > 0 {
			c.LowAt = e.LastAt
		}
		fresh = append(fresh, c)
	}
	// In one order everywhere, or two nodes would wait for each other.
	slices.SortFunc(fresh, func(a, b cursor) int { return slices.Compare(a.Conversation[:], b.Conversation[:]) })
	if err := beginCursors(tx, fresh); err != nil {
		return nil, err
	}
	return takeCursors(tx, missing)
}

// How many messages are read together: conversations of which a few are new, so many to a statement.
const (
	fewOfOne     = 8
	readTogether = 64
)

// read reads the new messages of conversations that have few: most have one or two, and a statement
// for each would cost more than what it reads.
func (l *listing) read(cursors []cursor, some map[id.ID]news) error {
	var places db.List
	for _, c := range cursors {
		n := some[c.Conversation]
		if n.changed || n.first != c.High+1 || n.last-n.first >= fewOfOne {
			continue
		}
		for seq := n.first; seq <= n.last; seq++ {
			places = append(places, db.List{c.Conversation, seq})
		}
	}
	l.fresh = make(map[id.ID][]message, len(cursors))
	for part := range slices.Chunk(places, readTogether) {
		found, err := selectPlaces(l.q, part)
		if err != nil {
			return err
		}
		for conversation, rows := range found {
			l.fresh[conversation] = append(l.fresh[conversation], rows...)
		}
	}
	return nil
}

// beyond returns new messages of a conversation, oldest first.
func (l *listing) beyond(c cursor) ([]message, error) {
	if rows := l.fresh[c.Conversation]; len(rows) > 0 && rows[0].Seq == c.High+1 {
		return rows, nil
	}
	return selectAfter(l.q, c.Conversation, c.High, messagesOfOne)
}

// up lists new messages of a conversation.
func (l *listing) up(c *cursor) error {
	rows, err := l.beyond(*c)
	for _, m := range rows {
		c.High, c.HighAt = m.Seq, m.At
		l.add(c.Conversation, m)
	}
	return err
}

// add lists a message that was not listed before.
func (l *listing) add(conversation id.ID, m message) {
	if m.Kind != content.KindSystem && m.KeyID == 0 && m.Recalled == 0 {
		l.entries = append(l.entries, m.entry(conversation, 0))
	}
}

func (m message) entry(conversation id.ID, version int64) index.Entry {
	e := index.Entry{Place: index.Place{At: m.At, Scope: conversation, Seq: m.Seq}, Version: version, Author: m.Sender,
		Gone: m.Recalled > 0 || m.KeyID != 0}
	if !e.Gone {
		e.Text, e.Kinds = Words(m.Kind, m.Content)
	}
	return e
}

// changes lists anew what has changed of what was listed; more tells that not all was read.
func (l *listing) changes(c *cursor) (more bool, err error) {
	changes, err := selectChanges(l.q, c.Conversation, c.Rev, messagesOfOne)
	if err != nil || len(changes) == 0 {
		return false, err
	}
	revs := map[int64]int64{}
	for _, ch := range changes {
		c.Rev = ch.Rev
		if ch.Seq > c.Low && ch.Seq <= c.High {
			revs[ch.Seq] = ch.Rev
		}
	}
	rows, err := selectMessages(l.q, c.Conversation, slices.Collect(maps.Keys(revs)))
	for _, m := range rows {
		if m.Kind != content.KindSystem {
			l.entries = append(l.entries, m.entry(c.Conversation, revs[m.Seq]))
		}
	}
	return len(changes) == messagesOfOne, err
}
