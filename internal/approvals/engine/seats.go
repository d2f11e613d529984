package engine

import (
	"slices"

	"tonggui/internal/approvals/route"
	"tonggui/internal/platform/id"
)

// addSeat wants one more signature; its task waits.
func (m *machine) addSeat(k int, kind SeatKind, of int, person id.ID) {
	n := m.node(k)
	n.Seats = append(n.Seats, Seat{Kind: kind, Of: of})
	m.addTask(k, len(n.Seats)-1, person, id.Zero)
}

func (m *machine) addTask(k, seat int, person, principal id.ID) int {
	st := &m.node(k).Seats[seat]
	st.Tasks = append(st.Tasks, Task{ID: m.w.NewID(), Person: person, For: principal, State: Waiting})
	m.sayTask(TaskWaiting, k, seat, len(st.Tasks)-1)
	return len(st.Tasks) - 1
}

// how tells how the people of a node decide.
func (m *machine) how(k int) route.How {
	if h := m.s.Nodes[k].How; h != "" {
		return h
	}
	return m.step(k).HowAt()
}

// advance asks whoever is to be asked now, and passes the node when every signature that it wants is there.
func (m *machine) advance(k int) bool {
	how, passed := m.how(k), true
	for i := range m.s.Nodes[k].Seats {
		if how == route.Any && !m.oneOfAny(k, i) || how != route.Any && m.s.Nodes[k].Seats[i].Of != 0 {
			continue
		}
		agreed := m.progress(k, i, how)
		if agreed && how == route.Any {
			passed = true
			break
		}
		passed = passed && agreed && how != route.Any
		if !agreed && how == route.Sequence {
			break
		}
	}
	if passed {
		m.pass(k)
	}
	return passed
}

// oneOfAny tells, in a node that any one decides, whether the seat is enough by itself: one of the route, or one that
// was added beside such a one.
func (m *machine) oneOfAny(k, seat int) bool {
	st := &m.s.Nodes[k].Seats[seat]
	return st.Of == 0 || st.Kind == Beside && m.oneOfAny(k, st.Of-1)
}

// progress asks for a seat and those added to it whatever can be asked now, and tells whether all have agreed.
func (m *machine) progress(k, seat int, how route.How) bool {
	before, rest := m.added(k, seat, how)
	ready := true
	for _, i := range before {
		ready = m.progress(k, i, how) && ready
	}
	agreed := m.s.Nodes[k].Seats[seat].Agreed
	if !agreed {
		if ready {
			agreed = m.ask(k, seat)
		} else {
			m.putBack(k, seat)
		}
	}
	all := agreed
	for _, i := range rest {
		if agreed || m.s.Nodes[k].Seats[i].Kind == Beside {
			all = m.progress(k, i, how) && all
		}
	}
	return all
}

// added lists the seats that were added to one: those before it, and the others as far as they must agree too.
func (m *machine) added(k, seat int, how route.How) (before, rest []int) {
	seats := m.s.Nodes[k].Seats
	for i := len(seats) - 1; i > seat && seats[i].Of != 0; i-- {
		switch {
		case seats[i].Of != seat+1:
		case seats[i].Kind == Before:
			before = append(before, i)
		case seats[i].Kind == Beside && how == route.Any && m.oneOfAny(k, i):
		default:
			rest = append(rest, i)
		}
	}
	slices.Reverse(before)
	slices.Reverse(rest)
	return before, rest
}

// ask opens a seat whose turn has come and tells whether it is agreed to already, by an earlier decision.
func (m *machine) ask(k, seat int) bool {
	if m.byEarlier(k, seat) {
		return true
	}
	for i := range m.s.Nodes[k].Seats[seat].Tasks { // those that opening adds are open already
		if m.s.Nodes[k].Seats[seat].Tasks[i].State == Waiting {
			m.openTask(k, seat, i)
		}
	}
	return false
}

// openTask lets a task decide. Somebody who has left meanwhile is replaced, and a delegate gets a task beside.
func (m *machine) openTask(k, seat, task int) {
	s, t := m.step(k), m.s.Nodes[k].Seats[seat].Tasks[task]
	if !t.For.IsZero() && (!m.w.People.Active(t.Person) || m.w.People.Delegate(t.For) != t.Person) {
		m.close(k, seat, task, Skipped, DelegateGone)
		return
	}
	if !m.w.People.Active(t.Person) {
		if heir := route.Heir(t.Person, m.avoid(s), m.w.People); !heir.IsZero() {
			m.replace(k, seat, heir, Left)
			return
		}
	}
	w := &m.node(k).Seats[seat].Tasks[task]
	w.State, w.OpenedAt, w.Overdue, w.DueAt = Open, m.w.Now, false, 0
	if s.Limit != nil {
		w.DueAt = m.due(s.Limit.Minutes)
	}
	m.sayTask(TaskOpened, k, seat, task)
	if t.For.IsZero() {
		m.delegate(k, seat, t.Person)
	}
}

// delegate gives the delegate of an open task's person a task beside it. The applicant is nobody's delegate here.
func (m *machine) delegate(k, seat int, principal id.ID) bool {
	to := m.w.People.Delegate(principal)
	if to.IsZero() || to == principal || to == m.avoid(m.step(k)) || !m.w.People.Active(to) {
		return false
	}
	for _, t := range m.s.Nodes[k].Seats[seat].Tasks {
		if !t.State.Closed() && t.Person == to {
			return false
		}
	}
	m.openTask(k, seat, m.addTask(k, seat, to, principal))
	return true
}

// putBack lets an open seat wait until those added before it have agreed.
func (m *machine) putBack(k, seat int) {
	for i, t := range m.s.Nodes[k].Seats[seat].Tasks {
		if t.State == Open {
			w := &m.node(k).Seats[seat].Tasks[i]
			w.State, w.DueAt, w.Overdue = Waiting, 0, false
			m.sayTask(TaskWaiting, k, seat, i)
		}
	}
}

// replace hands a seat whose turn it is over to another person.
func (m *machine) replace(k, seat int, to id.ID, outcome Outcome) {
	next := m.addTask(k, seat, to, id.Zero)
	tasks := m.node(k).Seats[seat].Tasks
	for i := range next {
		if !tasks[i].State.Closed() {
			tasks[i].By = tasks[next].ID
			m.close(k, seat, i, HandedOver, outcome)
		}
	}
	m.openTask(k, seat, next)
}

// close ends a task.
func (m *machine) close(k, seat, task int, state TaskState, outcome Outcome) {
	t := &m.node(k).Seats[seat].Tasks[task]
	t.State, t.Outcome, t.ClosedAt = state, outcome, m.w.Now
	m.sayTask(TaskClosed, k, seat, task)
}

// closeAll ends all tasks of a node that are not decided.
func (m *machine) closeAll(k int) {
	for j := range m.s.Nodes[k].Seats {
		m.closeSeat(k, j, Moot)
	}
}

func (m *machine) closeSeat(k, seat int, outcome Outcome) {
	for i := range m.s.Nodes[k].Seats[seat].Tasks {
		if !m.s.Nodes[k].Seats[seat].Tasks[i].State.Closed() {
			m.close(k, seat, i, Skipped, outcome)
		}
	}
}
