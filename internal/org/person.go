package org

import (
	"hash/fnv"

	"tonggui/internal/platform/authz"
	"tonggui/internal/platform/id"
	"tonggui/internal/platform/ref"
)

// PersonCard is a colleague with everything that colleagues may see.
type PersonCard struct {
	ref.Person
	Email          string      `json:"email"`
	Mobile         string      `json:"mobile"`
	Grade          string      `json:"grade"`
	DepartmentPath []ref.Named `json:"department_path" nullable:"false" doc:"from the root to the person's own"`
	Superior       *ref.Person `json:"superior"`
	HeadsOf        []ref.Named `json:"heads_of" nullable:"false"`
	JoinedOn       string      `json:"joined_on" doc:"a day as 2006-01-02; empty where unknown"`
	Abilities      []string    `json:"abilities" nullable:"false" doc:"what the reader may do with this person"`
}

// hueOf gives a person one of eight colours, always the same.
func hueOf(account id.ID) int {
	h := fnv.New32a()
	_, _ = h.Write(account[:])
	return int(h.Sum32() % 8)
}

// short is a person in one line.
func (s *Service) short(v *view, a account) ref.Person {
	p := ref.Person{ID: a.ID, Number: a.Number, Name: a.Name, Post: a.Post, AvatarHue: hueOf(a.ID), Status: string(a.Status),
		Presence: s.presenceOf(a)}
	if d, known := v.departments[a.Department]; known {
		p.DepartmentID, p.DepartmentName = &d.ID, d.Name
	}
	return p
}

// presenceOf is what is shown of a person: who cannot log in cannot be reached.
func (s *Service) presenceOf(a account) ref.Presence {
	if a.Status != Active {
		return ref.Presence{State: "offline"}
	}
	return s.presence.Of(a.ID)
}

// card is a person with everything that who may see.
func (s *Service) card(v *view, who authz.Principal, a account) PersonCard {
	c := PersonCard{Person: s.short(v, a), Email: a.Email, Mobile: a.Mobile, Grade: a.Grade, JoinedOn: a.JoinedOn,
		DepartmentPath: []ref.Named{}, HeadsOf: []ref.Named{}, Abilities: personAbilities(who, a)}
	for _, d := range v.path(a.Department) {
		c.DepartmentPath = append(c.DepartmentPath, ref.Named{ID: d.ID, Name: d.Name})
	}
	for _, d := range v.leads[a.ID] {
		c.HeadsOf = append(c.HeadsOf, ref.Named{ID: d, Name: v.departments[d].Name})
	}
	if superior, known := v.people[a.Superior]; known {
		p := s.short(v, superior)
		c.Superior = &p
	}
	return c
}

// personAbilities names what who may do with a person, as clients show it.
func personAbilities(who authz.Principal, a account) []string {
	out := []string{}
	if a.Status == Active {
		out = append(out, "message.direct")
	}
	over := mayActOn(who, a) && a.ID != who.Account
	if over && authz.Can(who, authz.AccountFreeze) {
		switch a.Status {
		case Active:
			out = append(out, "account.freeze")
		case Frozen:
			out = append(out, "account.unfreeze")
		}
	}
	if over && a.Status == Active && authz.Can(who, authz.AccountReset) {
		out = append(out, "account.reset")
	}
	if a.Status != Left && a.ID != who.Account && authz.Can(who, authz.AccountRoles) {
		out = append(out, "account.roles")
	}
	return out
}

// Person returns an account in one line; for other rooms.
func (s *Service) Person(account id.ID) (ref.Person, bool) {
	v := s.company()
	a, known := v.people[account]
	if !known {
		return ref.Person{}, false
	}
	return s.short(v, a), true
}

// Name returns an account's name, empty where there is no such account; for other rooms.
func (s *Service) Name(account id.ID) string { return s.company().people[account].Name }

// People returns accounts in one line each, in the order asked for; unknown ones are left out.
func (s *Service) People(accounts []id.ID) []ref.Person {
	v := s.company()
	out := make([]ref.Person, 0, len(accounts))
	for _, one := range accounts {
		if a, known := v.people[one]; known {
			out = append(out, s.short(v, a))
		}
	}
	return out
}
