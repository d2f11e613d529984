package trial

import (
	"embed"
	"encoding/json"
	"errors"

	"tonggui/internal/platform/apperr"
	"tonggui/internal/platform/clock"
	"tonggui/internal/platform/db"
	"tonggui/internal/platform/id"
	"tonggui/internal/rulebook"
)

//go:embed migrations/*.sql
var files embed.FS

// Migrations are this room's tables; they stand beside those of rulebook.
var Migrations = db.Migrations{Room: "trial", Files: files}

// row is a row of rule_trials.
type row struct {
	id          id.ID
	rule        string
	value       rulebook.Value // with its scope and stage
	span        Span
	askedBy     id.ID
	askedAt     clock.Instant
	state       State
	errorCode   string
	done, total int64
}

const rowColumns = `id, rule_id, scope_kind, scope_id, value, stage, from_at, to_at, asked_by, asked_at, state, error_code, done, total`

func scanRow(r db.Row) (v row, err error) {
	return v, r.Scan(&v.id, &v.rule, &v.value.Scope.Kind, &v.value.Scope.ID, &v.value.Value, &v.value.Stage, &v.span.From, &v.span.To,
		&v.askedBy, &v.askedAt, &v.state, &v.errorCode, &v.done, &v.total)
}

func selectRow(q db.Q, one id.ID) (row, error) {
	r, err := db.One(q, scanRow, `SELECT `+rowColumns+` FROM rule_trials WHERE id = ?`, one)
	if errors.Is(err, db.ErrNone) {
		err = apperr.NotFound.New()
	}
	return r, err
}

// selectRows lists the trials of a rule, the newest first.
func selectRows(q db.Q, rule string, before id.ID, limit int) ([]row, error) {
	return db.All(q, scanRow, `SELECT `+rowColumns+` FROM rule_trials WHERE rule_id = ? AND id < ? ORDER BY id DESC LIMIT ?`, rule, before[:], limit)
}

// Ran tells whether a trial of a rule exists, whatever became of it.
func Ran(q db.Q, one id.ID, rule string) (bool, error) {
	r, err := selectRow(q, one)
	if apperr.Has(err, apperr.NotFound) {
		return false, nil
	}
	return r.rule == rule, err
}

func selectResult(q db.Q, one id.ID) (k kept, err error) {
	data, err := db.Value[[]byte](q, `SELECT result FROM rule_trials WHERE id = ?`, one)
	if err == nil {
		err = json.Unmarshal(data, &k)
	}
	return k, err
}

func insertRow(tx *db.Tx, r row, process id.ID) error {
	_, err := tx.Exec(`INSERT INTO rule_trials (id, rule_id, scope_kind, scope_id, value, stage, from_at, to_at, asked_by, asked_at, state, process, beat_at)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		r.id, r.rule, string(r.value.Scope.Kind), r.value.Scope.ID, r.value.Value, string(r.value.Stage), r.span.From, r.span.To, r.askedBy, r.askedAt,
		string(r.state), process, tx.Now)
	return err
}

func countRunning(q db.Q) (int, error) {
	return db.Value[int](q, `SELECT COUNT(*) FROM rule_trials WHERE state = 'running'`)
}

// updateProgress tells whether the trial still runs.
func updateProgress(tx *db.Tx, one id.ID, done, total int64) (bool, error) {
	n, err := tx.Exec(`UPDATE rule_trials SET done = ?, total = ?, beat_at = ? WHERE id = ? AND state = 'running'`, done, total, tx.Now, one)
	return n > 0, err
}

// updateDone stores the result; it tells whether the trial still ran.
func updateDone(tx *db.Tx, one id.ID, done int64, k kept) (bool, error) {
	data, err := json.Marshal(k)
	if err != nil {
		return false, err
	}
	n, err := tx.Exec(`UPDATE rule_trials SET state = 'done', done = ?, total = ?, result = ? WHERE id = ? AND state = 'running'`, done, done, data, one)
	return n > 0, err
}

// updateEnded ends a trial without a result; it tells whether it still ran.
func updateEnded(tx *db.Tx, one id.ID, state State, code string) (bool, error) {
	n, err := tx.Exec(`UPDATE rule_trials SET state = ?, error_code = ? WHERE id = ? AND state = 'running'`, string(state), code, one)
	return n > 0, err
}

// beat shows that a process still works on its trials.
func beat(tx *db.Tx, process id.ID) error {
	_, err := tx.Exec(`UPDATE rule_trials SET beat_at = ? WHERE state = 'running' AND process = ?`, tx.Now, process)
	return err
}

// selectSilent lists running trials whose process has not shown itself since an instant.
func selectSilent(q db.Q, since clock.Instant) ([]row, error) {
	return db.All(q, scanRow, `SELECT `+rowColumns+` FROM rule_trials WHERE state = 'running' AND beat_at < ?`, since)
}

// countRefused and pageRefused read what a rule blocked. A repeat counts, its facts are those of the first.
func countRefused(q db.Q, rule string, span Span) (int64, error) {
	return db.Value[int64](q, `SELECT COUNT(*) FROM evidence WHERE rule_id = ? AND at >= ? AND at < ? AND outcome = 'block'`, rule, span.From, span.To)
}

// refusal is a row of evidence with where the next page begins.
type refusal struct {
	act
	facts []byte
	id    id.ID
}

func pageRefused(q db.Q, rule string, span Span, after refusal, limit int) ([]refusal, error) {
	return db.All(q, func(r db.Row) (v refusal, err error) {
		v.refused = true
		return v, r.Scan(&v.at, &v.department, &v.id, &v.account, &v.object, &v.objectID, &v.facts, &v.repeats)
	}, `SELECT at, department, id, actor, object, object_id, facts, repeats FROM evidence
		WHERE rule_id = ? AND at >= ? AND at < ? AND outcome = 'block' AND (at, department, id) > (?, ?, ?) ORDER BY at, department, id LIMIT ?`,
		rule, after.at, span.To, after.at, after.department[:], after.id[:], limit)
}
