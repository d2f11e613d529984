package approvals_test

import (
	"testing"
	"time"

	"tonggui/internal/approvals"
	"tonggui/internal/approvals/form"
	"tonggui/internal/approvals/route"
	"tonggui/internal/event"
	"tonggui/internal/org/absences"
	"tonggui/internal/platform/apperr"
	"tonggui/internal/platform/authz"
	"tonggui/internal/platform/db"
	"tonggui/internal/platform/id"
	"tonggui/internal/platform/workday"
)

// limited is the leave form whose first step has two hours of working time.
func limited(then route.Then) form.Definition {
	d := leave()
	d.Route.Steps[0].Limit = &route.Limit{Minutes: 120, Then: then}
	return d
}

// tick has the jobs look, as they do every second.
func (h *house) tick() {
	h.Helper()
	h.must(h.Tick(h.Context()))
}

// holders are those who have an open turn, by number.
func (h *house) holders(one id.ID) string {
	h.Helper()
	out := ""
	h.must(db.Each(h.db.Ask(h.Context()), func(r db.Row) error {
		var number string
		err := r.Scan(&number)
		out += number + " "
		return err
	}, `SELECT a.number FROM approval_tasks t JOIN accounts a ON a.id = t.person WHERE t.approval = ? AND t.state = 'open' ORDER BY a.number`, one))
	return out
}

// covers: APV-01
func TestWhenAStepsTimeIsOverTheRouteSaysWhatHappens(t *testing.T) {
	for then, want := range map[route.Then]struct{ holders, state string }{
		route.Remind: {"B1 ", "running"}, route.Escalate: {"A2 ", "running"}, route.PassThen: {"A2 ", "running"}, route.RejectThen: {"", "rejected"},
	} {
		t.Run(string(then), func(t *testing.T) {
			each(t, func(h *house) {
				a := h.applies(h.publishes(limited(then))) // at ten on a Monday
				h.clock.Advance(2 * time.Hour)             // twelve: included
				h.tick()
				if got := h.holders(a.ID); got != "B1 " {
					t.Fatalf("at the end of the limit it waits for %q", got)
				}
				h.clock.Advance(61 * time.Minute)
				before := h.seen(h.worker, a.ID)
				h.tick()
				h.tick()
				got := h.seen(h.worker, a.ID)
				if holders := h.holders(a.ID); holders != want.holders || got.State != want.state || len(got.Acts) != len(before.Acts)+1 || got.Acts[len(got.Acts)-1].Kind != "expire" {
					t.Errorf("it is %s and waits for %q, after %+v", got.State, holders, got.Acts[len(before.Acts):])
				}
				if w := h.box(h.foreman, waiting); then == route.Remind && (len(w) != 1 || !w[0].Overdue) {
					t.Errorf("it is not shown as late: %+v", w)
				}
			})
		})
	}
}

// covers: APV-01
func TestAStepsTimeStandsStillWhileItsPersonIsOnLeave(t *testing.T) {
	each(t, func(h *house) {
		a := h.applies(h.publishes(limited(route.Escalate)))
		now := h.clock.Now()
		h.must(h.db.Write(t.Context(), func(tx *db.Tx) error {
			_, err := absences.Add(tx, absences.Absence{Account: h.foreman.Account, Away: workday.Away{From: now.Add(time.Hour), Until: now.Add(24 * time.Hour)}, Source: id.New(now)})
			return err
		}))
		h.clock.Advance(4 * time.Hour)
		h.tick()
		if got := h.holders(a.ID); got != "B1 " {
			t.Fatalf("on leave it is taken from them: %q", got)
		}
		h.clock.Advance(20*time.Hour + 59*time.Minute) // Tuesday, one minute before eleven; an hour was left at ten
		h.tick()
		if got := h.holders(a.ID); got != "B1 " {
			t.Errorf("back again they have no time left: %q", got)
		}
		h.clock.Advance(2 * time.Minute)
		h.tick()
		if got := h.holders(a.ID); got != "A2 " {
			t.Errorf("it waits for %q", got)
		}
	})
}

// becomes changes an account's status, and lets everybody hear of it.
func (h *house) becomes(p authz.Principal, status string) {
	h.Helper()
	h.write(`UPDATE accounts SET status = ? WHERE id = ?`, status, p.Account)
	h.must(h.db.Write(h.Context(), func(tx *db.Tx) error { return tx.Say(event.AccountsChanged{Accounts: []id.ID{p.Account}}) }))
	body, err := db.Value[[]byte](h.db.Ask(h.Context()), `SELECT body FROM events ORDER BY pos DESC LIMIT 1`)
	h.must(err)
	h.must(h.Hear(h.Context(), db.Fact{Kind: event.AccountsChanged{}.Kind(), Body: body}))
}

// eventually waits for what another goroutine brings about.
func (h *house) eventually(what string, is func() bool) {
	h.Helper()
	for deadline := time.Now().Add(time.Minute); !is(); time.Sleep(time.Millisecond) {
		if time.Now().After(deadline) {
			h.Fatalf("still not: %s", what)
		}
	}
}

