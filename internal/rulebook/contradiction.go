package rulebook

import (
	"slices"

	"tonggui/internal/platform/authz"
	"tonggui/internal/platform/clock"
	"tonggui/internal/platform/db"
	"tonggui/internal/platform/id"
)

// judge refuses what does not go together with the values that there are, and with the people. The
// effective instant is settled.
//
// Errors: ErrScopeInvalid, ErrContradiction.
func (s *Service) judge(q db.Q, c Change) error {
	subject, err := s.subject(c.Scope)
	if err != nil {
		return err
	}
	values, err := loadValues(q, c.Rule)
	if err != nil {
		return err
	}
	for _, v := range values[c.Rule][c.Scope] {
		if v.effective == c.Effective {
			return contradiction("same_instant")
		}
	}
	if err := changesSomething(values, c); err != nil {
		return err
	}
	switch c.Scope.Kind {
	case ForPerson:
		return s.exempts(values, c, subject)
	case ForRole:
		return s.rolesAgree(values, c)
	}
	return nil
}

func contradiction(reason string, params ...any) error {
	params = append([]any{"reason", reason}, params...)
	err := ErrContradiction.New(params...)
	err.Fields = ErrContradiction.At("body.scope", reason, params...).Fields
	return err
}

func orContradiction(err error, reason string) error {
	if err != nil {
		return err
	}
	return contradiction(reason)
}

// changesSomething refuses to set what already stands at the scope, and to withdraw what does not.
func changesSomething(values valueSet, c Change) error {
	have, set := values.in(c.Rule, c.Scope, c.Effective)
	switch {
	case c.Value == nil && !set:
		return contradiction("nothing_to_withdraw")
	case c.Value != nil && set && *have.value == *c.Value && have.stage == c.Stage && same(have.until, c.Until):
		return contradiction("changes_nothing")
	}
	return nil
}

func same(a, b *clock.Instant) bool {
	return a == nil && b == nil || a != nil && b != nil && *a == *b
}

// exempts refuses an exemption under which everything stays as it would be without.
func (s *Service) exempts(values valueSet, c Change, subject Subject) error {
	if c.Value == nil {
		return nil
	}
	without := slices.DeleteFunc(s.Book.scopesOf(subject), func(one Scope) bool { return one.Kind == ForPerson })
	if v := values.at(c.Rule, without, c.Effective); v.Value == *c.Value && v.Stage == c.Stage {
		if _, set := values.in(c.Rule, c.Scope, c.Effective); !set {
			return contradiction("changes_nothing")
		}
	}
	return nil
}

// rolesAgree refuses a value for a role where people hold another role as well that has a different
// value: which of the two held for them would be chance.
func (s *Service) rolesAgree(values valueSet, c Change) error {
	if c.Value == nil {
		return nil
	}
	for scope := range values[c.Rule] {
		if scope.Kind != ForRole || scope.ID == c.Scope.ID {
			continue
		}
		v, set := values.in(c.Rule, scope, c.Effective)
		if !set || *v.value == *c.Value && v.stage == c.Stage {
			continue
		}
		if n := s.People.HoldBoth(authz.Role(c.Scope.ID), authz.Role(scope.ID)); n > 0 {
			return contradiction("roles_differ", "role", scope.ID, "value", *v.value, "stage", string(v.stage), "people", n)
		}
	}
	return nil
}

// subject makes sure that what a scope names is there. Where it is a person, the answer is how rules
// see them.
func (s *Service) subject(scope Scope) (Subject, error) {
	unknown := ErrScopeInvalid.At("body.scope.id", "unknown")
	switch scope.Kind {
	case ForPerson:
		account, err := id.Parse(scope.ID)
		if err != nil {
			return Subject{}, unknown
		}
		department, roles, known := s.People.Standing(account)
		if !known {
			return Subject{}, unknown
		}
		return Subject{Account: account, Department: department, Roles: roles}, nil
	case ForDepartment:
		department, err := id.Parse(scope.ID)
		if err != nil || len(s.People.Line(department)) == 0 {
			return Subject{}, unknown
		}
	case ForGroupClass:
		if !slices.Contains(s.GroupClasses, scope.ID) {
			return Subject{}, unknown
		}
	}
	return Subject{}, nil
}
