package approvals

import (
	"tonggui/internal/platform/clock"
	"tonggui/internal/platform/db"
	"tonggui/internal/platform/id"
)

func scanChore(r db.Row) (c chore, err error) {
	return c, r.Scan(&c.task, &c.approval, &c.person, &c.due)
}

// selectDue lists turns whose limit is to be looked at, in the order of that, behind a place.
func selectDue(q db.Q, now clock.Instant, after chore, limit int) ([]chore, error) {
	return db.All(q, scanChore, `SELECT id, approval, person, look_at FROM approval_tasks
		WHERE state = 'open' AND look_at > 0 AND look_at < ? AND (look_at, id) > (?, ?) ORDER BY look_at, id LIMIT ?`, now, after.due, after.task, limit)
}

// updateLook puts off when the limit of a turn is looked at, and with the first time the end of its time; 0: never
// again.
func updateLook(tx *db.Tx, task id.ID, look clock.Instant, first bool) error {
	_, err := tx.Exec(`UPDATE approval_tasks SET look_at = ?, due_at = CASE WHEN ? THEN CAST(? AS BIGINT) ELSE due_at END WHERE id = ?`, look, first, look, task)
	return err
}

// updateLookAnew has the limits of somebody's turns looked at now: when they are at work has changed, and with it what
// was put off.
func updateLookAnew(tx *db.Tx, person id.ID) error {
	_, err := tx.Exec(`UPDATE approval_tasks SET look_at = 1 WHERE state = 'open' AND person = ? AND look_at > 0`, person)
	return err
}

// For all of them SQLite is kept from reading the past in the order that is asked for, where few rows need sorting.

// selectLapsed lists what was returned to applicants who have left. Who is frozen may come back.
func selectLapsed(q db.Q, all bool, accounts []id.ID) ([]chore, error) {
	const from = `SELECT a.id, a.id, a.applicant, 0 FROM approvals a JOIN accounts c ON c.id = a.applicant WHERE a.state = 'returned' AND c.status = 'left'`
	if all {
		return db.All(q, scanChore, from+` ORDER BY /*sqlite +*/a.id`)
	}
	return db.All(q, scanChore, from+` AND a.applicant IN (?) ORDER BY a.id`, db.Listed(accounts))
}

// selectLeft lists open turns of people who have left or are frozen: of some accounts, or of all.
func selectLeft(q db.Q, all bool, accounts []id.ID) ([]chore, error) {
	if all {
		return db.All(q, scanChore, `SELECT t.id, t.approval, t.person, t.due_at FROM approval_tasks t JOIN accounts a ON a.id = t.person
			WHERE t.state = 'open' AND a.status <> 'active' ORDER BY /*sqlite +*/t.id`)
	}
	return db.All(q, scanChore, `SELECT t.id, t.approval, t.person, t.due_at FROM approval_tasks t JOIN accounts a ON a.id = t.person
		WHERE t.state = 'open' AND t.person IN (?) AND a.status <> 'active' ORDER BY t.id`, db.Listed(accounts))
}

// openTurn is an open turn with what it is about.
type openTurn struct {
	chore
	template string
}

// selectOpenOf lists the open turns that somebody has for somebody; zero: their own.
func selectOpenOf(q db.Q, person, principal id.ID) ([]openTurn, error) {
	return db.All(q, func(r db.Row) (c openTurn, err error) {
		return c, r.Scan(&c.task, &c.approval, &c.person, &c.due, &c.template)
	}, `SELECT id, approval, person, due_at, template FROM approval_tasks WHERE state = 'open' AND person = ? AND for_person /*sqlite IS*/ /*postgres IS NOT DISTINCT FROM*/ ? ORDER BY id`,
		person, principal)
}
