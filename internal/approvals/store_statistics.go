package approvals

import (
	"encoding/json"

	"tonggui/internal/approvals/route"
	"tonggui/internal/approvals/words"
	"tonggui/internal/platform/clock"
	"tonggui/internal/platform/db"
	"tonggui/internal/platform/id"
)

// begin makes the count of each template, with the steps of its newest version.
func (c *counter) begin(q db.Q) error {
	return db.Each(q, func(r db.Row) error {
		var key, text string
		if err := r.Scan(&key, &text); err != nil {
			return err
		}
		var d struct {
			Name  words.Words
			Route route.Route
		}
		if err := json.Unmarshal([]byte(text), &d); err != nil {
			return err
		}
		if c.only != "" && key != c.only {
			return nil
		}
		t := &templateCount{shown: TemplateStatistics{Template: TemplateName{Key: key, Name: d.Name.In(c.language)}}, step: map[string]*stepCount{}}
		for _, p := range d.Route.Places() {
			if p.Step.Kind == route.Approve {
				t.at(p.Step.ID).shown.Name = p.Step.Name.In(c.language)
			}
		}
		c.byKey[key], c.order = t, append(c.order, key)
		return nil
	}, `SELECT t.key, v.definition FROM approval_templates t JOIN approval_template_versions v ON v.key = t.key AND v.version = t.version ORDER BY t.key`)
}

// course is an approval as statistics see it.
type course struct {
	id              id.ID
	template, state string
	opened, closed  clock.Instant
	took            int64 // microseconds of working time; -1: it is in no sum
}

const courseColumns = `id, template, state, opened_at, closed_at, took`

func scanCourse(r db.Row) (k course, err error) {
	return k, r.Scan(&k.id, &k.template, &k.state, &k.opened, &k.closed, &k.took)
}

// turn is a task as statistics see it.
type turn struct {
	id                  id.ID
	template, step      string
	person              id.ID
	opened, due, closed clock.Instant
	took                int64 // as that of a course
}

func (k turn) late() bool { return k.due > 0 && k.closed > k.due }

const turnColumns = `id, template, step, person, opened_at, due_at, closed_at, took`

func scanTurn(r db.Row) (k turn, err error) {
	return k, r.Scan(&k.id, &k.template, &k.step, &k.person, &k.opened, &k.due, &k.closed, &k.took)
}

// each calls fn for each row of an answer.
func each[T any](q db.Q, scan func(db.Row) (T, error), fn func(T), query string, args ...any) error {
	return db.Each(q, func(r db.Row) error {
		v, err := scan(r)
		if err == nil {
			fn(v)
		}
		return err
	}, query, args...)
}

// eachOpened calls fn for each approval of a template that was opened in a stretch.
func eachOpened(q db.Q, template string, in stretch, fn func(course)) error {
	return each(q, scanCourse, fn, `SELECT `+courseColumns+` FROM approvals WHERE template = ? AND opened_at >= ? AND opened_at < ?`, template, in.from, in.to)
}

// eachTaken calls fn for each turn of a template that somebody took in a stretch. SQLite enters an index by the first
// bound that a statement names, so what the index asks for stands behind them: before them it had all of the past read.
func eachTaken(q db.Q, template string, in stretch, fn func(turn)) error {
	return each(q, scanTurn, fn, `SELECT `+turnColumns+` FROM approval_tasks WHERE template = ? AND closed_at >= ? AND closed_at < ? AND closed_at > 0 AND `+taken, template, in.from, in.to)
}

// eachRunning calls fn with how many approvals that were opened in a stretch have not ended.
func eachRunning(q db.Q, in stretch, fn func(template string, n int64)) error {
	return db.Each(q, func(r db.Row) error {
		var template string
		var n int64
		err := r.Scan(&template, &n)
		if err == nil {
			fn(template, n)
		}
		return err
	}, `SELECT template, COUNT(*) FROM approvals WHERE took < 0 AND closed_at = 0 AND opened_at >= ? AND opened_at < ? GROUP BY template`, in.from, in.to)
}

// eachUnsummed calls fn for each approval opened in a stretch that has ended and is in no sum.
func eachUnsummed(q db.Q, in stretch, fn func(course)) error {
	return each(q, scanCourse, func(k course) {
		if k.opened >= in.from && k.opened < in.to { // asked of the database it would leave the index of these few
			fn(k)
		}
	}, `SELECT `+courseColumns+` FROM approvals WHERE `+unsummed)
}

// eachUnsummedTurn calls fn for each turn that somebody took in a stretch and that is in no sum.
func eachUnsummedTurn(q db.Q, in stretch, fn func(turn)) error {
	return each(q, scanTurn, fn, `SELECT `+turnColumns+` FROM approval_tasks WHERE `+unsummed+` AND `+taken+` AND closed_at >= ? AND closed_at < ?`, in.from, in.to)
}

// eachOpenTurn calls fn with how many turns wait, and of how many the time is over.
func eachOpenTurn(q db.Q, now clock.Instant, fn func(template, step string, person id.ID, n, overdue int64)) error {
	return db.Each(q, func(r db.Row) error {
		var template, step string
		var person id.ID
		var n, overdue int64
		err := r.Scan(&template, &step, &person, &n, &overdue)
		if err == nil {
			fn(template, step, person, n, overdue)
		}
		return err
	}, `SELECT template, step, person, COUNT(*), CAST(SUM(CASE WHEN due_at > 0 AND due_at < ? THEN 1 ELSE 0 END) AS BIGINT) FROM approval_tasks WHERE state = 'open' GROUP BY template, step, person`, now)
}

// countOverdue is how many turns wait whose time is over.
func countOverdue(q db.Q, now clock.Instant) (int64, error) {
	return db.Value[int64](q, `SELECT COUNT(*) FROM approval_tasks WHERE state = 'open' AND due_at > 0 AND due_at < ?`, now)
}
