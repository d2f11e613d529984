package effects_test

import (
	"encoding/json"
	"log/slog"
	"slices"
	"testing"
	"time"

	"tonggui/internal/approvals"
	"tonggui/internal/approvals/builtin"
	"tonggui/internal/approvals/effects"
	"tonggui/internal/approvals/form"
	"tonggui/internal/audit"
	"tonggui/internal/event"
	_ "tonggui/internal/messaging" // declares a rule
	"tonggui/internal/org"
	"tonggui/internal/org/absences"
	"tonggui/internal/org/calendar"
	"tonggui/internal/platform/apperr"
	"tonggui/internal/platform/authz"
	"tonggui/internal/platform/clock"
	"tonggui/internal/platform/db"
	"tonggui/internal/platform/id"
	"tonggui/internal/platform/ref"
	"tonggui/internal/rulebook"
	"tonggui/internal/testkit/dbtest"
)

var rooms = []db.Migrations{audit.Migrations, rulebook.Migrations, org.Migrations, calendar.Migrations, approvals.Migrations}

const window = "messaging.recall_window"

// desk stands in for the approvals and for the company's people: two administrators.
type desk struct {
	*testing.T
	db     *db.DB
	clock  *clock.Fake
	rules  *rulebook.Service
	asks   authz.Principal
	second id.ID

	version    int64 // of the template; 0: not offered
	opened     map[id.ID]approvals.Application
	endings    map[id.ID]approvals.Ending
	delegation approvals.NewDelegation
	refuses    error
}

func each(t *testing.T, fn func(h *desk)) {
	dbtest.Each(t, rooms, func(t *testing.T, d *db.DB, c *clock.Fake) {
		h := &desk{T: t, db: d, clock: c, second: id.New(1), version: 1, opened: map[id.ID]approvals.Application{}, endings: map[id.ID]approvals.Ending{},
			asks: authz.Principal{Account: id.New(1), Roles: []authz.Role{authz.Admin}, Language: "en"}}
		book, err := rulebook.NewBook(t.Context(), d, h, func(_, key string) string { return key })
		if err != nil {
			t.Fatal(err)
		}
		consent := effects.Consent{SecondAdministrator: rulebook.SecondAdministrator{People: h}, Room: func() effects.Room { return h }}
		h.rules = rulebook.New(rulebook.Deps{DB: d, Book: book, People: h, Consent: consent, Log: slog.New(slog.DiscardHandler),
			Tried: func(db.Q, id.ID, string) (bool, error) { return false, nil }})
		fn(h)
	})
}

func (h *desk) Offered(db.Q, string, string) (int64, error) { return h.version, nil }
func (h *desk) OpenIn(_ *db.Tx, _ authz.Principal, one id.ID, a approvals.Application) error {
	h.opened[one] = a
	return h.refuses
}
func (h *desk) Ended(_ db.Q, one id.ID) (approvals.Ending, error) { return h.endings[one], nil }
func (h *desk) CheckDelegation(_ db.Q, _ id.ID, n approvals.NewDelegation) error {
	h.delegation = n
	return h.refuses
}
func (h *desk) MakeDelegation(_ *db.Tx, _ id.ID, n approvals.NewDelegation) (id.ID, error) {
	h.delegation = n
	return h.second, h.refuses
}

func (h *desk) Line(id.ID) []id.ID           { return nil }
func (h *desk) Department(id.ID) string      { return "" }
func (h *desk) HoldBoth(_, _ authz.Role) int { return 0 }
func (h *desk) Standing(account id.ID) (id.ID, []authz.Role, bool) {
	return id.Zero, []authz.Role{authz.Admin}, account == h.asks.Account || account == h.second
}
func (h *desk) Holders(...authz.Role) []id.ID { return []id.ID{h.asks.Account, h.second} }
func (h *desk) People(accounts []id.ID) (out []ref.Person) {
	for _, one := range accounts {
		out = append(out, ref.Person{ID: one})
	}
	return out
}

// applied is an approval by a built-in template, its values in the form's one form.
func (h *desk) applied(template string, one id.ID, values form.Values) approvals.Applied {
	h.Helper()
	all, err := builtin.All()
	if err != nil {
		h.Fatal(err)
	}
	d := all[slices.IndexFunc(all, func(t builtin.Template) bool { return t.Key == template })].Definition
	f, faults := form.New(d.Fields)
	values, wrong := f.Check(values)
	raw, err := values.Canonical()
	if err != nil || len(faults)+len(wrong) > 0 {
		h.Fatal(faults, wrong, err)
	}
	return approvals.Applied{ID: one, Template: template, Applicant: h.asks.Account, Agreed: []id.ID{id.New(1), h.second}, Values: raw}
}

