package regulation

import (
	"tonggui/internal/platform/db"
	"tonggui/internal/platform/id"
	"tonggui/internal/rulebook/model"
)

// selectBuiltIn finds the stored model regulation; db.ErrNone: there is none.
func selectBuiltIn(q db.Q) (id.ID, error) {
	return db.Value[id.ID](q, `SELECT id FROM regulations WHERE built_in = ?`, model.BuiltIn)
}

// insertBuiltIn tells whether it was not there. Whoever inserts at the same time waits for this transaction.
func insertBuiltIn(tx *db.Tx, h head) (bool, error) {
	n, err := tx.Exec(`INSERT INTO regulations (id, title, built_in, created_at, created_by, changed_at) VALUES (?, ?, ?, ?, ?, ?)
		ON CONFLICT (built_in) DO NOTHING`, h.id, h.title, h.builtIn, tx.Now, id.Zero, tx.Now)
	return n > 0, err
}

// everLinked tells whether a rule carries a node or ever did.
func everLinked(q db.Q, of, node id.ID, rule string) (bool, error) {
	n, err := db.Value[int64](q, `SELECT COUNT(*) FROM regulation_links WHERE regulation_id = ? AND node_id = ? AND rule_id = ?`, of, node, rule)
	return n > 0, err
}
