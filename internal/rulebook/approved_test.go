package rulebook_test

import (
	"testing"
	"time"

	"tonggui/internal/platform/authz"
	"tonggui/internal/platform/db"
	"tonggui/internal/platform/id"
	"tonggui/internal/rulebook"
)

// byApproval has approvals decide, and remembers what was asked for in them.
type byApproval struct {
	rulebook.SecondAdministrator
	asked []rulebook.Asked
}

func (b *byApproval) Asks(db.Q) (bool, error) { return true, nil }

func (b *byApproval) Ask(_ *db.Tx, who authz.Principal, p rulebook.Proposal, c rulebook.Change) error {
	b.asked = append(b.asked, rulebook.Asked{ID: p.ID, By: who.Account, Change: c})
	return nil
}

// eachApproved is a desk whose proposals are decided on by approvals.
func eachApproved(t *testing.T, fn func(h *desk, b *byApproval)) {
	eachDesk(t, func(h *desk) {
		b := &byApproval{SecondAdministrator: rulebook.SecondAdministrator{People: h.office}}
		h.Consent = b
		fn(h, b)
	})
}

func (h *desk) write(fn func(tx *db.Tx) error) error { return h.db.Write(h.Context(), fn) }

func (h *desk) holds() int64 {
	h.Helper()
	if err := h.Book.Reload(h.Context()); err != nil {
		h.Fatal(err)
	}
	return h.Book.Value(limit.ID, rulebook.Subject{}, h.clock.Now()).Value
}

// covers: RBK-03
func TestAProposalOnWhichAnApprovalDecidesIsDecidedNowhereElse(t *testing.T) {
	eachApproved(t, func(h *desk, b *byApproval) {
		asks, other := h.hire(authz.Admin), h.hire(authz.SecurityAdmin)
		sixty := int64(60)
		p, err := h.ask(asks, rulebook.Change{Value: &sixty})
		if err != nil {
			t.Fatal(err)
		}
		if p.Approval == nil || *p.Approval != p.ID || p.Expires != nil || len(p.Abilities) > 0 || len(b.asked) != 1 || b.asked[0].ID != p.ID || b.asked[0].Change.Effective != 0 {
			t.Errorf("proposed %+v, asked %+v", p, b.asked)
		}
		h.refused("by hand", "rule.by_approval", func() error {
			_, err := h.Decide(t.Context(), h.acting(other), p.ID, true, "")
			return err
		})
		h.refused("by who asked", "rule.by_approval", func() error {
			_, err := h.Withdraw(t.Context(), asks, p.ID)
			return err
		})
		h.clock.Advance(30 * 24 * time.Hour) // the approval has limits of its own
		if err := h.Tick(t.Context()); err != nil {
			t.Fatal(err)
		}
		ninety := int64(90)
		b.asked[0].Change.Value, b.asked[0].Change.Reason = &ninety, "after it was returned"
		before, version := h.holds(), int64(0)
		if err := h.write(func(tx *db.Tx) (err error) {
			version, err = h.Approved(tx, b.asked[0], []id.ID{other.Account})
			return err
		}); err != nil || before == ninety || h.holds() != ninety {
			t.Fatalf("%d, then %d (%v)", before, h.holds(), err)
		}
		after, err := h.Proposal(t.Context(), asks, p.ID)
		if err != nil || after.State != rulebook.Confirmed || after.DecidedBy.ID != other.Account || *after.Version != version || *after.Value != ninety || after.Reason != "after it was returned" {
			t.Errorf("%+v (%v)", after, err)
		}
		h.refused("twice", "rule.proposal_closed", func() error {
			return h.write(func(tx *db.Tx) error {
				_, err := h.Approved(tx, b.asked[0], []id.ID{other.Account})
				return err
			})
		})
	})
}

// covers: RBK-03
func TestAChangeIsNotMadeOverOneThatCameMeanwhile(t *testing.T) {
	eachApproved(t, func(h *desk, _ *byApproval) {
		asks, other := h.hire(authz.Admin), h.hire(authz.SecurityAdmin)
		asked := func(value int64) rulebook.Asked {
			h.clock.Advance(time.Minute)
			return rulebook.Asked{ID: id.New(h.clock.Now()), By: asks.Account, Since: h.clock.Now(),
				Change: rulebook.Change{Rule: limit.ID, Scope: rulebook.Scope{Kind: rulebook.ForCompany}, Value: &value, Reason: "because"}}
		}
		approved := func(a rulebook.Asked) error {
			h.clock.Advance(time.Minute)
			return h.write(func(tx *db.Tx) error {
				_, err := h.Approved(tx, a, []id.ID{other.Account})
				return err
			})
		}
		first, second := asked(50), asked(60)
		if err := approved(second); err != nil || h.holds() != 60 {
			t.Fatalf("%d (%v)", h.holds(), err)
		}
		h.refused("the one asked for before", "rule.moved", func() error { return approved(first) })
		if h.holds() != 60 {
			t.Errorf("it is %d", h.holds())
		}
		if err := approved(asked(50)); err != nil || h.holds() != 50 {
			t.Errorf("asked for anew: %d (%v)", h.holds(), err)
		}
	})
}

