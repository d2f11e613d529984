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

// lockImport reads an import that nobody else changes until the transaction ends.
func lockImport(tx *db.Tx, one id.ID) (incoming, error) {
	if _, err := tx.Exec(`UPDATE regulation_imports SET file_name = file_name WHERE id = ?`, one); err != nil {
		return incoming{}, err
	}
	return selectImport(tx, one)
}

// state tells two readings of an import apart if somebody has changed it between them.
func (m *incoming) state() string {
	settled, _ := json.Marshal(m.settled) // maps are written in the order of their keys
	leftOpen, _ := json.Marshal(m.leftOpen)
	applied := "open"
	if m.appliedAt != nil {
		applied = "applied"
	}
	return string(settled) + string(leftOpen) + applied
}

func updateImport(tx *db.Tx, m incoming) error {
	settled, err := json.Marshal(m.settled)
	if err != nil {
		return err
	}
	leftOpen, err := json.Marshal(m.leftOpen)
	if err != nil {
		return err
	}
	_, err = tx.Exec(`UPDATE regulation_imports SET settled = ?, left_open = ?, applied_at = ?, regulation_id = ?, version = ? WHERE id = ?`,
		settled, leftOpen, m.appliedAt, m.regulationID, m.version, m.id)
	return err
}
