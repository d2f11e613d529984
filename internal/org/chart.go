package org

import (
	"slices"

	"tonggui/internal/platform/authz"
	"tonggui/internal/platform/id"
)

// Chart is the company at one moment, as those ask who look for whom a matter concerns. It does not
// change: what is found with one of them fits together.
type Chart struct{ v *view }

// Chart returns the company as it is now.
func (s *Service) Chart() Chart { return Chart{s.company()} }

// Active tells whether a person can act.
func (c Chart) Active(person id.ID) bool { return c.v.people[person].Status == Active }

// Department is a person's main department; zero where there is none.
func (c Chart) Department(person id.ID) id.ID { return c.v.people[person].Department }

// Superior is who stands n places above a person, 1 for the next: whom the roster names, else the
// head of the department. Zero where nobody stands there.
func (c Chart) Superior(person id.ID, n int) id.ID {
	seen := map[id.ID]bool{person: true}
	for range n {
		a, known := c.v.people[person]
		if !known {
			return id.Zero
		}
		up := a.Superior
		if up.IsZero() {
			up = c.headAbove(a.Department, seen)
		}
		if up.IsZero() || seen[up] { // somebody's superior may be, in a damaged roster, below them
			return id.Zero
		}
		seen[up], person = true, up
	}
	if n < 1 {
		return id.Zero
	}
	return person
}

// headAbove is the nearest head at a department or above it that has not been passed yet.
func (c Chart) headAbove(d id.ID, seen map[id.ID]bool) id.ID {
	line := c.v.path(d)
	for _, dep := range slices.Backward(line) {
		if !dep.Head.IsZero() && !seen[dep.Head] {
			return dep.Head
		}
	}
	return id.Zero
}

// Heads lists who heads a department: its own head, else that of the nearest department above it.
func (c Chart) Heads(department id.ID) []id.ID {
	if head := c.headAbove(department, nil); !head.IsZero() {
		return []id.ID{head}
	}
	return nil
}

// InCharge is the leader in charge of a department: its own, else that of the nearest department above
// it, else the superior of its head. Zero where there is none.
func (c Chart) InCharge(department id.ID) id.ID {
	for _, dep := range slices.Backward(c.v.path(department)) {
		if !dep.Leader.IsZero() && c.v.people[dep.Leader].Status != Left {
			return dep.Leader
		}
	}
	for _, head := range c.Heads(department) {
		return c.Superior(head, 1)
	}
	return id.Zero
}

// Holders lists who holds a role and can act, in the order of their numbers: where they sign one after
// another, the order is the same each time.
func (c Chart) Holders(role string) []id.ID {
	out := []id.ID{}
	for _, one := range c.v.byNumber() {
		if a := c.v.people[one]; a.Status == Active && slices.Contains(a.Roles, authz.Role(role)) {
			out = append(out, one)
		}
	}
	return out
}

// Head tells whether a person is head or deputy of some department.
func (c Chart) Head(person id.ID) bool {
	if len(c.v.leads[person]) > 0 {
		return true
	}
	for _, d := range c.v.departments {
		if slices.Contains(d.Deputies, person) {
			return true
		}
	}
	return false
}
