package approvals

import (
	"cmp"
	"context"
	"maps"
	"slices"
	"time"

	"tonggui/internal/approvals/figures"
	"tonggui/internal/platform/apperr"
	"tonggui/internal/platform/authz"
	"tonggui/internal/platform/clock"
	"tonggui/internal/platform/db"
	"tonggui/internal/platform/id"
	"tonggui/internal/platform/ref"
)

const (
	// longestStatistics bounds the span of a question.
	longestStatistics = 366 * 24 * time.Hour
	// busiest is how many people are shown with what waits for them.
	busiest = 50
)

// ApprovalStatistics tells how long approvals take, and for whom they wait. Times are working time by the
// company's calendar as it stood soon after they ended, within one percent.
type ApprovalStatistics struct {
	FromAt    clock.Instant        `json:"from_at"`
	ToAt      clock.Instant        `json:"to_at"`
	Templates []TemplateStatistics `json:"templates" nullable:"false"`
	People    []PersonLoad         `json:"people" nullable:"false" doc:"for whom most is waiting; at most 50"`
}

// TemplateStatistics are those of one template.
type TemplateStatistics struct {
	Template  TemplateName     `json:"template"`
	Opened    int64            `json:"opened" doc:"in the span; the next four add up to it"`
	Running   int64            `json:"running" doc:"or returned"`
	Approved  int64            `json:"approved"`
	Rejected  int64            `json:"rejected"`
	Withdrawn int64            `json:"withdrawn"`
	MedianMS  int64            `json:"median_ms" doc:"from opening to the last decision, of those approved or rejected"`
	P90MS     int64            `json:"p90_ms"`
	Steps     []StepStatistics `json:"steps" nullable:"false" doc:"in the order of the newest version"`
}

// StepStatistics are those of one step.
type StepStatistics struct {
	Step        string `json:"step"`
	Name        string `json:"name"`
	Decided     int64  `json:"decided" doc:"turns that were taken in the span"`
	Overdue     int64  `json:"overdue" doc:"of these, after their time"`
	MedianMS    int64  `json:"median_ms"`
	P90MS       int64  `json:"p90_ms"`
	Open        int64  `json:"open" doc:"turns that wait now"`
	OpenOverdue int64  `json:"open_overdue"`
}

// PersonLoad is what waits for somebody, and how fast they were.
type PersonLoad struct {
	Person   ref.Person `json:"person"`
	Open     int64      `json:"open"`
	Overdue  int64      `json:"overdue" doc:"of these"`
	Decided  int64      `json:"decided" doc:"in the span"`
	MedianMS int64      `json:"median_ms"`
}

// Statistics sums up a span, of one template or, where it is empty, of all. Whoever may: ApprovalStatistics.
//
// Errors: apperr.Invalid for a span that is backwards or longer than a year.
func (s *Service) Statistics(ctx context.Context, who authz.Principal, template string, from, to clock.Instant) (out ApprovalStatistics, err error) {
	switch {
	case to <= from:
		return out, apperr.Invalid.At("query.to_at", "before_start")
	case to.Sub(from) > longestStatistics:
		return out, apperr.Invalid.At("query.from_at", "out_of_range", "max", int(longestStatistics/(24*time.Hour)))
	}
	var c *counter
	var shown []id.ID
	err = s.DB.Read(ctx, func(q db.Q) error {
		days, err := s.Days.For(q, id.Zero)
		if err != nil {
			return err
		}
		c = &counter{days: days.Calendar, now: q.At(), span: spanOf(from, to), only: template, language: who.Language, byKey: map[string]*templateCount{}, people: map[id.ID]*load{}}
		if err := c.count(q); err != nil {
			return err
		}
		shown = c.busiest()
		return c.summedSpreads(q, shown)
	})
	if err != nil {
		return out, err
	}
	return ApprovalStatistics{FromAt: from, ToAt: to, Templates: c.templates(), People: s.loads(c.people, shown)}, nil
}

func quantiles(s *figures.Spread) (median, p90 int64) {
	return s.Quantile(0.5).Milliseconds(), s.Quantile(0.9).Milliseconds()
}

// templates shows what was counted; templates of which there was nothing are left out.
func (c *counter) templates() []TemplateStatistics {
	out := []TemplateStatistics{}
	for _, key := range c.order {
		t := c.byKey[key]
		t.shown.MedianMS, t.shown.P90MS = quantiles(&t.took)
		t.shown.Steps = []StepStatistics{}
		for _, step := range t.steps {
			k := t.step[step]
			k.shown.MedianMS, k.shown.P90MS = quantiles(&k.took)
			if k.shown.Decided+k.shown.Open > 0 {
				t.shown.Steps = append(t.shown.Steps, k.shown)
			}
		}
		if t.shown.Opened > 0 || len(t.shown.Steps) > 0 {
			out = append(out, t.shown)
		}
	}
	return out
}

// busiest are for whom most is waiting, and then who has decided most.
func (c *counter) busiest() []id.ID {
	all := c.people
	accounts := slices.Collect(maps.Keys(all))
	slices.SortFunc(accounts, func(a, b id.ID) int {
		return cmp.Or(cmp.Compare(all[b].open, all[a].open), cmp.Compare(all[b].decided, all[a].decided), slices.Compare(a[:], b[:]))
	})
	return accounts[:min(len(accounts), busiest)]
}

// loads shows what waits for people.
func (s *Service) loads(all map[id.ID]*load, accounts []id.ID) []PersonLoad {
	people, out := s.peopleOf(accounts), []PersonLoad{}
	for _, one := range accounts {
		l := all[one]
		median, _ := quantiles(&l.took)
		out = append(out, PersonLoad{Person: people[one], Open: l.open, Overdue: l.overdue, Decided: l.decided, MedianMS: median})
	}
	return out
}
