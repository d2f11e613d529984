package org

import (
	"slices"

	"tonggui/internal/platform/authz"
	"tonggui/internal/platform/id"
)

// Standing tells an account's main department and roles, for the rules' values; false where there is
// no such account or it has left.
func (s *Service) Standing(account id.ID) (department id.ID, roles []authz.Role, known bool) {
	a, known := s.company().people[account]
	return a.Department, a.Roles, known && a.Status != Left
}

// Department names a department; empty where there is none.
func (s *Service) Department(department id.ID) string {
	return s.company().departments[department].Name
}

// Holders lists who holds one of the roles and can act.
func (s *Service) Holders(roles ...authz.Role) []id.ID {
	out := []id.ID{}
	for account, a := range s.company().people {
		if a.Status == Active && slices.ContainsFunc(roles, func(r authz.Role) bool { return slices.Contains(a.Roles, r) }) {
			out = append(out, account)
		}
	}
	return out
}

// HoldBoth counts who holds both roles.
func (s *Service) HoldBoth(a, b authz.Role) int {
	n := 0
	for _, one := range s.company().people {
		if one.Status != Left && slices.Contains(one.Roles, a) && slices.Contains(one.Roles, b) {
			n++
		}
	}
	return n
}
