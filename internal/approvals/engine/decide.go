package engine

import (
	"slices"

	"tonggui/internal/approvals/route"
	"tonggui/internal/platform/id"
)

// act does what an act says; settle goes on from there.
func (m *machine) act(a Act) error {
	switch {
	case a.Kind.System() != a.Who.IsZero():
		return ErrNotAllowed.New()
	case !a.Kind.System() && !m.w.People.Active(a.Who):
		return ErrInactive.New()
	}
	switch a.Kind {
	case Comment:
		m.events = append(m.events, Event{Kind: Commented, Person: a.Who})
		return nil
	case CC:
		return m.copy(a)
	case EndEarly:
		return m.endEarly(a)
	}
	if m.s.Status.Ended() {
		return ErrEnded.New()
	}
	switch a.Kind {
	case Withdraw, Urge, Resubmit:
		return m.ofApplicant(a)
	case Expire, HandOver, DelegateTaken, DelegateLeft, Lapse:
		return m.ofNobody(a)
	}
	return m.ofHolder(a)
}

func (m *machine) copy(a Act) error {
	for _, person := range a.To {
		if !m.w.People.Active(person) {
			return ErrInactive.New()
		}
		m.events = append(m.events, Event{Kind: Told, Person: person})
	}
	return nil
}

// endEarly moves nothing: the approval stays what it is. What it has brought about is not the engine's.
func (m *machine) endEarly(a Act) error {
	switch {
	case a.Who != m.s.Applicant:
		return ErrNotYours.New()
	case m.s.Status != Approved:
		return ErrNotAllowed.New()
	}
	return nil
}

func (m *machine) ofApplicant(a Act) error {
	if a.Who != m.s.Applicant {
		return ErrNotYours.New()
	}
	switch {
	case a.Kind == Withdraw:
		m.finish(Withdrawn)
		return nil
	case a.Kind == Resubmit:
		return m.resubmit(a)
	case m.s.Status != Running:
		return ErrNotAllowed.New()
	}
	m.s.each(func(i, j, k int) bool {
		if m.s.Nodes[i].Seats[j].Tasks[k].State == Open {
			m.sayTask(Urged, i, j, k)
		}
		return true
	})
	return nil
}

// holding finds an open task. What counts no more is closed, so an open task always stands.
func (m *machine) holding(task id.ID) (t Ticket, index int, err error) {
	ok := false
	m.s.each(func(i, j, k int) bool {
		if ok = m.s.Nodes[i].Seats[j].Tasks[k].ID == task; ok {
			t, index = m.s.ticket(i, j, k), k
		}
		return !ok
	})
	if !ok {
		return t, 0, ErrNotYours.New()
	}
	return t, index, nil
}

func (m *machine) ofHolder(a Act) error {
	t, task, err := m.holding(a.Task)
	switch {
	case err != nil:
		return err
	case t.Person != a.Who:
		return ErrNotYours.New()
	case t.State != Open:
		return ErrClosed.New()
	}
	s := m.step(t.Node)
	if a.Who == m.avoid(s) {
		return ErrApplicantSelf.New()
	}
	switch a.Kind {
	case Approve:
		if a.Edited {
			m.s.Edition++
			m.agreed = nil
		}
		m.agree(t, task, Agreed)
		if a.Edited {
			m.advance(t.Node) // a step that this completes stands, whatever has to be asked before it now
			return m.reconsider()
		}
		return nil
	case Reject:
		m.close(t.Node, t.Seat, task, Done, Refused)
		m.closeSeat(t.Node, t.Seat, ByOther)
		m.finish(Rejected)
		return nil
	case Transfer:
		return m.transfer(a, t, s)
	case AddBefore, AddAfter, AddBeside:
		return m.add(a, t, s)
	case ReturnApplicant, ReturnStep:
		return m.sendBack(a, t, task, s)
	}
	return ErrNotAllowed.New()
}

// agree settles a seat.
func (m *machine) agree(t Ticket, task int, outcome Outcome) {
	st := &m.node(t.Node).Seats[t.Seat]
	st.Agreed, st.Tasks[task].Edition = true, m.s.Edition
	m.close(t.Node, t.Seat, task, Done, outcome)
	m.closeSeat(t.Node, t.Seat, ByOther)
	m.agreed = nil
}

func (m *machine) transfer(a Act, t Ticket, s *route.Step) error {
	if !s.May.Transfer || len(a.To) != 1 {
		return ErrNotAllowed.New()
	}
	if err := m.mayAsk(a, t, s); err != nil {
		return err
	}
	if len(m.s.Nodes[t.Node].Seats[t.Seat].Tasks) >= MaxHeld {
		return ErrTooOften.New()
	}
	m.replace(t.Node, t.Seat, a.To[0], id.Zero, Transferred)
	return nil
}

func (m *machine) add(a Act, t Ticket, s *route.Step) error {
	if !s.May.Add || len(a.To) == 0 {
		return ErrNotAllowed.New()
	}
	if err := m.mayAsk(a, t, s); err != nil {
		return err
	}
	added := 0
	for _, st := range m.s.Nodes[t.Node].Seats {
		if st.Of != 0 {
			added++
		}
	}
	if added+len(a.To) > MaxAdded {
		return ErrTooManyAsked.New("max", MaxAdded)
	}
	kind := map[ActKind]SeatKind{AddBefore: Before, AddAfter: After, AddBeside: Beside}[a.Kind]
	for _, person := range a.To {
		m.addSeat(t.Node, kind, t.Seat+1, Task{Person: person})
	}
	return nil
}

// mayAsk refuses to ask the applicant, somebody who is not there, or who has a part in this step already.
func (m *machine) mayAsk(a Act, t Ticket, s *route.Step) error {
	for i, person := range a.To {
		switch {
		case person.IsZero() || !m.w.People.Active(person):
			return ErrInactive.New()
		case person == m.avoid(s):
			return ErrApplicantSelf.New()
		case slices.Contains(a.To[:i], person) || m.hasPart(t.Node, person):
			return ErrAlreadyAsked.New()
		}
	}
	return nil
}

// hasPart tells whether a person holds a seat of the node or has decided one. Who handed theirs over has none.
func (m *machine) hasPart(k int, person id.ID) bool {
	for _, st := range m.s.Nodes[k].Seats {
		for _, t := range st.Tasks {
			if t.Person == person && (t.State == Waiting || t.State == Open || t.State == Done) {
				return true
			}
		}
	}
	return false
}
