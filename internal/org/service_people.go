package org

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"tonggui/internal/platform/authz"
	"tonggui/internal/platform/clock"
	"tonggui/internal/platform/db"
	"tonggui/internal/platform/httpapi"
	"tonggui/internal/platform/id"
	"tonggui/internal/platform/ref"
)

// AdminPerson is an account as those see it who administer people.
type AdminPerson struct {
	Person             ref.Person     `json:"person"`
	Roles              []authz.Role   `json:"roles" nullable:"false" enum:"admin,security_admin,audit_admin,hr,it,leader,supervisor"`
	MustChangePassword bool           `json:"must_change_password" doc:"the person has never chosen a password"`
	LastSeenAt         *clock.Instant `json:"last_seen_at" doc:"null where the person never logged in"`
	SessionCount       int            `json:"session_count"`
	Abilities          []string       `json:"abilities" nullable:"false" doc:"what the reader may do with this account"`
}

// PeopleFilter narrows the list of accounts.
type PeopleFilter struct {
	Query      string
	Department id.ID // with those below
	Status     Status
}

// ListPeople lists accounts, also frozen and left ones: by number, or the best matches first.
func (s *Service) ListPeople(ctx context.Context, who authz.Principal, f PeopleFilter, page httpapi.Page) (httpapi.List[AdminPerson], error) {
	v := s.company()
	part, err := s.page(v, s.filtered(v, f), page)
	if err != nil {
		return httpapi.List[AdminPerson]{}, err
	}
	ids := make([]id.ID, len(part.Items))
	for i, p := range part.Items {
		ids[i] = p.ID
	}
	items, err := s.adminPeople(ctx, who, v, ids)
	return httpapi.List[AdminPerson]{Items: items, NextCursor: part.NextCursor}, err
}

func (s *Service) filtered(v *view, f PeopleFilter) []id.ID {
	from := v.byNumber()
	if f.Query != "" {
		from = s.matching(v, f.Query)
	}
	if f.Department.IsZero() && f.Status == "" {
		return from
	}
	inside := map[id.ID]bool{}
	if !f.Department.IsZero() {
		inside[f.Department] = true
		v.walk(f.Department, func(d department) { inside[d.ID] = true })
	}
	out := []id.ID{}
	for _, one := range from {
		a := v.people[one]
		if f.Status != "" && a.Status != f.Status {
			continue
		}
		if len(inside) > 0 && !inside[a.Department] && !slices.ContainsFunc(v.further[one], func(d id.ID) bool { return inside[d] }) {
			continue
		}
		out = append(out, one)
	}
	return out
}

// matching finds people who are here by the index, and those who left by plain comparison.
func (s *Service) matching(v *view, query string) []id.ID {
	out := []id.ID{}
	for _, h := range s.index.Search(query, maxMatches) {
		out = append(out, h.ID)
	}
	plain := numberKey(query)
	for _, one := range v.byNumber() {
		a := v.people[one]
		if a.Status == Left && (strings.Contains(numberKey(a.Number), plain) || strings.Contains(numberKey(a.Name), plain)) {
			out = append(out, one)
		}
	}
	return out
}

const maxMatches = 200

// byNumber lists everybody, left people too, by number.
func (v *view) byNumber() []id.ID {
	v.orderOnce.Do(func() {
		keys := make(map[id.ID]string, len(v.people))
		for one, a := range v.people {
			v.ordered = append(v.ordered, one)
			keys[one] = numberKey(a.Number)
		}
		slices.SortFunc(v.ordered, func(a, b id.ID) int { return cmp.Compare(keys[a], keys[b]) })
	})
	return v.ordered
}

// usage is what the tables know of an account's logins.
type usage struct {
	initial  bool
	lastSeen clock.Instant
	sessions int
}

func (s *Service) adminPeople(ctx context.Context, who authz.Principal, v *view, accounts []id.ID) ([]AdminPerson, error) {
	out := make([]AdminPerson, 0, len(accounts))
	if len(accounts) == 0 {
		return out, nil
	}
	used, err := usageOf(s.db.Ask(ctx), accounts)
	for _, one := range accounts {
		a, u := v.people[one], used[one]
		p := AdminPerson{Person: s.short(v, a), Roles: a.Roles, MustChangePassword: u.initial, SessionCount: u.sessions,
			Abilities: personAbilities(who, a)}
		if u.lastSeen > 0 {
			p.LastSeenAt = &u.lastSeen
		}
		out = append(out, p)
	}
	return out, err
}

func usageOf(q db.Q, accounts []id.ID) (map[id.ID]usage, error) {
	used := make(map[id.ID]usage, len(accounts))
	err := db.Each(q, func(r db.Row) error {
		var account id.ID
		var u usage
		err := r.Scan(&account, &u.initial, &u.lastSeen, &u.sessions)
		used[account] = u
		return err
	}, `SELECT a.id, COALESCE(p.initial, TRUE),
			COALESCE((SELECT MAX(s.last_seen_at) FROM sessions s WHERE s.account = a.id), 0),
			(SELECT COUNT(*) FROM sessions s WHERE s.account = a.id AND s.ended_at = 0 AND s.last_seen_at > ? AND s.created_at > ?)
		FROM accounts a LEFT JOIN passwords p ON p.account = a.id WHERE a.id IN (?)`,
		q.At().Add(-idleEnds), q.At().Add(-sessionEnds), db.Listed(accounts))
	return used, err
}

// adminPerson returns one account as it is now.
func (s *Service) adminPerson(ctx context.Context, who authz.Principal, account id.ID) (AdminPerson, error) {
	list, err := s.adminPeople(ctx, who, s.company(), []id.ID{account})
	if err != nil {
		return AdminPerson{}, err
	}
	return list[0], nil
}
