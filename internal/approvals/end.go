package approvals

import (
	"slices"

	"tonggui/internal/approvals/engine"
	"tonggui/internal/platform/db"
	"tonggui/internal/platform/id"
)

// lasts tells whether somebody may end what an approval has brought about, and from when until when it holds.
func (s *Service) lasts(q db.Q, a approval) (EffectSpan, bool, error) {
	e, lasting := s.effects[a.effect].(Lasting)
	if !lasting || a.effectAt != effectDone {
		return EffectSpan{}, false, nil
	}
	return e.Lasts(q, a.id)
}

// whoHearOfEnd are who agreed to what now ends before its time or were told of it, and whom its applicant names besides.
//
// Errors: ErrNothingToEnd.
func (s *Service) whoHearOfEnd(q db.Q, a approval, named []id.ID) ([]id.ID, error) {
	if _, ok, err := s.lasts(q, a); err != nil || !ok {
		if err == nil {
			err = ErrNothingToEnd.New()
		}
		return nil, err
	}
	var people []id.ID
	for _, t := range a.state.Tasks() {
		if t.Outcome == engine.Agreed {
			people = append(people, t.Person)
		}
	}
	copies, err := selectCopies(q, a.id)
	if err != nil {
		return nil, err
	}
	for _, c := range copies {
		people = append(people, c.person)
	}
	chart, out := s.People.Chart(), slices.Clone(named)
	for _, one := range people {
		if one != a.applicant && chart.Active(one) && !slices.Contains(out, one) {
			out = append(out, one)
		}
	}
	return out, nil
}

// endEffect ends what an approval has brought about. The limits of its applicant's turns are looked at anew: their
// time runs again.
//
// Errors: ErrNothingToEnd.
func (s *Service) endEffect(tx *db.Tx, a *approval, by id.ID) error {
	e, lasting := s.effects[a.effect].(Lasting)
	if !lasting {
		return ErrNothingToEnd.New()
	}
	done, err := endEffect(tx, a.id, by)
	if err != nil {
		return err
	}
	ended := false
	if done {
		ended, err = e.End(tx, a.id)
	}
	if err != nil {
		return err
	}
	if !ended {
		return ErrNothingToEnd.New()
	}
	a.effectAt = effectEnded
	tx.AfterCommit(s.stir)
	return updateLookAnew(tx, a.applicant)
}
