package audit

import (
	"context"
	"errors"
	"io"

	"tonggui/internal/audit/merkle"
	"tonggui/internal/audit/proof"
	"tonggui/internal/audit/record"
	"tonggui/internal/platform/clock"
	"tonggui/internal/platform/db"
	"tonggui/internal/platform/id"

	"golang.org/x/mod/sumdb/tlog"
)

// Export writes the whole log into one file that proof.Verify reads, as the database has it now: with
// everything that is wrong in it. messages adds the hashes of all messages. progress may be nil.
func (l *Log) Export(ctx context.Context, w io.Writer, messages bool, progress func(done, total int)) (records int64, err error) {
	err = l.DB.Read(ctx, func(q db.Q) error {
		s, err := selectState(q)
		if err != nil {
			return err
		}
		_, keys, err := l.ownKeys(q)
		if err != nil {
			return err
		}
		// Numbers are what was given, whatever somebody has made of the log's own row.
		size, err := db.Value[int64](q, `SELECT COALESCE(MAX(n) + 1, 0) FROM audit_leaves`)
		if err != nil {
			return err
		}
		records = max(size, s.Size)
		e := exporting{l: l, ctx: ctx, q: q, size: records, out: proof.NewWriter(w, s.Origin, q.At(), records, keys)}
		if messages && l.Messages != nil {
			e.messages = l.Messages
		}
		for at := int64(0); at < records; at += merkle.Width {
			if err := e.chunk(at); err != nil {
				return err
			}
			if progress != nil {
				progress(int(min(at+merkle.Width, records)), int(records))
			}
		}
		if err := e.checkpoints(1 << 62); err != nil {
			return err
		}
		if err := e.strays(s.Floor); err != nil {
			return err
		}
		return e.out.End()
	})
	return records, err
}

type exporting struct {
	l        *Log
	ctx      context.Context
	q        db.Q
	out      *proof.Writer
	size     int64
	messages Messages
	waiting  []kept // checkpoints that come next
	past     int64  // those up to this size have been read
	allRead  bool
}

// chunk writes the records of a tile.
func (e *exporting) chunk(from int64) error {
	hashes, err := tiles(e.q)(0, from/merkle.Width)
	if err != nil && !errors.Is(err, merkle.ErrTile) {
		return err
	}
	if whole := len(hashes) / tlog.HashSize * tlog.HashSize; whole > 0 {
		e.out.Leaves(from, hashes[:whole])
	}
	to := min(from+merkle.Width, e.size)
	found, err := selectRecords(e.q, from, to)
	if err != nil {
		return err
	}
	for n := from; n < to; n++ {
		if r, ok := found[n]; ok && r.line != nil {
			e.out.Record(r.line)
			if err := e.rows(r.span); err != nil {
				return err
			}
		} else {
			e.out.Missing()
		}
		if err := e.checkpoints(n + 1); err != nil {
			return err
		}
	}
	return nil
}

// rows writes the hashes of the messages that a record stands for.
func (e *exporting) rows(span *record.Messages) error {
	if span == nil || e.messages == nil {
		return nil
	}
	rows, err := e.messages.Rows(e.ctx, span.Conversation, span.From, span.To)
	if err != nil {
		return err
	}
	stored, differ := make([]merkle.Hash, len(rows)), map[int64]merkle.Hash{}
	for i, r := range rows {
		if stored[i] = r.Stored; r.Now != (merkle.Hash{}) && r.Now != r.Stored {
			differ[span.From+int64(i)] = r.Now
		}
	}
	e.out.Rows(span.From, stored, differ)
	return nil
}

const checkpointsAtOnce = 1000

// checkpoints writes those that cover up to so many records.
func (e *exporting) checkpoints(upTo int64) error {
	for {
		for len(e.waiting) > 0 && e.waiting[0].Size <= upTo {
			e.out.Checkpoint(e.waiting[0].Note)
			e.waiting = e.waiting[1:]
		}
		if len(e.waiting) > 0 || e.allRead {
			return nil
		}
		some, err := selectCheckpoints(e.q, e.past, checkpointsAtOnce)
		if err != nil {
			return err
		}
		if e.allRead = len(some) < checkpointsAtOnce; len(some) > 0 {
			e.past = some[len(some)-1].Size
		}
		e.waiting = some
	}
}

// strays writes rows that have no number although all of their time have one.
func (e *exporting) strays(floor int64) error {
	rows, err := db.All(e.q, func(r db.Row) (p pending, err error) {
		return p, r.Scan(append([]any{&p.Pos}, actFields(&p.Act)...)...)
	}, `SELECT a.pos, `+actColumns+` FROM audit a WHERE a.pos <= ? AND NOT EXISTS (SELECT 1 FROM audit_leaves l WHERE l.pos = a.pos) ORDER BY a.pos LIMIT 10000`, floor)
	if err != nil {
		return err
	}
	for _, r := range rows {
		near, err := db.Value[int64](e.q, `SELECT COALESCE(MIN(n), ?) FROM audit_leaves WHERE pos > ?`, e.size, r.Pos)
		if err != nil {
			return err
		}
		e.out.Stray(near, r.Line())
	}
	return nil
}

// found is a record of the log as the tables have it; line is nil where its row is gone.
type found struct {
	line []byte
	span *record.Messages
}

// selectRecords returns the records from..to-1.
func selectRecords(q db.Q, from, to int64) (map[int64]found, error) {
	out := make(map[int64]found, to-from)
	err := db.Each(q, func(r db.Row) error {
		var n, kind int64
		var there *int64
		var a record.Act
		if err := r.Scan(append([]any{&n, &kind, &there}, actFields(&a)...)...); err != nil {
			return err
		}
		if kind == kindAct && there != nil {
			out[n] = found{line: a.Line()}
		}
		return nil
	}, `SELECT l.n, l.kind, a.pos, `+actColumns+` FROM audit_leaves l LEFT JOIN audit a ON a.pos = l.pos WHERE l.n >= ? AND l.n < ?`, from, to)
	if err != nil {
		return nil, err
	}
	err = db.Each(q, func(r db.Row) error {
		var n int64
		var m record.Messages
		var root, conversation raw
		if r.Scan(&n, &m.At, &conversation, &m.From, &m.To, &root) != nil {
			return nil // a number that somebody made a text of: the record is as good as gone
		}
		if len(root) == tlog.HashSize && len(conversation) == len(id.ID{}) {
			m.Root, m.Conversation = merkle.Hash(root), id.ID(conversation)
			out[n] = found{m.Line(), &m}
		}
		return nil
	}, `SELECT s.n, s.at, s.conversation_id, s.from_seq, s.to_seq, s.root FROM audit_spans s WHERE s.n >= ? AND s.n < ?`, from, to)
	if err != nil {
		return nil, err
	}
	return out, db.Each(q, func(r db.Row) error {
		var n int64
		var at clock.Instant
		var k record.Key
		if r.Scan(&n, &at, &k.Key) == nil {
			k.At = at
			out[n] = found{line: k.Line()}
		}
		return nil
	}, `SELECT n, COALESCE(at, 0), public FROM audit_keys WHERE n >= ? AND n < ?`, from, to)
}
