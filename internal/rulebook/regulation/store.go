package regulation

import (
	"embed"
	"errors"

	"tonggui/internal/platform/apperr"
	"tonggui/internal/platform/clock"
	"tonggui/internal/platform/db"
	"tonggui/internal/platform/id"
	"tonggui/internal/rulebook/regulation/text"
)

//go:embed migrations/*.sql
var files embed.FS

// Migrations are this room's tables; they stand beside those of rulebook.
var Migrations = db.Migrations{Room: "regulation", Files: files}

// version is a row of regulation_versions.
type version struct {
	number, revision     int64
	title, preamble      string
	counts               [4]int // chapters, sections, articles, clauses
	importID             id.ID
	openDoubts           int
	createdBy, published id.ID
	publishedAt          *clock.Instant
	effectiveAt          *clock.Instant
	reason               string
}

const versionColumns = `number, revision, title, preamble, chapters, sections, articles, clauses, import_id, open_doubts,
	created_by, published_by, published_at, effective_at, reason`

func (v *version) fields() []any {
	return []any{&v.number, &v.revision, &v.title, &v.preamble, &v.counts[0], &v.counts[1], &v.counts[2], &v.counts[3], &v.importID, &v.openDoubts,
		&v.createdBy, &v.published, &v.publishedAt, &v.effectiveAt, &v.reason}
}

// head is a row of regulations.
type head struct {
	id      id.ID
	title   string
	builtIn *string
}

func scanHead(r db.Row) (h head, err error) { return h, r.Scan(&h.id, &h.title, &h.builtIn) }

func selectHead(q db.Q, one id.ID) (head, error) {
	h, err := db.One(q, scanHead, `SELECT id, title, built_in FROM regulations WHERE id = ?`, one)
	return h, missing(err)
}

// missing turns an empty answer into apperr.NotFound.
func missing(err error) error {
	if errors.Is(err, db.ErrNone) {
		return apperr.NotFound.New()
	}
	return err
}

// selectHeads lists regulations by their making, those only of which somebody else than a writer sees
// a version if published is set.
func selectHeads(q db.Q, after id.ID, published bool, limit int) ([]head, error) {
	only := 0
	if published {
		only = 1
	}
	return db.All(q, scanHead, `SELECT id, title, built_in FROM regulations r WHERE id > ? AND (? = 0 OR EXISTS
		(SELECT 1 FROM regulation_versions v WHERE v.regulation_id = r.id AND v.published_at IS NOT NULL)) ORDER BY id LIMIT ?`,
		after[:], only, limit)
}

// selectTitled finds the oldest regulation with a title; id.Zero: there is none.
func selectTitled(q db.Q, title string) (id.ID, error) {
	one, err := db.Value[id.ID](q, `SELECT id FROM regulations WHERE title = ? ORDER BY id LIMIT 1`, title)
	if errors.Is(err, db.ErrNone) {
		return id.Zero, nil
	}
	return one, err
}

// selectVersions reads all versions of regulations, newest first.
func selectVersions(q db.Q, of []id.ID) (map[id.ID][]version, error) {
	out := map[id.ID][]version{}
	err := db.Each(q, func(r db.Row) error {
		var one id.ID
		var v version
		err := r.Scan(append([]any{&one}, v.fields()...)...)
		out[one] = append(out[one], v)
		return err
	}, `SELECT regulation_id, `+versionColumns+` FROM regulation_versions WHERE regulation_id IN (?) ORDER BY number DESC`, db.Listed(of))
	return out, err
}

// lock has the writers of one regulation come one after the other.
func lock(tx *db.Tx, one id.ID) error {
	n, err := tx.Exec(`UPDATE regulations SET changed_at = ? WHERE id = ?`, tx.Now, one)
	if err == nil && n == 0 {
		err = apperr.NotFound.New()
	}
	return err
}

func insertHead(tx *db.Tx, h head, by id.ID) error {
	_, err := tx.Exec(`INSERT INTO regulations (id, title, built_in, created_at, created_by, changed_at) VALUES (?, ?, ?, ?, ?, ?)`,
		h.id, h.title, h.builtIn, tx.Now, by, tx.Now)
	return err
}

func updateTitle(tx *db.Tx, one id.ID, title string) error {
	_, err := tx.Exec(`UPDATE regulations SET title = ? WHERE id = ?`, title, one)
	return err
}

