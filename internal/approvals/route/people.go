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
	People  []id.ID         // each once, in the order found; all of them active, the applicant among them where found
	Missing bool            // some part of the search found nobody
	Over    map[id.ID]id.ID // by who was found: who would have been, had they not had a place already
}

// part is one thing that a search looks for. Where nobody of it is there, it climbs.
type part struct {
	people []id.ID
	below  id.ID // whose superiors stand in; zero: nobody does
	height int   // the first of them
	admins bool  // and administrators where no superior can
}

// Search finds the people of a step. Somebody meant themself (superior, person, chosen) who has left is replaced by
// their heir: where more than one has to decide, by one who has no place yet, so that people who leave never make
// fewer of them enough.
func Search(s *Step, applicant id.ID, chosen []id.ID, f Facts, p People) (out Asked) {
	var climbing []part
	var places []id.ID // zero: one who stands in, of climbing in the same order
	for _, w := range s.Who {
		for _, sought := range w.find(applicant, chosen, f, p) {
			some := false
			for _, person := range sought.people {
				if person.IsZero() || !p.Active(person) {
					continue
				}
				if some = true; !slices.Contains(places, person) {
					places = append(places, person)
				}
			}
			switch {
			case some:
			case sought.below.IsZero():
				out.Missing = true
			default:
				climbing, places = append(climbing, sought), append(places, id.Zero)
			}
		}
	}
	several := s.Several()
	for i, person := range places {
		if !person.IsZero() {
			continue
		}
		c := climbing[0]
		climbing = climbing[1:]
		heir, over := c.heir(applicant, places, several, p)
		switch {
		case heir.IsZero():
			out.Missing = true
		case !slices.Contains(places, heir):
			if places[i] = heir; !over.IsZero() {
				if out.Over == nil {
					out.Over = map[id.ID]id.ID{}
				}
				out.Over[heir] = over
			}
		}
	}
	out.People = slices.DeleteFunc(places, id.ID.IsZero)
	return out
}

// heir gives who stands in, and who would have done so but has a place already.
func (c part) heir(applicant id.ID, places []id.ID, several bool, p People) (heir, over id.ID) {
	free := func(person id.ID) bool {
		switch {
		case person == applicant:
			return false
		case several && slices.Contains(places, person):
			if over.IsZero() {
				over = person
			}
			return false
		}
		return true
	}
	if heir = Above(c.below, c.height, free, p); !heir.IsZero() || !c.admins {
		return heir, over
	}
	for _, admin := range Admins(free, p) {
		return admin, over
	}
	return id.Zero, over
}

// find gives what a way looks for: a department's heads, a named person themself.
func (w Who) find(applicant id.ID, chosen []id.ID, f Facts, p People) []part {
	named := func(person id.ID) part {
		return part{people: []id.ID{person}, below: person, height: 1, admins: true}
	}
	switch w.Kind {
	case Superior:
		n := max(w.N, 1)
		above := p.Superior(applicant, n)
		if above == applicant { // superiors in a circle
			above = id.Zero
		}
		return []part{{people: []id.ID{above}, below: applicant, height: n + 1}}
	case DepartmentHead:
		return w.over(applicant, f, p, p.Heads)
	case LeaderInCharge:
		return w.over(applicant, f, p, func(d id.ID) []id.ID { return []id.ID{p.InCharge(d)} })
	case Role:
		return []part{{people: p.Holders(w.Role)}}
	case Person:
		return each(w.IDs, named)
	case Chosen:
		return each(chosen, named)
	case Applicant:
		return []part{{people: []id.ID{applicant}}}
	}
	return []part{{}}
}

// over gives who stands over the departments that are meant, and over the people whom a field names. Nobody decides
// there about themself: where who is named stands over their own department, their superiors do instead.
func (w Who) over(applicant id.ID, f Facts, p People, heads func(department id.ID) []id.ID) []part {
	if w.Of == "" {
		return []part{{people: heads(p.Department(applicant))}}
	}
	out := []part{}
	for _, d := range f.Departments(w.Of) {
		out = append(out, part{people: heads(d)})
	}
	for _, person := range f.Persons(w.Of) {
		one := part{people: heads(p.Department(person))}
		if slices.Contains(one.people, person) {
			one.people = slices.DeleteFunc(slices.Clone(one.people), func(head id.ID) bool { return head == person })
			one.below, one.height = person, 1
		}
		out = append(out, one)
	}
	if len(out) == 0 {
		return []part{{}}
	}
	return out
}

// each makes one part of each; of none at all, a part that finds nobody.
func each(of []id.ID, sought func(id.ID) part) []part {
	if len(of) == 0 {
		return []part{{}}
	}
	out := make([]part, len(of))
	for i := range of {
		out[i] = sought(of[i])
	}
	return out
}

// highest ends a climb in an organisation whose superiors go in a circle.
const highest = 32

// Above gives the nth superior, or where that one is not active or not free, the next above; zero where there is none.
func Above(person id.ID, n int, free func(id.ID) bool, p People) id.ID {
	for ; n <= highest; n++ {
		above := p.Superior(person, n)
		if above.IsZero() {
			return id.Zero
		}
		if above != person && p.Active(above) && free(above) {
			return above
		}
	}
	return id.Zero
}

// Heir gives who stands in for somebody who is not there: the nearest active superior who is free, else an
// administrator. Zero where there is nobody.
func Heir(person id.ID, free func(id.ID) bool, p People) id.ID {
	if above := Above(person, 1, free, p); !above.IsZero() {
		return above
	}
	for _, admin := range Admins(free, p) {
		return admin
	}
	return id.Zero
}

// Admins gives the active administrators who are free.
func Admins(free func(id.ID) bool, p People) (out []id.ID) {
	for _, admin := range p.Holders(RoleAdmin) {
		if p.Active(admin) && free(admin) {
			out = append(out, admin)
		}
	}
	return out
}
