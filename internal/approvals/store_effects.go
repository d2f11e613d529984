package approvals

import (
	"encoding/json"
	"errors"

	"tonggui/internal/approvals/engine"
	"tonggui/internal/platform/clock"
	"tonggui/internal/platform/db"
	"tonggui/internal/platform/id"
)

// insertEffect stores one, with an attempt that its node makes at once; zero: nobody's.
func insertEffect(tx *db.Tx, approval id.ID, effect string, node id.ID) error {
	tries, until := 0, clock.Instant(0)
	if !node.IsZero() {
		tries, until = 1, tx.Now.Add(effectLease)
	}
	_, err := tx.Exec(`INSERT INTO approval_effects (approval, effect, state, made_at, next_at, tries, leased_by, leased_to) VALUES (?, ?, 'pending', ?, ?, ?, ?, ?)`,
		approval, effect, tx.Now, tx.Now, tries, node, until)
	return err
}

// anyEffect tells whether one of the effects is due. It asks only; a write costs more.
func anyEffect(q db.Q, names []string, now clock.Instant) (bool, error) {
	_, err := db.Value[int64](q, `SELECT 1 FROM approval_effects WHERE state = 'pending' AND next_at <= ? AND leased_to <= ? AND effect IN (?) LIMIT 1`, now, now, db.Listed(names))
	if errors.Is(err, db.ErrNone) {
		return false, nil
	}
	return err == nil, err
}

// takeEffect leases the effect that has been due for longest; nil: there is none.
func takeEffect(tx *db.Tx, names []string, node id.ID) (*attempt, error) {
	a, err := db.One(tx, func(r db.Row) (a attempt, err error) { return a, r.Scan(&a.approval, &a.effect, &a.tries) },
		`UPDATE approval_effects SET tries = tries + 1, leased_by = ?, leased_to = ? WHERE approval = (
			SELECT approval FROM approval_effects WHERE state = 'pending' AND next_at <= ? AND leased_to <= ? AND effect IN (?)
			ORDER BY next_at, approval LIMIT 1 /*postgres FOR UPDATE SKIP LOCKED*/) RETURNING approval, effect, tries`,
		node, tx.Now.Add(effectLease), tx.Now, tx.Now, db.Listed(names))
	if errors.Is(err, db.ErrNone) {
		return nil, nil
	}
	return &a, err
}

// settleEffect ends an attempt; false: it is no longer ours. Who gets true holds the row until the commit.
func settleEffect(tx *db.Tx, a attempt, state, code string) (bool, error) {
	n, err := tx.Exec(`UPDATE approval_effects SET state = ?, error = ?, settled_at = ?, settled_by = NULL, leased_to = 0 WHERE approval = ? AND state = 'pending' AND tries = ?`,
		state, code, tx.Now, a.approval, a.tries)
	return n > 0, err
}

// putBackEffect ends an attempt that is to be followed by another one.
func putBackEffect(tx *db.Tx, a attempt, next clock.Instant, code string) error {
	_, err := tx.Exec(`UPDATE approval_effects SET next_at = ?, error = ?, leased_to = 0 WHERE approval = ? AND state = 'pending' AND tries = ?`, next, code, a.approval, a.tries)
	return err
}

// noteEffect tells the approval what became of its effect.
func noteEffect(tx *db.Tx, approval id.ID, state, object string) error {
	if _, err := tx.Exec(`UPDATE approval_effects SET object = ? WHERE approval = ?`, object, approval); err != nil {
		return err
	}
	_, err := tx.Exec(`UPDATE approvals SET effect_state = ?, changed_at = ? WHERE id = ?`, state, tx.Now, approval)
	return err
}

// selectApplied reads an approval as effects see it.
func selectApplied(q db.Q, approval id.ID) (Applied, error) {
	return db.One(q, func(r db.Row) (a Applied, err error) {
		var form, state string
		if err := r.Scan(&a.ID, &a.Serial, &a.Template, &a.Version, &a.Applicant, &a.Department, &a.OpenedAt, &a.ClosedAt, &a.HandedAt, &form, &state); err != nil {
			return a, err
		}
		a.Values = []byte(form)
		var s engine.State
		err = json.Unmarshal([]byte(state), &s)
		a.Agreed = s.Agreed()
		return a, err
	}, `SELECT id, serial, template, version, applicant, department, opened_at, closed_at,
		COALESCE((SELECT MAX(at) FROM approval_acts WHERE approval = approvals.id AND kind IN ('submit', 'resubmit')), opened_at), form, engine FROM approvals WHERE id = ?`, approval)
}

