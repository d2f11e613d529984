package org

import (
	"cmp"
	"context"
	"maps"
	"slices"
	"sync"

	"tonggui/internal/org/directory"
	"tonggui/internal/platform/db"
	"tonggui/internal/platform/id"
)

// view is the company in memory: nobody changes one; a change makes another. Left people stay in it,
// because old messages still show their names.
type view struct {
	people      map[id.ID]account
	departments map[id.ID]department
	further     map[id.ID][]id.ID // departments beside the main one, by account

	children map[id.ID][]id.ID // departments below one, in order; of id.Zero: the roots
	members  map[id.ID][]id.ID // who is directly in it and has not left: head, deputies, then by number
	leads    map[id.ID][]id.ID // departments that an account heads
	direct   map[id.ID]int
	total    map[id.ID]int // with all below; each person once

	treeOnce  sync.Once
	madeTree  tree
	orderOnce sync.Once
	ordered   []id.ID
}

func emptyView() *view {
	return newView(map[id.ID]account{}, map[id.ID]department{}, map[id.ID][]id.ID{})
}

func newView(people map[id.ID]account, departments map[id.ID]department, further map[id.ID][]id.ID) *view {
	v := &view{people: people, departments: departments, further: further, children: map[id.ID][]id.ID{},
		members: map[id.ID][]id.ID{}, leads: map[id.ID][]id.ID{}, direct: map[id.ID]int{}, total: map[id.ID]int{}}
	for _, d := range slices.SortedFunc(maps.Values(departments), byPosition) {
		v.children[d.Parent] = append(v.children[d.Parent], d.ID)
		if !d.Head.IsZero() {
			v.leads[d.Head] = append(v.leads[d.Head], d.ID)
		}
	}
	v.place()
	return v
}

func byPosition(a, b department) int {
	return cmp.Or(cmp.Compare(a.Position, b.Position), cmp.Compare(a.Name, b.Name), slices.Compare(a.ID[:], b.ID[:]))
}

// place puts everybody who has not left into their departments and counts.
func (v *view) place() {
	for account, a := range v.people {
		if a.Status == Left {
			continue
		}
		counted := map[id.ID]bool{}
		for _, d := range append([]id.ID{a.Department}, v.further[account]...) {
			if _, known := v.departments[d]; !known || slices.Contains(v.members[d], account) && len(v.further[account]) > 0 {
				continue
			}
			v.members[d] = append(v.members[d], account)
			v.direct[d]++
			for up := d; !up.IsZero() && !counted[up]; up = v.departments[up].Parent {
				counted[up] = true
				v.total[up]++
			}
		}
	}
	for d, members := range v.members {
		slices.SortFunc(members, v.ranked(v.departments[d]))
	}
}

// ranked orders the people of a department: head, deputies, the others by number.
func (v *view) ranked(d department) func(a, b id.ID) int {
	rank := func(a id.ID) int {
		if a == d.Head {
			return -1
		}
		if i := slices.Index(d.Deputies, a); i >= 0 {
			return i
		}
		return len(d.Deputies)
	}
	return func(a, b id.ID) int {
		return cmp.Or(cmp.Compare(rank(a), rank(b)), cmp.Compare(numberKey(v.people[a].Number), numberKey(v.people[b].Number)),
			slices.Compare(a[:], b[:]))
	}
}

// path lists the departments from the root down to d.
func (v *view) path(d id.ID) []department {
	out := []department{}
	for seen := 0; !d.IsZero() && seen < maxDepth; seen++ {
		dep, known := v.departments[d]
		if !known {
			break
		}
		out = append(out, dep)
		d = dep.Parent
	}
	slices.Reverse(out)
	return out
}

// maxDepth is deeper than any department lies.
const maxDepth = 64

// company returns the present view.
func (s *Service) company() *view { return s.companyAs.Load() }

// reload reads the whole company anew.
func (s *Service) reload(ctx context.Context) error {
	s.viewing.Lock()
	defer s.viewing.Unlock()
	var v *view
	err := s.db.Read(ctx, func(q db.Q) (err error) {
		v, err = readView(q)
		return err
	})
	if err == nil {
		s.show(v)
	}
	return err
}

// refresh reads single accounts anew. It must not fail for the caller, whose change is committed: the
// follower hears of the change too and repeats it.
func (s *Service) refresh(ctx context.Context, accounts ...id.ID) {
	if err := s.renew(context.WithoutCancel(ctx), accounts); err != nil {
		s.o.Log.ErrorContext(ctx, "directory is not renewed yet; the follower will do it", "error", err)
	}
}

func (s *Service) renew(ctx context.Context, accounts []id.ID) error {
	s.viewing.Lock()
	defer s.viewing.Unlock()
	old := s.company()
	people := maps.Clone(old.people)
	q := s.db.Ask(ctx)
	for _, one := range accounts {
		a, err := accountByID(q, one)
		if err != nil {
			return err
		}
		people[one] = a
	}
	v := newView(people, old.departments, old.further)
	s.companyAs.Store(v)
	for _, one := range accounts {
		if a := v.people[one]; a.Status == Left {
			s.index.Remove(one)
		} else {
			s.index.Upsert(v.indexed(a))
		}
	}
	return nil
}

// show replaces view and index as a whole.
func (s *Service) show(v *view) {
	people := make([]directory.Person[id.ID], 0, len(v.people))
	for _, a := range v.people {
		if a.Status != Left {
			people = append(people, v.indexed(a))
		}
	}
	s.index.Replace(people)
	s.companyAs.Store(v)
}

func (v *view) indexed(a account) directory.Person[id.ID] {
	return directory.Person[id.ID]{ID: a.ID, Number: a.Number, Name: a.Name, Post: a.Post,
		Department: v.departments[a.Department].Name, Active: a.Status == Active}
}

func readView(q db.Q) (*view, error) {
	people, departments, further := map[id.ID]account{}, map[id.ID]department{}, map[id.ID][]id.ID{}
	err := db.Each(q, func(r db.Row) error {
		a, err := scanAccount(r)
		people[a.ID] = a
		return err
	}, `SELECT `+accountColumns+` FROM accounts a`)
	if err != nil {
		return nil, err
	}
	if err := db.Each(q, func(r db.Row) error {
		var d department
		err := r.Scan(&d.ID, &d.Parent, &d.Name, &d.Position, &d.Head, &d.Leader)
		departments[d.ID] = d
		return err
	}, `SELECT id, parent, name, position, head, leader FROM departments`); err != nil {
		return nil, err
	}
	if err := db.Each(q, func(r db.Row) error {
		var dep, account id.ID
		err := r.Scan(&dep, &account)
		d := departments[dep]
		d.Deputies = append(d.Deputies, account)
		departments[dep] = d
		return err
	}, `SELECT department, account FROM department_deputies ORDER BY department, position`); err != nil {
		return nil, err
	}
	err = db.Each(q, func(r db.Row) error {
		var account, dep id.ID
		err := r.Scan(&account, &dep)
		further[account] = append(further[account], dep)
		return err
	}, `SELECT account, department FROM account_departments ORDER BY account, position`)
	return newView(people, departments, further), err
}
