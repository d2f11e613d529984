package approvals

import (
	"tonggui/internal/platform/clock"
	"tonggui/internal/platform/id"
	"tonggui/internal/platform/ref"
)

// peopleOf shows accounts by their ids; an account that is no longer known has its id only.
func (s *Service) peopleOf(accounts []id.ID) map[id.ID]ref.Person {
	out := map[id.ID]ref.Person{}
	for _, a := range accounts {
		out[a] = ref.Person{ID: a}
	}
	for _, p := range s.People.People(accounts) {
		out[p.ID] = p
	}
	return out
}

// notYet is nil for an instant that has not come.
func notYet(at clock.Instant) *clock.Instant {
	if at == 0 {
		return nil
	}
	return &at
}
