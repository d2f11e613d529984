package engine

import (
	"cmp"
	"maps"
	"slices"

	"tonggui/internal/approvals/route"
	"tonggui/internal/platform/id"
)

// choose takes over what the applicant chose and refuses what the route does not ask for, or where too few are
// chosen in a step that lies on the way as it looks now. A step that comes onto the way later, by what others change,
// finds nobody.
func (m *machine) choose(chosen map[string][]id.ID) error {
	for step := range chosen {
		if at := route.Find(m.places, step); at < 0 || choice(m.places[at].Step) == nil {
			return ErrChosenWrong.New("step", step)
		}
	}
	if len(chosen) > 0 {
		all := maps.Clone(m.s.Chosen)
		if all == nil {
			all = map[string][]id.ID{}
		}
		maps.Copy(all, chosen)
		m.s.Chosen = all
	}
	return m.chosenWithin(chosen, 0, len(m.places))
}

func (m *machine) chosenWithin(fresh map[string][]id.ID, from, to int) error {
	for at := from; at < to; at = m.places[at].End {
		s := m.places[at].Step
		if err := m.chosenAt(fresh, s); err != nil {
			return err
		}
		if len(s.Arms) == 0 {
			continue
		}
		arms, err := m.take(s)
		if err != nil {
			return err
		}
		for inner := at + 1; inner < m.places[at].End; inner = m.places[inner].ArmEnd {
			if !slices.Contains(arms, m.places[inner].Arm.ID) {
				continue
			}
			if err := m.chosenWithin(fresh, inner, m.places[inner].ArmEnd); err != nil {
				return err
			}
		}
	}
	return nil
}

func (m *machine) chosenAt(fresh map[string][]id.ID, s *route.Step) error {
	w := choice(s)
	if w == nil {
		return nil
	}
	people := m.s.Chosen[s.ID]
	if len(people) < max(w.Min, 1) || len(people) > cmp.Or(w.Max, route.MaxChosen) {
		return ErrChosenWrong.New("step", s.ID)
	}
	for i, person := range people {
		if slices.Contains(people[:i], person) {
			return ErrChosenWrong.New("step", s.ID)
		}
		if fresh[s.ID] != nil && !m.w.People.Active(person) { // who was chosen before and has left has an heir
			return ErrInactive.New("step", s.ID)
		}
	}
	return nil
}

// choice gives the way of finding people that leaves it to the applicant; nil where the step has none.
func choice(s *route.Step) *route.Who {
	for i := range s.Who {
		if s.Who[i].Kind == route.Chosen {
			return &s.Who[i]
		}
	}
	return nil
}
