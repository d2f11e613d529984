package engine

import (
	"errors"
	"fmt"
	"slices"

	"tonggui/internal/approvals/route"
)

// errState is a fault of the caller: the state was made with another route.
var errState = errors.New("engine: the state does not belong to this route")

// machine does one act. It works on a copy of the nodes and clones a node before it writes there.
type machine struct {
	r       route.Route
	w       World
	s       State
	places  []route.Place
	live    []int  // by place: the node that stands, or -1
	own     []bool // by node: already cloned
	seen    []bool // by node: the walk came by
	events  []Event
	agreed  []agreement // see earlier; nil until asked
	back    int         // the place that a return goes to, or -1
	dry     bool        // see ahead
	sure    bool        // every open node is one that the walk has reached
	again   bool        // what the walk came by before that was so has to be looked at again
	strict  bool        // the applicant acts: nobody to ask is told them instead of ending the approval
	stopped bool
}

// Start begins an approval. It has ended already where no step asks anybody.
func Start(r route.Route, b Begin, w World) (State, []Event, error) {
	if b.Applicant.IsZero() || !w.People.Active(b.Applicant) {
		return State{}, nil, ErrInactive.New()
	}
	m, err := open(r, State{Status: Running, Applicant: b.Applicant, Round: 1, Edition: 1}, w)
	if err != nil {
		return State{}, nil, err
	}
	m.strict = true
	if err = m.choose(b.Chosen); err == nil {
		err = m.settle()
	}
	if err != nil {
		return State{}, nil, err
	}
	return m.s, m.events, nil
}

// Do does one act and goes on as far as nobody needs to be asked. On an error nothing has changed.
func (s State) Do(r route.Route, a Act, w World) (State, []Event, error) {
	m, err := open(r, s, w)
	if err != nil {
		return s, nil, err
	}
	if err = m.act(a); err == nil && !a.Kind.Aside() {
		err = m.settle()
	}
	if err != nil {
		return s, nil, err
	}
	return m.s, m.events, nil
}

func open(r route.Route, s State, w World) (*machine, error) {
	m := &machine{r: r, w: w, s: s, places: r.Places(), back: -1}
	m.s.Nodes = make([]Node, len(s.Nodes), len(s.Nodes)+4)
	copy(m.s.Nodes, s.Nodes)
	m.own = make([]bool, len(s.Nodes), len(s.Nodes)+4)
	m.live = make([]int, len(m.places))
	for i := range m.live {
		m.live[i] = -1
	}
	for i := range m.s.Nodes {
		n := &m.s.Nodes[i]
		if n.At >= len(m.places) || m.places[n.At].Step.ID != n.Step {
			return nil, errState
		}
		if n.State != NodeLeft {
			m.live[n.At] = i
		}
	}
	return m, nil
}

// node gives a node to write into.
func (m *machine) node(i int) *Node {
	n := &m.s.Nodes[i]
	if !m.own[i] {
		n.Seats = slices.Clone(n.Seats)
		for j := range n.Seats {
			n.Seats[j].Tasks = slices.Clone(n.Seats[j].Tasks)
		}
		m.own[i] = true
	}
	return n
}

func (m *machine) step(node int) *route.Step { return m.places[m.s.Nodes[node].At].Step }

func (m *machine) say(kind EventKind, node int) {
	m.events = append(m.events, Event{Kind: kind, Step: m.s.Nodes[node].Step, Node: node})
}

func (m *machine) sayTask(kind EventKind, node, seat, task int) {
	t := m.s.ticket(node, seat, task)
	m.events = append(m.events, Event{Kind: kind, Step: t.Step, Node: node, Person: t.Person, Task: t})
}

