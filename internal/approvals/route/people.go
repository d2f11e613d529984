package route

import (
	"slices"

	"tonggui/internal/platform/id"
)

// People answers about the organisation as it is now. An id nobody has is answered with nothing.
type People interface {
	Superior(person id.ID, n int) id.ID // the nth above; zero where there is none
	Heads(department id.ID) []id.ID     // in their order
	InCharge(department id.ID) id.ID    // the leader in charge; zero where there is none
	Holders(role string) []id.ID        // in a settled order
	Active(person id.ID) bool           // may log in: neither frozen nor left
	Department(person id.ID) id.ID
	Delegate(person id.ID) id.ID // who acts for them at this moment in approvals of this template; zero where nobody does
}

// Facts answers about what was filled in.
type Facts interface {
	Holds(condition string) (bool, error)
	Departments(field string) []id.ID
	Persons(field string) []id.ID
}

// Asked is what a search found.
type Asked struct {
	People  []id.ID // each once, in the order found; all of them active, the applicant among them where found
	Missing bool    // some part of the search found nobody
}

// Search finds the people of a step. Somebody named (person, chosen) who has left is replaced by their heir.
func Search(s *Step, applicant id.ID, chosen []id.ID, f Facts, p People) (out Asked) {
	for _, w := range s.Who {
		for _, found := range w.find(applicant, chosen, f, p) {
			some := false
			for _, person := range found {
				if person.IsZero() || !p.Active(person) {
					continue
				}
				some = true
				if !slices.Contains(out.People, person) {
					out.People = append(out.People, person)
				}
			}
			out.Missing = out.Missing || !some
		}
	}
	return out
}

// find gives groups of people; each group should find somebody: a department its head, a named person themself.
func (w Who) find(applicant id.ID, chosen []id.ID, f Facts, p People) [][]id.ID {
	switch w.Kind {
	case Superior:
		return [][]id.ID{{Above(applicant, max(w.N, 1), id.Zero, p)}}
	case DepartmentHead:
		return each(w.departments(applicant, f, p), p.Heads)
	case LeaderInCharge:
		return each(w.departments(applicant, f, p), func(d id.ID) []id.ID { return []id.ID{p.InCharge(d)} })
	case Role:
		return [][]id.ID{p.Holders(w.Role)}
	case Person:
		return each(w.IDs, func(person id.ID) []id.ID { return []id.ID{Heir(person, applicant, p)} })
	case Chosen:
		return each(chosen, func(person id.ID) []id.ID { return []id.ID{Heir(person, applicant, p)} })
	case Applicant:
		return [][]id.ID{{applicant}}
	}
	return [][]id.ID{nil}
}

func (w Who) departments(applicant id.ID, f Facts, p People) []id.ID {
	if w.Of == "" {
		return []id.ID{p.Department(applicant)}
	}
	out := slices.Clone(f.Departments(w.Of))
	for _, person := range f.Persons(w.Of) {
		out = append(out, p.Department(person))
	}
	return out
}

// each makes one group of each; of none at all, a group that finds nobody.
func each(of []id.ID, find func(id.ID) []id.ID) [][]id.ID {
	if len(of) == 0 {
		return [][]id.ID{nil}
	}
	out := make([][]id.ID, len(of))
	for i := range of {
		out[i] = find(of[i])
	}
	return out
}

// highest ends a climb in an organisation whose superiors go in a circle.
const highest = 32

// Above gives the nth superior, or where that one is not active or is the one to avoid, the next above; zero where
// there is none.
func Above(person id.ID, n int, avoid id.ID, p People) id.ID {
	for ; n <= highest; n++ {
		above := p.Superior(person, n)
		if above.IsZero() {
			return id.Zero
		}
		if above != avoid && above != person && p.Active(above) {
			return above
		}
	}
	return id.Zero
}

// Heir gives the person themself while active, else the nearest active superior, else an administrator; never the
// one to avoid unless it is the person. Zero where there is nobody.
func Heir(person, avoid id.ID, p People) id.ID {
	if p.Active(person) {
		return person
	}
	if above := Above(person, 1, avoid, p); !above.IsZero() {
		return above
	}
	for _, admin := range Admins(avoid, p) {
		return admin
	}
	return id.Zero
}

// Admins gives the active administrators but the one to avoid.
func Admins(avoid id.ID, p People) (out []id.ID) {
	for _, admin := range p.Holders(RoleAdmin) {
		if admin != avoid && p.Active(admin) {
			out = append(out, admin)
		}
	}
	return out
}
