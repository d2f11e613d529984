package org

import (
	"encoding/json"
	"errors"
	"time"

	"tonggui/internal/org/roster"
	"tonggui/internal/platform/apperr"
	"tonggui/internal/platform/clock"
	"tonggui/internal/platform/db"
	"tonggui/internal/platform/id"
)

const importColumns = `id, account, session, file_name, created_at, state, done, total, counts, warnings, error_code, params, mode,
	plan_digest, applied_at`

func scanImport(r db.Row) (m Import, err error) {
	var state, counts, warnings, code, params string
	var applied clock.Instant
	if err = r.Scan(&m.ID, &m.account, &m.session, &m.FileName, &m.CreatedAt, &state, &m.Done, &m.Total, &counts, &warnings, &code,
		&params, &m.Mode, &m.digest, &applied); err != nil {
		return m, err
	}
	m.State = ImportState(state)
	if code != "" {
		m.ErrorCode = &code
	}
	if applied != 0 {
		m.AppliedAt = &applied
	}
	return m, errors.Join(json.Unmarshal([]byte(counts), &m.Counts), json.Unmarshal([]byte(warnings), &m.Warnings), json.Unmarshal([]byte(params), &m.Params))
}

func importByID(q db.Q, one id.ID) (Import, error) {
	m, err := db.One(q, scanImport, `SELECT `+importColumns+` FROM imports WHERE id = ?`, one)
	if errors.Is(err, db.ErrNone) {
		err = apperr.NotFound.New()
	}
	return m, err
}

func insertImport(tx *db.Tx, m Import, data []byte) error {
	_, err := tx.Exec(`INSERT INTO imports (id, account, session, file_name, created_at, state, data) VALUES (?, ?, ?, ?, ?, ?, ?)`,
		m.ID, m.account, m.session, m.FileName, tx.Now, string(m.State), data)
	return err
}

// putRehearsed stores what a rehearsal found.
func putRehearsed(tx *db.Tx, one id.ID, p *roster.Plan) error {
	counts, err := json.Marshal(p.Counts)
	if err != nil {
		return err
	}
	warnings, err := json.Marshal(p.Warnings)
	if err != nil {
		return err
	}
	_, err = tx.Exec(`UPDATE imports SET state = ?, done = ?, total = ?, counts = ?, warnings = ?, plan_digest = ?, owner = NULL WHERE id = ?`,
		string(Rehearsed), p.Counts.Rows, p.Counts.Rows, string(counts), string(warnings), digestOf(p), one)
	return err
}

// putFailed ends an import; its file is not kept.
func putFailed(tx *db.Tx, one id.ID, why *apperr.Error) error {
	params, err := json.Marshal(why.Params)
	if err != nil || why.Params == nil {
		params = []byte("{}")
	}
	_, err = tx.Exec(`UPDATE imports SET state = ?, error_code = ?, params = ?, data = NULL, owner = NULL WHERE id = ?`,
		string(Failed), why.Def.Code, string(params), one)
	return err
}

func putApplied(tx *db.Tx, one id.ID) error {
	_, err := tx.Exec(`UPDATE imports SET state = ?, done = total, applied_at = ?, data = NULL, owner = NULL WHERE id = ?`,
		string(Applied), tx.Now, one)
	return err
}

// insertImportRows stores the lines of a rehearsal from position pos on.
func insertImportRows(tx *db.Tx, one id.ID, entries []roster.Entry, pos int) error {
	rows := make([][]any, 0, len(entries))
	for i, e := range entries {
		body, err := json.Marshal(ImportRow{Line: e.Line, Number: e.Number, Name: e.Name, Kind: e.Kind, Changes: e.Changes, Faults: e.Faults, Notices: e.Notices})
		if err != nil {
			return err
		}
		rows = append(rows, []any{one, string(e.Kind), pos + i, body})
	}
	return tx.InsertMany(`INSERT INTO import_rows (import, kind, pos, body)`, "", rows)
}

// storedRow is a line of a rehearsal with its place.
type storedRow struct {
	pos int64
	row ImportRow
}

func importRows(q db.Q, one id.ID, kind roster.Kind, after int64, limit int) ([]storedRow, error) {
	return db.All(q, func(r db.Row) (v storedRow, err error) {
		var body []byte
		if err = r.Scan(&v.pos, &body); err == nil {
			err = json.Unmarshal(body, &v.row)
		}
		return v, err
	}, `SELECT pos, body FROM import_rows WHERE import = ? AND kind = ? AND pos > ? ORDER BY pos LIMIT ?`, one, string(kind), after, limit)
}

const (
	// silentFor is after how long without a sign of life another process takes a job over.
	silentFor = 30 * time.Second
	// maxAttempts is how often a job is begun: a file that ends the process must not do so for ever.
	maxAttempts = 3
	// rehearsalKept and rowsKept are how long files and rehearsals stay: they are personal data.
	rehearsalKept = 7 * 24 * time.Hour
	rowsKept      = 30 * 24 * time.Hour
)

// claimImport makes this process the one that works on an import that waits for work, and returns it
// with its file; ErrNone where there is none.
func claimImport(tx *db.Tx, owner id.ID) (m Import, data []byte, attempts int64, err error) {
	one, err := db.Value[id.ID](tx, `SELECT id FROM imports WHERE state IN ('reading', 'applying') AND (owner IS NULL OR beat_at < ?)
		ORDER BY created_at LIMIT 1 /*postgres FOR UPDATE SKIP LOCKED*/`, tx.Now.Add(-silentFor))
	if err != nil {
		return m, nil, 0, err
	}
	if _, err = tx.Exec(`UPDATE imports SET owner = ?, beat_at = ?, attempts = attempts + 1 WHERE id = ?`, owner, tx.Now, one); err != nil {
		return m, nil, 0, err
	}
	if m, err = importByID(tx, one); err != nil {
		return m, nil, 0, err
	}
	err = db.Each(tx, func(r db.Row) error { return r.Scan(&data, &attempts) }, `SELECT data, attempts FROM imports WHERE id = ?`, one)
	return m, data, attempts, err
}

func beat(tx *db.Tx, one, owner id.ID) error {
	_, err := tx.Exec(`UPDATE imports SET beat_at = ? WHERE id = ? AND owner = ?`, tx.Now, one, owner)
	return err
}

// removeOldImports gives up rehearsals that nobody applied and forgets the lines of old imports.
func removeOldImports(tx *db.Tx) error {
	old, err := db.All(tx, db.Scalar[id.ID], `SELECT id FROM imports WHERE state = ? AND created_at < ?`, string(Rehearsed), tx.Now.Add(-rehearsalKept))
	if err != nil {
		return err
	}
	for _, one := range old {
		if err := putFailed(tx, one, ErrImportExpired.New()); err != nil {
			return err
		}
	}
	_, err = tx.Exec(`DELETE FROM import_rows WHERE import IN (SELECT id FROM imports WHERE created_at < ?)`, tx.Now.Add(-rowsKept))
	return err
}