// effectLine is an effect as administrators see it.
type effectLine struct {
	approval               id.ID
	serial, title          string
	template               string
	edition                int64
	applicant              id.ID
	effect, state          string
	tries                  int64
	madeAt, nextAt, leased clock.Instant
	code, object           string
	settledAt              clock.Instant
	settledBy              id.ID
}

func scanEffect(r db.Row) (e effectLine, err error) {
	return e, r.Scan(&e.approval, &e.serial, &e.title, &e.template, &e.edition, &e.applicant, &e.effect, &e.state, &e.tries, &e.madeAt, &e.nextAt, &e.leased, &e.code, &e.object, &e.settledAt, &e.settledBy)
}

const effectColumns = `e.approval, a.serial, a.title, a.template, a.version, a.applicant, e.effect, e.state, e.tries, e.made_at, e.next_at, e.leased_to, e.error, e.object, e.settled_at, e.settled_by
	FROM approval_effects e JOIN approvals a ON a.id = e.approval`

// selectEffects lists effects of a state other than done, the last made first, behind a place.
func selectEffects(q db.Q, state string, before clock.Instant, last id.ID, limit int) ([]effectLine, error) {
	return db.All(q, scanEffect, `SELECT `+effectColumns+` WHERE e.state <> 'done' AND e.state = ? AND (e.made_at, e.approval) < (?, ?) ORDER BY e.made_at DESC, e.approval DESC LIMIT ?`,
		state, before, last, limit)
}

func selectEffect(q db.Q, approval id.ID) (effectLine, error) {
	return db.One(q, scanEffect, `SELECT `+effectColumns+` WHERE e.approval = ?`, approval)
}

// moveEffect takes a failed effect up again, or closes it; false: it has not failed, or no longer.
func moveEffect(tx *db.Tx, approval id.ID, state string, by id.ID) (bool, error) {
	n, err := tx.Exec(`UPDATE approval_effects SET state = ?, tries = 0, next_at = ?, leased_to = 0, settled_at = ?, settled_by = ? WHERE approval = ? AND state = 'failed'`,
		state, tx.Now, tx.Now, by, approval)
	if err != nil || n == 0 {
		return false, err
	}
	_, err = tx.Exec(`UPDATE approvals SET effect_state = ?, changed_at = ? WHERE id = ?`, state, tx.Now, approval)
	return true, err
}

// endEffect notes that what was done holds no more; false: it was not done, or was ended before.
func endEffect(tx *db.Tx, approval, by id.ID) (bool, error) {
	n, err := tx.Exec(`UPDATE approval_effects SET state = ?, settled_at = ?, settled_by = ? WHERE approval = ? AND state = ?`, effectEnded, tx.Now, by, approval, effectDone)
	return n > 0, err
}

// effectCounts are for the metrics: how many wait and have failed, and since when the first one is due.
type effectCounts struct {
	pending, failed int64
	first           clock.Instant
}

func countEffects(q db.Q) (c effectCounts, err error) {
	return db.One(q, func(r db.Row) (c effectCounts, err error) { return c, r.Scan(&c.pending, &c.failed, &c.first) },
		`SELECT (SELECT COUNT(*) FROM approval_effects WHERE state = 'pending'), (SELECT COUNT(*) FROM approval_effects WHERE state <> 'done' AND state = 'failed'),
			COALESCE((SELECT MIN(next_at) FROM approval_effects WHERE state = 'pending'), 0)`)
}

// selectConcerned lists who has a part in an approval: who applied, who was ever asked, who was told.
func selectConcerned(q db.Q, approval, applicant id.ID) ([]id.ID, error) {
	others, err := db.All(q, db.Scalar[id.ID], `SELECT person FROM approval_tasks WHERE approval = ? AND person <> ? UNION SELECT person FROM approval_copies WHERE approval = ? AND person <> ?`,
		approval, applicant, approval, applicant)
	return append([]id.ID{applicant}, others...), err
}
