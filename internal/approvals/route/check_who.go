package route

import (
	"cmp"
	"slices"

	"tonggui/internal/platform/id"
)

func (k *checker) who(path string, s *Step) {
	switch n := len(s.Who); {
	case n == 0:
		k.fault(path+".who", "missing")
	case n > MaxWho:
		k.fault(path+".who", "too_many", "max", MaxWho)
	}
	chosen := 0
	for i, w := range s.Who {
		own := at(path+".who", i)
		switch w.Kind {
		case Superior:
			if w.N < 0 || w.N > MaxAbove {
				k.fault(own+".n", "out_of_range", "min", 1, "max", MaxAbove)
			}
		case DepartmentHead, LeaderInCharge:
			k.of(own+".of", w.Of)
		case Role:
			if !slices.Contains(k.company.Roles, w.Role) {
				k.fault(own+".role", "not_a_choice")
			}
		case Person:
			k.persons(own+".ids", w.IDs)
		case Chosen:
			if chosen++; chosen > 1 {
				k.fault(own, "doubled")
			}
			if most := cmp.Or(w.Max, MaxChosen); w.Min < 0 || most < max(w.Min, 1) || most > MaxChosen {
				k.fault(own+".max", "out_of_range", "min", max(w.Min, 1), "max", MaxChosen)
			}
		case Applicant:
			if s.Kind == Approve && k.r.SelfAt(s) != SelfAsk {
				k.fault(path+".self", FaultAsksApplicant)
			}
		default:
			k.fault(own+".kind", "not_a_choice")
		}
	}
}

func (k *checker) of(path, field string) {
	if field == "" {
		return
	}
	switch kind := k.form.FieldKind(field); kind {
	case "department", "departments", "person", "people":
	case "":
		k.fault(path, "unknown")
	default:
		k.fault(path, "wrong_type")
	}
}

func (k *checker) persons(path string, people []id.ID) {
	switch n := len(people); {
	case n == 0:
		k.fault(path, "missing")
	case n > MaxPersons:
		k.fault(path, "too_many", "max", MaxPersons)
	}
	for i, person := range people {
		switch {
		case person.IsZero():
			k.fault(at(path, i), "missing")
		case slices.Contains(people[:i], person):
			k.fault(at(path, i), "doubled")
		case k.company.Person != nil && !k.company.Person(person):
			k.fault(at(path, i), "unknown")
		}
	}
}