// settle walks the route from its beginning, as far as nobody has to be asked.
func (m *machine) settle() error {
	if m.s.Status != Running {
		return nil
	}
	m.seen = make([]bool, len(m.s.Nodes), len(m.s.Nodes)+4)
	through, err := m.walk(0, len(m.places))
	if err != nil || m.stopped {
		return err
	}
	for i := range m.s.Nodes {
		if !m.seen[i] && m.s.Nodes[i].State == NodeRunning {
			m.leave(i)
		}
	}
	if m.sure = true; m.again {
		if through, err = m.walk(0, len(m.places)); err != nil || m.stopped {
			return err
		}
	}
	if through {
		m.finish(Approved)
	}
	return nil
}

// walk goes through the steps that stand in one list and tells whether all have passed.
func (m *machine) walk(from, to int) (bool, error) {
	for at := from; at < to; at = m.places[at].End {
		passed, err := m.visit(at)
		if err != nil || !passed {
			return false, err
		}
	}
	return true, nil
}

func (m *machine) visit(at int) (passed bool, err error) {
	k := m.live[at]
	if k < 0 {
		if k, err = m.reach(at); err != nil || m.stopped {
			return false, err
		}
	}
	m.seen[k] = true
	switch kind := m.places[at].Step.Kind; {
	case kind == route.Branch, kind == route.Parallel:
		return m.arms(at, k)
	case m.s.Nodes[k].State != NodeRunning:
		return m.s.Nodes[k].State == NodePassed, nil
	}
	passed = m.advance(k)
	if !passed && m.dry {
		m.pretend(k)
		passed = m.s.Nodes[k].State == NodePassed
	}
	return passed, nil
}

// arms walks the arms that were taken; the step has passed when all have.
func (m *machine) arms(at, k int) (bool, error) {
	through := true
	for inner := at + 1; inner < m.places[at].End; inner = m.places[inner].ArmEnd {
		if !slices.Contains(m.s.Nodes[k].Arms, m.places[inner].Arm.ID) {
			continue
		}
		passed, err := m.walk(inner, m.places[inner].ArmEnd)
		if err != nil || m.stopped {
			return false, err
		}
		through = through && passed
	}
	if through && m.s.Nodes[k].State == NodeRunning {
		m.pass(k)
	}
	return through, nil
}

// take tells which arms are gone now.
func (m *machine) take(s *route.Step) (arms []string, err error) {
	for i := range s.Arms {
		holds := s.Arms[i].When == ""
		if !holds {
			if holds, err = m.w.Facts.Holds(s.Arms[i].When); err != nil {
				return nil, fmt.Errorf("step %s, arm %s: %w", s.ID, s.Arms[i].ID, err)
			}
		}
		if holds {
			arms = append(arms, s.Arms[i].ID)
			if s.Kind == route.Branch {
				break
			}
		}
	}
	return arms, nil
}

// pass lets a node go; what nobody decided in it is not needed any more.
func (m *machine) pass(k int) {
	m.node(k).State = NodePassed
	m.closeAll(k)
	m.say(StepPassed, k)
}

// leave takes a node out of what stands. What it lies within has not passed any more.
func (m *machine) leave(k int) {
	m.node(k).State = NodeLeft
	m.closeAll(k)
	at := m.s.Nodes[k].At
	m.live[at] = -1
	for up := m.places[at].Up; up >= 0; up = m.places[up].Up {
		if around := m.live[up]; around >= 0 && m.s.Nodes[around].State == NodePassed {
			m.node(around).State = NodeRunning
		}
	}
	m.agreed = nil
	m.say(StepLeft, k)
}

// leaveRange leaves what stands at the places from and up to, not with, to.
func (m *machine) leaveRange(from, to int) {
	for at := from; at < to; at++ {
		if k := m.live[at]; k >= 0 {
			m.leave(k)
		}
	}
}

// finish ends the approval.
func (m *machine) finish(status Status) {
	for k := range m.s.Nodes {
		if m.s.Nodes[k].State == NodeRunning {
			m.node(k).State = NodeStopped
			m.closeAll(k)
		}
	}
	m.s.Status, m.s.Onward, m.stopped = status, false, true
	m.events = append(m.events, Event{Kind: Finished})
}
