package search

import (
	"errors"
	"time"

	"tonggui/internal/platform/clock"
	"tonggui/internal/platform/db"
)

// A segment's state is 0 while it is written, 1 while it is searched, and 2 when others have taken its place.

const blockBits = 20

func blockID(segment int64, no int) int64 { return segment<<blockBits | int64(no) }

// segment is a row.
type segment struct {
	id              int64
	docs            int
	firstAt, lastAt clock.Instant
	until           clock.Instant
}

// selectSegments returns the segments that are searched, and the version of the shelf.
func selectSegments(q db.Q, shelf string) (version int64, out []segment, err error) {
	err = db.Each(q, func(r db.Row) error {
		var s segment
		err := r.Scan(&version, &s.id, &s.docs, &s.firstAt, &s.lastAt, &s.until)
		if s.id > 0 {
			out = append(out, s)
		}
		return err
	}, `SELECT v.version, COALESCE(s.id, 0), COALESCE(s.docs, 0), COALESCE(s.first_at, 0), COALESCE(s.last_at, 0), COALESCE(s.until_at, 0)
		FROM search_shelves v LEFT JOIN search_segments s ON s.shelf = v.shelf AND s.state = 1 WHERE v.shelf = ?`, shelf)
	return version, out, err
}

func insertSegment(tx *db.Tx, shelf string, until clock.Instant) (int64, error) {
	return db.Value[int64](tx, `INSERT INTO search_segments (shelf, state, until_at) VALUES (?, 0, ?) RETURNING id`, shelf, until)
}

// showSegment lets a segment be searched whose blocks are all stored.
func showSegment(tx *db.Tx, id int64, h *head, size int) error {
	_, err := tx.Exec(`UPDATE search_segments SET state = 1, until_at = 0, docs = ?, size = ?, first_at = ?, last_at = ? WHERE id = ?`,
		h.docs, size, h.columns[0], h.lastAt, id)
	return err
}

// claimSegments keeps others from merging the same segments; it tells whether all could be had.
func claimSegments(tx *db.Tx, ids db.List, until clock.Instant) (bool, error) {
	n, err := tx.Exec(`UPDATE search_segments SET until_at = ? WHERE id IN (?) AND state = 1 AND until_at < ?`, until, ids, tx.Now)
	return n == int64(len(ids)), err
}

// retireSegments takes segments out of the search; their blocks stay until they are swept. It tells
// whether all were there.
func retireSegments(tx *db.Tx, ids db.List, until clock.Instant) (bool, error) {
	n, err := tx.Exec(`UPDATE search_segments SET state = 2, until_at = ? WHERE id IN (?) AND state = 1`, until, ids)
	return n == int64(len(ids)), err
}

func retireAll(tx *db.Tx, shelf string) error {
	_, err := tx.Exec(`UPDATE search_segments SET state = 2, until_at = ? WHERE shelf = ?`, tx.Now, shelf)
	return err
}

// insertBlocks stores blocks of a segment: rows of number and bytes.
func insertBlocks(tx *db.Tx, rows [][]any) error {
	return tx.InsertMany(`INSERT INTO search_blocks (id, data)`, ``, rows)
}

func selectBlocks(q db.Q, ids db.List, each func(id int64, data []byte)) error {
	return db.Each(q, func(r db.Row) error {
		var id int64
		var data []byte
		err := r.Scan(&id, &data)
		if err == nil {
			each(id, data)
		}
		return err
	}, `SELECT id, data FROM search_blocks WHERE id IN (?)`, ids)
}

// selectRun returns the blocks of a segment from one number up to another.
func selectRun(q db.Q, segment int64, from, to int) ([][]byte, error) {
	return db.All(q, db.Scalar[[]byte], `SELECT data FROM search_blocks WHERE id >= ? AND id < ? ORDER BY id`,
		blockID(segment, from), blockID(segment, to))
}

// selectWaste finds segments that nobody needs: retired long enough ago, or never finished.
func selectWaste(q db.Q, shelf string) ([]int64, error) {
	return db.All(q, db.Scalar[int64], `SELECT id FROM search_segments
		WHERE shelf = ? AND state IN (0, 2) AND until_at < ? ORDER BY id LIMIT 64`, shelf, q.At())
}

// sweepAtOnce bounds how many blocks one transaction removes.
const sweepAtOnce = 256

// sweep removes segments and their blocks, as far as one transaction should.
func sweep(tx *db.Tx, segments []int64) error {
	left := int64(sweepAtOnce)
	for _, id := range segments {
		n, err := tx.Exec(`DELETE FROM search_blocks WHERE id IN (SELECT id FROM search_blocks WHERE id >= ? AND id < ? ORDER BY id LIMIT ?)`,
			blockID(id, 0), blockID(id+1, 0), left)
		if left -= n; err != nil || left <= 0 {
			return err
		}
		if _, err := tx.Exec(`DELETE FROM search_segments WHERE id = ?`, id); err != nil {
			return err
		}
	}
	return nil
}

func selectVersion(q db.Q, shelf string) (int64, error) {
	v, err := db.Value[int64](q, `SELECT version FROM search_shelves WHERE shelf = ?`, shelf)
	if errors.Is(err, db.ErrNone) {
		return 0, nil
	}
	return v, err
}

func upsertVersion(tx *db.Tx, shelf string, version int64) error {
	_, err := tx.Exec(`INSERT INTO search_shelves (shelf, version) VALUES (?, ?)
		ON CONFLICT (shelf) DO UPDATE SET version = excluded.version`, shelf, version)
	return err
}

// How long a segment is held: for whoever writes or merges it, and for who still reads it.
const (
	holdWriting = 10 * time.Minute
	holdReading = 20 * time.Second
)
