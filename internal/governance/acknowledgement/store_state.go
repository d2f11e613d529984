package acknowledgement

import (
	"tonggui/internal/platform/clock"
	"tonggui/internal/platform/db"
	"tonggui/internal/platform/id"
)

// selectCounts counts who was asked for a version, by their department now.
func selectCounts(q db.Q, regulation id.ID, version int64, now clock.Instant) (map[id.ID]AcknowledgementCounts, error) {
	out := map[id.ID]AcknowledgementCounts{}
	err := db.Each(q, func(r db.Row) error {
		var department id.ID
		var c AcknowledgementCounts
		err := r.Scan(&department, &c.Asked, &c.Done, &c.Opened, &c.Overdue)
		out[department] = c
		return err
	}, `SELECT a.department, COUNT(*), SUM(CASE WHEN k.acknowledged_at > 0 THEN 1 ELSE 0 END),
			SUM(CASE WHEN k.acknowledged_at = 0 AND k.opened_at > 0 THEN 1 ELSE 0 END), SUM(CASE WHEN k.acknowledged_at = 0 AND k.due_at <= ? THEN 1 ELSE 0 END)
		FROM acknowledgements k JOIN accounts a ON a.id = k.account_id
		WHERE k.regulation_id = ? AND k.version = ? AND (k.ended_at = 0 OR k.acknowledged_at > 0) GROUP BY a.department`, now, regulation, version)
	return out, err
}

// selectLateBy counts who is late, by department.
func selectLateBy(q db.Q, now clock.Instant) (map[id.ID]int64, error) {
	out := map[id.ID]int64{}
	err := db.Each(q, func(r db.Row) error {
		var department id.ID
		var n int64
		err := r.Scan(&department, &n)
		out[department] = n
		return err
	}, `SELECT a.department, COUNT(DISTINCT a.id) FROM acknowledgements k JOIN accounts a ON a.id = k.account_id
		WHERE k.acknowledged_at = 0 AND k.ended_at = 0 AND k.escalated_at > 0 AND k.due_at <= ? GROUP BY a.department`, now)
	return out, err
}

// listed is a row as those see it who answer for it.
type listed struct {
	row
	escalatedTo id.ID
}

// inStates are the conditions of the states that a list is asked for.
var inStates = map[string]string{
	"":           selectListedRows + ` AND (k.ended_at = 0 OR k.acknowledged_at > 0) AND k.due_at > ?` + listedEnd,
	"open":       selectListedRows + ` AND k.acknowledged_at = 0 AND k.ended_at = 0 AND k.due_at > ?` + listedEnd,
	stateWaiting: selectListedRows + ` AND k.acknowledged_at = 0 AND k.ended_at = 0 AND k.due_at > ?` + listedEnd,
	stateOverdue: selectListedRows + ` AND k.acknowledged_at = 0 AND k.ended_at = 0 AND k.due_at <= ?` + listedEnd,
	stateDone:    selectListedRows + ` AND k.acknowledged_at > 0 AND k.due_at > ?` + listedEnd,
}

const (
	selectListedRows = `SELECT k.account_id, k.escalated_to, k.asked_at, k.due_at, k.opened_at, k.open_ms, k.reminded_at, k.reminders, k.escalated_at,
		k.ended_at, k.acknowledged_at, k.record, k.ip FROM accounts a JOIN acknowledgements k ON k.account_id = a.id
		WHERE k.regulation_id = ? AND k.version = ? AND a.number_key > COALESCE((SELECT number_key FROM accounts WHERE id = ?), '') AND (? = 1 OR a.department IN (?))`
	listedEnd = ` ORDER BY a.number_key LIMIT ?`
)

// selectListed reads people behind one of them. "open" lists who has not acknowledged, late or not.
func selectListed(q db.Q, regulation id.ID, f Filter, in scope, after id.ID, now clock.Instant, limit int) ([]listed, error) {
	all, departments := 0, db.List{}
	if in.all {
		all = 1
	}
	for d := range in.departments {
		departments = append(departments, d)
	}
	due := clock.Instant(0)
	if f.State == stateWaiting || f.State == stateOverdue {
		due = now
	}
	return db.All(q, func(r db.Row) (l listed, err error) {
		l.regulation, l.version = regulation, f.Version
		return l, r.Scan(&l.account, &l.escalatedTo, &l.askedAt, &l.dueAt, &l.openedAt, &l.openMS, &l.remindedAt, &l.reminders, &l.escalatedAt,
			&l.endedAt, &l.signedAt, &l.record, &l.ip)
	}, inStates[f.State], regulation, f.Version, after, all, departments, due, limit)
}
