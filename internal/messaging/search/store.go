package search

import (
	"errors"

	"tonggui/internal/platform/clock"
	"tonggui/internal/platform/db"
	"tonggui/internal/platform/id"
)

// cursor is a row.
type cursor struct {
	Conversation  id.ID
	Low, High     int64
	LowAt, HighAt clock.Instant
	Rev           int64
}

const cursorColumns = `conversation_id, low, high, low_at, high_at, rev`

func scanCursor(r db.Row) (c cursor, err error) {
	return c, r.Scan(&c.Conversation, &c.Low, &c.High, &c.LowAt, &c.HighAt, &c.Rev)
}

func (c cursor) row() []any {
	return []any{c.Conversation, c.Low, c.High, c.LowAt, c.HighAt, c.Rev}
}

// beginCursors makes rows for conversations that have none.
func beginCursors(tx *db.Tx, cursors []cursor) error {
	rows := make([][]any, len(cursors))
	for i, c := range cursors {
		rows[i] = c.row()
	}
	return tx.InsertMany(`INSERT INTO search_cursors (`+cursorColumns+`)`, `ON CONFLICT (conversation_id) DO NOTHING`, rows)
}

// takeCursors returns the cursors of conversations and keeps them for this transaction; those that
// another node has are left out.
func takeCursors(tx *db.Tx, conversations []id.ID) ([]cursor, error) {
	return db.All(tx, scanCursor, `SELECT `+cursorColumns+` FROM search_cursors WHERE conversation_id IN (?)
		ORDER BY conversation_id /*postgres FOR UPDATE SKIP LOCKED*/`, db.Listed(conversations))
}

func updateCursors(tx *db.Tx, cursors []cursor) error {
	rows := make([][]any, len(cursors))
	for i, c := range cursors {
		rows[i] = c.row()
	}
	return tx.InsertMany(`INSERT INTO search_cursors (`+cursorColumns+`)`, `ON CONFLICT (conversation_id) DO UPDATE SET
		low = excluded.low, high = excluded.high, low_at = excluded.low_at, high_at = excluded.high_at, rev = excluded.rev`, rows)
}

// selectCursors returns the cursors of conversations from one id up to another.
func selectCursors(q db.Q, from, to id.ID) ([]cursor, error) {
	return db.All(q, scanCursor, `SELECT `+cursorColumns+` FROM search_cursors
		WHERE conversation_id >= ? AND conversation_id <= ? ORDER BY conversation_id`, from[:], to[:])
}

// selectNewest returns the cursors whose conversations were written to last.
func selectNewest(q db.Q, limit int) ([]cursor, error) {
	return db.All(q, scanCursor, `SELECT `+cursorColumns+` FROM search_cursors WHERE high > low ORDER BY high_at DESC LIMIT ?`, limit)
}

func deleteCursors(tx *db.Tx) error {
	_, err := tx.Exec(`DELETE FROM search_cursors`)
	return err
}

// end is where the log of a conversation ends.
type end struct {
	Conversation id.ID
	LastSeq, Rev int64
	LastAt       clock.Instant
}

func scanEnd(r db.Row) (e end, err error) {
	return e, r.Scan(&e.Conversation, &e.LastSeq, &e.Rev, &e.LastAt)
}

// selectEnds returns conversations behind an id.
func selectEnds(q db.Q, after id.ID, limit int) ([]end, error) {
	return db.All(q, scanEnd, `SELECT id, last_seq, last_rev, last_at FROM conversations WHERE id > ? ORDER BY id LIMIT ?`, after[:], limit)
}

func selectEndsOf(q db.Q, conversations []id.ID) ([]end, error) {
	return db.All(q, scanEnd, `SELECT id, last_seq, last_rev, last_at FROM conversations WHERE id IN (?)`, db.Listed(conversations))
}

// message is what the index has to know of a message.
type message struct {
	Seq      int64
	Sender   id.ID
	At       clock.Instant
	Kind     string
	Content  []byte
	KeyID    int64
	Recalled clock.Instant
}

func scanMessage(r db.Row) (m message, err error) {
	return m, r.Scan(&m.Seq, &m.Sender, &m.At, &m.Kind, &m.Content, &m.KeyID, &m.Recalled)
}

const messageColumns = `seq, sender_id, at, kind, content, key_id, recalled_at`

// selectAfter returns the oldest messages beyond a seq.
func selectAfter(q db.Q, conversation id.ID, seq int64, limit int) ([]message, error) {
	return db.All(q, scanMessage, `SELECT `+messageColumns+` FROM messages
		WHERE conversation_id = ? AND seq > ? ORDER BY seq LIMIT ?`, conversation, seq, limit)
}

// selectPlaces returns messages by conversation, oldest first; places are rows of conversation and seq.
func selectPlaces(q db.Q, places db.List) (map[id.ID][]message, error) {
	out := map[id.ID][]message{}
	err := db.Each(q, func(r db.Row) error {
		var in id.ID
		var m message
		err := r.Scan(&in, &m.Seq, &m.Sender, &m.At, &m.Kind, &m.Content, &m.KeyID, &m.Recalled)
		out[in] = append(out[in], m)
		return err
	}, `SELECT conversation_id, `+messageColumns+` FROM messages
		WHERE (conversation_id, seq) IN (/*sqlite VALUES*/ ?) ORDER BY conversation_id, seq`, places)
	return out, err
}

// selectDown returns the newest messages up to a seq, newest first.
func selectDown(q db.Q, conversation id.ID, seq int64, limit int) ([]message, error) {
	return db.All(q, scanMessage, `SELECT `+messageColumns+` FROM messages
		WHERE conversation_id = ? AND seq <= ? ORDER BY seq DESC LIMIT ?`, conversation, seq, limit)
}

func selectMessages(q db.Q, conversation id.ID, seqs []int64) ([]message, error) {
	return db.All(q, scanMessage, `SELECT `+messageColumns+` FROM messages
		WHERE conversation_id = ? AND seq IN (?)`, conversation, db.Listed(seqs))
}

func selectAt(q db.Q, conversation id.ID, seq int64) (clock.Instant, error) {
	at, err := db.Value[clock.Instant](q, `SELECT at FROM messages WHERE conversation_id = ? AND seq = ?`, conversation, seq)
	if errors.Is(err, db.ErrNone) {
		return 0, nil
	}
	return at, err
}

// change says that a message is no longer what it was.
type change struct{ Rev, Seq int64 }

// selectChanges returns the oldest changes beyond a rev.
func selectChanges(q db.Q, conversation id.ID, rev int64, limit int) ([]change, error) {
	return db.All(q, func(r db.Row) (c change, err error) {
		return c, r.Scan(&c.Rev, &c.Seq)
	}, `SELECT rev, seq FROM message_changes WHERE conversation_id = ? AND rev > ? ORDER BY rev LIMIT ?`, conversation, rev, limit)
}