// do does an effect as the approvals do, and returns what it made.
func (h *desk) do(e approvals.Effect, a approvals.Applied) (object string, err error) {
	err = h.db.Write(h.Context(), func(tx *db.Tx) (err error) {
		if err = e.Check(tx, a); err == nil {
			object, err = e.Do(tx, a)
		}
		return err
	})
	return object, err
}

// covers: APV-02, APV-04
func TestApprovedLeaveIsAnAbsenceInTheDaysOfItsSite(t *testing.T) {
	each(t, func(h *desk) {
		leave := effects.Leave{Days: calendar.New(h.db)}
		at := func(s string) clock.Instant {
			when, err := time.Parse("2006-01-02 15:04 -0700", s+" +0800")
			if err != nil {
				t.Fatal(err)
			}
			return clock.Of(when)
		}
		for _, one := range []struct {
			span        map[string]any
			from, until string
		}{
			{map[string]any{"from": "2026-10-09", "to": "2026-10-09"}, "2026-10-09 00:00", "2026-10-10 00:00"},
			{map[string]any{"from": "2026-10-09", "to": "2026-10-12", "from_half": "pm", "to_half": "am"}, "2026-10-09 12:00", "2026-10-12 12:00"},
			{map[string]any{"from": "2026-12-31", "to": "2027-01-01", "from_half": "am", "to_half": "pm"}, "2026-12-31 00:00", "2027-01-02 00:00"},
		} {
			a := h.applied("leave", id.New(1), form.Values{"kind": "annual", "span": one.span, "reason": "rest"})
			a.Applicant = id.New(1)
			if _, err := h.do(leave, a); err != nil {
				t.Fatal(err)
			}
			away, err := absences.For(h.db.Ask(t.Context()), a.Applicant, 0, 1<<62)
			if err != nil || len(away) != 1 || away[0].From != at(one.from) || away[0].Until != at(one.until) {
				t.Errorf("%v is %v (%v)", one.span, away, err)
			}
		}
	})
}

// covers: APV-02
func TestAnApprovedDelegationIsWhatTheFormSays(t *testing.T) {
	each(t, func(h *desk) {
		e := effects.Delegation{Room: func() effects.Room { return h }}
		a := h.applied("delegation", id.New(1), form.Values{"to": h.second.String(), "from_at": int64(1_790_000_000_000), "until_at": int64(1_790_900_000_000), "all": false,
			"templates": []any{"leave"}, "reason": "away"})
		object, err := h.do(e, a)
		n := h.delegation
		if err != nil || object != h.second.String() || n.To != h.second || n.From != 1_790_000_000_000_000 || n.Until != 1_790_900_000_000_000 || !slices.Equal(n.Templates, []string{"leave"}) ||
			n.Reason != "away" || n.Approval != a.ID {
			t.Errorf("%+v %s (%v)", n, object, err)
		}
		h.refuses = apperr.Invalid.At("body.until_at", "past")
		if e := apperr.From(e.Check(h.db.Ask(t.Context()), a)); len(e.Fields) != 1 || e.Fields[0].Name != "body.values.until_at" {
			t.Errorf("refused with %+v", e)
		}
	})
}

// covers: RBK-03, APV-04
func TestARuleChangeTravelsFromWhereItIsAskedForToItsEffect(t *testing.T) {
	each(t, func(h *desk) {
		effect := effects.RuleChange{Rules: func() *rulebook.Service { return h.rules }}
		minutes, later := int64(300), h.clock.Now().Add(time.Hour)+7 // forms hold thousandths of a second
		until := later.Add(24 * time.Hour)
		c := rulebook.Change{Rule: window, Scope: rulebook.Scope{Kind: rulebook.ForPerson, ID: h.second.String()}, Value: &minutes, Stage: rulebook.Warning, Effective: later, Until: &until, Reason: "because"}
		p, err := h.rules.Propose(t.Context(), h.asks, c, id.Zero)
		if err != nil || p.Approval == nil || *p.Approval != p.ID {
			t.Fatalf("%+v (%v)", p, err)
		}
		a := h.applied("rule_change", p.ID, h.opened[p.ID].Values)
		if object, err := h.do(effect, a); err != nil || object != window+"/1" {
			t.Fatalf("%s (%v)", object, err)
		}
		p, err = h.rules.Proposal(t.Context(), h.asks, p.ID)
		if err != nil || p.State != rulebook.Confirmed || p.DecidedBy.ID != h.second || *p.Value != minutes || p.Stage != rulebook.Warning || p.Effective/1000 != later/1000 || *p.Until/1000 != until/1000 {
			t.Errorf("%+v (%v)", p, err)
		}
		if _, err := h.do(effect, a); !apperr.Has(err, rulebook.ErrClosed) {
			t.Errorf("done twice: %v", err)
		}
		// From the form alone, withdrawing what was set.
		b := h.applied("rule_change", id.New(1), form.Values{"rule": builtin.RuleOption(window), "scope": "person", "person": h.second.String(), "withdraw": true, "reason": "over",
			"effective_at": int64(later/1000) + 60_000})
		if _, err := h.do(effect, b); err != nil {
			t.Error(err)
		}
		// What cannot be is refused at its field.
		wrong := h.applied("rule_change", id.New(1), form.Values{"rule": builtin.RuleOption(window), "scope": "company", "value": "999999999", "stage": "enforce", "reason": "because"})
		if e := apperr.From(effect.Check(h.db.Ask(t.Context()), wrong)); e.Def != rulebook.ErrOutOfBounds || e.Fields[0].Name != "body.values.value" {
			t.Errorf("refused with %+v", e)
		}
	})
}

