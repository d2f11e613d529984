package approvals

import (
	"tonggui/internal/audit"
	"tonggui/internal/event"
	"tonggui/internal/platform/authz"
	"tonggui/internal/platform/db"
	"tonggui/internal/platform/id"
)

// prepareWork makes what runs beside requests.
func (s *Service) prepareWork() {
	s.jobs = make(chan struct{}, 1)
	s.doer = &doer{db: s.DB, effects: s.effects, node: id.New(s.DB.Now()), log: s.Log, wake: make(chan struct{}, 1), settled: s.effectSettled}
}

// hearWork notes what the jobs have to look at, and turns the events of effects and delegations into frames for
// the connections of this node.
func (s *Service) hearWork(f db.Fact) error {
	switch f.Kind {
	case event.RosterApplied{}.Kind():
		s.leaving.put(true)
		s.stir()
	case event.AccountsChanged{}.Kind():
		var e event.AccountsChanged
		if err := f.Decode(&e); err != nil {
			return err
		}
		s.leaving.put(false, e.Accounts...)
		s.stir()
	case event.AccountFrozen{}.Kind():
		var e event.AccountFrozen
		if err := f.Decode(&e); err != nil {
			return err
		}
		s.leaving.put(false, e.Account)
		s.stir()
	case event.ApprovalChanged{}.Kind():
		s.doer.stir()
	case event.ApprovalEffectStuck{}.Kind():
		var e event.ApprovalEffectStuck
		if err := f.Decode(&e); err != nil {
			return err
		}
		s.Push.Send(e.Accounts, "approval.effect_stuck", stuckFrame{e.Approval, e.State})
	case event.DelegationChanged{}.Kind():
		var e event.DelegationChanged
		if err := f.Decode(&e); err != nil {
			return err
		}
		s.Push.Send(e.Accounts, "delegations.changed", delegationFrame{e.Delegation})
	}
	return nil
}

// delegationFrame is the data of delegations.changed.
type delegationFrame struct {
	ID id.ID `json:"id"`
}

// stuckFrame is the data of approval.effect_stuck.
type stuckFrame struct {
	ID    id.ID  `json:"id"`
	State string `json:"state"`
}

// stir has the jobs look now.
func (s *Service) stir() {
	select {
	case s.jobs <- struct{}{}:
	default:
	}
}

// effectSettled tells what became of an effect, in its transaction.
func (s *Service) effectSettled(tx *db.Tx, a Applied, e Effect, v settlement) error {
	if err := s.effectMoved(tx, a.ID, a.Applicant, v.state); err != nil {
		return err
	}
	facts := map[string]any{"effect": e.Name(), "state": v.state}
	if v.code != "" {
		facts["error"] = v.code
	}
	if v.object != "" {
		facts["object"] = v.object
	}
	return audit.Write(tx, authz.Principal{}, audit.Entry{Action: authz.ApprovalEffects, Object: "approval", ObjectID: a.ID, Subject: a.Applicant, Facts: facts})
}

// effectMoved tells everybody concerned that an effect stands otherwise now; one that has failed, the
// administrators too.
func (s *Service) effectMoved(tx *db.Tx, approval, applicant id.ID, state string) error {
	accounts, err := selectConcerned(tx, approval, applicant)
	if err != nil {
		return err
	}
	if err := tx.Say(event.ApprovalChanged{Approval: approval, People: accounts}); err != nil || state == effectDone {
		return err
	}
	return tx.Say(event.ApprovalEffectStuck{Approval: approval, State: state, Accounts: s.People.Chart().Holders(string(authz.Admin))})
}
