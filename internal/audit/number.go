package audit

import (
	"context"
	"slices"
	"time"

	"tonggui/internal/audit/merkle"
	"tonggui/internal/audit/record"
	"tonggui/internal/platform/db"

	"golang.org/x/mod/sumdb/tlog"
)

// batch is how many records get their numbers in one transaction. On SQLite everybody's writes wait for it;
// on PostgreSQL nobody's do, and each batch costs a look at all that waits.
func (l *Log) batch() int {
	if l.DB.Dialect() == db.SQLite {
		return 512
	}
	return 4096
}

// extend gives the next numbers to records. errOther where another node was faster.
func (l *Log) extend(ctx context.Context, leaves []leaf, floor int64) error {
	hashes := make([]merkle.Hash, len(leaves))
	next := l.edge.Clone()
	for i := range leaves {
		hashes[i] = leaves[i].hash
		next.Add(leaves[i].hash)
	}
	from := l.edge.Size()
	err := l.DB.Write(ctx, func(tx *db.Tx) error {
		changed, err := merkle.Append(from, tiles(tx), hashes)
		if err != nil {
			return err
		}
		mine, err := advance(tx, l.Node, from, next.Size(), floor)
		if err != nil {
			return err
		}
		if !mine {
			return errOther
		}
		if err := insertLeaves(tx, from, leaves); err != nil {
			return err
		}
		return upsertTiles(tx, changed)
	})
	if err != nil {
		l.loaded = false // whether it was committed, the database tells
		return err
	}
	l.edge, l.floor = next, floor
	return nil
}

// numberActs takes rows in the order of their commits.
func (l *Log) numberActs(ctx context.Context) error {
	for {
		now, err := selectHorizon(l.DB.Ask(ctx))
		if err != nil {
			return err
		}
		rows, err := selectPending(l.DB.Ask(ctx), l.floor, l.batch())
		if err != nil {
			return err
		}
		floor := l.settle(now, rows)
		if len(rows) == 0 && floor == l.floor {
			return nil
		}
		leaves := make([]leaf, len(rows))
		for i := range rows {
			leaves[i] = leaf{kind: kindAct, pos: rows[i].Pos, hash: tlog.RecordHash(rows[i].Line())}
		}
		if err := l.extend(ctx, leaves, floor); err != nil {
			return err
		}
		if len(rows) < l.batch() {
			return nil
		}
	}
}

// ripe is for how long a mark rests before it counts, beyond what transactions say: between taking its
// pos and its number a transaction shows nowhere.
const ripe = 2 * time.Minute

// settle returns up to which pos each row has its number once these have. On SQLite that is the last one;
// on PostgreSQL rows appear out of order, so it follows the marks of a while ago.
func (l *Log) settle(now horizon, rows []pending) int64 {
	if l.DB.Dialect() == db.SQLite {
		if len(rows) > 0 {
			return rows[len(rows)-1].Pos
		}
		return l.floor
	}
	floor := l.floor
	over := l.mark.next > 0 && now.oldest >= l.mark.next && l.DB.Now().Sub(l.markAt) >= ripe
	if over && len(rows) < l.batch() { // else rows below the mark may still wait for the next batch
		floor = max(floor, l.mark.pos)
	}
	if over || l.mark.next == 0 {
		if l.mark = now; now.pos == floor {
			l.mark = horizon{} // nothing new: nothing to look at again
		}
		l.markAt = l.DB.Now()
	}
	return floor
}

// spanMost is how many messages one record stands for at most.
const spanMost = 4096

// spansAtOnce is how many conversations are looked up together.
const spansAtOnce = 512

// overlap is how far back conversations are looked for again: a message carries the time at which its
// transaction began.
const overlap = 2 * time.Minute

// numberMessages takes what was said, a span of a conversation at a time. It is found by the conversations'
// times and not by the messages, and by nothing that sending would have to do.
func (l *Log) numberMessages(ctx context.Context) error {
	if l.Messages == nil {
		return nil
	}
	now := l.DB.Now()
	spans, err := l.Messages.SpansSince(ctx, l.spansAt)
	if err != nil {
		return err
	}
	for part := range slices.Chunk(spans, spansAtOnce) {
		leaves, err := l.spanLeaves(ctx, part)
		if err != nil {
			return err
		}
		for some := range slices.Chunk(leaves, l.batch()) {
			if err := l.extend(ctx, some, l.floor); err != nil {
				return err
			}
		}
	}
	l.spansAt = now.Add(-overlap)
	return nil
}

func (l *Log) spanLeaves(ctx context.Context, spans []Span) (out []leaf, err error) {
	ends, err := spanEnds(l.DB.Ask(ctx), spans)
	if err != nil {
		return nil, err
	}
	for _, s := range spans {
		for from := ends[s.Conversation]; from < s.To; {
			to := min(s.To, from+spanMost)
			hashes, err := l.Messages.RowHashes(ctx, s.Conversation, from+1, to)
			if err != nil {
				return nil, err
			}
			m := &record.Messages{At: l.DB.Now(), Conversation: s.Conversation, From: from + 1, To: to, Root: merkle.RootOf(hashes)}
			out = append(out, leaf{kind: kindMessages, span: m, hash: tlog.RecordHash(m.Line())})
			from = to
		}
	}
	return out, nil
}
