package messaging

import (
	"tonggui/internal/platform/clock"
	"tonggui/internal/platform/db"
	"tonggui/internal/platform/id"
)

const messageColumns = `g.conversation_id, g.seq, g.sender_id, g.client_id, g.at, g.epoch, g.kind, g.content, g.key_id,
	g.edited_at, g.edit_count, g.recalled_at, g.recalled_by, g.corrects_seq, g.corrected_by_seq,
	g.quotes_seq, g.thread_seq, g.receipt, g.marks`

func (m *message) fields() []any {
	return []any{&m.Conversation, &m.Seq, &m.Sender, &m.ClientID, &m.At, &m.Epoch, &m.Kind, &m.Content, &m.KeyID,
		&m.EditedAt, &m.EditCount, &m.RecalledAt, &m.RecalledBy, &m.CorrectsSeq, &m.CorrectedBy,
		&m.Quotes, &m.Thread, &m.Receipt, &m.Marks}
}

func scanMessage(r db.Row) (m message, err error) {
	return m, r.Scan(m.fields()...)
}

func insertMessage(tx *db.Tx, m *message) error {
	_, err := tx.Exec(`INSERT INTO messages (conversation_id, seq, sender_id, client_id, at, epoch, kind, content, corrects_seq,
			quotes_seq, thread_seq, receipt, salt, hash)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		m.Conversation, m.Seq, m.Sender, m.ClientID, m.At, m.Epoch, m.Kind, m.Content, m.CorrectsSeq,
		m.Quotes, m.Thread, m.Receipt, m.Salt, m.RowHash)
	return err
}

// selectSent finds what a sender has stored under a client id.
func selectSent(q db.Q, sender, clientID id.ID) (message, error) {
	return db.One(q, scanMessage, `SELECT `+messageColumns+` FROM messages g WHERE g.sender_id = ? AND g.client_id = ?`, sender, clientID)
}

// selectAllSent finds what a sender has stored under several client ids.
func selectAllSent(q db.Q, sender id.ID, clientIDs []id.ID) (map[id.ID]message, error) {
	out := map[id.ID]message{}
	err := db.Each(q, func(r db.Row) error {
		m, err := scanMessage(r)
		out[m.ClientID] = m
		return err
	}, `SELECT `+messageColumns+` FROM messages g WHERE g.sender_id = ? AND g.client_id IN (?)`, sender, db.Listed(clientIDs))
	return out, err
}

// selectMessage finds a message without asking who looks; lock makes changes to it queue up.
func selectMessage(q db.Q, conversation id.ID, seq int64) (message, error) {
	return db.One(q, scanMessage, `SELECT `+messageColumns+` FROM messages g WHERE g.conversation_id = ? AND g.seq = ?`, conversation, seq)
}

// visibleFrom bounds a range to what the account may see, in the same statement that reads it: a
// removal between two statements must not leave a gap to look through.
const visibleFrom = `g.conversation_id = ? AND g.seq > (SELECT m.from_seq FROM members m
	WHERE m.conversation_id = ? AND m.account_id = ? AND m.left_epoch = 0)`

// selectBefore returns the newest messages below a seq, newest first.
func selectBefore(q db.Q, conversation, account id.ID, before int64, limit int) ([]message, error) {
	return db.All(q, scanMessage, `SELECT `+messageColumns+` FROM messages g WHERE `+visibleFrom+`
		AND g.seq < ? ORDER BY g.seq DESC LIMIT ?`, conversation, conversation, account, before, limit)
}

// selectAfter returns the oldest messages beyond a seq, oldest first.
func selectAfter(q db.Q, conversation, account id.ID, after int64, limit int) ([]message, error) {
	return db.All(q, scanMessage, `SELECT `+messageColumns+` FROM messages g WHERE `+visibleFrom+`
		AND g.seq > ? ORDER BY g.seq LIMIT ?`, conversation, conversation, account, after, limit)
}

// selectThese returns those of some messages that the account may see, oldest first.
func selectThese(q db.Q, conversation, account id.ID, seqs []int64) ([]message, error) {
	return db.All(q, scanMessage, `SELECT `+messageColumns+` FROM messages g WHERE `+visibleFrom+`
		AND g.seq IN (?) ORDER BY g.seq`, conversation, conversation, account, db.Listed(seqs))
}

// selectSince returns all messages beyond a seq, oldest first, without asking who looks.
func selectSince(q db.Q, conversation id.ID, after int64) ([]message, error) {
	return db.All(q, scanMessage, `SELECT `+messageColumns+` FROM messages g WHERE g.conversation_id = ? AND g.seq > ? ORDER BY g.seq`,
		conversation, after)
}

// selectAny returns some messages, without asking who looks.
func selectAny(q db.Q, conversation id.ID, seqs []int64) ([]message, error) {
	return db.All(q, scanMessage, `SELECT `+messageColumns+` FROM messages g WHERE g.conversation_id = ? AND g.seq IN (?)`,
		conversation, db.Listed(seqs))
}

// selectReadable returns those of some messages that the account may see and that are not recalled.
func selectReadable(q db.Q, conversation, account id.ID, seqs []int64) ([]int64, error) {
	return db.All(q, db.Scalar[int64], `SELECT g.seq FROM messages g WHERE `+visibleFrom+`
		AND g.seq IN (?) AND g.recalled_at = 0`, conversation, conversation, account, db.Listed(seqs))
}

// selectAt returns when a message was sent.
func selectAt(q db.Q, conversation id.ID, seq int64) (clock.Instant, error) {
	return db.Value[clock.Instant](q, `SELECT at FROM messages WHERE conversation_id = ? AND seq = ?`, conversation, seq)
}

// markCorrected links an own message to its correction; false where it cannot be corrected.
func markCorrected(tx *db.Tx, conversation, sender id.ID, seq, fromSeq, by int64) (bool, error) {
	n, err := tx.Exec(`UPDATE messages SET corrected_by_seq = ? WHERE conversation_id = ? AND seq = ? AND seq > ?
		AND sender_id = ? AND kind <> 'system' AND recalled_at = 0`, by, conversation, seq, fromSeq, sender)
	return n > 0, err
}

func updateRecalled(tx *db.Tx, m *message) error {
	_, err := tx.Exec(`UPDATE messages SET recalled_at = ?, recalled_by = ? WHERE conversation_id = ? AND seq = ?`,
		m.RecalledAt, m.RecalledBy, m.Conversation, m.Seq)
	return err
}

// updateContent stores a new version and keeps the one before it. before is the row as it was.
func updateContent(tx *db.Tx, before message, content []byte) error {
	since := before.At
	if before.EditCount > 0 {
		since = before.EditedAt
	}
	if _, err := tx.Exec(`INSERT INTO message_edits (conversation_id, seq, version, content, key_id, at) VALUES (?, ?, ?, ?, ?, ?)`,
		before.Conversation, before.Seq, before.EditCount+1, before.Content, before.KeyID, since); err != nil {
		return err
	}
	_, err := tx.Exec(`UPDATE messages SET content = ?, edited_at = ?, edit_count = edit_count + 1 WHERE conversation_id = ? AND seq = ?`,
		content, tx.Now, before.Conversation, before.Seq)
	return err
}

// noteChange says that a message is no longer what it was, to whatever follows from messages. The
// conversation is locked.
func noteChange(tx *db.Tx, conversation id.ID, seq int64) error {
	rev, err := db.Value[int64](tx, `UPDATE conversations SET last_rev = last_rev + 1 WHERE id = ? RETURNING last_rev`, conversation)
	if err != nil {
		return err
	}
	_, err = tx.Exec(`INSERT INTO message_changes (conversation_id, rev, seq) VALUES (?, ?, ?)`, conversation, rev, seq)
	return err
}

func selectEdits(q db.Q, conversation id.ID, seq int64) ([]Edit, error) {
	return db.All(q, func(r db.Row) (e Edit, err error) {
		return e, r.Scan(&e.Version, (*[]byte)(&e.Content), &e.At)
	}, `SELECT version, content, at FROM message_edits WHERE conversation_id = ? AND seq = ? ORDER BY version`, conversation, seq)
}

// selectOriginal returns what an edited message said when it was sent.
func selectOriginal(q db.Q, conversation id.ID, seq int64) ([]byte, error) {
	return db.Value[[]byte](q, `SELECT content FROM message_edits WHERE conversation_id = ? AND seq = ? AND version = 1`, conversation, seq)
}
