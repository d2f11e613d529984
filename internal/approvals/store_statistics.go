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
func (c *counter) begin(q db.Q, only string) error {
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
		if only != "" && key != only {
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

// eachOpened calls fn for each approval of a template that was opened in a span.
func eachOpened(q db.Q, template string, from, to clock.Instant, fn func(state string, opened, closed clock.Instant)) error {
	return db.Each(q, func(r db.Row) error {
		var state string
		var opened, closed clock.Instant
		err := r.Scan(&state, &opened, &closed)
		if err == nil {
			fn(state, opened, closed)
		}
		return err
	}, `SELECT state, opened_at, closed_at FROM approvals WHERE template = ? AND opened_at >= ? AND opened_at < ?`, template, from, to)
}

// turn is a task as statistics see it.
type turn struct {
	step                string
	person              id.ID
	opened, due, closed clock.Instant
}

func (k *turn) scan(r db.Row, more ...any) error {
	return r.Scan(append([]any{&k.step, &k.person, &k.opened, &k.due, &k.closed}, more...)...)
}

// eachTaken calls fn for each turn of a template that somebody took in a span.
func eachTaken(q db.Q, template string, from, to clock.Instant, fn func(turn)) error {
	return db.Each(q, func(r db.Row) error {
		var k turn
		err := k.scan(r)
		if err == nil {
			fn(k)
		}
		return err
	}, `SELECT step, person, opened_at, due_at, closed_at FROM approval_tasks
		WHERE template = ? AND closed_at > 0 AND closed_at >= ? AND closed_at < ? AND state = 'done' AND outcome IN ('approved', 'rejected', 'returned')`, template, from, to)
}

// eachOpenTurn calls fn for each turn that waits.
func eachOpenTurn(q db.Q, fn func(template string, k turn)) error {
	return db.Each(q, func(r db.Row) error {
		var k turn
		var template string
		err := k.scan(r, &template)
		if err == nil {
			fn(template, k)
		}
		return err
	}, `SELECT step, person, opened_at, due_at, closed_at, template FROM approval_tasks WHERE state = 'open'`)
}

// countOverdue is how many turns wait whose time is over.
func countOverdue(q db.Q, now clock.Instant) (int64, error) {
	return db.Value[int64](q, `SELECT COUNT(*) FROM approval_tasks WHERE state = 'open' AND due_at > 0 AND due_at < ?`, now)
}
