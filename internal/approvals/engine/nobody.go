package engine

import "tonggui/internal/approvals/route"

// ofNobody does what jobs do: time limits, leavers, delegations that begin and end.
func (m *machine) ofNobody(a Act) error {
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
		if !t.For.IsZero() || !m.delegate(t.Node, t.Seat, t.Person) {
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

// expire does what the step says when its time limit has passed. Where that cannot be done (a person must decide, or
// nobody is above) the person is reminded; a task expires once.
func (m *machine) expire(t Ticket, task int, s *route.Step) error {
	if t.DueAt == 0 || t.Overdue || m.w.Now < t.DueAt {
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
		above := route.Above(holder, 1, m.avoid(s), m.w.People)
		if !above.IsZero() && !m.hasPart(t.Node, above) {
			m.replace(t.Node, t.Seat, above, Escalated)
			return nil
		}
	}
	m.node(t.Node).Seats[t.Seat].Tasks[task].Overdue = true
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
		m.replace(t.Node, t.Seat, a.To[0], Left)
		return nil
	}
	heir := route.Heir(t.Person, m.avoid(s), m.w.People)
	if heir.IsZero() {
		return ErrNobody.New("step", t.Step)
	}
	m.replace(t.Node, t.Seat, heir, Left)
	return nil
}
