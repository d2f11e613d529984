package approvals

import (
	"time"

	"tonggui/internal/approvals/figures"
	"tonggui/internal/platform/clock"
	"tonggui/internal/platform/db"
	"tonggui/internal/platform/id"
	"tonggui/internal/platform/workday"
)

// counter sums up while rows are read; it keeps none of them.
type counter struct {
	days     *workday.Calendar
	now      clock.Instant
	span     span
	only     string // of one template; empty: of all
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

// count reads the ends of the span, where they are parts of days, from the rows, and the days between from
// sums and from what is in none of them yet. All are of one snapshot, so nothing is missed or counted twice.
func (c *counter) count(q db.Q) error {
	if err := c.begin(q); err != nil {
		return err
	}
	for _, key := range c.order { // so each question has an index
		t := c.byKey[key]
		for _, end := range c.span.ends {
			if err := eachOpened(q, key, end, func(k course) { c.opened(t, k) }); err != nil {
				return err
			}
			if err := eachTaken(q, key, end, func(k turn) { c.taken(t, k) }); err != nil {
				return err
			}
		}
	}
	if err := c.between(q); err != nil {
		return err
	}
	return eachOpenTurn(q, c.now, c.waits)
}

// between counts the whole days.
func (c *counter) between(q db.Q) error {
	if c.span.days.none() {
		return nil
	}
	within := c.span.days.instants()
	if err := eachRunning(q, within, func(template string, n int64) {
		if t := c.byKey[template]; t != nil {
			t.shown.Opened += n
			t.shown.Running += n
		}
	}); err != nil {
		return err
	}
	if err := eachUnsummed(q, within, func(k course) {
		if t := c.byKey[k.template]; t != nil {
			c.opened(t, k)
		}
	}); err != nil {
		return err
	}
	if err := eachUnsummedTurn(q, within, func(k turn) {
		if t := c.byKey[k.template]; t != nil {
			c.taken(t, k)
		}
	}); err != nil {
		return err
	}
	for _, part := range c.span.days.parts() {
		if err := c.summed(q, part); err != nil {
			return err
		}
	}
	return nil
}

// summed adds what sums say of a part of the span.
func (c *counter) summed(q db.Q, part run) error {
	if err := eachSum(q, sumEnded, part, c.only, func(k sumKey, v sum) {
		t := c.byKey[k.template]
		if t == nil {
			return
		}
		t.shown.ended(k.name, v.number)
		t.took.Merge(v.took)
	}); err != nil {
		return err
	}
	if err := eachSum(q, sumStep, part, c.only, func(k sumKey, v sum) {
		if t := c.byKey[k.template]; t != nil {
			step := t.at(k.name)
			step.shown.Decided += v.number
			step.shown.Overdue += v.late
			step.took.Merge(v.took)
		}
	}); err != nil {
		return err
	}
	return eachNumber(q, aboutPeople(c.only), part, func(person id.ID, n int64) { c.person(person).decided += n })
}

// summedSpreads adds how long the turns of some people took. Of all people that would be much to read.
func (c *counter) summedSpreads(q db.Q, people []id.ID) error {
	for _, part := range c.span.days.parts() {
		if err := eachSpread(q, aboutPeople(c.only), part, people, func(person id.ID, took figures.Spread) { c.people[person].took.Merge(took) }); err != nil {
			return err
		}
	}
	return nil
}

// ended counts approvals by their state.
func (t *TemplateStatistics) ended(state string, n int64) {
	t.Opened += n
	switch state {
	case "approved":
		t.Approved += n
	case "rejected":
		t.Rejected += n
	case "withdrawn":
		t.Withdrawn += n
	default:
		t.Running += n
	}
}

// timed tells whether an approval in a state has taken a time that counts.
func timed(state string) bool { return state == "approved" || state == "rejected" }

func (c *counter) opened(t *templateCount, k course) {
	t.shown.ended(k.state, 1)
	if timed(k.state) {
		t.took.Add(c.took(k.took, k.opened, k.closed))
	}
}

// took is the working time of something that has ended; what is in no sum yet is reckoned now.
func (c *counter) took(known int64, opened, closed clock.Instant) time.Duration {
	if known >= 0 {
		return time.Duration(known) * time.Microsecond
	}
	return c.days.Between(opened, closed)
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
	step, person, took := t.at(k.step), c.person(k.person), c.took(k.took, k.opened, k.closed)
	step.shown.Decided++
	if k.late() {
		step.shown.Overdue++
	}
	step.took.Add(took)
	person.decided++
	person.took.Add(took)
}

func (c *counter) waits(template, step string, person id.ID, n, overdue int64) {
	t := c.byKey[template]
	if t == nil {
		return
	}
	k, l := t.at(step), c.person(person)
	k.shown.Open += n
	k.shown.OpenOverdue += overdue
	l.open += n
	l.overdue += overdue
}
