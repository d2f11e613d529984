package files

import (
	"crypto/rand"
	"encoding/hex"
	"errors"
	"time"

	"tonggui/internal/platform/db"
	"tonggui/internal/platform/id"
)

// errSwept says that blobs were given up before they got a name: their making took longer than looseLife.
var errSwept = errors.New("files: the blobs of this piece were given up meanwhile")

// looseLife is how long a blob may wait for its name. Nothing takes so long; what is older was left
// behind by a process that ended.
const looseLife = 24 * time.Hour

// reserve notes blobs that are about to be put and returns their keys.
func reserve(tx *db.Tx, keys []string) error {
	rows := make([][]any, len(keys))
	for i, k := range keys {
		rows[i] = []any{k, tx.Now}
	}
	return tx.InsertMany(`INSERT INTO loose_blobs (blob_key, at)`, "", rows)
}

func newKeys(n int) []string {
	keys := make([]string, n)
	for i := range keys {
		var b [20]byte
		_, _ = rand.Read(b[:]) // never fails since Go 1.24
		keys[i] = hex.EncodeToString(b[:])
	}
	return keys
}

// condemn gives up blobs that have no name. What got one since is not touched.
func condemn(tx *db.Tx, keys []string) error {
	_, err := tx.Exec(`UPDATE loose_blobs SET condemned = 1 WHERE blob_key IN (?)`, db.Listed(keys))
	return err
}

// condemnOld gives up what was left behind.
func condemnOld(tx *db.Tx) error {
	_, err := tx.Exec(`UPDATE loose_blobs SET condemned = 1 WHERE condemned = 0 AND at < ?`, tx.Now.Add(-looseLife))
	return err
}

// condemnParts takes the parts of files from them.
func condemnParts(tx *db.Tx, files []id.ID) error {
	if _, err := tx.Exec(`INSERT INTO loose_blobs (blob_key, at, condemned) SELECT blob_key, ?, 1 FROM file_parts WHERE file_id IN (?)`,
		tx.Now, db.Listed(files)); err != nil {
		return err
	}
	_, err := tx.Exec(`DELETE FROM file_parts WHERE file_id IN (?)`, db.Listed(files))
	return err
}

func selectCondemned(q db.Q, limit int) ([]string, error) {
	return db.All(q, db.Scalar[string], `SELECT blob_key FROM loose_blobs WHERE condemned = 1 ORDER BY at LIMIT ?`, limit)
}

func deleteLoose(tx *db.Tx, keys []string) error {
	_, err := tx.Exec(`DELETE FROM loose_blobs WHERE blob_key IN (?) AND condemned = 1`, db.Listed(keys))
	return err
}

// selectPart finds the part that holds a position.
func selectPart(q db.Q, one id.ID, v Variant, pos int64) (part, error) {
	return db.One(q, func(r db.Row) (p part, err error) {
		return p, r.Scan(&p.Pos, &p.No, &p.Size, &p.Blob)
	}, `SELECT pos, no, size, blob_key FROM file_parts WHERE file_id = ? AND variant = ? AND pos <= ? ORDER BY pos DESC LIMIT 1`, one, string(v), pos)
}

func insertVariant(tx *db.Tx, one id.ID, v variant, parts []part) error {
	if _, err := tx.Exec(`INSERT INTO file_variants (file_id, variant, size, mime, sha256) VALUES (?, ?, ?, ?, ?)`,
		one, string(v.Variant), v.Size, v.Mime, v.SHA256); err != nil {
		return err
	}
	return nameParts(tx, one, v.Variant, parts)
}

func selectVariant(q db.Q, one id.ID, v Variant) (variant, error) {
	return db.One(q, func(r db.Row) (out variant, err error) {
		out.Variant = v
		return out, r.Scan(&out.Size, &out.Mime, &out.SHA256)
	}, `SELECT size, mime, sha256 FROM file_variants WHERE file_id = ? AND variant = ?`, one, string(v))
}
