package engine

import (
	"tonggui/internal/approvals/route"
	"tonggui/internal/platform/id"
)

// ofNobody does what jobs do: time limits, leavers, delegations that begin and end.
func (m *machine) ofNobody(a Act) error {
	if a.Kind == Lapse {
		return m.lapse()
	}
	t, task, err := m.holding(a.Task)
	switch {
	case err != nil:
		return err
	case t.State != Open:
		return ErrClosed.New()
	}
	switch s, p := m.step(t.Node), m.w.People; a.Kind {
	case Expire:
		return m.expire(t, task, s)
	case HandOver:
		return m.handOver(a, t, task, s)
	case DelegateTaken:
		if !t.For.IsZero() || !m.delegate(t.Node, t.Seat, task) {
			return ErrNotAllowed.New()
		}
	case DelegateLeft:
		if t.For.IsZero() || p.Delegate(t.For) == t.Person {
			return ErrNotAllowed.New()
		}
		m.close(t.Node, t.Seat, task, Skipped, DelegateGone)
	}
	return nil
}

// lapse ends what was returned to an applicant who has left. Nobody else hands it in: what it says, and the signature
// under it, are the applicant's own; whoever needs the same can apply for it. Those who were asked are told.
func (m *machine) lapse() error {
	if m.s.Status != Returned || m.w.People.Active(m.s.Applicant) {
		return ErrNotAllowed.New()
	}
	m.finish(Withdrawn)
	told := map[id.ID]bool{}
	m.s.each(func(i, j, k int) bool {
		t := &m.s.Nodes[i].Seats[j].Tasks[k]
		if t.OpenedAt != 0 && !told[t.Person] && m.w.People.Active(t.Person) {
			told[t.Person] = true
			m.events = append(m.events, Event{Kind: Told, Person: t.Person})
		}
		return true
	})
	return nil
}

// expire does what the step says when its time limit has passed. Where that cannot be done (a person must decide, or
// nobody is above) the person is reminded, and it is looked at again as often as the step says. The next time is
// reckoned from now, so what a pause has put off is made up for once and not all at once.
func (m *machine) expire(t Ticket, task int, s *route.Step) error {
	if t.LookAt == 0 || m.w.Now < t.LookAt {
		return ErrNotDue.New()
	}
	switch {
	case s.Limit.Then == route.PassThen && !s.Confirms:
		m.agree(t, task, AutoAgreed)
		return nil
	case s.Limit.Then == route.RejectThen && !s.Confirms:
		m.close(t.Node, t.Seat, task, Done, AutoRefused)
		m.closeSeat(t.Node, t.Seat, ByOther)
		m.finish(Rejected)
		return nil
	case s.Limit.Then == route.Escalate:
		holder := t.Person
		if !t.For.IsZero() {
			holder = t.For
		}
		over := id.Zero
		if above := route.Above(holder, 1, m.free(t.Node, &over), m.w.People); !above.IsZero() {
			m.replace(t.Node, t.Seat, above, over, Escalated)
			return nil
		}
	}
	w := &m.node(t.Node).Seats[t.Seat].Tasks[task]
	w.Overdue, w.MindedAt, w.LookAt = true, m.w.Now, 0
	if w.Reminded++; w.Reminded < s.Limit.Most() {
		w.LookAt = m.due(s.Limit.Again)
	}
	m.sayTask(TaskChanged, t.Node, t.Seat, task)
	return nil
}

// handOver gives the task of somebody who has left to another person. A delegate's task just ends: the principal has
// their own.
func (m *machine) handOver(a Act, t Ticket, task int, s *route.Step) error {
	if m.w.People.Active(t.Person) || len(a.To) > 1 {
		return ErrNotAllowed.New()
	}
	if !t.For.IsZero() {
		m.close(t.Node, t.Seat, task, Skipped, DelegateGone)
		return nil
	}
	if len(a.To) == 1 {
		if err := m.mayAsk(a, t, s); err != nil {
			return err
		}
		m.replace(t.Node, t.Seat, a.To[0], id.Zero, Left)
		return nil
	}
	heir, over := m.heir(t.Node, t.Person)
	if heir.IsZero() {
		return ErrNobody.New("step", t.Step)
	}
	m.replace(t.Node, t.Seat, heir, over, Left)
	return nil
}
