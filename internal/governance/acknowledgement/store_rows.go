package acknowledgement

import (
	"tonggui/internal/platform/clock"
	"tonggui/internal/platform/db"
	"tonggui/internal/platform/id"
)

// waiting is somebody who is asked and has not acknowledged.
type waiting struct {
	regulation           id.ID
	version              int64
	account, department  id.ID
	roles                string
	askedAt              clock.Instant
	remindAt, remindedAt clock.Instant
}

func scanWaiting(r db.Row) (w waiting, err error) {
	return w, r.Scan(&w.regulation, &w.version, &w.account, &w.department, &w.roles, &w.askedAt, &w.remindAt, &w.remindedAt)
}

const selectWaitingRows = `SELECT k.regulation_id, k.version, k.account_id, a.department, a.roles, k.asked_at, k.remind_at, k.reminded_at
	FROM acknowledgements k JOIN accounts a ON a.id = k.account_id WHERE k.acknowledged_at = 0 AND k.ended_at = 0`

func selectToRemind(q db.Q, now clock.Instant, limit int) ([]waiting, error) {
	return db.All(q, scanWaiting, selectWaitingRows+` AND k.remind_at > 0 AND k.remind_at <= ? ORDER BY k.remind_at LIMIT ?`, now, limit)
}

func selectLate(q db.Q, now clock.Instant, limit int) ([]waiting, error) {
	return db.All(q, scanWaiting, selectWaitingRows+` AND k.escalated_at = 0 AND k.due_at <= ? ORDER BY k.due_at LIMIT ?`, now, limit)
}

func selectWaiting(q db.Q, regulation id.ID, version int64) ([]waiting, error) {
	return db.All(q, scanWaiting, selectWaitingRows+` AND k.regulation_id = ? AND k.version = ? ORDER BY k.account_id`, regulation, version)
}

// updateReminded tells whether this transaction is the one that reminds: nobody else has since the row
// was read.
func updateReminded(tx *db.Tx, w waiting, was, next clock.Instant) (bool, error) {
	n, err := tx.Exec(`UPDATE acknowledgements SET remind_at = ?, reminded_at = ?, reminders = reminders + 1
		WHERE regulation_id = ? AND version = ? AND account_id = ? AND remind_at = ? AND reminded_at = ? AND acknowledged_at = 0 AND ended_at = 0`,
		next, tx.Now, w.regulation, w.version, w.account, was, w.remindedAt)
	return n > 0, err
}

func updateDue(tx *db.Tx, w waiting, end clock.Instant) error {
	_, err := tx.Exec(`UPDATE acknowledgements SET due_at = ? WHERE regulation_id = ? AND version = ? AND account_id = ?`, end, w.regulation, w.version, w.account)
	return err
}

// updateEscalated tells whether this transaction is the one that tells the head.
func updateEscalated(tx *db.Tx, w waiting, head id.ID) (bool, error) {
	n, err := tx.Exec(`UPDATE acknowledgements SET escalated_at = ?, escalated_to = ?
		WHERE regulation_id = ? AND version = ? AND account_id = ? AND escalated_at = 0 AND acknowledged_at = 0 AND ended_at = 0`,
		tx.Now, head, w.regulation, w.version, w.account)
	return n > 0, err
}

// row is somebody's own part in a version.
type row struct {
	regulation                     id.ID
	version                        int64
	account                        id.ID
	askedAt, dueAt                 clock.Instant
	openedAt                       clock.Instant
	openMS                         int64
	beatAt                         clock.Instant
	remindedAt                     clock.Instant
	reminders                      int64
	escalatedAt, endedAt, signedAt clock.Instant
	session                        id.ID
	ip, userAgent                  string
	record                         id.ID
	hash                           []byte
	effectiveAt                    clock.Instant
}

const selectRows = `SELECT k.regulation_id, k.version, k.account_id, k.asked_at, k.due_at, k.opened_at, k.open_ms, k.beat_at, k.reminded_at, k.reminders,
	k.escalated_at, k.ended_at, k.acknowledged_at, k.session, k.ip, k.user_agent, k.record, v.hash, v.effective_at
	FROM acknowledgements k JOIN acknowledgement_versions v ON v.regulation_id = k.regulation_id AND v.version = k.version `

func scanRow(r db.Row) (k row, err error) {
	return k, r.Scan(&k.regulation, &k.version, &k.account, &k.askedAt, &k.dueAt, &k.openedAt, &k.openMS, &k.beatAt, &k.remindedAt, &k.reminders,
		&k.escalatedAt, &k.endedAt, &k.signedAt, &k.session, &k.ip, &k.userAgent, &k.record, &k.hash, &k.effectiveAt)
}

func selectOne(q db.Q, account, regulation id.ID, version int64) (row, error) {
	return db.One(q, scanRow, selectRows+`WHERE k.regulation_id = ? AND k.version = ? AND k.account_id = ?`, regulation, version, account)
}

// selectMine lists what waits for somebody, the earliest limit first.
func selectMine(q db.Q, account id.ID, limit int) ([]row, error) {
	return db.All(q, scanRow, selectRows+`WHERE k.account_id = ? AND k.acknowledged_at = 0 AND k.ended_at = 0 ORDER BY k.due_at, k.regulation_id LIMIT ?`, account, limit)
}

// selectSigned lists what somebody has acknowledged, the newest first, before one of them.
func selectSigned(q db.Q, account id.ID, before clock.Instant, regulation id.ID, limit int) ([]row, error) {
	return db.All(q, scanRow, selectRows+`WHERE k.account_id = ? AND k.acknowledged_at > 0 AND (k.acknowledged_at < ? OR k.acknowledged_at = ? AND k.regulation_id > ?)
		ORDER BY k.acknowledged_at DESC, k.regulation_id LIMIT ?`, account, before, before, regulation[:], limit)
}

func updateRead(tx *db.Tx, k row) error {
	_, err := tx.Exec(`UPDATE acknowledgements SET opened_at = ?, open_ms = ?, beat_at = ? WHERE regulation_id = ? AND version = ? AND account_id = ?`,
		k.openedAt, k.openMS, k.beatAt, k.regulation, k.version, k.account)
	return err
}

func updateSigned(tx *db.Tx, k row) error {
	_, err := tx.Exec(`UPDATE acknowledgements SET acknowledged_at = ?, session = ?, ip = ?, user_agent = ?, record = ?
		WHERE regulation_id = ? AND version = ? AND account_id = ?`, k.signedAt, k.session, k.ip, k.userAgent, k.record, k.regulation, k.version, k.account)
	return err
}