// covers: APV-01, ACC-08
func TestTurnsOfPeopleWhoLeaveAreHandedOver(t *testing.T) {
	for _, status := range []string{"left", "frozen"} {
		t.Run(status, func(t *testing.T) {
			each(t, func(h *house) {
				a := h.applies(h.publishes(leave()))
				h.becomes(h.foreman, status)
				h.eventually("the chart knows", func() bool { return !h.org.Chart().Active(h.foreman.Account) })
				h.tick()
				if got := h.holders(a.ID); got != "A2 " {
					t.Errorf("it waits for %q", got)
				}
				if acts := h.seen(h.worker, a.ID).Acts; acts[len(acts)-1].Kind != "hand_over" || acts[len(acts)-1].Person != nil {
					t.Errorf("the last act is %+v", acts[len(acts)-1])
				}
			})
		})
	}
}

// delegates lets one act for another until an hour from now.
func (h *house) delegates(from, to authz.Principal, more ...func(*approvals.NewDelegation)) (approvals.Delegation, error) {
	n := approvals.NewDelegation{To: to.Account, Until: h.clock.Now().Add(time.Hour), Reason: "出差"}
	for _, change := range more {
		change(&n)
	}
	return h.Delegate(h.Context(), from, n)
}

// covers: APV-01
func TestADelegateHasTheTurnsOfASpanBesideThePrincipal(t *testing.T) {
	each(t, func(h *house) {
		v := h.publishes(leave())
		waits := h.applies(v)
		d, err := h.delegates(h.foreman, h.clerk)
		if h.must(err); d.State != "running" || d.Delegate.ID != h.clerk.Account {
			t.Fatalf("%+v", d)
		}
		h.tick() // what waited is given to the delegate too
		comes := h.applies(v)
		if one, two := h.holders(waits.ID), h.holders(comes.ID); one != "B1 C2 " || two != "B1 C2 " {
			t.Fatalf("%q and %q", one, two)
		}
		got := h.done(h.clerk, comes.ID, "approve")
		if act := got.Acts[len(got.Acts)-1]; act.Person.ID != h.clerk.Account || act.For == nil || act.For.ID != h.foreman.Account || h.holders(comes.ID) != "A2 " {
			t.Errorf("%+v, and it waits for %q", act, h.holders(comes.ID))
		}
		h.clock.Advance(time.Hour)
		h.tick()
		if got := h.holders(waits.ID); got != "B1 " {
			t.Errorf("afterwards it waits for %q", got)
		}
		all, err := h.Delegations(t.Context(), h.clerk, true)
		if h.must(err); len(all) != 1 || all[0].State != "over" || all[0].EndedAt != nil {
			t.Errorf("%+v", all)
		}
	})
}

// covers: APV-01
func TestADelegationCanBeTakenBackAndHoldsForItsTemplatesOnly(t *testing.T) {
	each(t, func(h *house) {
		v := h.publishes(leave())
		d, err := h.delegates(h.foreman, h.clerk)
		h.must(err)
		a := h.applies(v)
		h.must(h.EndDelegation(t.Context(), h.foreman, d.ID))
		h.tick()
		if got := h.holders(a.ID); got != "B1 " {
			t.Errorf("taken back, and it waits for %q", got)
		}
		other := leave()
		other.Serial.Prefix = "QT"
		w := h.publishes(other)
		_, err = h.delegates(h.foreman, h.clerk, func(n *approvals.NewDelegation) { n.Templates = []string{w.Key} })
		h.must(err)
		if one, two := h.holders(h.applies(v).ID), h.holders(h.applies(w).ID); one != "B1 " || two != "B1 C2 " {
			t.Errorf("%q and %q", one, two)
		}
	})
}

// covers: APV-01
func TestDelegationsThatCannotBeAreRefused(t *testing.T) {
	each(t, func(h *house) {
		_, err := h.delegates(h.foreman, h.clerk)
		h.must(err)
		_, err = h.delegates(h.clerk, h.manager)
		h.must(err)
		for _, c := range []struct {
			def      *apperr.Def
			from, to authz.Principal
			change   func(*approvals.NewDelegation)
		}{
			{approvals.ErrDelegateSelf, h.worker, h.worker, nil},
			{approvals.ErrDelegateInactive, h.worker, h.leaver, nil},
			{approvals.ErrDelegationOverlaps, h.foreman, h.manager, nil},
			{approvals.ErrDelegationCircle, h.manager, h.foreman, nil},
			{apperr.Invalid, h.worker, h.clerk, func(n *approvals.NewDelegation) { n.Until = h.clock.Now() }},
			{apperr.Invalid, h.worker, h.clerk, func(n *approvals.NewDelegation) { n.Until = h.clock.Now().Add(367 * 24 * time.Hour) }},
			{apperr.Invalid, h.worker, h.clerk, func(n *approvals.NewDelegation) { n.Templates = []string{"nothing"} }},
		} {
			h.refused(c.def, func() error {
				_, err := h.delegates(c.from, c.to, func(n *approvals.NewDelegation) {
					if c.change != nil {
						c.change(n)
					}
				})
				return err
			})
		}
		// What is over is in nobody's way.
		h.clock.Advance(time.Hour)
		_, err = h.delegates(h.manager, h.foreman)
		h.must(err)
		h.refused(apperr.NotFound, func() error { return h.EndDelegation(t.Context(), h.worker, id.New(1)) })
	})
}