func insertVersion(tx *db.Tx, of id.ID, v version) error {
	_, err := tx.Exec(`INSERT INTO regulation_versions (regulation_id, number, revision, title, preamble, chapters, sections, articles, clauses,
			import_id, open_doubts, created_at, created_by) VALUES (?, ?, 1, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		of, v.number, v.title, v.preamble, v.counts[0], v.counts[1], v.counts[2], v.counts[3], v.importID, v.openDoubts, tx.Now, v.createdBy)
	return err
}

// updateDraft stores a draft's head after a change.
func updateDraft(tx *db.Tx, of id.ID, v version) error {
	_, err := tx.Exec(`UPDATE regulation_versions SET revision = ?, title = ?, preamble = ?, chapters = ?, sections = ?, articles = ?, clauses = ?, open_doubts = ?
		WHERE regulation_id = ? AND number = ? AND published_at IS NULL`,
		v.revision, v.title, v.preamble, v.counts[0], v.counts[1], v.counts[2], v.counts[3], v.openDoubts, of, v.number)
	return err
}

func updatePublished(tx *db.Tx, of id.ID, v version) error {
	_, err := tx.Exec(`UPDATE regulation_versions SET published_at = ?, published_by = ?, effective_at = ?, reason = ? WHERE regulation_id = ? AND number = ?`,
		tx.Now, v.published, v.effectiveAt, v.reason, of, v.number)
	return err
}

func deleteVersion(tx *db.Tx, of id.ID, number int64) error {
	_, err := tx.Exec(`DELETE FROM regulation_nodes WHERE regulation_id = ? AND version = ?`, of, number)
	if err == nil {
		_, err = tx.Exec(`DELETE FROM regulation_versions WHERE regulation_id = ? AND number = ?`, of, number)
	}
	return err
}

// deleteHead forgets a regulation of which no version is left, and the links that a draft had.
func deleteHead(tx *db.Tx, one id.ID) error {
	_, err := tx.Exec(`DELETE FROM regulation_links WHERE regulation_id = ?`, one)
	if err == nil {
		_, err = tx.Exec(`DELETE FROM regulations WHERE id = ?`, one)
	}
	return err
}

// selectRows reads the nodes of a version in reading order.
func selectRows(q db.Q, of id.ID, number int64) ([]row, error) {
	return db.All(q, func(r db.Row) (v row, err error) {
		var kind string
		err = r.Scan(&v.id, &v.depth, &kind, &v.number, &v.title, &v.text)
		v.kind = text.Kind(kind)
		return v, err
	}, `SELECT node_id, depth, kind, number, title, text FROM regulation_nodes WHERE regulation_id = ? AND version = ? ORDER BY pos`, of, number)
}

// replaceRows stores the nodes of a draft.
func replaceRows(tx *db.Tx, of id.ID, number int64, rows []row) error {
	if _, err := tx.Exec(`DELETE FROM regulation_nodes WHERE regulation_id = ? AND version = ?`, of, number); err != nil || len(rows) == 0 {
		return err
	}
	values := make([][]any, len(rows))
	for i, r := range rows {
		values[i] = []any{of, number, i, r.depth, r.id, string(r.kind), r.number, r.title, r.text}
	}
	return tx.InsertMany(`INSERT INTO regulation_nodes (regulation_id, version, pos, depth, node_id, kind, number, title, text)`, "", values)
}

// selectWords reads a clause's words in all versions, oldest first.
func selectWords(q db.Q, of, node id.ID) ([]ClauseWords, error) {
	return db.All(q, func(r db.Row) (w ClauseWords, err error) {
		return w, r.Scan(&w.Version, &w.Number, &w.Title, &w.Text)
	}, `SELECT version, number, title, text FROM regulation_nodes WHERE regulation_id = ? AND node_id = ? ORDER BY version`, of, node)
}

// due are versions whose instant has come and of which nobody was told.
type due struct {
	regulation id.ID
	number     int64
}

func selectDue(q db.Q, now clock.Instant, limit int) ([]due, error) {
	return db.All(q, func(r db.Row) (d due, err error) { return d, r.Scan(&d.regulation, &d.number) },
		`SELECT regulation_id, number FROM regulation_versions WHERE announced_at IS NULL AND effective_at <= ? ORDER BY effective_at, number LIMIT ?`, now, limit)
}

// updateAnnounced tells whether this transaction is the one that tells.
func updateAnnounced(tx *db.Tx, d due) (bool, error) {
	n, err := tx.Exec(`UPDATE regulation_versions SET announced_at = ? WHERE regulation_id = ? AND number = ? AND announced_at IS NULL`, tx.Now, d.regulation, d.number)
	return n > 0, err
}
