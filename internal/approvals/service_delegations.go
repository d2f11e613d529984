package approvals

import (
	"context"
	"errors"

	"tonggui/internal/approvals/words"
	"tonggui/internal/audit"
	"tonggui/internal/event"
	"tonggui/internal/platform/apperr"
	"tonggui/internal/platform/authz"
	"tonggui/internal/platform/db"
	"tonggui/internal/platform/id"
)

// shownDelegations is how many delegations a list shows; older ones are in the audit log.
const shownDelegations = 200

// Delegations lists whom the caller has delegated to or, where received, for whom they act; what ends last
// comes first.
func (s *Service) Delegations(ctx context.Context, who authz.Principal, received bool) ([]Delegation, error) {
	list := selectGiven
	if received {
		list = selectReceived
	}
	q := s.DB.Ask(ctx)
	all, err := list(q, who.Account, shownDelegations)
	if err != nil {
		return nil, err
	}
	return s.showDelegations(q, who, all)
}

func (s *Service) showDelegations(q db.Q, who authz.Principal, all []deputy) ([]Delegation, error) {
	accounts, names := []id.ID{}, map[string]string{}
	for _, d := range all {
		accounts = append(accounts, d.principal, d.delegate)
		for _, key := range d.templates {
			names[key] = ""
		}
	}
	for key := range names {
		name, err := newestName(q, key, who.Language)
		if err != nil {
			return nil, err
		}
		names[key] = name
	}
	people, out := s.peopleOf(accounts), []Delegation{}
	for _, d := range all {
		v := Delegation{ID: d.id, Principal: people[d.principal], Delegate: people[d.delegate], FromAt: d.from, UntilAt: d.until, Templates: []TemplateName{}, Reason: d.reason,
			State: d.state(q.At()), MadeAt: d.madeAt, EndedAt: notYet(d.endedAt)}
		for _, key := range d.templates {
			v.Templates = append(v.Templates, TemplateName{Key: key, Name: names[key]})
		}
		if !d.approval.IsZero() {
			v.ApprovalID = &d.approval
		}
		out = append(out, v)
	}
	return out, nil
}

// Delegate lets somebody act for the caller, for a time and for some templates or all.
//
// Errors: ErrDelegateSelf, ErrDelegateInactive, ErrDelegationOverlaps, ErrDelegationCircle, ErrDelegations;
// apperr.Invalid for a span that is over, backwards or too long, and for a template that there is not.
func (s *Service) Delegate(ctx context.Context, who authz.Principal, n NewDelegation) (Delegation, error) {
	var d deputy
	if err := s.DB.Write(ctx, func(tx *db.Tx) (err error) {
		if d, err = s.addDelegation(tx, who.Account, n); err != nil {
			return err
		}
		return audit.Write(tx, who, audit.Entry{Action: authz.DelegationOwn, Object: "delegation", ObjectID: d.id, Subject: d.delegate, Facts: delegationFacts("made", d)})
	}); err != nil {
		return Delegation{}, err
	}
	return s.showDelegation(ctx, who, d.id)
}

func delegationFacts(what string, d deputy) map[string]any {
	return map[string]any{"what": what, "from_at": d.from, "until_at": d.until, "templates": d.templates}
}

func (s *Service) showDelegation(ctx context.Context, who authz.Principal, one id.ID) (Delegation, error) {
	q := s.DB.Ask(ctx)
	d, err := selectDeputy(q, one, who.Account)
	if err != nil {
		return Delegation{}, err
	}
	all, err := s.showDelegations(q, who, []deputy{d})
	if err != nil {
		return Delegation{}, err
	}
	return all[0], nil
}

// addDelegation judges and stores a delegation.
func (s *Service) addDelegation(tx *db.Tx, principal id.ID, n NewDelegation) (deputy, error) {
	if err := lockDelegations(tx); err != nil {
		return deputy{}, err
	}
	return s.judgeDelegation(tx, principal, n, func(d deputy) error {
		if err := insertDeputy(tx, d); err != nil {
			return err
		}
		tx.AfterCommit(s.stir)
		return tx.Say(event.DelegationChanged{Delegation: d.id, Accounts: []id.ID{d.principal, d.delegate}})
	})
}

// judgeDelegation refuses a delegation that cannot be, and hands one that can to then.
func (s *Service) judgeDelegation(q db.Q, principal id.ID, n NewDelegation, then func(deputy) error) (deputy, error) {
	d := deputy{id: id.New(q.At()), principal: principal, delegate: n.To, from: max(n.From, q.At()), until: n.Until, templates: n.Templates, reason: n.Reason, approval: n.Approval}
	if !words.Plain(d.reason, true) {
		return d, apperr.Invalid.At("body.reason", "wrong_form")
	}
	others, err := selectStanding(q, q.At())
	if err != nil {
		return d, err
	}
	if err := d.check(others, q.At()); err != nil {
		return d, err
	}
	if !s.People.Chart().Active(d.delegate) {
		return d, ErrDelegateInactive.At("body.to", "unknown")
	}
	for _, key := range d.templates {
		name, err := newestName(q, key, "")
		if err != nil {
			return d, err
		}
		if name == "" {
			return d, apperr.Invalid.At("body.templates", "unknown")
		}
	}
	return d, then(d)
}

// EndDelegation takes a delegation of the caller's back. Turns that the delegate has not taken are the
// caller's alone again. One that is over stays as it is.
//
// Errors: apperr.NotFound.
func (s *Service) EndDelegation(ctx context.Context, who authz.Principal, one id.ID) error {
	return s.DB.Write(ctx, func(tx *db.Tx) error {
		d, err := selectDeputy(tx, one, who.Account)
		if errors.Is(err, db.ErrNone) {
			return apperr.NotFound.New()
		}
		if err != nil {
			return err
		}
		ended, err := endDeputy(tx, one)
		if err != nil || !ended {
			return err
		}
		tx.AfterCommit(s.stir)
		if err := tx.Say(event.DelegationChanged{Delegation: one, Accounts: []id.ID{d.principal, d.delegate}}); err != nil {
			return err
		}
		return audit.Write(tx, who, audit.Entry{Action: authz.DelegationOwn, Object: "delegation", ObjectID: one, Subject: d.delegate, Facts: delegationFacts("ended", d)})
	})
}

// CheckDelegation and MakeDelegation are for an effect by which a delegation follows from an approval.
func (s *Service) CheckDelegation(q db.Q, principal id.ID, n NewDelegation) error {
	_, err := s.judgeDelegation(q, principal, n, func(deputy) error { return nil })
	return err
}

// MakeDelegation stores what CheckDelegation has let through, and names it.
func (s *Service) MakeDelegation(tx *db.Tx, principal id.ID, n NewDelegation) (id.ID, error) {
	d, err := s.addDelegation(tx, principal, n)
	if err != nil {
		return id.Zero, err
	}
	return d.id, audit.Write(tx, authz.Principal{}, audit.Entry{Action: authz.DelegationOwn, Object: "delegation", ObjectID: d.id, Subject: d.delegate, Facts: delegationFacts("made", d)})
}
