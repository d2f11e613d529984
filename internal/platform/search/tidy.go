package search

import (
	"cmp"
	"context"
	"errors"
	"math/bits"
	"slices"
	"time"

	"tonggui/internal/platform/clock"
	"tonggui/internal/platform/db"
)

const (
	// fanIn is how many segments of one level are merged into one of the next.
	fanIn = 8
	// topLevel is the level from which on segments stay as they are: a quarter of a million to two
	// million entries.
	topLevel = 6
	// pieceSize is how many bytes of blocks one transaction stores at most: others write beside.
	pieceSize = 512 << 10
	// longestRest bounds the rest between two pieces, whatever the clock says that the last one took.
	longestRest = time.Second
)

// level is how often eight of the smallest make one of this size.
func (s segment) level() int { return (bits.Len(uint(s.docs)) - 1) / 3 }

// Tidy does one piece of upkeep: merges a few segments, or removes what nobody needs any more. It
// tells whether there was something to do. It may be called on any node, by one goroutine of each.
//
// Errors: ErrNewer.
func (x *Index) Tidy(ctx context.Context) (bool, error) {
	q := x.db.Ask(ctx)
	segments, err := x.segments(q)
	if err != nil {
		return false, err
	}
	if some := choose(segments, q); some != nil {
		return true, x.merge(ctx, some)
	}
	waste, err := selectWaste(q, x.shelf)
	if err != nil || len(waste) == 0 {
		return false, err
	}
	return true, x.db.Write(ctx, func(tx *db.Tx) error { return sweep(tx, waste) })
}

// choose finds the segments to merge next: those of the lowest level that has enough of them.
func choose(segments []segment, q db.Q) []segment {
	var of [topLevel][]segment
	for _, s := range segments {
		if l := s.level(); l < topLevel && s.until < q.At() {
			of[l] = append(of[l], s)
		}
	}
	for _, level := range of {
		if len(level) >= fanIn {
			// Those that lie together in time stay together.
			slices.SortFunc(level, func(a, b segment) int { return cmp.Compare(a.lastAt, b.lastAt) })
			return level[:fanIn]
		}
	}
	return nil
}

// errTaken ends a merge whose segments another node has merged or dropped.
var errTaken = errors.New("taken by another node")

func (x *Index) merge(ctx context.Context, segments []segment) error {
	ids := make([]int64, len(segments))
	for i, s := range segments {
		ids[i] = s.id
	}
	var into int64
	err := x.db.Write(ctx, func(tx *db.Tx) error {
		had, err := claimSegments(tx, db.Listed(ids), tx.Now.Add(holdWriting))
		if err != nil || !had {
			return cmp.Or(err, errTaken)
		}
		into, err = insertSegment(tx, x.shelf, tx.Now.Add(holdWriting))
		return err
	})
	if err == nil {
		err = x.mergeInto(ctx, into, ids)
	}
	if errors.Is(err, errTaken) || errors.Is(err, errGone) {
		return nil
	}
	return err
}

// mergeInto stores the merged blocks piece by piece, the last piece together with the exchange.
func (x *Index) mergeInto(ctx context.Context, into int64, ids []int64) error {
	q := x.db.Ask(ctx)
	heads := make([]*head, len(ids))
	for i, id := range ids {
		var err error
		if heads[i], err = x.head(q, id); err != nil {
			return err
		}
	}
	p := pieces{ctx: ctx, db: x.db, segment: into, begun: x.db.Now()}
	merged, err := merge(q, ids, heads, p.put)
	if err != nil {
		return err
	}
	if p.stored == 0 && p.size <= inlineSize {
		for _, row := range p.rows {
			merged.inline = append(merged.inline, row[1].([]byte))
		}
		p.rows = nil
	}
	raw := merged.encode()
	p.rows = append(p.rows, []any{blockID(into, 0), raw})
	return x.db.Write(ctx, func(tx *db.Tx) error {
		there, err := retireSegments(tx, db.Listed(ids), tx.Now.Add(holdReading))
		if err != nil || !there {
			return cmp.Or(err, errTaken)
		}
		if err := insertBlocks(tx, p.rows); err != nil {
			return err
		}
		return showSegment(tx, into, merged, p.stored+p.size+len(raw))
	})
}

// pieces stores blocks as they come, many in one transaction. Between two of them it rests half as long
// as the one took: whoever sends and searches has the processor first.
type pieces struct {
	ctx          context.Context
	db           *db.DB
	segment      int64
	rows         [][]any
	size, stored int
	begun        clock.Instant
}

func (p *pieces) put(no int, data []byte) error {
	p.rows = append(p.rows, []any{blockID(p.segment, no), data})
	if p.size += len(data); p.size < pieceSize {
		return nil
	}
	if err := p.db.Write(p.ctx, func(tx *db.Tx) error { return insertBlocks(tx, p.rows) }); err != nil {
		return err
	}
	p.rows, p.stored, p.size = nil, p.stored+p.size, 0
	select {
	case <-p.ctx.Done():
		return p.ctx.Err()
	case <-time.After(min(p.db.Now().Sub(p.begun)/2, longestRest)):
	}
	p.begun = p.db.Now()
	return nil
}
