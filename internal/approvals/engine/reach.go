package engine

import (
	"slices"

	"tonggui/internal/approvals/route"
	"tonggui/internal/platform/id"
)

// reach makes the node of a step that is come to.
func (m *machine) reach(at int) (int, error) {
	s := m.places[at].Step
	n := Node{Step: s.ID, At: at, Round: m.s.Round, State: NodeRunning, Back: at == m.back}
	var err error
	if s.Kind == route.Branch || s.Kind == route.Parallel {
		if n.Arms, err = m.take(s); err != nil {
			return 0, err
		}
	}
	k := len(m.s.Nodes)
	m.s.Nodes = append(m.s.Nodes, n)
	m.own, m.seen = append(m.own, true), append(m.seen, false)
	m.live[at] = k
	m.say(StepReached, k)
	switch s.Kind {
	case route.Branch, route.Parallel:
		m.leaveOthers(at, n.Arms)
	case route.Copy:
		m.tell(k)
	case route.Approve:
		err = m.seat(k)
	}
	return k, err
}

// leaveOthers leaves what stands in arms that are not gone, from a time before a return.
func (m *machine) leaveOthers(at int, arms []string) {
	for inner := at + 1; inner < m.places[at].End; inner = m.places[inner].ArmEnd {
		if !slices.Contains(arms, m.places[inner].Arm.ID) {
			m.leaveRange(inner, m.places[inner].ArmEnd)
		}
	}
}

// tell passes a step that only tells people.
func (m *machine) tell(k int) {
	s := m.step(k)
	found := route.Search(s, m.s.Applicant, m.s.Chosen[s.ID], m.w.Facts, m.w.People)
	for _, person := range found.People {
		m.events = append(m.events, Event{Kind: Told, Step: s.ID, Node: k, Person: person})
	}
	m.s.Nodes[k].State = NodePassed
	m.say(StepPassed, k)
}

// seat finds the people of a step and gives each a seat, or does what the route says where there is nobody.
func (m *machine) seat(k int) error {
	s, n := m.step(k), &m.s.Nodes[k]
	if m.dry && choice(s) != nil && len(m.s.Chosen[s.ID]) == 0 {
		n.Why = ByChoice
		m.pass(k)
		return nil
	}
	people, over, why := m.find(s)
	if byField(s) {
		n.Asked = m.fieldPeople(s)
	}
	if len(people) == 0 || why == ByAdmin {
		n.Why = why
	}
	if len(people) == 0 {
		switch {
		case why == BySelf, m.r.NobodyAt(s) == route.NobodyPass:
			m.pass(k)
			return nil
		case m.strict:
			return ErrNobody.New("step", s.ID)
		}
		if n.State = NodeStopped; !m.dry { // looking ahead goes on in other arms
			m.finish(Rejected)
		}
		return nil
	}
	if why == ByAdmin && len(people) > 1 && s.HowAt() != route.Any {
		n.How = route.Any // administrators stand in for one another
	}
	n.Seats = make([]Seat, 0, len(people))
	for _, person := range people {
		m.addSeat(k, Decide, 0, Task{Person: person, Over: over[person]})
	}
	return nil
}

// find gives the people of a step after the rules for the applicant and for nobody, and by person who would have been
// asked instead but has a place already. Without people, why tells whether only the applicant was found.
func (m *machine) find(s *route.Step) (people []id.ID, over map[id.ID]id.ID, why Why) {
	found := route.Search(s, m.s.Applicant, m.s.Chosen[s.ID], m.w.Facts, m.w.People)
	people, over = found.People, found.Over
	self := m.r.SelfAt(s)
	if i := slices.Index(people, m.s.Applicant); i >= 0 && self != route.SelfAsk {
		people = slices.Delete(slices.Clone(people), i, i+1)
		if self == route.SelfSuperior {
			passed := id.Zero
			above := route.Above(m.s.Applicant, 1, m.freeOf(s, people, &passed), m.w.People)
			found.Missing = found.Missing || above.IsZero()
			if !above.IsZero() && !slices.Contains(people, above) {
				people, over = slices.Insert(people, i, above), with(over, above, passed)
			}
		} else if len(people) == 0 && !found.Missing && !s.Confirms { // a step that needs a person has found nobody then
			return nil, nil, BySelf
		}
	}
	if !found.Missing && len(people) > 0 {
		return people, over, ""
	}
	return m.forNobody(s, people, over)
}

// forNobody does what the route says where a part of the search found nobody: somebody else stands in for that part.
func (m *machine) forNobody(s *route.Step, people []id.ID, over map[id.ID]id.ID) ([]id.ID, map[id.ID]id.ID, Why) {
	if len(people) > 0 && !s.Several() {
		return people, over, "" // one is enough, and there is one
	}
	switch m.r.NobodyAt(s) {
	case route.NobodyPass:
		return people, over, ByNobody
	case route.NobodyRefuse:
		return nil, nil, ByNobody
	}
	passed := id.Zero
	admins := route.Admins(m.freeOf(s, people, &passed), m.w.People)
	switch {
	case len(admins) == 0:
		return nil, nil, ByNobody
	case len(people) == 0:
		return admins, nil, ByAdmin
	}
	return append(slices.Clone(people), admins[0]), with(over, admins[0], passed), ""
}

// freeOf tells who can still be given a place of a step: not the applicant where they must not decide, and where all
// have to decide nobody who has a place. Of those it keeps the first.
func (m *machine) freeOf(s *route.Step, people []id.ID, passed *id.ID) func(id.ID) bool {
	return func(person id.ID) bool {
		switch {
		case person == m.avoid(s):
			return false
		case s.Several() && slices.Contains(people, person):
			if passed.IsZero() {
				*passed = person
			}
			return false
		}
		return true
	}
}

// with notes over whom somebody was taken; zero: nobody.
func with(over map[id.ID]id.ID, person, passed id.ID) map[id.ID]id.ID {
	if passed.IsZero() {
		return over
	}
	if over == nil {
		over = map[id.ID]id.ID{}
	}
	over[person] = passed
	return over
}

// avoid gives the applicant where they must not decide at the step, else nobody.
func (m *machine) avoid(s *route.Step) id.ID {
	if m.r.SelfAt(s) == route.SelfAsk {
		return id.Zero
	}
	return m.s.Applicant
}

// byField tells that a step finds people by what was filled in.
func byField(s *route.Step) bool {
	return slices.ContainsFunc(s.Who, func(w route.Who) bool { return w.Of != "" })
}

// fieldPeople gives whom the fields name now, before any rule.
func (m *machine) fieldPeople(s *route.Step) []id.ID {
	only := route.Step{Kind: s.Kind}
	for _, w := range s.Who {
		if w.Of != "" {
			only.Who = append(only.Who, w)
		}
	}
	return route.Search(&only, m.s.Applicant, nil, m.w.Facts, m.w.People).People
}
