package approvals

import (
	"cmp"
	"context"
	"slices"
	"time"

	"tonggui/internal/approvals/figures"
	"tonggui/internal/platform/apperr"
	"tonggui/internal/platform/authz"
	"tonggui/internal/platform/clock"
	"tonggui/internal/platform/db"
	"tonggui/internal/platform/id"
	"tonggui/internal/platform/ref"
	"tonggui/internal/platform/workday"
)

const (
	// longestStatistics bounds the span of a question.
	longestStatistics = 366 * 24 * time.Hour
	// busiest is how many people are shown with what waits for them.
	busiest = 50
)

// ApprovalStatistics tells how long approvals take, and for whom they wait. Times are working time by the
// company's calendar, within one percent.
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
	err = s.DB.Read(ctx, func(q db.Q) error {
		days, err := s.Days.For(q, id.Zero)
		if err != nil {
			return err
		}
		c = &counter{days: days.Calendar, now: q.At(), from: from, to: to, language: who.Language, byKey: map[string]*templateCount{}, people: map[id.ID]*load{}}
		return c.count(q, template)
	})
	if err != nil {
		return out, err
	}
	return ApprovalStatistics{FromAt: from, ToAt: to, Templates: c.templates(), People: s.loads(c.people)}, nil
}

// counter sums up while rows are read; it keeps none of them.
type counter struct {
	days     *workday.Calendar
	now      clock.Instant
	from, to clock.Instant
	language string
	order    []string
	byKey    map[string]*templateCount
	people   map[id.ID]*load
}

type templateCount struct {
	shown TemplateStatistics
	took  figures.Spread
	steps []string
	step  map[string]*stepCount
}

type stepCount struct {
	shown StepStatistics
	took  figures.Spread
}

type load struct {
	open, overdue, decided int64
	took                   figures.Spread
}

// count reads the templates one after the other: so each question has an index.
func (c *counter) count(q db.Q, only string) error {
	if err := c.begin(q, only); err != nil {
		return err
	}
	for _, key := range c.order {
		t := c.byKey[key]
		if err := eachOpened(q, key, c.from, c.to, func(state string, opened, closed clock.Instant) { c.opened(t, state, opened, closed) }); err != nil {
			return err
		}
		if err := eachTaken(q, key, c.from, c.to, func(k turn) { c.taken(t, k) }); err != nil {
			return err
		}
	}
	return eachOpenTurn(q, func(template string, k turn) {
		if t := c.byKey[template]; t != nil {
			c.waits(t, k)
		}
	})
}

func (c *counter) opened(t *templateCount, state string, opened, closed clock.Instant) {
	t.shown.Opened++
	switch state {
	case "approved":
		t.shown.Approved++
	case "rejected":
		t.shown.Rejected++
	case "withdrawn":
		t.shown.Withdrawn++
		return
	default:
		t.shown.Running++
		return
	}
	t.took.Add(c.days.Between(opened, closed))
}

func (t *templateCount) at(step string) *stepCount {
	k := t.step[step]
	if k == nil { // of an older version
		k = &stepCount{shown: StepStatistics{Step: step, Name: step}}
		t.step[step], t.steps = k, append(t.steps, step)
	}
	return k
}

func (c *counter) person(one id.ID) *load {
	l := c.people[one]
	if l == nil {
		l = &load{}
		c.people[one] = l
	}
	return l
}

func (c *counter) taken(t *templateCount, k turn) {
	step, person, took := t.at(k.step), c.person(k.person), c.days.Between(k.opened, k.closed)
	step.shown.Decided++
	if k.due > 0 && k.closed > k.due {
		step.shown.Overdue++
	}
	step.took.Add(took)
	person.decided++
	person.took.Add(took)
}

func (c *counter) waits(t *templateCount, k turn) {
	step, person := t.at(k.step), c.person(k.person)
	step.shown.Open++
	person.open++
	if k.due > 0 && c.now > k.due {
		step.shown.OpenOverdue++
		person.overdue++
	}
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

// loads shows for whom most is waiting.
func (s *Service) loads(all map[id.ID]*load) []PersonLoad {
	accounts := []id.ID{}
	for one := range all {
		accounts = append(accounts, one)
	}
	slices.SortFunc(accounts, func(a, b id.ID) int {
		return cmp.Or(cmp.Compare(all[b].open, all[a].open), cmp.Compare(all[b].decided, all[a].decided), cmp.Compare(a.String(), b.String()))
	})
	accounts = accounts[:min(len(accounts), busiest)]
	people, out := s.peopleOf(accounts), []PersonLoad{}
	for _, one := range accounts {
		l := all[one]
		median, _ := quantiles(&l.took)
		out = append(out, PersonLoad{Person: people[one], Open: l.open, Overdue: l.overdue, Decided: l.decided, MedianMS: median})
	}
	return out
}
