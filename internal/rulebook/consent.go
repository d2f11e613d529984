package rulebook

import (
	"slices"

	"tonggui/internal/platform/authz"
	"tonggui/internal/platform/db"
	"tonggui/internal/platform/id"
)

// Consent is who has to agree before a proposal comes true.
type Consent interface {
	// Asks tells whether an approval decides on new proposals, as things stand in the transaction. Where it
	// does not, May does.
	Asks(q db.Q) (bool, error)
	// Ask opens the approval of a new proposal, in its transaction and under its id.
	Ask(tx *db.Tx, who authz.Principal, p Proposal, c Change) error
	// May tells whether a person may decide on an open proposal now that has no approval; an error says why not.
	May(who authz.Principal, p Proposal) error
}

// SecondAdministrator has another administrator confirm than the one who asked: a security
// administrator, or who stands in for one; where the only one of those has asked, any administrator.
type SecondAdministrator struct{ People People }

// Asks implements Consent: frames reach those who may decide.
func (SecondAdministrator) Asks(db.Q) (bool, error) { return false, nil }

// Ask implements Consent; it is not called.
func (SecondAdministrator) Ask(*db.Tx, authz.Principal, Proposal, Change) error { return nil }

// May implements Consent.
//
// Errors: ErrOwnProposal, ErrNotDecider.
func (a SecondAdministrator) May(who authz.Principal, p Proposal) error {
	if who.Account == p.AskedBy.ID {
		return ErrOwnProposal.New()
	}
	if !slices.Contains(deciders(a.People, p.AskedBy.ID), who.Account) {
		return ErrNotDecider.New()
	}
	return nil
}

// deciders are who may confirm what somebody has asked for: the other security administrators, or, where there are
// none, the other administrators.
func deciders(people People, asker id.ID) []id.ID {
	for _, role := range []authz.Role{authz.SecurityAdmin, authz.Admin} {
		others := slices.DeleteFunc(people.Holders(role), func(one id.ID) bool { return one == asker })
		if len(others) > 0 {
			return others
		}
	}
	return nil
}
