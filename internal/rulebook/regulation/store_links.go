package regulation

import (
	"tonggui/internal/platform/db"
	"tonggui/internal/platform/id"
)

// selectRules reads which rules carry the nodes of a regulation today.
func selectRules(q db.Q, of id.ID) (map[id.ID][]string, error) {
	out := map[id.ID][]string{}
	return out, db.Each(q, func(r db.Row) error {
		var node id.ID
		var rule string
		err := r.Scan(&node, &rule)
		out[node] = append(out[node], rule)
		return err
	}, `SELECT node_id, rule_id FROM regulation_links WHERE regulation_id = ? AND until_at IS NULL ORDER BY rule_id`, of)
}

// selectLinks reads the links of a node, those that hold and those that ended, newest first.
func selectLinks(q db.Q, of, node id.ID) ([]RuleLink, error) {
	return db.All(q, func(r db.Row) (l RuleLink, err error) {
		var by, untilBy id.ID
		err = r.Scan(&l.RuleID, &l.FromAt, &by, &l.UntilAt, &untilBy)
		l.FromBy, l.UntilBy = some(by), some(untilBy)
		return l, err
	}, `SELECT rule_id, from_at, from_by, until_at, until_by FROM regulation_links WHERE regulation_id = ? AND node_id = ? ORDER BY from_at DESC, id DESC`, of, node)
}

// insertLink tells whether it did not hold already.
func insertLink(tx *db.Tx, of, node id.ID, rule string, by id.ID) (bool, error) {
	n, err := tx.Exec(`INSERT INTO regulation_links (id, regulation_id, node_id, rule_id, from_at, from_by) VALUES (?, ?, ?, ?, ?, ?)
		ON CONFLICT (regulation_id, node_id, rule_id) WHERE until_at IS NULL DO NOTHING`, id.New(tx.Now), of, node, rule, tx.Now, by)
	return n > 0, err
}

// endLink tells whether it held.
func endLink(tx *db.Tx, of, node id.ID, rule string, by id.ID) (bool, error) {
	n, err := tx.Exec(`UPDATE regulation_links SET until_at = ?, until_by = ? WHERE regulation_id = ? AND node_id = ? AND rule_id = ? AND until_at IS NULL`,
		tx.Now, by, of, node, rule)
	return n > 0, err
}

// some is nil for the zero id, which stands for the command line or nobody.
func some(v id.ID) *id.ID {
	if v.IsZero() {
		return nil
	}
	return &v
}
