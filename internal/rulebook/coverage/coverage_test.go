package coverage_test

import (
	"testing"
	"time"

	"tonggui/internal/platform/apperr"
	"tonggui/internal/platform/authz"
	"tonggui/internal/rulebook"
)

// covers: RBK-02
func TestEachClauseSaysWhatCarriesItAndTheTotalsAddUp(t *testing.T) {
	each(t, func(h *house) {
		h.publish()
		out := h.of(h.staff)
		if out.Totals.Clauses == 0 || out.Totals.None != out.Totals.Clauses || len(out.Items) != out.Totals.Clauses {
			t.Fatalf("without links: %+v over %d items", out.Totals, len(out.Items))
		}
		clauses := out.Totals.Clauses
		h.link("事假:", hard)
		h.link("事假:", soft)
		h.link("病假:", measured)
		out = h.of(h.staff)
		own := h.clause(out, "事假:")
		if len(own.Rules) != 2 || own.None || own.Below || own.Rules[0].ID != "test.hard" || own.Rules[0].Via != nil || len(own.Path) == 0 {
			t.Errorf("a clause with two rules: %+v", own)
		}
		if r := own.Rules[0]; r.Value != 120 || r.Unit != "s" || r.Carried != rulebook.Enforced || r.Stage != "enforce" || r.Title != "rule.test.hard.title" {
			t.Errorf("a rule: %+v", r)
		}
		if none := h.clause(out, "年假:"); !none.None || len(none.Rules) != 0 {
			t.Errorf("a clause that nothing carries: %+v", none)
		}
		totals := out.Totals
		if totals.Carried.Enforced != 1 || totals.Carried.Measured != 1 || totals.Carried.Assisted != 0 || totals.None != clauses-2 || totals.Clauses != clauses {
			t.Errorf("totals %+v of %d clauses", totals, clauses)
		}
	})
}

// covers: RBK-02
func TestARuleCarriesWhatLiesInThePartThatItIsLinkedTo(t *testing.T) {
	each(t, func(h *house) {
		h.publish()
		before := h.of(h.staff).Totals.Clauses
		h.link("申请", soft)
		h.link("年假:", hard)
		out := h.of(h.staff)
		chapter := h.titles["申请"].ID
		inside := h.clause(out, "事假:")
		if len(inside.Rules) != 1 || inside.Rules[0].Via == nil || *inside.Rules[0].Via != chapter || inside.None {
			t.Errorf("a clause in a carried chapter: %+v", inside)
		}
		both := h.clause(out, "年假:")
		if len(both.Rules) != 2 || both.Rules[0].ID != "test.hard" || both.Rules[0].Via != nil || both.Rules[1].Via == nil {
			t.Errorf("its own rule comes first: %+v", both.Rules)
		}
		if own := h.clause(out, "申请"); own.None || own.Rules[0].Via != nil {
			t.Errorf("the chapter itself: %+v", own)
		}
		t1 := out.Totals
		if t1.Clauses != before+1 || t1.Carried.Enforced+t1.Carried.Measured+t1.Carried.Assisted+t1.None != t1.Clauses || t1.Carried.Enforced != 2 || t1.Carried.Assisted != 2 {
			t.Errorf("totals %+v, %d clauses before", t1, before)
		}
	})
}

// covers: RBK-02
func TestEventsOfThirtyDaysAreCountedForThoseWhoWatchOverRules(t *testing.T) {
	each(t, func(h *house) {
		h.publish()
		h.link("事假:", hard)
		h.act(hard, 121) // falls out of the thirty days
		h.clock.Advance(20 * 24 * time.Hour)
		h.act(hard, 120)
		h.act(hard, 200)
		h.act(hard, 201) // folded into the one before
		h.clock.Advance(10*24*time.Hour + time.Second)
		h.act(hard, 7)
		out := h.of(h.admin)
		c := h.clause(out, "事假:").Rules[0].Counts
		if c == nil || c.Blocked != 2 || c.Recorded != 1 || c.Warned != 0 || c.Watched != 0 {
			t.Errorf("counted %+v", c)
		}
		if out.CountedFrom == nil || out.At.Sub(*out.CountedFrom) != 30*24*time.Hour {
			t.Errorf("counted from %v to %v", out.CountedFrom, out.At)
		}
		for _, role := range []authz.Role{authz.Leader, authz.Supervisor} {
			if out := h.of(authz.Principal{Account: h.staff.Account, Roles: []authz.Role{role}}); h.clause(out, "事假:").Rules[0].Counts == nil {
				t.Errorf("%s sees no counts", role)
			}
		}
		out = h.of(h.staff)
		if h.clause(out, "事假:").Rules[0].Counts != nil || out.CountedFrom != nil {
			t.Error("an employee sees how often rules spoke")
		}
	})
}

// covers: RBK-02
func TestTheCompaniesValueIsShownAndHowManyScopesHaveTheirOwn(t *testing.T) {
	each(t, func(h *house) {
		h.publish()
		h.link("事假:", hard)
		set := func(kind rulebook.ScopeKind, scope string, v *int64, later time.Duration) {
			c := rulebook.Change{Rule: hard.ID, Scope: rulebook.Scope{Kind: kind, ID: scope}, Value: v, Reason: "test"}
			if later > 0 {
				c.Effective = h.clock.Now().Add(later)
			}
			_, err := h.book.Set(h.Context(), h.admin, c)
			h.must(err)
			h.clock.Advance(time.Second)
		}
		v := func(n int64) *int64 { return &n }
		set(rulebook.ForCompany, "", v(300), 0)
		set(rulebook.ForRole, "hr", v(10), 0)
		set(rulebook.ForRole, "hr", v(20), 0)
		set(rulebook.ForRole, "it", v(30), 0)
		set(rulebook.ForRole, "it", nil, 0)
		set(rulebook.ForPerson, h.staff.Account.String(), v(40), time.Hour)
		if r := h.clause(h.of(h.staff), "事假:").Rules[0]; r.Value != 300 || r.Version != 1 || r.Narrower != 1 {
			t.Errorf("now: %+v", r)
		}
		h.clock.Advance(time.Hour)
		if r := h.clause(h.of(h.staff), "事假:").Rules[0]; r.Value != 300 || r.Narrower != 2 {
			t.Errorf("after an hour: %+v", r)
		}
	})
}

func TestTheCoverageOfADraftIsThereForItsWritersAlone(t *testing.T) {
	each(t, func(h *house) {
		if out := h.of(h.admin); out.Regulation.State != "draft" {
			t.Errorf("%+v", out.Regulation)
		}
		for name, call := range map[string]func() error{
			"coverage": func() error { _, err := h.Of(t.Context(), h.staff, h.one.RegulationID, 0); return err },
			"workbook": func() error { _, _, err := h.Workbook(t.Context(), h.staff, h.one.RegulationID, 1); return err },
			"paper":    func() error { _, _, err := h.Paper(t.Context(), h.staff, h.one.RegulationID, 1); return err },
		} {
			if err := call(); !apperr.Has(err, apperr.NotFound) {
				t.Errorf("%s: %v", name, err)
			}
		}
	})
}
