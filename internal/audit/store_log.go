package audit

import (
	"fmt"
	"strconv"

	"tonggui/internal/audit/merkle"
	"tonggui/internal/audit/record"
	"tonggui/internal/platform/clock"
	"tonggui/internal/platform/db"
	"tonggui/internal/platform/id"
	"tonggui/internal/platform/node"
)

// The kinds of records, as audit_leaves has them.
const (
	kindAct      = 1
	kindMessages = 2
	kindKey      = 3
)

// state is the log's one row.
type state struct {
	Origin      string
	Size, Floor int64
	Holder      id.ID
}

func selectState(q db.Q) (state, error) {
	return db.One(q, func(r db.Row) (s state, err error) {
		return s, r.Scan(&s.Origin, &s.Size, &s.Floor, &s.Holder)
	}, `SELECT origin, size, floor, holder FROM audit_log WHERE one = 1`)
}

// insertState begins a log; false where there is one already.
func insertState(tx *db.Tx, origin string) (bool, error) {
	n, err := tx.Exec(`INSERT INTO audit_log (one, origin, size, floor) VALUES (1, ?, 0, 0) ON CONFLICT (one) DO NOTHING`, origin)
	return n > 0, err
}

// takeOver makes a node the one that gives numbers, unless another one that is alive does.
func takeOver(tx *db.Tx, me id.ID) (bool, error) {
	holder, err := db.Value[id.ID](tx, `SELECT holder FROM audit_log WHERE one = 1 /*postgres FOR UPDATE*/`)
	if err != nil || holder == me {
		return holder == me, err
	}
	if alive, err := node.Alive(tx, holder); err != nil || alive {
		return false, err
	}
	n, err := tx.Exec(`UPDATE audit_log SET holder = ? WHERE one = 1`, me)
	return n > 0, err
}

// advance moves the log on, if nobody else has and the node still holds it.
func advance(tx *db.Tx, me id.ID, from, to, floor int64) (bool, error) {
	n, err := tx.Exec(`UPDATE audit_log SET size = ?, floor = ? WHERE one = 1 AND size = ? AND holder = ?`, to, floor, from, me)
	return n > 0, err
}

// raw takes a column's value whatever its type: a damaged row must not stop the reading of others.
type raw []byte

// Scan implements sql.Scanner.
func (b *raw) Scan(v any) error {
	switch v := v.(type) {
	case nil:
		*b = nil
	case []byte:
		*b = append(raw{}, v...)
	case string:
		*b = append(raw{}, v...)
	case int64:
		*b = strconv.AppendInt(nil, v, 10)
	default:
		*b = fmt.Append(nil, v)
	}
	return nil
}

const actColumns = `a.id, a.at, a.actor, a.session, a.action, a.object, a.object_id, a.subject, a.facts, a.ip, a.request_id`

func actFields(a *record.Act) []any {
	return []any{(*raw)(&a.ID), (*raw)(&a.At), (*raw)(&a.Actor), (*raw)(&a.Session), (*raw)(&a.Action), (*raw)(&a.Object),
		(*raw)(&a.ObjectID), (*raw)(&a.Subject), (*raw)(&a.Facts), (*raw)(&a.IP), (*raw)(&a.RequestID)}
}

// pending is a row without a number.
type pending struct {
	Pos int64
	record.Act
}

// settled bounds rows to those behind which none can still appear, as db.Follow does; a row whose xid is
// not yet given out comes from another database's backup.
const settled = `/*postgres AND (a.xid < pg_snapshot_xmin(pg_current_snapshot())::text::bigint OR a.xid >= pg_snapshot_xmax(pg_current_snapshot())::text::bigint)*/`

// selectPending returns rows without a number beyond a pos, in the order of their commits.
func selectPending(q db.Q, floor int64, limit int) ([]pending, error) {
	return db.All(q, func(r db.Row) (p pending, err error) {
		return p, r.Scan(append([]any{&p.Pos}, actFields(&p.Act)...)...)
	}, `SELECT a.pos, `+actColumns+` FROM audit a
		WHERE a.pos > ? AND NOT EXISTS (SELECT 1 FROM audit_leaves l WHERE l.pos = a.pos) `+settled+`
		ORDER BY /*postgres a.xid,*/ a.pos LIMIT ?`, floor, limit)
}