// covers: RBK-03
func TestWhatIsAskedForInAnApprovalAloneGetsItsPlaceInTheHistory(t *testing.T) {
	eachApproved(t, func(h *desk, _ *byApproval) {
		asks, other, staff := h.hire(authz.Admin), h.hire(authz.SecurityAdmin), h.hire()
		sixty := int64(60)
		change := rulebook.Change{Rule: limit.ID, Scope: rulebook.Scope{Kind: rulebook.ForCompany}, Value: &sixty, Reason: "because"}
		a := rulebook.Asked{ID: id.New(h.clock.Now()), By: asks.Account, Change: change}
		check := func(a rulebook.Asked) error { return h.CheckAsked(h.db.Ask(t.Context()), a) }
		if err := check(a); err != nil {
			t.Fatal(err)
		}
		if err := h.write(func(tx *db.Tx) error {
			_, err := h.Approved(tx, a, []id.ID{other.Account})
			return err
		}); err != nil {
			t.Fatal(err)
		}
		p, err := h.Proposal(t.Context(), asks, a.ID)
		if err != nil || p.State != rulebook.Confirmed || p.AskedBy.ID != asks.Account || p.Approval == nil || h.holds() != sixty {
			t.Errorf("%+v (%v)", p, err)
		}
		for why, wrong := range map[string]rulebook.Asked{
			"rule.proposal_closed":                  a,
			"access.denied":                         {ID: id.New(1), By: staff.Account, Change: change},
			"rule.scope_contradiction same_instant": {ID: id.New(1), By: asks.Account, Change: change},
			"request.invalid":                       {ID: id.New(1), By: asks.Account, Change: change, Trial: id.New(1)},
		} {
			h.refused(why, why, func() error {
				return h.write(func(tx *db.Tx) error {
					_, err := h.Approved(tx, wrong, []id.ID{other.Account})
					return err
				})
			})
		}
	})
}

// covers: RBK-03
func TestAProposalEndsWithItsApproval(t *testing.T) {
	eachApproved(t, func(h *desk, _ *byApproval) {
		asks, other := h.hire(authz.Admin), h.hire(authz.SecurityAdmin)
		sixty := int64(60)
		p, err := h.ask(asks, rulebook.Change{Value: &sixty})
		if err != nil {
			t.Fatal(err)
		}
		open := func() bool {
			t.Helper()
			yes, err := h.OpenByApproval(h.db.Ask(t.Context()), p.ID)
			if err != nil {
				t.Fatal(err)
			}
			return yes
		}
		if !open() {
			t.Error("it is not open")
		}
		for range 2 { // the news may come twice
			if err := h.write(func(tx *db.Tx) error { return h.NotApproved(tx, p.ID, rulebook.Rejected, other.Account, "too long") }); err != nil {
				t.Fatal(err)
			}
		}
		after, err := h.Proposal(t.Context(), asks, p.ID)
		if err != nil || after.State != rulebook.Rejected || after.DecidedBy.ID != other.Account || after.Note != "too long" || open() || h.holds() == sixty {
			t.Errorf("%+v (%v)", after, err)
		}
		if err := h.write(func(tx *db.Tx) error { return h.NotApproved(tx, id.New(1), rulebook.Rejected, other.Account, "") }); err != nil {
			t.Errorf("an approval of something else: %v", err)
		}
	})
}

// covers: RBK-03, APV-04
func TestAChangeIsConfirmedBySomebodyElseWhoMayHoweverItsRouteGoes(t *testing.T) {
	eachApproved(t, func(h *desk, _ *byApproval) {
		admin, another, security, employee := h.hire(authz.Admin), h.hire(authz.Admin), h.hire(authz.SecurityAdmin), h.hire()
		value, before := int64(40), h.holds()
		asked := func(by authz.Principal) rulebook.Asked {
			h.clock.Advance(time.Minute)
			value++
			return rulebook.Asked{ID: id.New(h.clock.Now()), By: by.Account, Since: h.clock.Now(),
				Change: rulebook.Change{Rule: limit.ID, Scope: rulebook.Scope{Kind: rulebook.ForCompany}, Value: &value, Reason: "because"}}
		}
		approved := func(by authz.Principal, agreed ...id.ID) error {
			a := asked(by)
			return h.write(func(tx *db.Tx) error {
				_, err := h.Approved(tx, a, agreed)
				return err
			})
		}
		for name, agreed := range map[string][]id.ID{
			"nobody": nil, "who asked": {admin.Account}, "an employee": {employee.Account}, "who asked, and an employee": {employee.Account, admin.Account},
			"an administrator where there is a security administrator": {another.Account},
		} {
			h.refused(name, "rule.not_decider", func() error { return approved(admin, agreed...) })
		}
		h.refused("the security administrator's own", "rule.not_decider", func() error { return approved(security, security.Account) })
		if h.holds() != before {
			t.Errorf("a refused change holds: %d", h.holds())
		}
		if err := approved(admin, security.Account, employee.Account); err != nil || h.holds() != value {
			t.Errorf("by the security administrator, before somebody else: %d (%v)", h.holds(), err)
		}
		if err := approved(security, another.Account); err != nil || h.holds() != value {
			t.Errorf("asked for by the only security administrator: %d (%v)", h.holds(), err)
		}
	})
}
