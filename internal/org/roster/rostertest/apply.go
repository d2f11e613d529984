package rostertest

import (
	"slices"
	"strings"

	"tonggui/internal/org/roster"
)

// Apply gives the company as it is after a plan, as the store must do it: the
// department steps in order, then the people, then the heads.
func Apply(company roster.Company, plan *roster.Plan) roster.Company {
	departments := make(map[roster.Path]*roster.Department)
	for _, d := range company.Departments {
		departments[d.Path] = &roster.Department{Path: d.Path, Head: d.Head, Deputies: slices.Clone(d.Deputies)}
	}
	people := make(map[string]*roster.Person)
	for _, p := range company.People {
		p.Secondary = slices.Clone(p.Secondary)
		people[strings.ToUpper(p.Number)] = &p
	}
	for _, step := range plan.Departments {
		if step.From == "" {
			departments[step.To] = &roster.Department{Path: step.To}
			continue
		}
		move := func(p roster.Path) roster.Path {
			if p.Within(step.From) {
				return step.To + p[len(step.From):]
			}
			return p
		}
		moved := make(map[roster.Path]*roster.Department, len(departments))
		for path, d := range departments {
			d.Path = move(path)
			moved[d.Path] = d
		}
		departments = moved
		for _, p := range people {
			p.Department = move(p.Department)
			for i := range p.Secondary {
				p.Secondary[i] = move(p.Secondary[i])
			}
		}
	}
	for _, e := range plan.Entries {
		if e.Kind == roster.Create || e.Kind == roster.Change || e.Kind == roster.Leave {
			person := e.Person
			people[strings.ToUpper(person.Number)] = &person
		}
	}
	for _, step := range plan.Heads {
		departments[step.Department].Head = step.ToHead
		departments[step.Department].Deputies = slices.Clone(step.ToDeputies)
	}
	var after roster.Company
	for _, d := range departments {
		after.Departments = append(after.Departments, *d)
	}
	for _, p := range people {
		after.People = append(after.People, *p)
	}
	slices.SortFunc(after.Departments, func(a, b roster.Department) int { return strings.Compare(string(a.Path), string(b.Path)) })
	slices.SortFunc(after.People, func(a, b roster.Person) int { return strings.Compare(a.Number, b.Number) })
	return after
}
