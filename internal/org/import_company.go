package org

import (
	"tonggui/internal/org/roster"
	"tonggui/internal/platform/id"
)

// knownCompany is the company as package roster sees it, with what leads back to our rows.
type knownCompany struct {
	company     roster.Company
	departments map[roster.Path]id.ID
	accounts    map[string]account // by numberKey
	view        *view
}

func companyOf(v *view) *knownCompany {
	k := &knownCompany{departments: map[roster.Path]id.ID{}, accounts: make(map[string]account, len(v.people)), view: v}
	paths := make(map[id.ID]roster.Path, len(v.departments))
	number := func(one id.ID) string { return v.people[one].Number }
	v.walk(id.Zero, func(d department) {
		path := roster.Path(d.Name)
		if up, nested := paths[d.Parent]; nested {
			path = up + "/" + path
		}
		paths[d.ID], k.departments[path] = path, d.ID
		one := roster.Department{Path: path, Head: number(d.Head)}
		for _, deputy := range d.Deputies {
			one.Deputies = append(one.Deputies, number(deputy))
		}
		k.company.Departments = append(k.company.Departments, one)
	})
	for _, one := range v.byNumber() {
		a := v.people[one]
		p := roster.Person{Number: a.Number, Name: a.Name, Department: paths[a.Department], Post: a.Post, Grade: a.Grade, Mobile: a.Mobile,
			Email: a.Email, Superior: number(a.Superior), Joined: a.JoinedOn, Status: roster.Status(a.Status), Managed: a.Managed}
		for _, d := range v.further[one] {
			p.Secondary = append(p.Secondary, paths[d])
		}
		k.company.People = append(k.company.People, p)
		k.accounts[numberKey(a.Number)] = a
	}
	return k
}

// rehearse plans a sheet against the company.
func (k *knownCompany) rehearse(sheet *roster.Sheet) *roster.Plan {
	return roster.Rehearse(sheet, k.company)
}
