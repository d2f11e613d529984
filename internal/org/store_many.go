package org

import (
	"slices"
	"strings"

	"tonggui/internal/platform/db"
	"tonggui/internal/platform/id"
)

// atOnce is how many rows one statement carries: enough that 50,000 take seconds, few enough for the
// databases' limits of arguments.
const atOnce = 500

// insertMany inserts rows, many to a statement. head is "INSERT INTO t (a, b) VALUES", tail what may
// follow, such as ON CONFLICT.
func insertMany(tx *db.Tx, head, tail string, rows [][]any) error {
	for part := range slices.Chunk(rows, atOnce) {
		tuple := "(" + strings.TrimSuffix(strings.Repeat("?, ", len(part[0])), ", ") + ")"
		args := make([]any, 0, len(part)*len(part[0]))
		for _, row := range part {
			args = append(args, row...)
		}
		if _, err := tx.Exec(head+" "+strings.TrimSuffix(strings.Repeat(tuple+", ", len(part)), ", ")+" "+tail, args...); err != nil {
			return err
		}
	}
	return nil
}

// marks returns "?, ?, ..." for a list of n.
func marks(n int) string { return strings.TrimSuffix(strings.Repeat("?, ", n), ", ") }

func anys(ids []id.ID, before ...any) []any {
	out := slices.Grow(before, len(ids))
	for _, one := range ids {
		out = append(out, one)
	}
	return out
}

// endSessionsOf ends every living session of the accounts and returns which, by account.
func endSessionsOf(tx *db.Tx, accounts []id.ID, why string) (map[id.ID][]id.ID, error) {
	ended := map[id.ID][]id.ID{}
	for part := range slices.Chunk(accounts, atOnce) {
		_, err := db.All(tx, func(r db.Row) (struct{}, error) {
			var session, account id.ID
			err := r.Scan(&session, &account)
			ended[account] = append(ended[account], session)
			return struct{}{}, err
		}, `UPDATE sessions SET ended_at = ?, ended_by = ? WHERE ended_at = 0 AND account IN (`+marks(len(part))+`) RETURNING id, account`,
			anys(part, tx.Now, why)...)
		if err != nil {
			return nil, err
		}
	}
	return ended, nil
}
