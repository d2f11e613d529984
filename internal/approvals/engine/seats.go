package engine

import (
	"slices"

	"tonggui/internal/approvals/route"
	"tonggui/internal/platform/id"
)

// addSeat wants one more signature; its task waits.
func (m *machine) addSeat(k int, kind SeatKind, of int, t Task) {
	n := m.node(k)
	n.Seats = append(n.Seats, Seat{Kind: kind, Of: of})
	m.addTask(k, len(n.Seats)-1, t)
}

func (m *machine) addTask(k, seat int, t Task) int {
	st := &m.node(k).Seats[seat]
	t.ID, t.State = m.w.NewID(), Waiting
	st.Tasks = append(st.Tasks, t)
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
		switch t := m.s.Nodes[k].Seats[seat].Tasks[i]; {
		case t.State == Waiting:
			m.openTask(k, seat, i)
		case t.State == Open && t.For.IsZero(): // who had a place before may have none now
			if m.inherited(k, seat, t.Person) {
				return false
			}
			m.delegate(k, seat, i)
		}
	}
	return false
}

// inherited gives the seat of somebody who has left to their heir, if there is one.
func (m *machine) inherited(k, seat int, person id.ID) bool {
	if m.w.People.Active(person) {
		return false
	}
	heir, over := m.heir(k, person)
	if heir.IsZero() {
		return false
	}
	m.replace(k, seat, heir, over, Left)
	return true
}

// openTask lets a task decide. Somebody who has left meanwhile is replaced, and a delegate gets a task beside.
func (m *machine) openTask(k, seat, task int) {
	s, t := m.step(k), m.s.Nodes[k].Seats[seat].Tasks[task]
	if !t.For.IsZero() && (!m.w.People.Active(t.Person) || m.w.People.Delegate(t.For) != t.Person) {
		m.close(k, seat, task, Skipped, DelegateGone)
		return
	}
	if m.inherited(k, seat, t.Person) {
		return
	}
	w := &m.node(k).Seats[seat].Tasks[task]
	w.State, w.OpenedAt = Open, m.w.Now
	w.unlimited()
	if s.Limit != nil {
		w.DueAt = m.due(s.Limit.Minutes)
		w.LookAt = w.DueAt
	}
	m.sayTask(TaskOpened, k, seat, task)
	if t.For.IsZero() {
		m.delegate(k, seat, task)
	}
}

// delegate gives the delegate of an open task's person a task beside it. The applicant is nobody's delegate here, nor
// is somebody who decides in the step anyway: that is noted once.
func (m *machine) delegate(k, seat, task int) bool {
	principal := m.s.Nodes[k].Seats[seat].Tasks[task].Person
	to := m.w.People.Delegate(principal)
	if to.IsZero() || to == principal || to == m.avoid(m.step(k)) || !m.w.People.Active(to) {
		return false
	}
	if !m.hasPart(k, to) {
		m.openTask(k, seat, m.addTask(k, seat, Task{Person: to, For: principal}))
		return true
	}
	for _, t := range m.s.Nodes[k].Seats[seat].Tasks {
		if t.Person == to && t.For == principal && (!t.State.Closed() || t.Outcome == HasPlace) {
			return false
		}
	}
	m.close(k, seat, m.addTask(k, seat, Task{Person: to, For: principal}), Skipped, HasPlace)
	return false
}

// heir gives who takes the place of somebody who is not there, and who would have done so but has one already. Nobody
// has two places in one coming to a step: fewer people than it wants are never enough.
func (m *machine) heir(k int, person id.ID) (heir, over id.ID) {
	return route.Heir(person, m.free(k, &over), m.w.People), over
}

// free tells who can be given a place of a node; of those who have one it keeps the first.
func (m *machine) free(k int, over *id.ID) func(id.ID) bool {
	return func(person id.ID) bool {
		switch {
		case person == m.avoid(m.step(k)):
			return false
		case m.hasPart(k, person):
			if over.IsZero() {
				*over = person
			}
			return false
		}
		return true
	}
}

// unlimited takes a limit, and all that was done about it, off a task.
func (t *Task) unlimited() {
	t.DueAt, t.LookAt, t.MindedAt, t.Overdue, t.Reminded = 0, 0, 0, false, 0
}

// putBack lets an open seat wait until those added before it have agreed.
func (m *machine) putBack(k, seat int) {
	for i, t := range m.s.Nodes[k].Seats[seat].Tasks {
		if t.State == Open {
			w := &m.node(k).Seats[seat].Tasks[i]
			w.State = Waiting
			w.unlimited()
			m.sayTask(TaskWaiting, k, seat, i)
		}
	}
}

// replace hands a seat whose turn it is over to another person.
func (m *machine) replace(k, seat int, to, over id.ID, outcome Outcome) {
	next := m.addTask(k, seat, Task{Person: to, Over: over})
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
	t.State, t.Outcome, t.ClosedAt, t.LookAt = state, outcome, m.w.Now, 0
	m.again = m.again || state != Done // who has no place here any more may be somebody's delegate elsewhere in the node
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
