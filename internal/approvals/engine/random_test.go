package engine

import (
	"fmt"
	"math/rand/v2"
	"slices"

	"tonggui/internal/approvals/route"
)

// luck makes companies, routes and acts. The same seed makes the same ones.
type luck struct {
	*rand.Rand
	steps int
}

func newLuck(seed uint64) *luck { return &luck{Rand: rand.New(rand.NewPCG(seed, 7))} }

// one in n
func (l *luck) one(n int) bool { return l.IntN(n) == 0 }

func pick[T any](l *luck, of ...T) T { return of[l.IntN(len(of))] }

const (
	people      = 12
	departments = 4
)

// person is somebody of the company, or now and then an administrator.
func (l *luck) person() int {
	if l.one(12) {
		return 90 + l.IntN(2)
	}
	return 1 + l.IntN(people)
}

func (l *luck) some(most int) (out []int) {
	for range l.IntN(most + 1) {
		out = append(out, l.person())
	}
	return unique(out)
}

func (l *luck) company() *company {
	c := newCompany()
	c.bosses, c.heads, c.charge, c.department = map[int]int{}, map[int][]int{}, map[int]int{}, map[int]int{}
	for n := 2; n <= people; n++ {
		c.bosses[n] = 1 + l.IntN(n-1)
	}
	for d := 1; d <= departments; d++ {
		c.heads[d] = l.some(2)
	}
	for n := 1; n <= people; n++ {
		c.department[n] = 1 + l.IntN(departments)
		if l.one(6) {
			c.delegates[n] = l.person()
		}
		c.gone[n] = l.one(15)
	}
	c.roles = map[string][]int{"admin": {90, 91}, "hr": l.some(3), "it": l.some(1)}
	if l.one(3) {
		c.roles["admin"] = append([]int{1 + l.IntN(people)}, 90, 91)
	}
	l.content(c)
	return c
}

// content makes what was filled in.
func (l *luck) content(c *company) {
	for _, name := range []string{"c1", "c2", "c3"} {
		c.conditions[name] = l.one(2)
	}
	c.fields["where"] = nil
	for range l.IntN(3) {
		c.fields["where"] = append(c.fields["where"], 1+l.IntN(departments))
	}
}

func (l *luck) route() route.Route {
	l.steps = 0
	return route.Route{
		Nobody: pick(l, route.NobodyPass, route.NobodyAdmin, route.NobodyAdmin, route.NobodyRefuse),
		Self:   pick(l, route.SelfSkip, route.SelfAsk, route.SelfSuperior), Same: pick(l, route.Once, route.Again),
		Steps: l.row(0, 1+l.IntN(5)),
	}
}

func (l *luck) row(depth, n int) (out []route.Step) {
	for range n {
		l.steps++
		s := route.Step{ID: fmt.Sprintf("s%d", l.steps)}
		switch kind := l.IntN(10); {
		case kind < 2 && depth < 3:
			s.Kind = route.Parallel
			for i := range 2 + l.IntN(2) {
				s.Arms = append(s.Arms, arm(fmt.Sprint("p", i), pick(l, "", "", "c1", "c2"), l.row(depth+1, 1+l.IntN(2))...))
			}
		case kind < 4 && depth < 3:
			s.Kind = route.Branch
			for i := range 1 + l.IntN(2) {
				s.Arms = append(s.Arms, arm(fmt.Sprint("b", i), pick(l, "c1", "c2", "c3"), l.row(depth+1, l.IntN(3))...))
			}
			s.Arms = append(s.Arms, arm("rest", "", l.row(depth+1, l.IntN(3))...))
		case kind < 5:
			s.Kind, s.Who = route.Copy, []route.Who{{Kind: route.Role, Role: "hr"}}
		default:
			l.approve(&s)
		}
		out = append(out, s)
	}
	return out
}

func (l *luck) approve(s *route.Step) {
	s.Kind, s.How = route.Approve, pick(l, "", route.All, route.Any, route.Sequence)
	for range 1 + l.IntN(2) {
		s.Who = append(s.Who, l.who())
	}
	if i := slices.IndexFunc(s.Who, func(w route.Who) bool { return w.Kind == route.Chosen }); i >= 0 {
		s.Who = s.Who[i : i+1]
	}
	s.May = route.May{Transfer: !l.one(6), Add: !l.one(6), Return: !l.one(6)}
	s.Confirms = l.one(5)
	if l.one(3) {
		s.Limit = &route.Limit{Minutes: 60, Then: pick(l, route.Remind, route.Escalate, route.PassThen, route.RejectThen)}
		if l.one(2) {
			s.Limit.Again, s.Limit.Times = 30, 1+l.IntN(4)
		}
	}
	if l.one(4) {
		s.Self, s.Same = pick(l, route.SelfSkip, route.SelfAsk, route.SelfSuperior), pick(l, route.Once, route.Again)
		s.Nobody = pick(l, route.NobodyPass, route.NobodyAdmin, route.NobodyRefuse)
	}
	s.Level = pick(l, "", "", "", route.Passkey)
	if l.one(8) {
		s.Rights = map[string]route.Right{"sum": route.Write}
	}
}

func (l *luck) who() route.Who {
	switch l.IntN(9) {
	case 0:
		return route.Who{Kind: route.Superior, N: 1 + l.IntN(3)}
	case 1:
		return route.Who{Kind: route.DepartmentHead, Of: pick(l, "", "where", "where")}
	case 2:
		return route.Who{Kind: route.Role, Role: pick(l, "hr", "it")}
	case 3:
		return route.Who{Kind: route.Chosen, Min: 1, Max: 3}
	case 4:
		return route.Who{Kind: route.Applicant}
	}
	return route.Who{Kind: route.Person, IDs: ids(append(l.some(2), 1+l.IntN(people)))[:1]}
}

// choose makes a choice for each step that asks for one.
func (l *luck) choose(c *company, r route.Route) map[string][]int {
	out := map[string][]int{}
	for _, place := range r.Places() {
		if choice(place.Step) == nil || l.one(20) {
			continue
		}
		n := 1 + l.IntN(people)
		for tries := 0; c.gone[n] && tries < 30; tries++ {
			n = 1 + l.IntN(people)
		}
		out[place.Step.ID] = []int{n}
	}
	return out
}
