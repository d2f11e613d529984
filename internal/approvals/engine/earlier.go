package engine

import (
	"tonggui/internal/approvals/route"
	"tonggui/internal/platform/clock"
	"tonggui/internal/platform/id"
)

// agreement is somebody's own agreement to the content as it is now.
type agreement struct {
	person id.ID
	task   id.ID
	node   int
}

// byEarlier settles a seat by an earlier agreement of its person, where the route lets that count.
func (m *machine) byEarlier(k, seat int) bool {
	s, st := m.step(k), &m.s.Nodes[k].Seats[seat]
	if m.r.SameAt(s) != route.Once || st.Kind != Decide || s.Writes() || m.s.Nodes[k].Back {
		return false
	}
	own := &st.Tasks[0] // of the person whom the route found; nobody else may have held the seat since
	if own.State.Closed() || !m.w.People.Active(own.Person) {
		return false
	}
	by, ok := m.earlier(own.Person, s)
	if !ok {
		return false
	}
	st = &m.node(k).Seats[seat]
	st.Agreed, st.Tasks[0].By, st.Tasks[0].Edition = true, by, m.s.Edition
	m.close(k, seat, 0, Done, Earlier)
	m.closeSeat(k, seat, ByOther)
	return true
}

// earlier finds a person's own agreement that is good enough for a step. One in a step that has not passed yet counts
// when it is sure that the step stays: the walk may still leave it.
func (m *machine) earlier(person id.ID, s *route.Step) (task id.ID, ok bool) {
	if m.agreed == nil {
		m.agreed = []agreement{}
		m.s.each(func(i, j, k int) bool {
			t := &m.s.Nodes[i].Seats[j].Tasks[k]
			if t.Outcome == Agreed && t.For.IsZero() && t.Edition == m.s.Edition && m.s.Nodes[i].State != NodeLeft {
				m.agreed = append(m.agreed, agreement{t.Person, t.ID, i})
			}
			return true
		})
	}
	for _, a := range m.agreed {
		if a.person != person {
			continue
		}
		given := m.step(a.node)
		switch {
		case strength(given) < strength(s) || s.Stroke && !given.Stroke:
		case m.s.Nodes[a.node].State == NodePassed || m.sure:
			return a.task, true
		default:
			m.again = true // counted once that is sure
		}
	}
	return id.Zero, false
}

// strength orders levels. The template's own is at least a password.
func strength(s *route.Step) int {
	if s.Level == route.Passkey {
		return 2
	}
	return 1
}

func (m *machine) due(minutes int) clock.Instant {
	if m.w.Due == nil {
		return m.w.Now + clock.Instant(minutes)*60_000_000
	}
	return m.w.Due(m.w.Now, minutes)
}
