package marks

import (
	"tonggui/internal/messaging"
	"tonggui/internal/platform/clock"
	"tonggui/internal/platform/db"
	"tonggui/internal/platform/id"
)

const (
	lineColumns = messaging.LineColumns
	lineTables  = messaging.LineTables
	behind      = ` AND (x.at, x.conversation_id, x.seq) < (?, ?, ?) ORDER BY x.at DESC, x.conversation_id DESC, x.seq DESC LIMIT ?`
)

func scanRow(r db.Row) (x row, err error) {
	err = r.Scan(append([]any{&x.at, &x.Conversation, &x.Seq}, x.line.Fields()...)...)
	x.At = x.at
	return x, err
}

func selectStars(q db.Q, account id.ID, after place, limit int) ([]row, error) {
	return db.All(q, scanRow, `SELECT x.at, x.conversation_id, x.seq, `+lineColumns+` FROM stars x`+lineTables+`
		WHERE x.account_id = ?`+behind, account, account, after.At, after.Conversation[:], after.Seq, limit)
}

// seenBy finds the messages of h that the reader n may see and that stand.
const seenBy = ` JOIN members n ON n.conversation_id = h.conversation_id AND n.account_id = ? AND n.left_epoch = 0
	JOIN messages g ON g.conversation_id = h.conversation_id AND g.seq = h.seq AND g.seq > n.from_seq AND g.recalled_at = 0
		AND g.sender_id <> n.account_id`

const newest = ` ORDER BY h.at DESC, h.conversation_id DESC, h.seq DESC LIMIT ?`

// selectMentions takes the newest of both kinds since an instant, and of these the newest. Those that
// name everybody are found through all the reader's conversations, so without since each part would
// look at every one of them.
func selectMentions(q db.Q, account id.ID, after place, since clock.Instant, limit int) ([]row, error) {
	return db.All(q, scanRow, `SELECT x.at, x.conversation_id, x.seq, `+lineColumns+` FROM (
			SELECT * FROM (SELECT h.at, h.conversation_id, h.seq FROM mentions h`+seenBy+`
				WHERE h.account_id = ? AND h.at >= ? AND (h.at, h.conversation_id, h.seq) < (?, ?, ?)`+newest+`) AS named
			UNION
			SELECT * FROM (SELECT h.at, h.conversation_id, h.seq FROM mention_alls h`+seenBy+`
				WHERE h.seq > n.joined_seq AND h.at >= ? AND (h.at, h.conversation_id, h.seq) < (?, ?, ?)`+newest+`) AS everybody
		) x`+lineTables+` WHERE g.seq IS NOT NULL`+behind,
		account, account, since, after.At, after.Conversation[:], after.Seq, limit,
		account, since, after.At, after.Conversation[:], after.Seq, limit,
		account, after.At, after.Conversation[:], after.Seq, limit)
}

func selectWaiting(q db.Q, account id.ID, after place, limit int) ([]row, error) {
	return db.All(q, scanRow, `SELECT x.at, x.conversation_id, x.seq, `+lineColumns+` FROM (
			SELECT h.at, h.conversation_id, h.seq FROM receipts h`+seenBy+`
			WHERE h.epoch >= n.joined_epoch AND h.confirmed < h.asked AND (h.at, h.conversation_id, h.seq) < (?, ?, ?)
				AND NOT EXISTS (SELECT 1 FROM confirmations a WHERE a.conversation_id = h.conversation_id AND a.seq = h.seq AND a.account_id = n.account_id)
			`+newest+`
		) x`+lineTables+` WHERE g.seq IS NOT NULL`+behind,
		account, after.At, after.Conversation[:], after.Seq, limit,
		account, after.At, after.Conversation[:], after.Seq, limit)
}

// selectPins lists what is pinned in a conversation and stands.
func selectPins(q db.Q, reader, conversation id.ID) ([]row, error) {
	return db.All(q, func(r db.Row) (x row, err error) {
		err = r.Scan(append([]any{&x.at, &x.Conversation, &x.Seq, &x.by}, x.line.Fields()...)...)
		return x, err
	}, `SELECT x.at, x.conversation_id, x.seq, x.account_id, `+lineColumns+` FROM pins x`+lineTables+`
		WHERE x.conversation_id = ? AND g.recalled_at = 0 ORDER BY x.at DESC, x.seq DESC`, reader, conversation)
}

func countPins(q db.Q, conversation id.ID) (int, error) {
	return db.Value[int](q, `SELECT COUNT(*) FROM pins x JOIN messages g ON g.conversation_id = x.conversation_id AND g.seq = x.seq
		WHERE x.conversation_id = ? AND g.recalled_at = 0`, conversation)
}

func insertPin(tx *db.Tx, at spot, by id.ID) error {
	_, err := tx.Exec(`INSERT INTO pins (conversation_id, seq, account_id, at) VALUES (?, ?, ?, ?)`, at.Conversation, at.Seq, by, tx.Now)
	return err
}

func deletePin(tx *db.Tx, at spot) error {
	_, err := tx.Exec(`DELETE FROM pins WHERE conversation_id = ? AND seq = ?`, at.Conversation, at.Seq)
	return err
}
