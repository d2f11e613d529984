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

// climb lists who is above n and there, at least so high, the nearest first.
func (m *model) climb(n, steps int) (out []int) {
	start := n
	for height := 1; n != 0 && height < 30; height++ {
		if n = m.c.bosses[n]; n != 0 && height >= steps && !m.c.gone[n] && n != start {
			out = append(out, n)
		}
	}
	return out
}

func (m *model) admins() []int {
	return slices.DeleteFunc(slices.Clone(m.c.roles["admin"]), func(n int) bool { return m.c.gone[n] })
}

// firstBut gives the first of some who is none of others; 0: there is none.
func firstBut(some []int, others ...int) int {
	for _, n := range some {
		if !slices.Contains(others, n) {
			return n
		}
	}
	return 0
}

// heir takes the place of somebody in a step: nobody who has one there.
func (m *model) heir(s *slot, n int) int {
	if !m.c.gone[n] {
		return n
	}
	return firstBut(append(m.climb(n, 1), m.admins()...), append(s.partOf(), m.never(s.step))...)
}

// look is a part of a search: those meant, and who stands in for them, in this order.
type look struct{ meant, others []int }

func (m *model) look(s *route.Step, w route.Who) (parts []look) {
	named := func(n int) { parts = append(parts, look{[]int{n}, append(m.climb(n, 1), m.admins()...)}) }
	switch w.Kind {
	case route.Superior:
		n := m.who
		for range w.N {
			n = m.c.bosses[n]
		}
		parts = append(parts, look{[]int{n}, m.climb(m.who, w.N+1)})
	case route.DepartmentHead:
		departments := m.c.fields[w.Of]
		if w.Of == "" {
			departments = []int{m.c.department[m.who]}
		}
		for _, d := range departments {
			parts = append(parts, look{meant: m.c.heads[d]})
		}
	case route.Role:
		parts = append(parts, look{meant: m.c.roles[w.Role]})
	case route.Person:
		for _, v := range w.IDs {
			named(number(v))
		}
	case route.Chosen:
		for _, n := range m.chosen[s.ID] {
			named(n)
		}
	case route.Applicant:
		parts = append(parts, look{meant: []int{m.who}})
	}
	if len(parts) == 0 {
		return []look{{}}
	}
	return parts
}

// seated gives who of some parts is asked, first those meant, then who stands in, and whether a part is without.
func (m *model) seated(parts []look, several bool) (people []int, lacking bool) {
	rows := make([][]int, len(parts))
	all := []int{}
	for i, l := range parts {
		rows[i] = slices.DeleteFunc(slices.Clone(l.meant), func(n int) bool { return n == 0 || m.c.gone[n] })
		all = append(all, rows[i]...)
	}
	for i, l := range parts {
		if len(rows[i]) > 0 {
			continue
		}
		not := []int{m.who}
		if several {
			not = append(not, all...)
		}
		if n := firstBut(l.others, not...); n == 0 {
			lacking = true
		} else if !slices.Contains(all, n) {
			rows[i], all = []int{n}, append(all, n)
		}
	}
	return unique(slices.Concat(rows...)), lacking
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
			people, _ := m.seated(m.look(s, w), false)
			out = append(out, people...)
		}
	}
	return unique(out)
}

// find gives whom a step asks. Without anybody: "pass" where it goes on, else "" where it ends. "admins" where only
// administrators are asked.
func (m *model) find(s *route.Step) (people []int, end string) {
	var parts []look
	for _, w := range s.Who {
		parts = append(parts, m.look(s, w)...)
	}
	several := s.How != route.Any
	people, lacking := m.seated(parts, several)
	nobody := s.Nobody
	if nobody == "" {
		nobody = m.r.Nobody
	}
	if nobody == route.NobodyPass && s.Confirms {
		nobody = route.NobodyAdmin
	}
	if i := slices.Index(people, m.who); i >= 0 && m.self(s) != route.SelfAsk {
		people = slices.Delete(people, i, i+1)
		lacking = lacking || m.self(s) == route.SelfSkip && s.Confirms && len(people) == 0
		if m.self(s) == route.SelfSuperior {
			not := []int{m.who}
			if several {
				not = append(not, people...)
			}
			switch up := firstBut(m.climb(m.who, 1), not...); {
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
	admins := slices.DeleteFunc(m.admins(), func(n int) bool { return n == m.never(s) || several && slices.Contains(people, n) })
	switch {
	case !lacking, len(people) > 0 && !several:
		return people, ""
	case nobody == route.NobodyPass:
		return people, "pass"
	case nobody == route.NobodyRefuse, len(admins) == 0:
		return nil, ""
	case len(people) == 0:
		return admins, "admins"
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
