package files

import (
	"encoding/json"

	"tonggui/internal/files/content"
	"tonggui/internal/platform/db"
	"tonggui/internal/platform/id"
)

const uploadColumns = `u.file_id, u.owner_id, u.purpose, u.length, u.received, u.parts, u.hash_state, u.declared, u.metadata, u.expected,
	u.attempts, u.refused_code, u.refused_with, u.done_at, u.expires_at`

func scanUpload(r db.Row) (u upload, err error) {
	var purpose, with string
	if err = r.Scan(&u.File, &u.Owner, &purpose, &u.Length, &u.Received, &u.Parts, &u.HashState, &u.Declared, &u.Metadata, &u.Expected,
		&u.Attempts, &u.Refused.Code, &with, &u.DoneAt, &u.ExpiresAt); err != nil {
		return u, err
	}
	u.Purpose = Purpose(purpose)
	return u, json.Unmarshal([]byte(with), &u.Refused.Params)
}

// selectUpload finds an upload that has not expired.
func selectUpload(q db.Q, one id.ID) (upload, error) {
	return db.One(q, scanUpload, `SELECT `+uploadColumns+` FROM uploads u WHERE u.file_id = ? AND u.expires_at > ?`, one, q.At())
}

func countOpen(q db.Q, owner id.ID) (int64, error) {
	return db.Value[int64](q, `SELECT COUNT(*) FROM uploads WHERE owner_id = ? AND done_at = 0 AND expires_at > ?`, owner, q.At())
}

func insertUpload(tx *db.Tx, u upload, f file) error {
	if _, err := tx.Exec(`INSERT INTO files (id, owner_id, name, name_key, size, mime, media, state, data_key, created_at, purpose)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		f.ID, f.Owner, f.Name, content.NameKey(f.Name), f.Size, "", string(Other), string(uploading), f.DataKey, tx.Now, string(u.Purpose)); err != nil {
		return err
	}
	_, err := tx.Exec(`INSERT INTO uploads (file_id, owner_id, purpose, length, hash_state, declared, metadata, expected, expires_at)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		u.File, u.Owner, string(u.Purpose), u.Length, u.HashState, u.Declared, u.Metadata, u.Expected, u.ExpiresAt)
	return err
}

// advance names the parts of a piece and moves the upload on, if it still stands at the offset.
//
// Errors: ErrOffset where another piece was quicker; errSwept where the parts' blobs were given up.
func advance(tx *db.Tx, u upload, parts []part, hashState []byte) error {
	n := int64(0)
	for _, p := range parts {
		n += p.Size
	}
	moved, err := tx.Exec(`UPDATE uploads SET received = received + ?, parts = parts + ?, hash_state = ?, expires_at = ?
		WHERE file_id = ? AND received = ? AND done_at = 0`, n, len(parts), hashState, tx.Now.Add(uploadLife), u.File, u.Received)
	if err != nil {
		return err
	}
	if moved == 0 {
		return ErrOffset.New()
	}
	return nameParts(tx, u.File, Original, parts)
}

// nameParts gives parts their rows; from then on their blobs belong to the file.
func nameParts(tx *db.Tx, one id.ID, v Variant, parts []part) error {
	rows, keys := make([][]any, len(parts)), make([]string, len(parts))
	for i, p := range parts {
		rows[i] = []any{one, string(v), p.Pos, p.No, p.Size, p.Blob}
		keys[i] = p.Blob
	}
	n, err := tx.Exec(`DELETE FROM loose_blobs WHERE blob_key IN (?) AND condemned = 0`, db.Listed(keys))
	if err != nil {
		return err
	}
	if n != int64(len(keys)) {
		return errSwept
	}
	return tx.InsertMany(`INSERT INTO file_parts (file_id, variant, pos, no, size, blob_key)`, "", rows)
}

// attempt counts that the checks are begun once more.
func attempt(tx *db.Tx, one id.ID, by int64) error {
	_, err := tx.Exec(`UPDATE uploads SET attempts = attempts + ? WHERE file_id = ?`, by, one)
	return err
}

// putReady completes a file; false where somebody else has judged it already.
func putReady(tx *db.Tx, f file, u upload) (bool, error) {
	check := tx.Now.Add(uploadLife)
	if u.Purpose == ForLibrary {
		check = 0
	}
	n, err := tx.Exec(`UPDATE files SET state = ?, mime = ?, media = ?, sha256 = ?, width = ?, height = ?, duration_ms = ?, previews = ?,
		check_at = ? WHERE id = ? AND state = ?`, string(ready), f.Mime, string(f.Media), f.SHA256, f.Width, f.Height, f.DurationMS,
		flag(f.Previews), check, f.ID, string(uploading))
	if err != nil || n == 0 {
		return false, err
	}
	if u.Purpose == ForLibrary {
		if err := insertEntry(tx, u.Owner, f.ID); err != nil {
			return false, err
		}
	}
	return true, putDone(tx, u.File, refusal{})
}

// putRefused ends a file that the checks do not take: its bytes go, its upload stays for a while to
// say why.
func putRefused(tx *db.Tx, one id.ID, why refusal) error {
	n, err := tx.Exec(`UPDATE files SET state = ?, data_key = ? WHERE id = ? AND state = ?`, string(refused), []byte{}, one, string(uploading))
	if err != nil || n == 0 {
		return err
	}
	if err := condemnParts(tx, []id.ID{one}); err != nil {
		return err
	}
	return putDone(tx, one, why)
}

func putDone(tx *db.Tx, one id.ID, why refusal) error {
	with := []byte("{}")
	if len(why.Params) > 0 {
		var err error
		if with, err = json.Marshal(why.Params); err != nil {
			return err
		}
	}
	_, err := tx.Exec(`UPDATE uploads SET done_at = ?, expires_at = ?, hash_state = ?, refused_code = ?, refused_with = ? WHERE file_id = ?`,
		tx.Now, tx.Now.Add(uploadLife), []byte{}, why.Code, string(with), one)
	return err
}

func flag(b bool) int64 {
	if b {
		return 1
	}
	return 0
}
