package approvals

import (
	"encoding/json"
	"errors"

	"tonggui/internal/approvals/engine"
	"tonggui/internal/approvals/form"
	"tonggui/internal/platform/apperr"
	"tonggui/internal/platform/clock"
	"tonggui/internal/platform/db"
	"tonggui/internal/platform/id"
)

// approval is a row of approvals.
type approval struct {
	id         id.ID
	serial     string
	template   string
	edition    int64 // version of the template
	applicant  id.ID
	department id.ID
	status     string
	openedAt   clock.Instant
	changedAt  clock.Instant
	closedAt   clock.Instant
	title      string
	search     string
	values     form.Values
	raw        []byte // the values in their one form
	state      engine.State
	version    int64
	acts       int64
	effect     string
	effectAt   string // its state
}

const approvalColumns = `a.id, a.serial, a.template, a.version, a.applicant, a.department, a.state, a.opened_at, a.changed_at, a.closed_at,
	a.title, a.search, a.form, a.engine, a.row_version, a.acts, a.effect, a.effect_state`

// into gives the places of the columns; what stands in JSON is read by parse.
func (a *approval) into(values, state *string) []any {
	return []any{&a.id, &a.serial, &a.template, &a.edition, &a.applicant, &a.department, &a.status, &a.openedAt, &a.changedAt, &a.closedAt,
		&a.title, &a.search, values, state, &a.version, &a.acts, &a.effect, &a.effectAt}
}

func (a *approval) parse(values, state string) (err error) {
	a.raw = []byte(values)
	if a.values, err = parseValues(a.raw); err != nil {
		return err
	}
	return json.Unmarshal([]byte(state), &a.state)
}

// scanApproval reads a row; further are columns behind it.
func scanApproval(r db.Row, further ...any) (a approval, err error) {
	var values, state string
	if err = r.Scan(append(a.into(&values, &state), further...)...); err != nil {
		return a, err
	}
	return a, a.parse(values, state)
}

// selectApproval reads one; locked, nobody else changes it before the transaction has ended.
func selectApproval(q db.Q, one id.ID, locked bool) (approval, error) {
	query := `SELECT ` + approvalColumns + ` FROM approvals a WHERE a.id = ?`
	if locked {
		query += ` /*postgres FOR UPDATE*/`
	}
	a, err := db.One(q, func(r db.Row) (approval, error) { return scanApproval(r) }, query, one)
	if errors.Is(err, db.ErrNone) {
		err = apperr.NotFound.New()
	}
	return a, err
}

// insertApproval tells whether the id was free.
func insertApproval(tx *db.Tx, a approval) (bool, error) {
	state, err := json.Marshal(a.state)
	if err != nil {
		return false, err
	}
	n, err := tx.Exec(`INSERT INTO approvals (id, serial, template, version, applicant, department, state, opened_at, changed_at, closed_at,
		title, search, form, engine, row_version, acts, effect, effect_state) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
		ON CONFLICT (id) DO NOTHING`,
		a.id, a.serial, a.template, a.edition, a.applicant, a.department, a.status, a.openedAt, tx.Now, a.closedAt,
		a.title, a.search, string(a.raw), string(state), a.version, a.acts, a.effect, a.effectAt)
	return n > 0, err
}

// updateApproval stores what has moved. Whoever calls holds the row.
func updateApproval(tx *db.Tx, a approval) error {
	state, err := json.Marshal(a.state)
	if err != nil {
		return err
	}
	_, err = tx.Exec(`UPDATE approvals SET state = ?, changed_at = ?, closed_at = ?, title = ?, search = ?, form = ?, engine = ?, row_version = ?, acts = ?,
		effect_state = ? WHERE id = ?`,
		a.status, tx.Now, a.closedAt, a.title, a.search, string(a.raw), string(state), a.version, a.acts, a.effectAt, a.id)
	return err
}

// nextSerial counts on. It is taken back with its transaction, so no number is left out.
func nextSerial(tx *db.Tx, prefix, period string) (int64, error) {
	return db.Value[int64](tx, `INSERT INTO approval_serials (prefix, period, last) VALUES (?, ?, 1)
		ON CONFLICT (prefix, period) DO UPDATE SET last = approval_serials.last + 1 RETURNING last`, prefix, period)
}

