package approvals

import (
	"encoding/json"
	"errors"

	"tonggui/internal/approvals/words"
	"tonggui/internal/platform/clock"
	"tonggui/internal/platform/db"
	"tonggui/internal/platform/id"
)

const deputyColumns = `id, principal, delegate, from_at, until_at, templates, reason, made_at, ended_at, started_at, over_at, approval FROM delegations`

func scanDeputy(r db.Row) (d deputy, err error) {
	var templates string
	if err = r.Scan(&d.id, &d.principal, &d.delegate, &d.from, &d.until, &templates, &d.reason, &d.madeAt, &d.endedAt, &d.startedAt, &d.overAt, &d.approval); err == nil {
		err = json.Unmarshal([]byte(templates), &d.templates)
	}
	return d, err
}

// lockDelegations lets one transaction after the other make delegations: whether they lead in a circle
// only the whole of them tells.
func lockDelegations(tx *db.Tx) error {
	_, err := tx.Exec(`INSERT INTO approval_serials (prefix, period, last) VALUES ('', 'delegations', 1) ON CONFLICT (prefix, period) DO UPDATE SET last = approval_serials.last + 1`)
	return err
}

// selectStanding lists the delegations that hold now or later.
func selectStanding(q db.Q, now clock.Instant) ([]deputy, error) {
	return db.All(q, scanDeputy, `SELECT `+deputyColumns+` WHERE over_at = 0 AND until_at > ? ORDER BY from_at, id`, now)
}

func insertDeputy(tx *db.Tx, d deputy) error {
	templates, err := json.Marshal(append([]string{}, d.templates...))
	if err != nil {
		return err
	}
	_, err = tx.Exec(`INSERT INTO delegations (id, principal, delegate, from_at, until_at, templates, reason, made_at, approval) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		d.id, d.principal, d.delegate, d.from, d.until, string(templates), d.reason, tx.Now, d.approval)
	return err
}

// selectGiven lists whom somebody has delegated to, the last from when on first; selectReceived lists for whom they act.
func selectGiven(q db.Q, principal id.ID, limit int) ([]deputy, error) {
	return db.All(q, scanDeputy, `SELECT `+deputyColumns+` WHERE principal = ? ORDER BY until_at DESC, id LIMIT ?`, principal, limit)
}

func selectReceived(q db.Q, delegate id.ID, limit int) ([]deputy, error) {
	return db.All(q, scanDeputy, `SELECT `+deputyColumns+` WHERE delegate = ? ORDER BY until_at DESC, id LIMIT ?`, delegate, limit)
}

// selectDeputy reads a delegation of its principal's; db.ErrNone.
func selectDeputy(q db.Q, one, principal id.ID) (deputy, error) {
	return db.One(q, scanDeputy, `SELECT `+deputyColumns+` WHERE id = ? AND principal = ?`, one, principal)
}

// endDeputy takes a delegation back; false: it was over already.
func endDeputy(tx *db.Tx, one id.ID) (bool, error) {
	n, err := tx.Exec(`UPDATE delegations SET ended_at = ?, until_at = ? WHERE id = ? AND ended_at = 0 AND until_at > ?`, tx.Now, tx.Now, one, tx.Now)
	return n > 0, err
}

// selectToStart finds a delegation that has come into force and was not looked at yet; db.ErrNone.
func selectToStart(q db.Q, now clock.Instant) (deputy, error) {
	return db.One(q, scanDeputy, `SELECT `+deputyColumns+` WHERE started_at = 0 AND ended_at = 0 AND from_at <= ? ORDER BY from_at, id LIMIT 1`, now)
}

// selectToEnd finds one that no longer holds, whose delegate may still have turns of it; db.ErrNone.
func selectToEnd(q db.Q, now clock.Instant) (deputy, error) {
	return db.One(q, scanDeputy, `SELECT `+deputyColumns+` WHERE over_at = 0 AND until_at <= ? ORDER BY until_at, id LIMIT 1`, now)
}

// markStarted and markOver note that all turns of a delegation were looked at; false: another node did.
func markStarted(tx *db.Tx, one id.ID) (bool, error) {
	n, err := tx.Exec(`UPDATE delegations SET started_at = ? WHERE id = ? AND started_at = 0`, tx.Now, one)
	return n > 0, err
}

func markOver(tx *db.Tx, one id.ID) (bool, error) {
	n, err := tx.Exec(`UPDATE delegations SET over_at = ? WHERE id = ? AND over_at = 0`, tx.Now, one)
	return n > 0, err
}

// newestName is what the newest version of a template is called; empty: there is no such template.
func newestName(q db.Q, key, language string) (string, error) {
	text, err := db.Value[string](q, `SELECT v.definition FROM approval_templates t JOIN approval_template_versions v ON v.key = t.key AND v.version = t.version WHERE t.key = ?`, key)
	if errors.Is(err, db.ErrNone) {
		return "", nil
	}
	if err != nil {
		return "", err
	}
	var d struct{ Name words.Words }
	err = json.Unmarshal([]byte(text), &d)
	return d.Name.In(language), err
}