// fiveHours is a change that can be proposed.
func fiveHours() rulebook.Change {
	minutes := int64(300)
	return rulebook.Change{Rule: window, Scope: rulebook.Scope{Kind: rulebook.ForCompany}, Value: &minutes, Reason: "because"}
}

func (h *desk) proposed(t *testing.T) rulebook.Proposal {
	t.Helper()
	p, err := h.rules.Propose(t.Context(), h.asks, fiveHours(), id.Zero)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// news has the rulebook hear that an approval has changed.
func (h *desk) news(t *testing.T, approval id.ID) {
	t.Helper()
	body, err := json.Marshal(event.ApprovalChanged{Approval: approval})
	if err == nil {
		err = effects.Proposals{DB: h.db, Rules: h.rules, Room: h}.Hear(t.Context(), db.Fact{Kind: event.ApprovalChanged{}.Kind(), Body: body})
	}
	if err != nil {
		t.Fatal(err)
	}
}

// covers: RBK-03
func TestAProposalFollowsAnApprovalThatWasRejected(t *testing.T) {
	each(t, func(h *desk) {
		p := h.proposed(t)
		state := func() rulebook.State {
			t.Helper()
			p, err := h.rules.Proposal(t.Context(), h.asks, p.ID)
			if err != nil {
				t.Fatal(err)
			}
			return p.State
		}
		h.endings[p.ID] = approvals.Ending{State: "running"}
		h.news(t, p.ID)
		h.news(t, id.New(1))
		if s := state(); s != rulebook.Open {
			t.Errorf("it goes on, and is %s", s)
		}
		h.endings[p.ID] = approvals.Ending{State: "rejected", By: h.second, Text: "no"}
		h.news(t, p.ID)
		h.news(t, p.ID) // it may come twice
		if s := state(); s != rulebook.Rejected {
			t.Errorf("it was rejected, and is %s", s)
		}
	})
}

// covers: RBK-03
func TestAProposalIsOutOfTheWayWhenItsEffectWasClosed(t *testing.T) {
	each(t, func(h *desk) {
		p := h.proposed(t)
		for _, state := range []string{"approved", "closed"} {
			h.endings[p.ID] = approvals.Ending{State: state, By: h.second}
			h.news(t, p.ID)
			_, again := h.rules.Propose(t.Context(), h.asks, fiveHours(), id.Zero)
			if blocked := apperr.Has(again, rulebook.ErrContradiction); blocked != (state == "approved") {
				t.Errorf("%s: another proposal: %v", state, again)
			}
		}
		p, err := h.rules.Proposal(t.Context(), h.asks, p.ID)
		if err != nil || p.State != rulebook.Rejected || p.DecidedBy.ID != h.second {
			t.Errorf("%+v (%v)", p, err)
		}
	})
}

// covers: RBK-03
func TestWithoutItsTemplateASecondAdministratorDecides(t *testing.T) {
	each(t, func(h *desk) {
		h.version = 0
		p, err := h.rules.Propose(t.Context(), h.asks, fiveHours(), id.Zero)
		if err != nil || p.Approval != nil || p.Expires == nil || len(h.opened) > 0 {
			t.Fatalf("%+v (%v)", p, err)
		}
		second := authz.Principal{Account: h.second, Roles: []authz.Role{authz.Admin}, StandsIn: []authz.Role{authz.SecurityAdmin}}
		if p, err = h.rules.Decide(t.Context(), second, p.ID, true, ""); err != nil || p.State != rulebook.Confirmed {
			t.Errorf("%+v (%v)", p, err)
		}
	})
}