// upsertTask keeps the row of a task as the engine tells it. The engine knows nobody's leave: what their time was put
// off to stays for as long as the turn does, so that who decides after their leave is not late.
func upsertTask(tx *db.Tx, a approval, t engine.Ticket) error {
	_, err := tx.Exec(`INSERT INTO approval_tasks (id, approval, template, person, for_person, step, kind, round, state, opened_at, due_at, look_at, warned_at, closed_at, outcome)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
		ON CONFLICT (id) DO UPDATE SET state = excluded.state, opened_at = excluded.opened_at, closed_at = excluded.closed_at,
			due_at = CASE WHEN approval_tasks.opened_at = excluded.opened_at AND approval_tasks.due_at > 0 AND excluded.due_at > 0 THEN approval_tasks.due_at ELSE excluded.due_at END,
			outcome = excluded.outcome, look_at = excluded.look_at, warned_at = excluded.warned_at`,
		t.ID, a.id, a.template, t.Person, t.For, t.Step, string(t.Kind), t.Round, string(t.State), t.OpenedAt, t.DueAt, t.LookAt, t.MindedAt, t.ClosedAt, string(t.Outcome))
	return err
}

// selectDues tells when the open turns of an approval are due, as it was put off.
func selectDues(q db.Q, approval id.ID) (map[id.ID]clock.Instant, error) {
	out := map[id.ID]clock.Instant{}
	return out, db.Each(q, func(r db.Row) error {
		var task id.ID
		var at clock.Instant
		err := r.Scan(&task, &at)
		out[task] = at
		return err
	}, `SELECT id, due_at FROM approval_tasks WHERE approval = ? AND state = 'open' AND due_at > 0`, approval)
}

// updateMinded makes a turn unread again: its person is reminded of it.
func updateMinded(tx *db.Tx, task id.ID) error {
	_, err := tx.Exec(`UPDATE approval_tasks SET seen_at = 0 WHERE id = ?`, task)
	return err
}

// updateListed makes a decision the one by which its person finds the approval again.
func updateListed(tx *db.Tx, approval, person, task id.ID) error {
	_, err := tx.Exec(`UPDATE approval_tasks SET listed_at = CASE WHEN id = ? THEN CAST(? AS BIGINT) ELSE 0 END WHERE approval = ? AND person = ?`, task, tx.Now, approval, person)
	return err
}

// insertCopy tells whether somebody is told for the first time; told again it is unread again.
func insertCopy(tx *db.Tx, approval, person, by id.ID) error {
	_, err := tx.Exec(`INSERT INTO approval_copies (person, approval, at, by_whom) VALUES (?, ?, ?, ?)
		ON CONFLICT (person, approval) DO UPDATE SET at = excluded.at, by_whom = excluded.by_whom, read_at = 0`, person, approval, tx.Now, by)
	return err
}

type copied struct {
	person     id.ID
	at, readAt clock.Instant
}

func selectCopies(q db.Q, approval id.ID) ([]copied, error) {
	return db.All(q, func(r db.Row) (c copied, err error) { return c, r.Scan(&c.person, &c.at, &c.readAt) },
		`SELECT person, at, read_at FROM approval_copies WHERE approval = ? ORDER BY at, person`, approval)
}

// updateRead notes that somebody has read what they were told or asked; false: they had before.
func updateRead(tx *db.Tx, approval, person id.ID) (bool, error) {
	copies, err := tx.Exec(`UPDATE approval_copies SET read_at = ? WHERE approval = ? AND person = ? AND read_at = 0`, tx.Now, approval, person)
	if err != nil {
		return false, err
	}
	tasks, err := tx.Exec(`UPDATE approval_tasks SET seen_at = ? WHERE approval = ? AND person = ? AND seen_at = 0 AND state = 'open'`, tx.Now, approval, person)
	return copies+tasks > 0, err
}

// selectInvolved lists who hears of an approval's changes: who applied, was asked or told.
func selectInvolved(q db.Q, approval id.ID) ([]id.ID, error) {
	return db.All(q, db.Scalar[id.ID], `SELECT applicant FROM approvals WHERE id = ?
		UNION SELECT person FROM approval_tasks WHERE approval = ? AND opened_at > 0
		UNION SELECT person FROM approval_copies WHERE approval = ?`, approval, approval, approval)
}
