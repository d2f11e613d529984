package approvals

import (
	"tonggui/internal/platform/clock"
	"tonggui/internal/platform/db"
	"tonggui/internal/platform/id"
)

func scanChore(r db.Row) (c chore, err error) {
	return c, r.Scan(&c.task, &c.approval, &c.person, &c.due)
}

// selectDue lists turns whose time is over and about which nothing was done yet, in the order of that, behind
// a place.
func selectDue(q db.Q, now clock.Instant, after chore, limit int) ([]chore, error) {
	return db.All(q, scanChore, `SELECT id, approval, person, due_at FROM approval_tasks
		WHERE state = 'open' AND due_at > 0 AND warned_at = 0 AND due_at < ? AND (due_at, id) > (?, ?) ORDER BY due_at, id LIMIT ?`, now, after.due, after.task, limit)
}

// updateDue puts the end of a turn's time off.
func updateDue(tx *db.Tx, task id.ID, due clock.Instant) error {
	_, err := tx.Exec(`UPDATE approval_tasks SET due_at = ? WHERE id = ?`, due, task)
	return err
}

// selectLeft lists open turns of people who have left or are frozen: of some accounts, or of all.
func selectLeft(q db.Q, all bool, accounts []id.ID) ([]chore, error) {
	if all {
		return db.All(q, scanChore, `SELECT t.id, t.approval, t.person, t.due_at FROM approval_tasks t JOIN accounts a ON a.id = t.person
			WHERE t.state = 'open' AND a.status <> 'active' ORDER BY t.id`)
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
