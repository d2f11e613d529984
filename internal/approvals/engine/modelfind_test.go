package engine

import (
	"slices"

	"tonggui/internal/approvals/route"
)

// never is the applicant where they must not decide, else 0.
func (m *model) never(s *route.Step) int {
	if m.self(s) == route.SelfAsk {
		return 0
	}
	return m.who
}

func (m *model) self(s *route.Step) route.Self {
	if s.Self != "" {
		return s.Self
	}
	return m.r.Self
}

// above climbs from n: whoever is there, at least so high, and not the one who must never decide.
func (m *model) above(n, steps, never int) int {
	start := n
	for height := 1; n != 0 && height < 30; height++ {
		if n = m.c.bosses[n]; n != 0 && height >= steps && !m.c.gone[n] && n != never && n != start {
			return n
		}
	}
	return 0
}

func (m *model) admins(never int) []int {
	return slices.DeleteFunc(slices.Clone(m.c.roles["admin"]), func(n int) bool { return n == never || m.c.gone[n] })
}

func (m *model) heir(s *route.Step, n int) int { return m.heirBut(n, m.never(s)) }

func (m *model) heirBut(n, never int) int {
	if !m.c.gone[n] {
		return n
	}
	if up := m.above(n, 1, never); up != 0 {
		return up
	}
	if admins := m.admins(never); len(admins) > 0 {
		return admins[0]
	}
	return 0
}

// look gives the people of one way and whether a part of it is without.
func (m *model) look(s *route.Step, w route.Who) (people []int, missing bool) {
	parts := [][]int{}
	switch w.Kind {
	case route.Superior:
		parts = append(parts, []int{m.above(m.who, w.N, 0)})
	case route.DepartmentHead:
		departments := m.c.fields[w.Of]
		if w.Of == "" {
			departments = []int{m.c.department[m.who]}
		}
		for _, d := range departments {
			parts = append(parts, m.c.heads[d])
		}
	case route.Role:
		parts = append(parts, m.c.roles[w.Role])
	case route.Person:
		for _, v := range w.IDs {
			parts = append(parts, []int{m.heirBut(number(v), m.who)})
		}
	case route.Chosen:
		for _, n := range m.chosen[s.ID] {
			parts = append(parts, []int{m.heirBut(n, m.who)})
		}
	case route.Applicant:
		parts = append(parts, []int{m.who})
	}
	missing = len(parts) == 0
	for _, part := range parts {
		here := slices.DeleteFunc(slices.Clone(part), func(n int) bool { return n == 0 || m.c.gone[n] })
		missing = missing || len(here) == 0
		people = append(people, here...)
	}
	return people, missing
}

func unique(people []int) (out []int) {
	for _, n := range people {
		if !slices.Contains(out, n) {
			out = append(out, n)
		}
	}
	return out
}

func (m *model) byFields(s *route.Step) (out []int) {
	for _, w := range s.Who {
		if w.Of != "" {
			people, _ := m.look(s, w)
			out = append(out, people...)
		}
	}
	return unique(out)
}

// find gives whom a step asks. Without anybody: "pass" where it goes on, else "" where it ends. "admins" where only
// administrators are asked.
func (m *model) find(s *route.Step) (people []int, end string) {
	lacking := false
	for _, w := range s.Who {
		some, missing := m.look(s, w)
		people, lacking = append(people, some...), lacking || missing
	}
	people = unique(people)
	nobody := s.Nobody
	if nobody == "" {
		nobody = m.r.Nobody
	}
	if nobody == route.NobodyPass && s.Confirms {
		nobody = route.NobodyAdmin
	}
	if i := slices.Index(people, m.who); i >= 0 && m.self(s) != route.SelfAsk {
		people = slices.Delete(people, i, i+1)
		if up := m.above(m.who, 1, m.who); m.self(s) == route.SelfSuperior || s.Confirms && len(people) == 0 {
			switch {
			case up == 0:
				lacking = true
			case !slices.Contains(people, up):
				people = slices.Insert(people, i, up)
			}
		}
		if len(people) == 0 && !lacking {
			return nil, "pass"
		}
	}
	admins := m.admins(m.never(s))
	switch {
	case !lacking, len(people) > 0 && s.How == route.Any:
		return people, ""
	case nobody == route.NobodyPass:
		return people, "pass"
	case nobody == route.NobodyRefuse, len(admins) == 0:
		return nil, ""
	case len(people) == 0:
		return admins, "admins"
	case slices.ContainsFunc(admins, func(n int) bool { return slices.Contains(people, n) }):
		return people, ""
	}
	return append(people, admins[0]), ""
}

// choicesFit tells whether enough people are chosen on the way that the route takes now.
func (m *model) choicesFit(steps []route.Step, fresh map[string][]int) bool {
	for i := range steps {
		s := &steps[i]
		for _, w := range s.Who {
			people := m.chosen[s.ID]
			if w.Kind == route.Chosen && (len(people) < max(w.Min, 1) || slices.ContainsFunc(fresh[s.ID], func(n int) bool { return m.c.gone[n] })) {
				return false
			}
		}
		taken := m.take(s)
		for _, a := range s.Arms {
			if slices.Contains(taken, a.ID) && !m.choicesFit(a.Steps, fresh) {
				return false
			}
		}
	}
	return true
}
