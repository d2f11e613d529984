package search

import (
	"context"
	"errors"
	"slices"

	"tonggui/internal/platform/db"
	"tonggui/internal/platform/id"
)

// endsAtOnce is how many conversations are compared at once.
const endsAtOnce = 2000

// look compares all conversations with their cursors: what is new is told, what is old is backlog.
func (s *Service) look(ctx context.Context) error {
	var all []low
	last := id.Zero
	for {
		ends, err := selectEnds(s.messages.Ask(ctx), last, endsAtOnce)
		if err != nil || len(ends) == 0 {
			s.backlog.set(all)
			return err
		}
		last = ends[len(ends)-1].Conversation
		cursors, err := selectCursors(s.own.Ask(ctx), ends[0].Conversation, last)
		if err != nil {
			return err
		}
		for _, e := range ends {
			for len(cursors) > 0 && slices.Compare(cursors[0].Conversation[:], e.Conversation[:]) < 0 {
				cursors = cursors[1:]
			}
			if len(cursors) == 0 || cursors[0].Conversation != e.Conversation {
				if e.LastSeq > 0 {
					all = append(all, low{e.Conversation, e.LastSeq, e.LastAt})
				}
				continue
			}
			c := cursors[0]
			if err := s.behind(ctx, c, e); err != nil {
				return err
			}
			if c.Low > 0 {
				all = append(all, low{c.Conversation, c.Low, c.LowAt})
			}
		}
	}
}

// errAhead tells that the index belongs to another state of the messages.
var errAhead = errors.New("the index knows messages that do not exist")

// behind tells what a cursor has not come to yet.
func (s *Service) behind(ctx context.Context, c cursor, e end) error {
	if c.High > e.LastSeq || c.Rev > e.Rev {
		// It may have been listed between the two looks.
		again, err := selectEndsOf(s.messages.Ask(ctx), []id.ID{c.Conversation})
		if err != nil {
			return err
		}
		if len(again) == 0 || c.High > again[0].LastSeq || c.Rev > again[0].Rev {
			return errAhead
		}
		return nil
	}
	if c.High < e.LastSeq {
		s.told.add(c.Conversation, news{first: c.High + 1, last: e.LastSeq, since: s.own.Now()})
	}
	if c.Rev < e.Rev {
		s.told.add(c.Conversation, news{changed: true, since: s.own.Now()})
	}
	return nil
}

// verified is how many cursors are held against the messages at start.
const verified = 100

// Prepare makes the index usable, before anything else is done with it: it is emptied where an older
// program has made it, or where it was made for another state of the messages.
//
// Errors: index.ErrNewer where a newer program has made it; those of its database.
func (s *Service) Prepare(ctx context.Context) error {
	newest, err := selectNewest(s.own.Ask(ctx), verified)
	if err != nil {
		return err
	}
	for _, c := range newest {
		at, err := selectAt(s.messages.Ask(ctx), c.Conversation, c.High)
		if err != nil {
			return err
		}
		if at != c.HighAt {
			return s.anew(ctx, errAhead)
		}
	}
	return s.own.Write(ctx, func(tx *db.Tx) error {
		anew, err := s.index.Prepare(tx)
		if err != nil || !anew {
			return err
		}
		return deleteCursors(tx)
	})
}

// anew empties the index.
func (s *Service) anew(ctx context.Context, why error) error {
	s.log.WarnContext(ctx, "the search index is made anew", "why", why)
	return s.own.Write(ctx, func(tx *db.Tx) error {
		if err := deleteCursors(tx); err != nil {
			return err
		}
		return s.index.Reset(tx)
	})
}
