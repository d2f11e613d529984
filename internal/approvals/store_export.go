package approvals

import (
	"tonggui/internal/platform/clock"
	"tonggui/internal/platform/db"
	"tonggui/internal/platform/id"
)

const exportLine = `SELECT id, serial, template, version, applicant, department, state, title, effect_state, opened_at, closed_at FROM approvals`

func scanExported(r db.Row) (e exported, err error) {
	return e, r.Scan(&e.id, &e.serial, &e.template, &e.edition, &e.applicant, &e.department, &e.state, &e.title, &e.effect, &e.opened, &e.closed)
}

// selectExport reads lines of a file behind a place, the newest first: of one applicant (zero: of all), of one
// template or all. Each way has its index.
func selectExport(q db.Q, applicant id.ID, x Export, at clock.Instant, last id.ID, limit int) ([]exported, error) {
	const narrowed = ` AND opened_at >= ? AND (opened_at, id) < (?, ?) AND (? = '' OR state = ?) AND (? = '' OR template = ?) ORDER BY opened_at DESC, id DESC LIMIT ?`
	if !applicant.IsZero() {
		return db.All(q, scanExported, exportLine+` WHERE applicant = ?`+narrowed, applicant, x.From, at, last[:], x.State, x.State, x.Template, x.Template, limit)
	}
	if x.Template != "" {
		return db.All(q, scanExported, exportLine+` WHERE template = ?`+narrowed, x.Template, x.From, at, last[:], x.State, x.State, "", "", limit)
	}
	return db.All(q, scanExported, exportLine+` WHERE opened_at > 0`+narrowed, x.From, at, last[:], x.State, x.State, "", "", limit)
}
