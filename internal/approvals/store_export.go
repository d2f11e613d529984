package approvals

import (
	"tonggui/internal/platform/authz"
	"tonggui/internal/platform/clock"
	"tonggui/internal/platform/db"
	"tonggui/internal/platform/id"
)

const exportLine = `SELECT ` + approvalColumns + `, a.id, 0, 1, a.opened_at FROM approvals a`

// selectExport reads lines of a file behind a place, the newest first: of one template or all. Each way has its index.
func selectExport(q db.Q, x Export, at clock.Instant, last id.ID, limit int) ([]entry, error) {
	const narrowed = `a.opened_at >= ? AND (a.opened_at, a.id) < (?, ?) AND (? = '' OR a.state = ?) ORDER BY a.opened_at DESC, a.id DESC LIMIT ?`
	if x.Template != "" {
		return db.All(q, scanEntry, exportLine+` WHERE a.template = ? AND `+narrowed, x.Template, x.From, at, last[:], x.State, x.State, limit)
	}
	return db.All(q, scanEntry, exportLine+` WHERE `+narrowed, x.From, at, last[:], x.State, x.State, limit)
}

// selectParts tells how somebody stands to approvals, beside having applied for them.
func selectParts(q db.Q, account id.ID, approvals []id.ID) (map[id.ID][]authz.Relation, error) {
	out := map[id.ID][]authz.Relation{}
	add := func(r authz.Relation) func(db.Row) error {
		return func(row db.Row) error {
			one, err := db.Scalar[id.ID](row)
			out[one] = append(out[one], r)
			return err
		}
	}
	if err := db.Each(q, add(authz.Approver), `SELECT DISTINCT approval FROM approval_tasks WHERE approval IN (?) AND person = ? AND opened_at > 0`, db.Listed(approvals), account); err != nil {
		return nil, err
	}
	return out, db.Each(q, add(authz.Copied), `SELECT approval FROM approval_copies WHERE person = ? AND approval IN (?)`, account, db.Listed(approvals))
}
