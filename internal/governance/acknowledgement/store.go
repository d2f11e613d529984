package acknowledgement

import (
	"embed"
	"encoding/json"
	"errors"
	"slices"

	"tonggui/internal/platform/clock"
	"tonggui/internal/platform/db"
	"tonggui/internal/platform/id"
)

//go:embed migrations/*.sql
var files embed.FS

// Migrations are this room's tables.
var Migrations = db.Migrations{Room: "acknowledgement", Files: files}

// demand is a row of acknowledgement_demands; a regulation without one demands nothing.
type demand struct {
	regulation  id.ID
	required    bool
	departments []id.ID
	version     int64
	setAt       clock.Instant
}

func (d demand) same(o demand) bool {
	return d.required == o.required && d.version == o.version && d.setAt == o.setAt && slices.Equal(d.departments, o.departments)
}

func scanDemand(r db.Row) (d demand, err error) {
	var departments string
	if err = r.Scan(&d.regulation, &d.required, &departments, &d.version, &d.setAt); err == nil {
		err = json.Unmarshal([]byte(departments), &d.departments)
	}
	return d, err
}

func selectDemands(q db.Q) ([]demand, error) {
	return db.All(q, scanDemand, `SELECT regulation_id, required, departments, version, set_at FROM acknowledgement_demands ORDER BY regulation_id`)
}

func selectDemand(q db.Q, regulation id.ID) (demand, error) {
	d, err := db.One(q, scanDemand, `SELECT regulation_id, required, departments, version, set_at FROM acknowledgement_demands WHERE regulation_id = ?`, regulation)
	if errors.Is(err, db.ErrNone) {
		return demand{regulation: regulation, departments: []id.ID{}}, nil
	}
	return d, err
}

func upsertDemand(tx *db.Tx, d demand, by id.ID) error {
	departments, err := json.Marshal(d.departments)
	if err != nil {
		return err
	}
	_, err = tx.Exec(`INSERT INTO acknowledgement_demands (regulation_id, required, departments, set_at, set_by) VALUES (?, ?, ?, ?, ?)
		ON CONFLICT (regulation_id) DO UPDATE SET required = excluded.required, departments = excluded.departments, set_at = excluded.set_at, set_by = excluded.set_by`,
		d.regulation, d.required, string(departments), tx.Now, by)
	return err
}

func updateDemanded(tx *db.Tx, regulation id.ID, version int64) error {
	_, err := tx.Exec(`UPDATE acknowledgement_demands SET version = ? WHERE regulation_id = ?`, version, regulation)
	return err
}

// asked is a version that was ever asked for.
type asked struct {
	version   int64
	hash      []byte
	effective clock.Instant
}

func insertAsked(tx *db.Tx, regulation id.ID, a asked) error {
	_, err := tx.Exec(`INSERT INTO acknowledgement_versions (regulation_id, version, hash, effective_at) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING`,
		regulation, a.version, a.hash, a.effective)
	return err
}

// selectAsked lists the versions that were asked for, newest first.
func selectAsked(q db.Q, regulation id.ID) ([]asked, error) {
	return db.All(q, func(r db.Row) (a asked, err error) { return a, r.Scan(&a.version, &a.hash, &a.effective) },
		`SELECT version, hash, effective_at FROM acknowledgement_versions WHERE regulation_id = ? ORDER BY version DESC`, regulation)
}

// candidate is an account with what it was asked so far about a version.
type candidate struct {
	account, department id.ID
	active              bool
	asked, ended        clock.Instant
}

func scanCandidate(r db.Row) (c candidate, err error) {
	var status string
	err = r.Scan(&c.account, &c.department, &status, &c.asked, &c.ended)
	c.active = status == "active"
	return c, err
}

const candidateColumns = `SELECT a.id, a.department, a.status, COALESCE(k.asked_at, 0), COALESCE(k.ended_at, 0)
	FROM accounts a LEFT JOIN acknowledgements k ON k.regulation_id = ? AND k.version = ? AND k.account_id = a.id`

// selectCandidates reads accounts behind one of them, in the order of their ids.
func selectCandidates(q db.Q, d demand, after id.ID, limit int) ([]candidate, error) {
	return db.All(q, scanCandidate, candidateColumns+` WHERE a.id > ? ORDER BY a.id LIMIT ?`, d.regulation, d.version, after[:], limit)
}

func selectCandidatesOf(q db.Q, d demand, accounts []id.ID) ([]candidate, error) {
	return db.All(q, scanCandidate, candidateColumns+` WHERE a.id IN (?) ORDER BY a.id`, d.regulation, d.version, db.Listed(accounts))
}

// selectBeside reads the departments that accounts belong to beside their main one.
func selectBeside(q db.Q, accounts []id.ID) (map[id.ID][]id.ID, error) {
	out := map[id.ID][]id.ID{}
	err := db.Each(q, func(r db.Row) error {
		var account, department id.ID
		err := r.Scan(&account, &department)
		out[account] = append(out[account], department)
		return err
	}, `SELECT account, department FROM account_departments WHERE account IN (?)`, db.Listed(accounts))
	return out, err
}

func insertRows(tx *db.Tx, d demand, rows []fresh) error {
	values := make([][]any, len(rows))
	for i, r := range rows {
		values[i] = []any{d.regulation, d.version, r.account, tx.Now, r.due, r.remind}
	}
	return tx.InsertMany(`INSERT INTO acknowledgements (regulation_id, version, account_id, asked_at, due_at, remind_at)`,
		`ON CONFLICT (regulation_id, version, account_id) DO UPDATE SET ended_at = 0,
			asked_at = CASE WHEN acknowledgements.acknowledged_at = 0 THEN excluded.asked_at ELSE acknowledgements.asked_at END,
			due_at = CASE WHEN acknowledgements.acknowledged_at = 0 THEN excluded.due_at ELSE acknowledgements.due_at END,
			remind_at = excluded.remind_at, escalated_at = CASE WHEN acknowledgements.acknowledged_at = 0 THEN 0 ELSE acknowledgements.escalated_at END`, values)
}

func endRows(tx *db.Tx, d demand, accounts []id.ID) error {
	if len(accounts) == 0 {
		return nil
	}
	_, err := tx.Exec(`UPDATE acknowledgements SET ended_at = ? WHERE regulation_id = ? AND version = ? AND ended_at = 0 AND account_id IN (?)`,
		tx.Now, d.regulation, d.version, db.Listed(accounts))
	return err
}

// selectStale lists who is still asked for another version than the one that counts, or for one that is
// no longer demanded: version 0.
func selectStale(q db.Q, regulation id.ID, version int64, limit int) ([]candidate, error) {
	return db.All(q, func(r db.Row) (c candidate, err error) { return c, r.Scan(&c.account, &c.asked) },
		`SELECT account_id, version FROM acknowledgements WHERE regulation_id = ? AND version <> ? AND acknowledged_at = 0 AND ended_at = 0 LIMIT ?`,
		regulation, version, limit)
}

// notice is a row of acknowledgement_notices.
type notice struct {
	regulation   id.ID
	version      int64
	account      id.ID
	kind         string
	told, byWhom id.ID
}

func insertNotices(tx *db.Tx, all []notice) error {
	values := make([][]any, len(all))
	for i, n := range all {
		values[i] = []any{n.regulation, n.version, n.account, tx.Now, n.kind, n.told, n.byWhom}
	}
	return tx.InsertMany(`INSERT INTO acknowledgement_notices (regulation_id, version, account_id, at, kind, told, by_account)`, "ON CONFLICT DO NOTHING", values)
}
