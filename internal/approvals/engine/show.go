package engine

import (
	"slices"

	"tonggui/internal/approvals/route"
	"tonggui/internal/approvals/words"
	"tonggui/internal/platform/clock"
	"tonggui/internal/platform/id"
)

// StepView is one station of the route line: a coming to a step, or a step that lies ahead.
type StepView struct {
	Step     string        `json:"step"`
	Kind     route.Kind    `json:"kind"`
	Name     words.Words   `json:"name"`
	Arm      string        `json:"arm,omitempty"` // the arms that lead there, "amount.large/heads.left"
	How      route.How     `json:"how,omitempty"`
	State    ViewState     `json:"state"`
	Why      Why           `json:"why,omitempty"`
	Round    int           `json:"round"`
	Level    route.Level   `json:"level,omitempty"`
	Stroke   bool          `json:"stroke,omitempty"`
	Limit    *route.Limit  `json:"limit,omitempty"`
	Confirms bool          `json:"confirms,omitempty"`
	Arms     []string      `json:"arms,omitempty"`   // of a branch or parallel step: the arms taken
	Choose   *route.Who    `json:"choose,omitempty"` // ahead: the applicant chooses so many
	DueAt    clock.Instant `json:"due_at,omitempty"`
	Place    int           `json:"place"` // of the step in the route
	Node     int           `json:"node"`  // index in State.Nodes; -1 ahead
	People   []PersonView  `json:"people"`
}

// ViewState is where a station stands: the states of nodes, or ahead.
type ViewState string

// Ahead is the state of a step that nobody has come to.
const Ahead ViewState = "ahead"

// PersonView is somebody at a station: everybody who held a seat, in the order of the seats.
type PersonView struct {
	Task
	Kind SeatKind `json:"kind"`
	Of   id.ID    `json:"of,omitzero"` // added: the person who held the seat that this one was added to
}

// Show gives what has been reached, in the order of reaching, with what a return has left behind.
func Show(r route.Route, s State) []StepView {
	places := r.Places()
	out := make([]StepView, 0, len(s.Nodes))
	for k := range s.Nodes {
		out = append(out, view(places, &s, k))
	}
	return out
}

func view(places []route.Place, s *State, k int) StepView {
	n := &s.Nodes[k]
	v := at(places, n.At)
	v.State, v.Why, v.Round, v.Arms, v.Node = ViewState(n.State), n.Why, n.Round, n.Arms, k
	if n.How != "" {
		v.How = n.How
	}
	v.People = make([]PersonView, 0, len(n.Seats))
	for _, st := range n.Seats {
		of := id.Zero
		if st.Of != 0 {
			of = n.Seats[st.Of-1].Tasks[0].Person
		}
		for _, t := range st.Tasks {
			v.People = append(v.People, PersonView{Task: t, Kind: st.Kind, Of: of})
			if t.State == Open && t.DueAt != 0 && (v.DueAt == 0 || t.DueAt < v.DueAt) {
				v.DueAt = t.DueAt
			}
		}
	}
	return v
}

// at gives what the route itself says of a place.
func at(places []route.Place, place int) StepView {
	s := places[place].Step
	v := StepView{
		Step: s.ID, Kind: s.Kind, Name: s.Name, Arm: route.Path(places, place), State: Ahead, Level: s.Level, Stroke: s.Stroke,
		Limit: s.Limit, Confirms: s.Confirms, Place: place, Node: -1,
	}
	if s.Kind == route.Approve {
		v.How = s.HowAt()
	}
	return v
}

// Preview tells how an approval would go if everybody agreed: what would be asked of whom, as the organisation and
// the content are now. People are Waiting, or Done where an earlier decision would count. A step whose people the
// applicant chooses has Choose, and nobody before they have. One at which the approval would end for want of people is
// NodeStopped, and nothing that comes after it is told.
func Preview(r route.Route, b Begin, w World) ([]StepView, error) {
	m, err := open(r, State{Status: Running, Applicant: b.Applicant, Round: 1, Edition: 1, Chosen: b.Chosen}, w)
	if err != nil {
		return nil, err
	}
	return m.ahead(0)
}

// Coming tells in the same way what lies ahead of a running approval.
func (s State) Coming(r route.Route, w World) ([]StepView, error) {
	if s.Status != Running {
		return nil, nil
	}
	m, err := open(r, s, w)
	if err != nil {
		return nil, err
	}
	return m.ahead(len(s.Nodes))
}

// ahead walks to the end as if everybody agreed and shows the nodes made on the way.
func (m *machine) ahead(from int) ([]StepView, error) {
	made := 0
	m.dry, m.w.NewID = true, func() (v id.ID) { // ids of tasks that will never be
		made++
		v[0], v[13], v[14], v[15] = 0xff, byte(made>>16), byte(made>>8), byte(made)
		return v
	}
	if err := m.settle(); err != nil {
		return nil, err
	}
	out := make([]StepView, 0, len(m.s.Nodes)-from)
	for k := from; k < len(m.s.Nodes); k++ {
		v := view(m.places, &m.s, k)
		if v.State != ViewState(NodeStopped) {
			v.State = Ahead
		}
		v.Node, v.DueAt = -1, 0
		v.Choose = choice(m.step(k))
		for _, told := range m.events { // nobody sits at a step that only tells people
			if told.Kind == Told && told.Node == k && v.Kind == route.Copy {
				v.People = append(v.People, PersonView{Task: Task{Person: told.Person, State: Waiting}, Kind: Decide})
			}
		}
		v.People = slices.DeleteFunc(v.People, func(p PersonView) bool { return !p.For.IsZero() || p.State == HandedOver })
		for i := range v.People {
			t := &v.People[i].Task
			t.ID, t.By, t.OpenedAt, t.DueAt, t.LookAt, t.ClosedAt, t.Edition = id.Zero, id.Zero, 0, 0, 0, 0, 0
			if t.Outcome != Earlier {
				t.State, t.Outcome = Waiting, ""
			}
		}
		out = append(out, v)
	}
	return out, nil
}

// pretend lets all whom a node asks agree. Where one of several is enough, who that will be is not known, and counts
// for no later step.
func (m *machine) pretend(k int) {
	outcome := Agreed
	if m.how(k) == route.Any {
		outcome = AutoAgreed
	}
	for again := true; again; {
		again = false
		for j := range m.s.Nodes[k].Seats {
			for i := range m.s.Nodes[k].Seats[j].Tasks {
				if t := m.s.ticket(k, j, i); t.State == Open {
					m.agree(t, i, outcome)
					again = true
				}
			}
		}
		if again && m.advance(k) {
			return
		}
	}
}
