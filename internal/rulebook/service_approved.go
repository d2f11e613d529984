package rulebook

import (
	"slices"

	"tonggui/internal/audit"
	"tonggui/internal/event"
	"tonggui/internal/platform/apperr"
	"tonggui/internal/platform/authz"
	"tonggui/internal/platform/clock"
	"tonggui/internal/platform/db"
	"tonggui/internal/platform/id"
)

// Asked is a change for which an approval asks, opened here or there: the approval and its proposal have
// one id.
type Asked struct {
	ID     id.ID
	By     id.ID         // the applicant
	Trial  id.ID         // the trial run that it follows; zero: none
	Since  clock.Instant // when it was handed in, by what held then; 0: now
	Change Change
}

// CheckAsked tells why a change could not be made now.
//
// Errors: those of Propose, ErrMoved.
func (s *Service) CheckAsked(q db.Q, a Asked) error {
	_, roles, known := s.People.Standing(a.By)
	if !known || !authz.Can(authz.Principal{Account: a.By, Roles: roles}, authz.RulesPropose) {
		return apperr.Forbidden.New()
	}
	if err := s.checkTrial(q, a.Trial, a.Change.Rule); err != nil {
		return err
	}
	if moved, err := movedSince(q, a.Change.Rule, a.Change.Scope, a.Since); err != nil || moved {
		return orMoved(err)
	}
	own := id.Zero // of another proposal, one that is open is in the way
	if have, err := selectProposal(q, a.ID); err == nil {
		if have.state != Open {
			return ErrClosed.New("state", string(have.state))
		}
		own = a.ID
	} else if !apperr.Has(err, apperr.NotFound) {
		return err
	}
	return s.checkAll(q, a.Change.settled(q.At()), a.Change.Effective, own)
}

func orMoved(err error) error {
	if err == nil {
		err = ErrMoved.New()
	}
	return err
}

// Approved makes a change come true that its approval has let through; agreed are those who agreed to it as it is. One
// of them has to be somebody who may confirm changes: whoever designs a form and its route cannot change a rule by
// that alone. What was asked for in the approval alone becomes a proposal now, so that the rule's history has it.
//
// Errors: those of CheckAsked, ErrClosed, ErrNotDecider.
func (s *Service) Approved(tx *db.Tx, a Asked, agreed []id.ID) (version int64, err error) {
	if err := lockValues(tx); err != nil {
		return 0, err
	}
	by, err := s.confirmer(a.By, agreed)
	if err != nil {
		return 0, err
	}
	if err := s.CheckAsked(tx, a); err != nil {
		return 0, err
	}
	p, err := s.noted(tx, a)
	if err != nil {
		return 0, err
	}
	if err := s.ended(tx, p, Confirmed, by, ""); err != nil {
		return 0, err
	}
	version, err = a.Change.settled(tx.Now).store(tx, stored{proposal: p.id, asked: p.asked, confirmed: by})
	if err != nil {
		return 0, err
	}
	return version, updateBecame(tx, p.id, version)
}

// confirmer is the last of those who agreed who may confirm what somebody asked for.
func (s *Service) confirmer(asker id.ID, agreed []id.ID) (id.ID, error) {
	deciders := deciders(s.People, asker)
	for _, one := range slices.Backward(agreed) {
		if slices.Contains(deciders, one) {
			return one, nil
		}
	}
	return id.Zero, ErrNotDecider.New()
}

// noted is the proposal of an approval, made now where there was none. What was asked for may have been
// changed on the way; what was approved counts.
func (s *Service) noted(tx *db.Tx, a Asked) (proposal, error) {
	change := a.Change.settled(tx.Now)
	change.Effective = a.Change.Effective
	p, err := selectProposal(tx, a.ID)
	if err == nil {
		p.change, p.trial = change, a.Trial
		return p, updateProposal(tx, p)
	} else if !apperr.Has(err, apperr.NotFound) {
		return p, err
	}
	p = proposal{id: a.ID, change: change, trial: a.Trial, asked: a.By, askedAt: tx.Now, expiresAt: never, state: Open, byApproval: true}
	return p, insertProposal(tx, p)
}

// NotApproved closes the proposal of an approval that ended otherwise, as Rejected or Withdrawn. Where there
// is none, or it is closed already, it does nothing.
func (s *Service) NotApproved(tx *db.Tx, one id.ID, as State, by id.ID, note string) error {
	p, err := selectProposal(tx, one)
	if apperr.Has(err, apperr.NotFound) || err == nil && (p.state != Open || !p.byApproval) {
		return nil
	}
	if err != nil {
		return err
	}
	return s.ended(tx, p, as, by, note)
}

// OpenByApproval tells whether a proposal is open on which the approval of its id decides.
func (s *Service) OpenByApproval(q db.Q, one id.ID) (bool, error) {
	p, err := selectProposal(q, one)
	if apperr.Has(err, apperr.NotFound) {
		return false, nil
	}
	return p.byApproval && p.state == Open, err
}

// ended closes a proposal by what became of its approval, in which who did it is signed and recorded.
func (s *Service) ended(tx *db.Tx, p proposal, as State, by id.ID, note string) error {
	mine, err := closeProposal(tx, p.id, as, by, note)
	if err != nil {
		return err
	}
	if !mine {
		return ErrClosed.New("state", string(p.state))
	}
	facts := p.facts()
	facts["state"], facts["approval"] = as, p.id
	if err := audit.Write(tx, authz.Principal{}, audit.Entry{Action: authz.RulesDecide, Object: "rule", ObjectID: p.id, Facts: facts}); err != nil {
		return err
	}
	return tx.Say(event.RuleDecided{Proposal: p.id})
}
