package approvals

import (
	"errors"

	"tonggui/internal/approvals/engine"
	"tonggui/internal/platform/apperr"
	"tonggui/internal/platform/authz"
	"tonggui/internal/platform/db"
	"tonggui/internal/platform/id"
)

// Offered is the newest version of a template where it can be applied for and brings an effect about; 0 where
// not. A room that asks for consent by it asks otherwise then.
func (s *Service) Offered(q db.Q, key, effect string) (int64, error) {
	t, err := selectTemplate(q, key, false)
	if apperr.Has(err, apperr.NotFound) {
		return 0, nil
	} else if err != nil {
		return 0, err
	}
	e, err := s.edition(q, key, t.version)
	if err != nil || e.definition.Effect != effect || !s.offered(t, e.definition) {
		return 0, err
	}
	return t.version, nil
}

// OpenIn opens an approval within the transaction of a room that asks for consent. Whoever may, and errors:
// as for Open.
func (s *Service) OpenIn(tx *db.Tx, who authz.Principal, one id.ID, a Application) error {
	company, err := s.People.CompanyName(tx.Context())
	if err != nil {
		return err
	}
	return s.opened(tx, who, one, company, a, nil)
}

// Ending is how an approval ended.
type Ending struct {
	State string // approved, rejected, withdrawn, or closed: approved, and what it was for is settled otherwise; another one: it has not ended
	By    id.ID  // who did the act that ended it; zero: nobody, a time limit for example
	Text  string // their words
}

// Ended tells other rooms how an approval ended; they show of it no more than that.
//
// Errors: apperr.NotFound.
func (s *Service) Ended(q db.Q, one id.ID) (out Ending, err error) {
	var effect string
	if out, err = db.One(q, func(r db.Row) (e Ending, err error) { return e, r.Scan(&e.State, &effect) }, `SELECT state, effect_state FROM approvals WHERE id = ?`, one); errors.Is(err, db.ErrNone) {
		return out, apperr.NotFound.New()
	} else if err != nil {
		return out, err
	}
	if effect == effectClosed {
		out.State = effectClosed
		out.By, err = db.Value[id.ID](q, `SELECT settled_by FROM approval_effects WHERE approval = ?`, one)
		return out, err
	}
	by, err := db.One(q, func(r db.Row) (e Ending, err error) { return e, r.Scan(&e.By, &e.Text) },
		`SELECT person, words FROM approval_acts WHERE approval = ? AND kind IN (?, ?) ORDER BY n DESC LIMIT 1`, one, string(engine.Reject), string(engine.Withdraw))
	if errors.Is(err, db.ErrNone) {
		return out, nil
	}
	out.By, out.Text = by.By, by.Text
	return out, err
}
