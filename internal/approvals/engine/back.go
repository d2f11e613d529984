package engine

import (
	"slices"

	"tonggui/internal/approvals/route"
)

// sendBack returns the approval to the applicant or to a step that has passed.
func (m *machine) sendBack(a Act, t Ticket, task int, s *route.Step) error {
	if !s.May.Return {
		return ErrNotAllowed.New()
	}
	if m.s.Round >= MaxRounds {
		return ErrTooOften.New()
	}
	target := -1
	if a.Kind == ReturnStep {
		if target = route.Find(m.places, a.Step); target < 0 || !m.canReturn(target, m.s.Nodes[t.Node].At) {
			return ErrStepUnknown.New("step", a.Step)
		}
	}
	m.close(t.Node, t.Seat, task, Done, SentBack)
	m.closeSeat(t.Node, t.Seat, ByOther)
	m.leave(t.Node)
	m.events = append(m.events, Event{Kind: WasReturned, Step: a.Step, Person: a.Who})
	if target < 0 {
		m.s.Status, m.s.Onward = Returned, a.Onward
		for k := range m.s.Nodes {
			if n := &m.s.Nodes[k]; n.State == NodeRunning && n.Arms == nil {
				m.leave(k)
			}
		}
		return nil
	}
	m.s.Round++
	m.back = target
	if a.Onward {
		m.leave(m.live[target]) // what lies between and runs is left by the walk, which does not reach it
		return nil
	}
	m.leaveFrom(target)
	return nil
}

// canReturn tells whether a return may go from one place to another: to a step that was decided and that comes before,
// in the same list of steps or around it, or within a step that comes before. A parallel arm is not before another.
func (m *machine) canReturn(target, from int) bool {
	k := m.live[target]
	if k < 0 || m.places[target].Step.Kind != route.Approve || m.s.Nodes[k].State != NodePassed || len(m.s.Nodes[k].Seats) == 0 {
		return false
	}
	for at := target; at >= 0; at = m.places[at].Up {
		if from >= m.places[at].End && from < m.places[at].ArmEnd {
			return true
		}
	}
	return false
}

// leaveFrom leaves a step and all that comes after it: the rest of its list, and of each list around that.
func (m *machine) leaveFrom(target int) {
	m.leaveRange(target, m.places[target].ArmEnd)
	for at := m.places[target].Up; at >= 0; at = m.places[at].Up {
		m.leaveRange(m.places[at].End, m.places[at].ArmEnd)
	}
}

// resubmit lets a returned approval go on: from its beginning, or straight to who returned it.
func (m *machine) resubmit(a Act) error {
	if m.s.Status != Returned || a.Onward && !m.s.Onward {
		return ErrNotAllowed.New()
	}
	m.s.Status, m.s.Onward, m.strict = Running, false, true
	m.s.Round++
	m.s.Edition++
	m.agreed = nil
	m.events = append(m.events, Event{Kind: Resubmitted, Person: a.Who})
	if err := m.choose(a.Chosen); err != nil {
		return err
	}
	if a.Onward {
		return m.reconsider()
	}
	m.leaveRange(0, len(m.places))
	return nil
}

// reconsider looks, after the content has changed, at what stands: branches that now go elsewhere are left with all
// that is within them, and so is a step whose people follow from a field that names others now.
func (m *machine) reconsider() error {
	for at := range m.places {
		k := m.live[at]
		if k < 0 {
			continue
		}
		switch s := m.places[at].Step; {
		case len(s.Arms) > 0:
			arms, err := m.take(s)
			if err != nil {
				return err
			}
			if !slices.Equal(arms, m.s.Nodes[k].Arms) {
				m.leaveRange(at, m.places[at].End)
			}
		case s.Kind == route.Approve && byField(s) && !slices.Equal(m.fieldPeople(s), m.s.Nodes[k].Asked):
			m.leave(k)
		}
	}
	return nil
}
