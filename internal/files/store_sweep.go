package files

import (
	"tonggui/internal/platform/db"
	"tonggui/internal/platform/id"
)

// selectExpired finds uploads whose time is over, and those that are done and need not be remembered.
func selectExpired(q db.Q, limit int) ([]id.ID, error) {
	return db.All(q, db.Scalar[id.ID], `SELECT file_id FROM uploads WHERE expires_at <= ? ORDER BY expires_at LIMIT ?`, q.At(), limit)
}

// deleteUploads forgets uploads, and the files that did not become any.
func deleteUploads(tx *db.Tx, ids []id.ID) error {
	lost, err := db.All(tx, db.Scalar[id.ID], `SELECT id FROM files WHERE id IN (?) AND state <> ? /*postgres FOR UPDATE*/`,
		db.Listed(ids), string(ready))
	if err != nil {
		return err
	}
	if _, err := tx.Exec(`DELETE FROM uploads WHERE file_id IN (?)`, db.Listed(ids)); err != nil || len(lost) == 0 {
		return err
	}
	return deleteFiles(tx, lost)
}

// selectUnheld finds files that it is time to look at and that nothing holds. On PostgreSQL they are
// locked first and asked after then, so that a hold that is being made is either seen or fails.
func selectUnheld(tx *db.Tx, limit int) (due, unheld []id.ID, err error) {
	due, err = db.All(tx, db.Scalar[id.ID], `SELECT id FROM files WHERE check_at > 0 AND check_at <= ? AND state = 'ready'
		ORDER BY check_at LIMIT ? /*postgres FOR UPDATE SKIP LOCKED*/`, tx.Now, limit)
	if err != nil || len(due) == 0 {
		return nil, nil, err
	}
	unheld, err = db.All(tx, db.Scalar[id.ID], `SELECT f.id FROM files f WHERE f.id IN (?)
		AND NOT EXISTS (SELECT 1 FROM file_holds h WHERE h.file_id = f.id)
		AND NOT EXISTS (SELECT 1 FROM library_entries e WHERE e.file_id = f.id)`, db.Listed(due))
	return due, unheld, err
}

func deleteFiles(tx *db.Tx, ids []id.ID) error {
	if len(ids) == 0 {
		return nil
	}
	if err := condemnParts(tx, ids); err != nil {
		return err
	}
	for _, statement := range []string{
		`DELETE FROM file_variants WHERE file_id IN (?)`, `DELETE FROM uploads WHERE file_id IN (?)`, `DELETE FROM files WHERE id IN (?)`} {
		if _, err := tx.Exec(statement, db.Listed(ids)); err != nil {
			return err
		}
	}
	return nil
}

// selectWaiting finds uploads whose bytes have been there for longer than checks take and whose checks
// were not carried out.
func selectWaiting(q db.Q, limit int) ([]id.ID, error) {
	return db.All(q, db.Scalar[id.ID], `SELECT file_id FROM uploads WHERE done_at = 0 AND received = length AND expires_at > ? AND expires_at <= ? LIMIT ?`,
		q.At(), q.At().Add(uploadLife-2*checkTime), limit)
}
