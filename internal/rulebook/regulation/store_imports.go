package regulation

import (
	"encoding/json"

	"tonggui/internal/platform/clock"
	"tonggui/internal/platform/db"
	"tonggui/internal/platform/id"
	"tonggui/internal/rulebook/regulation/text"
)

// incoming is a row of regulation_imports.
type incoming struct {
	id           id.ID
	fileName     string
	source       string
	settled      text.Settled
	leftOpen     []string
	createdAt    clock.Instant
	createdBy    id.ID
	appliedAt    *clock.Instant
	regulationID id.ID
	version      *int64
}

func insertImport(tx *db.Tx, m incoming) error {
	_, err := tx.Exec(`INSERT INTO regulation_imports (id, file_name, source, settled, left_open, created_at, created_by) VALUES (?, ?, ?, ?, ?, ?, ?)`,
		m.id, m.fileName, []byte(m.source), []byte("{}"), []byte("[]"), m.createdAt, m.createdBy)
	return err
}

func selectImport(q db.Q, one id.ID) (incoming, error) {
	m, err := db.One(q, func(r db.Row) (m incoming, err error) {
		var source, settled, leftOpen []byte
		if err = r.Scan(&m.id, &m.fileName, &source, &settled, &leftOpen, &m.createdAt, &m.createdBy, &m.appliedAt, &m.regulationID, &m.version); err != nil {
			return m, err
		}
		m.source = string(source)
		if err = json.Unmarshal(settled, &m.settled); err != nil {
			return m, err
		}
		return m, json.Unmarshal(leftOpen, &m.leftOpen)
	}, `SELECT id, file_name, source, settled, left_open, created_at, created_by, applied_at, regulation_id, version FROM regulation_imports WHERE id = ?`, one)
	return m, missing(err)
}

// updateImport stores what was settled and what became of an import; it tells whether it still stood
// as it was read.
func updateImport(tx *db.Tx, m incoming, wasApplied bool) (bool, error) {
	settled, err := json.Marshal(m.settled)
	if err != nil {
		return false, err
	}
	leftOpen, err := json.Marshal(m.leftOpen)
	if err != nil {
		return false, err
	}
	applied := 0
	if wasApplied {
		applied = 1
	}
	n, err := tx.Exec(`UPDATE regulation_imports SET settled = ?, left_open = ?, applied_at = ?, regulation_id = ?, version = ?
		WHERE id = ? AND CASE WHEN applied_at IS NULL THEN 0 ELSE 1 END = ?`, settled, leftOpen, m.appliedAt, m.regulationID, m.version, m.id, applied)
	return n > 0, err
}