// horizon is what is known of transactions at an instant: which are over, which have not begun, and up to
// which pos rows were given out.
type horizon struct{ oldest, next, pos int64 }

func selectHorizon(q db.Q) (horizon, error) {
	return db.One(q, func(r db.Row) (h horizon, err error) {
		return h, r.Scan(&h.oldest, &h.next, &h.pos)
	}, `SELECT /*sqlite 0, 0,*/ /*postgres pg_snapshot_xmin(pg_current_snapshot())::text::bigint, pg_snapshot_xmax(pg_current_snapshot())::text::bigint,*/
		COALESCE(MAX(pos), 0) FROM audit`)
}

// leaf is a record that gets the next number.
type leaf struct {
	kind int
	pos  int64 // of an act
	span *record.Messages
	key  id.ID
	at   clock.Instant
	hash merkle.Hash
}

func insertLeaves(tx *db.Tx, from int64, leaves []leaf) error {
	rows := make([][]any, len(leaves))
	for i, l := range leaves {
		n, pos := from+int64(i), any(nil)
		switch l.kind {
		case kindAct:
			pos = l.pos
		case kindMessages:
			if _, err := tx.Exec(`INSERT INTO audit_spans (n, at, conversation_id, from_seq, to_seq, root) VALUES (?, ?, ?, ?, ?, ?)`,
				n, l.span.At, l.span.Conversation, l.span.From, l.span.To, l.span.Root[:]); err != nil {
				return err
			}
		case kindKey:
			if _, err := tx.Exec(`UPDATE audit_keys SET n = ?, at = ? WHERE id = ?`, n, l.at, l.key); err != nil {
				return err
			}
		}
		rows[i] = []any{n, l.kind, pos}
	}
	return tx.InsertMany(`INSERT INTO audit_leaves (n, kind, pos)`, ``, rows)
}

func upsertTiles(tx *db.Tx, tiles []merkle.Tile) error {
	for _, t := range tiles {
		if _, err := tx.Exec(`INSERT INTO audit_tiles (level, idx, hashes) VALUES (?, ?, ?) ON CONFLICT (level, idx) DO UPDATE SET hashes = excluded.hashes`,
			t.Level, t.Index, t.Hashes); err != nil {
			return err
		}
	}
	return nil
}

// tiles reads the stored tree.
func tiles(q db.Q) merkle.Reader {
	return func(level int, index int64) ([]byte, error) {
		b, err := db.Value[[]byte](q, `SELECT hashes FROM audit_tiles WHERE level = ? AND idx = ?`, level, index)
		if err == db.ErrNone {
			return nil, merkle.ErrTile
		}
		return b, err
	}
}

// spanEnds tells up to which seq conversations' messages are in the log; those that are not are left out.
func spanEnds(q db.Q, spans []Span) (map[id.ID]int64, error) {
	ids := make([]id.ID, len(spans))
	for i, s := range spans {
		ids[i] = s.Conversation
	}
	out := make(map[id.ID]int64, len(spans))
	return out, db.Each(q, func(r db.Row) error {
		var conversation id.ID
		var to int64
		err := r.Scan(&conversation, &to)
		out[conversation] = to
		return err
	}, `SELECT conversation_id, MAX(to_seq) FROM audit_spans WHERE conversation_id IN (?) GROUP BY conversation_id`, db.Listed(ids))
}

// kept is a stored checkpoint.
type kept struct {
	Size int64
	Note []byte
}

func scanKept(r db.Row) (k kept, err error) { return k, r.Scan(&k.Size, (*raw)(&k.Note)) }

func insertCheckpoint(tx *db.Tx, size int64, at clock.Instant, note []byte) error {
	_, err := tx.Exec(`INSERT INTO audit_checkpoints (size, at, note) VALUES (?, ?, ?) ON CONFLICT (size) DO NOTHING`, size, at, note)
	return err
}

// selectNewest returns the newest checkpoint, or db.ErrNone.
func selectNewest(q db.Q) (kept, error) {
	return db.One(q, scanKept, `SELECT size, note FROM audit_checkpoints ORDER BY size DESC LIMIT 1`)
}

// selectCheckpoints returns those beyond a size, the oldest first.
func selectCheckpoints(q db.Q, beyond int64, limit int) ([]kept, error) {
	return db.All(q, scanKept, `SELECT size, note FROM audit_checkpoints WHERE size > ? ORDER BY size LIMIT ?`, beyond, limit)
}
