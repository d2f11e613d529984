package marks

import (
	"tonggui/internal/messaging"
	"tonggui/internal/platform/clock"
	"tonggui/internal/platform/db"
	"tonggui/internal/platform/id"
)

// receiptRow is how a receipt stands, with the reader's own answer where there is one.
type receiptRow struct {
	Sender     id.ID
	Epoch      int64
	Asked      int64
	Confirmed  int64
	RemindedAt clock.Instant
	MineAt     clock.Instant
	MineResult string
}

func (r receiptRow) mine() *messaging.Confirmation {
	if r.MineAt == 0 {
		return nil
	}
	return &messaging.Confirmation{At: r.MineAt, Result: r.MineResult}
}

const receiptSQL = `SELECT r.conversation_id, r.seq, r.sender_id, r.epoch, r.asked, r.confirmed, r.reminded_at, COALESCE(a.at, 0), COALESCE(a.result, '')
	FROM receipts r LEFT JOIN confirmations a ON a.conversation_id = r.conversation_id AND a.seq = r.seq AND a.account_id = ? `

func scanReceipt(r db.Row, at *spot) (x receiptRow, err error) {
	return x, r.Scan(&at.Conversation, &at.Seq, &x.Sender, &x.Epoch, &x.Asked, &x.Confirmed, &x.RemindedAt, &x.MineAt, &x.MineResult)
}

func selectReceipt(q db.Q, reader id.ID, at spot) (receiptRow, error) {
	return db.One(q, func(r db.Row) (receiptRow, error) { return scanReceipt(r, &at) },
		receiptSQL+`WHERE r.conversation_id = ? AND r.seq = ?`, reader, at.Conversation, at.Seq)
}

// eachReceipt reads the receipts of several messages.
func eachReceipt(q db.Q, reader id.ID, on spots, do func(spot, receiptRow)) error {
	return db.Each(q, func(r db.Row) error {
		var at spot
		x, err := scanReceipt(r, &at)
		if err == nil {
			do(at, x)
		}
		return err
	}, receiptSQL+`WHERE r.conversation_id IN (?) AND r.seq IN (?)`, reader, on.conversations, on.seqs)
}

func insertReceipt(tx *db.Tx, m messaging.Seen, asked int64) error {
	_, err := tx.Exec(`INSERT INTO receipts (conversation_id, seq, sender_id, at, epoch, asked) VALUES (?, ?, ?, ?, ?, ?)`,
		m.Conversation, m.Seq, m.Sender, m.At, m.Epoch, asked)
	return err
}

// insertAnswer tells whether there was none before.
func insertAnswer(tx *db.Tx, account id.ID, at spot, result string) (bool, error) {
	n, err := tx.Exec(`INSERT INTO confirmations (conversation_id, seq, account_id, at, result) VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`,
		at.Conversation, at.Seq, account, tx.Now, result)
	if err != nil || n == 0 {
		return false, err
	}
	_, err = tx.Exec(`UPDATE receipts SET confirmed = confirmed + 1 WHERE conversation_id = ? AND seq = ?`, at.Conversation, at.Seq)
	return true, err
}

// updateReminded takes the right to remind; false where somebody was reminded after since.
func updateReminded(tx *db.Tx, at spot, since clock.Instant) (bool, error) {
	n, err := tx.Exec(`UPDATE receipts SET reminded_at = ? WHERE conversation_id = ? AND seq = ? AND reminded_at <= ?`,
		tx.Now, at.Conversation, at.Seq, since)
	return n > 0, err
}

// answerRow is a person who was asked, with their answer where they gave one.
type answerRow struct {
	Account id.ID
	At      clock.Instant
	Result  string
	Member  bool // now
}

func scanAnswer(r db.Row) (a answerRow, err error) {
	return a, r.Scan(&a.Account, &a.At, &a.Result, &a.Member)
}

// Who has answered and who has not, by account.
const (
	answeredSQL = `SELECT a.account_id, a.at, a.result, CASE WHEN m.left_epoch = 0 THEN 1 ELSE 0 END FROM confirmations a
			JOIN members m ON m.conversation_id = a.conversation_id AND m.account_id = a.account_id
		WHERE a.conversation_id = ? AND a.seq = ? AND a.account_id > ? ORDER BY a.account_id LIMIT ?`
	unansweredSQL = `SELECT m.account_id, 0, '', CASE WHEN m.left_epoch = 0 THEN 1 ELSE 0 END` + waitingTables + `
			AND m.account_id > ? ORDER BY m.account_id LIMIT ?`
)

// waitingTables are those who were asked and have not answered. The answers are gathered once: a
// database that does not know yet how many there are would compare each member with each answer.
const waitingTables = ` FROM receipts r JOIN members m ON m.conversation_id = r.conversation_id
		AND m.joined_epoch <= r.epoch AND (m.left_epoch = 0 OR m.left_epoch > r.epoch) AND m.account_id <> r.sender_id
	WHERE r.conversation_id = ? AND r.seq = ?
		AND m.account_id NOT IN (SELECT a.account_id FROM confirmations a WHERE a.conversation_id = ? AND a.seq = ?)`

func selectAnswers(q db.Q, at spot, answered bool, after id.ID, limit int) ([]answerRow, error) {
	if answered {
		return db.All(q, scanAnswer, answeredSQL, at.Conversation, at.Seq, after[:], limit)
	}
	return db.All(q, scanAnswer, unansweredSQL, at.Conversation, at.Seq, at.Conversation, at.Seq, after[:], limit)
}

// selectWaitingMembers returns those who can still answer.
func selectWaitingMembers(q db.Q, at spot) ([]id.ID, error) {
	return db.All(q, db.Scalar[id.ID], `SELECT m.account_id`+waitingTables+` AND m.left_epoch = 0`, at.Conversation, at.Seq, at.Conversation, at.Seq)
}

func countWaitingMembers(q db.Q, at spot) (int, error) {
	return db.Value[int](q, `SELECT COUNT(*)`+waitingTables+` AND m.left_epoch = 0`, at.Conversation, at.Seq, at.Conversation, at.Seq)
}

// whoSeeOf returns those of some accounts that may see a message now.
func whoSeeOf(q db.Q, at spot, accounts []id.ID) ([]id.ID, error) {
	return db.All(q, db.Scalar[id.ID], `SELECT account_id FROM members WHERE conversation_id = ? AND account_id IN (?) AND left_epoch = 0 AND from_seq < ?`,
		at.Conversation, db.Listed(accounts), at.Seq)
}

// standsNow is what frames about a message must know of it.
type standsNow struct {
	Recalled    bool
	Pinned      bool
	MemberCount int64
}

func selectStands(q db.Q, at spot) (standsNow, error) {
	return db.One(q, func(r db.Row) (x standsNow, err error) { return x, r.Scan(&x.Recalled, &x.Pinned, &x.MemberCount) },
		`SELECT CASE WHEN g.recalled_at > 0 THEN 1 ELSE 0 END,
			CASE WHEN EXISTS (SELECT 1 FROM pins p WHERE p.conversation_id = g.conversation_id AND p.seq = g.seq) THEN 1 ELSE 0 END, c.member_count
		FROM messages g JOIN conversations c ON c.id = g.conversation_id WHERE g.conversation_id = ? AND g.seq = ?`, at.Conversation, at.Seq)
}
