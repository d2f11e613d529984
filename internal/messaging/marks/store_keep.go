package marks

import (
	"tonggui/internal/platform/clock"
	"tonggui/internal/platform/db"
	"tonggui/internal/platform/id"
)

// insertStar tells whether it was not there before.
func insertStar(tx *db.Tx, account id.ID, at spot) (bool, error) {
	n, err := tx.Exec(`INSERT INTO stars (account_id, conversation_id, seq, at) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING`,
		account, at.Conversation, at.Seq, tx.Now)
	return n > 0, err
}

// deleteStar tells whether it was there.
func deleteStar(tx *db.Tx, account id.ID, at spot) (bool, error) {
	n, err := tx.Exec(`DELETE FROM stars WHERE account_id = ? AND conversation_id = ? AND seq = ?`, account, at.Conversation, at.Seq)
	return n > 0, err
}

// eachOwn reads what a reader has starred, or has open on the list for later, of several messages.
func eachOwn(q db.Q, reader id.ID, on spots, do func(at spot, starred bool)) error {
	return db.Each(q, func(r db.Row) error {
		var at spot
		var starred bool
		err := r.Scan(&at.Conversation, &at.Seq, &starred)
		if err == nil {
			do(at, starred)
		}
		return err
	}, `SELECT conversation_id, seq, 1 FROM stars WHERE account_id = ? AND conversation_id IN (?) AND seq IN (?)
		UNION ALL
		SELECT conversation_id, seq, 0 FROM laters WHERE account_id = ? AND conversation_id IN (?) AND seq IN (?) AND done_at = 0`,
		reader, on.conversations, on.seqs, reader, on.conversations, on.seqs)
}

// laterRow is an item of the list for later.
type laterRow struct {
	Note       string
	At         clock.Instant
	RemindAt   clock.Instant
	RemindedAt clock.Instant
	DoneAt     clock.Instant
}

const laterColumns = `x.note, x.at, x.remind_at, x.reminded_at, x.done_at`

func (l *laterRow) fields() []any {
	return []any{&l.Note, &l.At, &l.RemindAt, &l.RemindedAt, &l.DoneAt}
}

func selectLater(q db.Q, account id.ID, at spot) (laterRow, error) {
	return db.One(q, func(r db.Row) (l laterRow, err error) { return l, r.Scan(l.fields()...) },
		`SELECT `+laterColumns+` FROM laters x WHERE x.account_id = ? AND x.conversation_id = ? AND x.seq = ?`, account, at.Conversation, at.Seq)
}

func upsertLater(tx *db.Tx, account id.ID, at spot, l laterRow) error {
	_, err := tx.Exec(`INSERT INTO laters (account_id, conversation_id, seq, note, at, remind_at, reminded_at, done_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
		ON CONFLICT (account_id, conversation_id, seq) DO UPDATE SET note = excluded.note, at = excluded.at,
			remind_at = excluded.remind_at, reminded_at = excluded.reminded_at, done_at = excluded.done_at`,
		account, at.Conversation, at.Seq, l.Note, l.At, l.RemindAt, l.RemindedAt, l.DoneAt)
	return err
}

func deleteLater(tx *db.Tx, account id.ID, at spot) (bool, error) {
	n, err := tx.Exec(`DELETE FROM laters WHERE account_id = ? AND conversation_id = ? AND seq = ?`, account, at.Conversation, at.Seq)
	return n > 0, err
}

func countOpen(q db.Q, account id.ID) (int, error) {
	return db.Value[int](q, `SELECT COUNT(*) FROM laters WHERE account_id = ? AND done_at = 0`, account)
}

// laterPages read the list in the order of each state.
var laterPages = map[bool]string{
	false: `SELECT x.at, x.conversation_id, x.seq, ` + laterColumns + `, ` + lineColumns + ` FROM laters x` + lineTables + `
		WHERE x.account_id = ? AND x.done_at = 0` + behind,
	true: `SELECT x.done_at, x.conversation_id, x.seq, ` + laterColumns + `, ` + lineColumns + ` FROM laters x` + lineTables + `
		WHERE x.account_id = ? AND x.done_at > 0 AND (x.done_at, x.conversation_id, x.seq) < (?, ?, ?)
		ORDER BY x.done_at DESC, x.conversation_id DESC, x.seq DESC LIMIT ?`,
}

func selectLaters(q db.Q, account id.ID, done bool, after place, limit int) ([]row, error) {
	return db.All(q, func(r db.Row) (x row, err error) {
		fields := append([]any{&x.At, &x.Conversation, &x.Seq}, x.later.fields()...)
		err = r.Scan(append(fields, x.line.Fields()...)...)
		x.at = x.later.At
		return x, err
	}, laterPages[done], account, account, after.At, after.Conversation[:], after.Seq, limit)
}

// anyDue asks the index of what is due, without writing.
func anyDue(q db.Q, now clock.Instant) (bool, error) {
	n, err := db.Value[int](q, `SELECT COUNT(*) FROM (SELECT 1 FROM laters
		WHERE remind_at > 0 AND reminded_at = 0 AND done_at = 0 AND remind_at <= ? LIMIT 1) AS due`, now)
	return n > 0, err
}

// dueItem names an item whose time has come.
type dueItem struct {
	Account id.ID
	spot
}

// takeDue marks some items as told and returns them. Another node that looks at the same time passes
// over them.
func takeDue(tx *db.Tx, limit int) ([]dueItem, error) {
	return db.All(tx, func(r db.Row) (d dueItem, err error) {
		return d, r.Scan(&d.Account, &d.Conversation, &d.Seq)
	}, `UPDATE laters SET reminded_at = ? WHERE remind_at > 0 AND reminded_at = 0 AND done_at = 0
			AND (account_id, conversation_id, seq) IN (SELECT account_id, conversation_id, seq FROM laters
				WHERE remind_at > 0 AND reminded_at = 0 AND done_at = 0 AND remind_at <= ? ORDER BY remind_at LIMIT ? /*postgres FOR UPDATE SKIP LOCKED*/)
		RETURNING account_id, conversation_id, seq`, tx.Now, tx.Now, limit)
}
