package approvals

import (
	"encoding/json"
	"slices"
	"time"

	"tonggui/internal/approvals/engine"
	"tonggui/internal/approvals/route"
	"tonggui/internal/org"
	"tonggui/internal/platform/clock"
	"tonggui/internal/platform/db"
	"tonggui/internal/platform/id"
)

// people is the organisation as the engine asks about it, for approvals of one template.
type people struct {
	org.Chart
	q        db.Q
	template string
	failed   error // of the first question that the database could not answer
}

// Delegate is who acts for a person now; zero where nobody does.
func (p *people) Delegate(person id.ID) id.ID {
	if p.failed != nil {
		return id.Zero
	}
	delegate, err := selectDelegate(p.q, person, p.template)
	p.failed = err
	if !p.Active(delegate) {
		return id.Zero
	}
	return delegate
}

// selectDelegate finds who acts for somebody at this instant; of several, the one named last.
func selectDelegate(q db.Q, principal id.ID, template string) (found id.ID, err error) {
	err = db.Each(q, func(r db.Row) error {
		var delegate id.ID
		var raw string
		if err := r.Scan(&delegate, &raw); err != nil || !found.IsZero() {
			return err
		}
		var templates []string
		if err := json.Unmarshal([]byte(raw), &templates); err != nil {
			return err
		}
		if len(templates) == 0 || slices.Contains(templates, template) {
			found = delegate
		}
		return nil
	}, `SELECT delegate, templates FROM delegations WHERE principal = ? AND from_at <= ? AND until_at > ? AND ended_at = 0 ORDER BY made_at DESC, id DESC`,
		principal, q.At(), q.At())
	return found, err
}

// world is what the engine asks about an approval of a template. Whoever uses it asks done at the end.
func (s *Service) world(q db.Q, key string, department id.ID, facts route.Facts) (w engine.World, done func() error, err error) {
	calendar, err := s.Days.For(q, department)
	if err != nil {
		if calendar, err = s.Days.For(q, id.Zero); err != nil {
			return w, nil, err
		}
	}
	p := &people{Chart: s.People.Chart(), q: q, template: key}
	w = engine.World{Facts: facts, People: p, Now: q.At(), NewID: func() id.ID { return id.New(q.At()) },
		Due: func(from clock.Instant, minutes int) clock.Instant {
			limit := time.Duration(minutes) * time.Minute
			if end, ok := calendar.Add(from, limit); ok {
				return end
			}
			return from.Add(limit)
		}}
	return w, func() error { return p.failed }, nil
}
