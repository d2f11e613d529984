package org

import (
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"slices"
	"strconv"
	"strings"

	"tonggui/internal/platform/apperr"
	"tonggui/internal/platform/authz"
	"tonggui/internal/platform/httpapi"
	"tonggui/internal/platform/id"
	"tonggui/internal/platform/ref"
)

// Department is a department as clients see it.
type Department struct {
	ID          id.ID   `json:"id"`
	ParentID    *id.ID  `json:"parent_id"`
	Name        string  `json:"name"`
	Position    int64   `json:"position" doc:"order among those of one parent"`
	HeadIDs     []id.ID `json:"head_ids" nullable:"false"`
	DeputyIDs   []id.ID `json:"deputy_ids" nullable:"false"`
	LeaderID    *id.ID  `json:"leader_id" nullable:"true" doc:"the leader in charge of it and of those below; null where none was named for it"`
	PeopleCount int     `json:"people_count" doc:"people who have not left, with all departments below"`
	DirectCount int     `json:"direct_count"`
}

// tree lists all departments, each parent before its children, and names their state.
type tree struct {
	Items []Department
	ETag  string
}

// Tree returns the departments with an ETag that changes with anything in them.
func (s *Service) Tree() ([]Department, string) {
	t := s.company().tree()
	return t.Items, t.ETag
}

func (v *view) tree() tree {
	v.treeOnce.Do(func() {
		items := []Department{}
		v.walk(id.Zero, func(d department) {
			one := Department{ID: d.ID, Name: d.Name, Position: d.Position, HeadIDs: []id.ID{}, DeputyIDs: append([]id.ID{}, d.Deputies...),
				PeopleCount: v.total[d.ID], DirectCount: v.direct[d.ID]}
			if !d.Parent.IsZero() {
				one.ParentID = &d.Parent
			}
			if !d.Head.IsZero() {
				one.HeadIDs = append(one.HeadIDs, d.Head)
			}
			if !d.Leader.IsZero() {
				one.LeaderID = &d.Leader
			}
			items = append(items, one)
		})
		raw, _ := json.Marshal(items)
		sum := sha256.Sum256(raw)
		v.madeTree = tree{items, `"` + base64.RawURLEncoding.EncodeToString(sum[:12]) + `"`}
	})
	return v.madeTree
}

// walk visits the departments below top, parents first, in order.
func (v *view) walk(top id.ID, visit func(department)) {
	for _, child := range v.children[top] {
		visit(v.departments[child])
		v.walk(child, visit)
	}
}

// DepartmentPeople lists who is in a department: head, deputies, then the others by number; with deep
// also those of the departments below, each person once.
func (s *Service) DepartmentPeople(d id.ID, deep bool, page httpapi.Page) (httpapi.List[ref.Person], error) {
	v := s.company()
	if _, known := v.departments[d]; !known {
		return httpapi.List[ref.Person]{}, apperr.NotFound.New()
	}
	members := v.members[d]
	if deep {
		members = v.below(d)
	}
	return s.page(v, members, page)
}

func (v *view) below(d id.ID) []id.ID {
	out, seen := []id.ID{}, map[id.ID]bool{}
	add := func(members []id.ID) {
		for _, m := range members {
			if !seen[m] {
				seen[m] = true
				out = append(out, m)
			}
		}
	}
	add(v.members[d])
	v.walk(d, func(one department) { add(v.members[one.ID]) })
	return out
}

// page cuts a part out of a list that lies in memory. The cursor names the last person shown and
// where that was, so that a list that changed meanwhile goes on at the right place.
func (s *Service) page(v *view, members []id.ID, page httpapi.Page) (httpapi.List[ref.Person], error) {
	from, err := pageStart(members, page.Cursor)
	if err != nil {
		return httpapi.List[ref.Person]{}, err
	}
	part := members[from:min(len(members), from+page.Limit)]
	out := httpapi.List[ref.Person]{Items: make([]ref.Person, 0, len(part))}
	for _, m := range part {
		out.Items = append(out.Items, s.short(v, v.people[m]))
	}
	if end := from + len(part); end < len(members) {
		next := strconv.Itoa(end) + "." + members[end-1].String()
		out.NextCursor = &next
	}
	return out, nil
}

func pageStart(members []id.ID, cursor string) (int, error) {
	if cursor == "" {
		return 0, nil
	}
	place, last, _ := strings.Cut(cursor, ".")
	at, err := strconv.Atoi(place)
	if err != nil || at < 1 {
		return 0, httpapi.BadCursor()
	}
	person, err := id.Parse(last)
	if err != nil {
		return 0, httpapi.BadCursor()
	}
	if at <= len(members) && members[at-1] == person {
		return at, nil
	}
	if i := slices.Index(members, person); i >= 0 {
		return i + 1, nil
	}
	return min(at, len(members)), nil
}

// Search finds people by name, pinyin, initials, number, post or department, the best first.
func (s *Service) Search(text string, limit int) []ref.Person {
	hits := s.index.Search(text, limit)
	found := make([]id.ID, 0, len(hits))
	for _, h := range hits {
		found = append(found, h.ID)
	}
	return s.People(found)
}

// PersonCard shows a colleague to who.
func (s *Service) PersonCard(who authz.Principal, account id.ID) (PersonCard, error) {
	v := s.company()
	a, known := v.people[account]
	if !known {
		return PersonCard{}, apperr.NotFound.New()
	}
	return s.card(v, who, a), nil
}
