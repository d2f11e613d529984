package effects

import (
	"context"

	"tonggui/internal/approvals"
	"tonggui/internal/event"
	"tonggui/internal/platform/authz"
	"tonggui/internal/platform/db"
	"tonggui/internal/rulebook"
)

// Consent has approvals decide on changes of rules, wherever they are asked for. Where the company does not
// offer the template, a second administrator does.
type Consent struct {
	rulebook.SecondAdministrator
	Room func() Room
}

// Asks implements rulebook.Consent.
func (c Consent) Asks(q db.Q) (bool, error) {
	version, err := c.Room().Offered(q, ruleChange, ruleChange)
	return version > 0, err
}

// Ask implements rulebook.Consent.
func (c Consent) Ask(tx *db.Tx, who authz.Principal, p rulebook.Proposal, change rulebook.Change) error {
	version, err := c.Room().Offered(tx, ruleChange, ruleChange)
	if err != nil {
		return err
	}
	change.Effective = whole(change.Effective)
	return c.Room().OpenIn(tx, who, p.ID, approvals.Application{Template: ruleChange, Version: version, Values: inValues(change, p.Trial)})
}

// Proposals has proposals end with their approvals.
type Proposals struct {
	DB    *db.DB
	Rules *rulebook.Service
	Room  Room
}

// Hear follows what becomes of approvals. News may come twice, and to every node.
func (p Proposals) Hear(ctx context.Context, f db.Fact) error {
	if f.Kind != (event.ApprovalChanged{}).Kind() {
		return nil
	}
	var e event.ApprovalChanged
	if err := f.Decode(&e); err != nil {
		return err
	}
	q := p.DB.Ask(ctx)
	if open, err := p.Rules.OpenByApproval(q, e.Approval); err != nil || !open {
		return err
	}
	end, err := p.Room.Ended(q, e.Approval)
	if err != nil {
		return err
	}
	as, ended := map[string]rulebook.State{"rejected": rulebook.Rejected, "withdrawn": rulebook.Withdrawn, "closed": rulebook.Rejected}[end.State]
	if !ended {
		return nil // it goes on, or its effect closes the proposal, or people have to see to that
	}
	return p.DB.Write(ctx, func(tx *db.Tx) error { return p.Rules.NotApproved(tx, e.Approval, as, end.By, end.Text) })
}
