package approvals_test

import (
	"testing"
	"time"

	"tonggui/internal/approvals"
	"tonggui/internal/approvals/route"
	"tonggui/internal/platform/authz"
	"tonggui/internal/platform/clock"
	"tonggui/internal/platform/httpapi"
	"tonggui/internal/platform/id"
)

// What happens to the turns of somebody who is on leave:
//   - they keep them, and new ones come to them; whoever wants others to decide names a delegate;
//   - the time limit of a turn stands still, whether the turn came before the leave or during it, and whatever
//     the route does when it is over: nobody is reminded, passed over, or decided for meanwhile;
//   - what is shown as due is put off with it, so nobody who decides in time after their leave is late anywhere;
//   - a delegate who is at work has the limit of their own turn: it ends as if nobody was on leave;
//   - the applicant may urge, and whoever is on leave may decide.

// isAway has somebody be on leave for so many days from the beginning of today on.
func (h *house) isAway(who, by authz.Principal, days int) approvals.EffectSpan {
	h.Helper()
	a := h.granted(h.leaves(), who, by, 0)
	begin := h.clock.Now()
	span := approvals.EffectSpan{From: begin, Until: begin.Add(time.Duration(days) * 24 * time.Hour)}
	h.write(`UPDATE absences SET from_at = ?, until_at = ? WHERE source = ?`, span.From, span.Until, a.ID)
	return span
}

func (h *house) due(one id.ID) (at clock.Instant) {
	h.Helper()
	if due := h.seen(h.worker, one).Route[0].DueAt; due != nil {
		at = *due
	}
	return at
}

// covers: APV-01, APV-02
func TestNothingIsDoneAboutTheTurnsOfWhoIsOnLeave(t *testing.T) {
	for _, then := range []route.Then{route.Remind, route.Escalate, route.PassThen, route.RejectThen} {
		t.Run(string(then), func(t *testing.T) {
			each(t, func(h *house) {
				away := h.isAway(h.foreman, h.director, 1)
				v := h.publishes(limited(then))
				before := h.applies(v) // at ten on a Monday, for two hours: nothing of them is spent
				h.clock.Advance(time.Hour)
				during := h.applies(v)
				for range 5 {
					h.clock.Advance(4 * time.Hour)
					h.tick()
				}
				for _, a := range []approvals.Approval{before, during} {
					got := h.seen(h.worker, a.ID)
					if holders := h.holders(a.ID); holders != "B1 " || got.State != "running" || len(got.Acts) != 1 {
						t.Fatalf("it is %s and waits for %q after %+v", got.State, holders, got.Acts)
					}
					if due := h.due(a.ID); due != away.Until.Add(2*time.Hour) {
						t.Errorf("back at %v, it is due at %v", away.Until.Time(), due.Time())
					}
				}
				if w := h.box(h.foreman, waiting); len(w) != 2 || w[0].Overdue || w[1].Overdue {
					t.Errorf("%+v", w)
				}
				h.clock.Advance(5 * time.Hour) // Tuesday at twelve
				if h.tick(); h.due(before.ID) != h.clock.Now() {
					t.Errorf("due at %v", h.due(before.ID).Time())
				}
				h.done(h.foreman, before.ID, "approve")
				h.done(h.foreman, during.ID, "approve")
				got, err := h.Statistics(t.Context(), h.admin, v.Key, away.From.Add(-time.Hour), h.clock.Now()+1)
				if h.must(err); got.Templates[0].Steps[0].Decided != 2 || got.Templates[0].Steps[0].Overdue != 0 {
					t.Errorf("who decides in time is late: %+v", got.Templates[0].Steps[0])
				}
			})
		})
	}
}

// covers: APV-01, APV-02
func TestADelegateAtWorkHasTheLimitOfTheirTurnThoughThePrincipalIsOnLeave(t *testing.T) {
	each(t, func(h *house) {
		h.isAway(h.foreman, h.director, 2)
		_, err := h.delegates(h.foreman, h.clerk, func(n *approvals.NewDelegation) { n.Until = h.clock.Now().Add(48 * time.Hour) })
		h.must(err)
		v := h.publishes(limited(route.Escalate))
		late, taken := h.applies(v), h.applies(v)
		h.clock.Advance(time.Hour)
		if got := h.done(h.clerk, taken.ID, "approve"); got.Acts[len(got.Acts)-1].For.ID != h.foreman.Account {
			t.Errorf("%+v", got.Acts)
		}
		h.clock.Advance(2*time.Hour + time.Minute)
		h.tick()
		if got := h.holders(late.ID); got != "A2 " {
			t.Errorf("the delegate's time is over, and it waits for %q", got)
		}
	})
}

// covers: APV-01, APV-02
func TestWhoIsOnLeaveIsUrgedAndMayDecide(t *testing.T) {
	each(t, func(h *house) {
		h.isAway(h.foreman, h.director, 2)
		a := h.applies(h.publishes(limited(route.Remind)))
		h.done(h.worker, a.ID, "urge")
		if got := h.done(h.foreman, a.ID, "approve"); got.State != "running" || h.holders(a.ID) != "A2 " {
			t.Errorf("it is %s and waits for %q", got.State, h.holders(a.ID))
		}
		all, err := h.List(t.Context(), h.foreman, approvals.Filter{Box: "decided"}, httpapi.Page{Limit: 5})
		if h.must(err); len(all.Items) != 1 {
			t.Errorf("%+v", all.Items)
		}
	})
}
