package approvals_test

import (
	"sync"
	"testing"
	"time"

	"tonggui/internal/approvals"
	"tonggui/internal/approvals/engine"
	"tonggui/internal/approvals/form"
	"tonggui/internal/approvals/route"
	"tonggui/internal/approvals/signature"
	"tonggui/internal/org"
	"tonggui/internal/platform/apperr"
	"tonggui/internal/platform/db"
	"tonggui/internal/platform/id"
)

// covers: APV-01 APV-03
func TestAnApprovalGoesFromPersonToPersonUntilItIsApproved(t *testing.T) {
	each(t, func(h *house) {
		a := h.applies(h.publishes(leave()))
		if a.Serial != "QJ-202603-0001" || a.State != "running" || a.Title != "回老家" {
			t.Fatalf("opened %+v", a)
		}
		if w := h.box(h.foreman, waiting); len(w) != 1 || w[0].ID != a.ID || !w[0].Unread || w[0].Step != "部门负责人" {
			t.Fatalf("waits for the head: %+v", w)
		}
		h.done(h.foreman, a.ID, "approve")
		if w := h.box(h.foreman, waiting); len(w) != 0 {
			t.Errorf("still waits for the head: %+v", w)
		}
		a = h.done(h.director, a.ID, "approve")
		if a.State != "approved" || a.Effect.State != "done" || a.Effect.Object != "done" || len(a.Acts) != 3 || a.ClosedAt == nil {
			t.Fatalf("decided: %+v", a)
		}
		effects, err := db.Value[string](h.db.Ask(t.Context()), `SELECT effect FROM approval_effects`)
		if h.must(err); effects != "leave" {
			t.Errorf("the effect is %q", effects)
		}
	})
}

// covers: APV-03
func TestEveryActIsALinkOfOneSignedChain(t *testing.T) {
	each(t, func(h *house) {
		a := h.applies(h.publishes(leave()))
		h.done(h.worker, a.ID, "comment")
		h.done(h.foreman, a.ID, "approve", func(x *approvals.Act) { x.Values = form.Values{"note": "路上小心"} })
		h.done(h.director, a.ID, "reject")
		raw, err := db.All(h.db.Ask(t.Context()), db.Scalar[[]byte], `SELECT entry FROM approval_acts ORDER BY n`)
		h.must(err)
		var chain signature.Chain
		acts := ""
		for _, one := range raw {
			e, err := signature.ParseEntry(one)
			h.must(err)
			if e.Record.PrevSHA256 != chain.Last || e.Record.N != chain.N+1 {
				t.Errorf("%s does not follow the record before it", e.Record.Act)
			}
			chain = e.Chain()
			acts += e.Record.Act + " " + e.Record.Level + " " + e.Record.State + "; "
		}
		if want := "submit session running; comment session running; approve password running; reject password rejected; "; acts != want {
			t.Errorf("signed %s, want %s", acts, want)
		}
	})
}

func TestWhatOneMayNotDoIsRefusedAndLeavesNothing(t *testing.T) {
	each(t, func(h *house) {
		a := h.applies(h.publishes(leave()))
		task := h.seen(h.foreman, a.ID).Mine.Tasks[0].ID
		approve := approvals.Act{Kind: "approve", Task: &task, Version: a.Version, Text: "好"}
		do := func(who int, act approvals.Act, c approvals.Confirm) func() error {
			return func() error {
				_, err := h.Do(t.Context(), h.all()[who], a.ID, act, c)
				return err
			}
		}
		with := func(change func(*approvals.Act)) approvals.Act {
			one := approve
			change(&one)
			return one
		}
		h.refused(apperr.NotFound, do(stranger, approve, byPassword))
		h.refused(apperr.NotFound, do(director, approve, byPassword)) // not asked yet
		h.refused(apperr.Forbidden, do(worker, approve, byPassword))
		h.refused(org.ErrPasswordWrong, do(foreman, approve, approvals.Confirm{Password: "wrong"}))
		h.refused(approvals.ErrConfirm, do(foreman, approve, approvals.Confirm{}))
		h.refused(approvals.ErrTextMissing, do(foreman, with(func(x *approvals.Act) { x.Kind, x.Text = "reject", " " }), approvals.Confirm{}))
		h.refused(approvals.ErrChanged, do(foreman, with(func(x *approvals.Act) { x.Kind, x.Version, x.To = "transfer", 7, []id.ID{h.clerk.Account} }), approvals.Confirm{}))
		h.refused(apperr.Invalid, do(foreman, with(func(x *approvals.Act) { x.Kind = "expire" }), byPassword))
		h.refused(engine.ErrInactive, do(foreman, with(func(x *approvals.Act) { x.Kind, x.To = "transfer", []id.ID{h.leaver.Account} }), approvals.Confirm{}))
		h.refused(engine.ErrApplicantSelf, do(foreman, with(func(x *approvals.Act) { x.Kind, x.To = "transfer", []id.ID{h.worker.Account} }), approvals.Confirm{}))
		h.refused(apperr.Invalid, do(foreman, with(func(x *approvals.Act) { x.Kind, x.To = "cc", nil }), approvals.Confirm{}))
		h.refused(apperr.Forbidden, do(foreman, with(func(x *approvals.Act) { x.Kind = "withdraw" }), approvals.Confirm{}))
		h.done(h.worker, a.ID, "withdraw")
		h.refused(engine.ErrEnded, func() error { _, err := h.does(h.worker, a.ID, "withdraw"); return err })
		h.refused(engine.ErrEnded, func() error {
			_, err := h.does(h.foreman, a.ID, "transfer", func(x *approvals.Act) { x.Task, x.To = &task, []id.ID{h.clerk.Account} })
			return err
		})
	})
}

func TestAPasswordConfirmsForAQuarterOfAnHourInItsSession(t *testing.T) {
	each(t, func(h *house) {
		v := h.publishes(leave())
		try := func(wait time.Duration, c approvals.Confirm, other bool) error {
			h.clock.Advance(wait)
			a := h.applies(v)
			who := h.foreman
			if other {
				who.Session = id.New(h.clock.Now())
			}
			task := h.seen(who, a.ID).Mine.Tasks[0]
			_, err := h.Do(t.Context(), who, a.ID, approvals.Act{Kind: "approve", Task: &task.ID, Version: a.Version}, c)
			return err
		}
		h.must(try(0, byPassword, false))
		h.must(try(14*time.Minute, approvals.Confirm{}, false))
		if err := try(0, approvals.Confirm{}, true); !apperr.Has(err, approvals.ErrConfirm) {
			t.Errorf("another session was let through: %v", err)
		}
		if err := try(time.Minute, approvals.Confirm{}, false); !apperr.Has(err, approvals.ErrConfirm) {
			t.Errorf("after a quarter of an hour: %v", err)
		}
	})
}

func TestOfTwoWhoActAtOnceOneIsToldToLookAgain(t *testing.T) {
	each(t, func(h *house) {
		a := h.applies(h.publishes(leave()))
		task := h.seen(h.foreman, a.ID).Mine.Tasks[0].ID
		var all sync.WaitGroup
		errs := make([]error, 4)
		for i := range errs {
			all.Go(func() {
				_, errs[i] = h.Do(t.Context(), h.foreman, a.ID, approvals.Act{Kind: "approve", Task: &task, Version: a.Version}, byPassword)
			})
		}
		all.Wait()
		done := 0
		for _, err := range errs {
			if err == nil {
				done++
			} else if !apperr.Has(err, approvals.ErrChanged) {
				t.Error(err)
			}
		}
		if n := len(h.seen(h.worker, a.ID).Acts); done != 1 || n != 2 {
			t.Errorf("%d were let through, %d acts are stored", done, n)
		}
	})
}

// covers: APV-01
func TestEveryActHasItsPlaceInTheStory(t *testing.T) {
	each(t, func(h *house) {
		v := h.publishes(leave())
		to := func(people ...id.ID) func(*approvals.Act) { return func(x *approvals.Act) { x.To = people } }

		a := h.applies(v)
		h.done(h.foreman, a.ID, "transfer", to(h.clerk.Account))
		h.done(h.clerk, a.ID, "add_beside", to(h.manager.Account))
		h.done(h.manager, a.ID, "approve")
		h.done(h.clerk, a.ID, "approve")
		h.done(h.director, a.ID, "return_step", func(x *approvals.Act) { x.Step = "head" })
		h.done(h.foreman, a.ID, "approve")
		h.done(h.director, a.ID, "return_applicant")
		if got := h.seen(h.worker, a.ID); got.State != "returned" || len(got.Mine.May) != 4 {
			t.Fatalf("returned: %s, may %v", got.State, got.Mine.May)
		}
		h.done(h.worker, a.ID, "resubmit", func(x *approvals.Act) { x.Values = form.Values{"title": "回老家过年", "days": "3"} })
		if got := h.seen(h.foreman, a.ID); got.Title != "回老家过年" || got.Values["days"] != "3" || len(got.Mine.Tasks) != 1 {
			t.Errorf("resubmitted: %+v", got.Values)
		}
		h.done(h.worker, a.ID, "urge")
		h.refused(approvals.ErrUrgedRecently, func() error { _, err := h.does(h.worker, a.ID, "urge"); return err })
		h.done(h.worker, a.ID, "cc", to(h.stranger.Account))
		if c := h.box(h.stranger, approvals.Filter{Box: "copied"}); len(c) != 1 || !c[0].Unread {
			t.Errorf("told: %+v", c)
		}
		h.done(h.stranger, a.ID, "comment")
		h.refused(apperr.Forbidden, func() error { _, err := h.does(h.stranger, a.ID, "cc", to(h.clerk.Account)); return err })
		h.refused(apperr.Forbidden, func() error {
			_, err := h.does(h.stranger, a.ID, "comment", func(x *approvals.Act) { x.Copies = []id.ID{h.clerk.Account} })
			return err
		})
		h.done(h.worker, a.ID, "withdraw")
		story := ""
		for _, act := range h.seen(h.worker, a.ID).Acts {
			story += act.Kind + " "
		}
		if want := "submit transfer add_beside approve approve return_step approve return_applicant resubmit urge cc comment withdraw "; story != want {
			t.Errorf("the story is %s, want %s", story, want)
		}
	})
}

func TestResubmittedOntoAnotherWayTheApplicantChoosesWhomItAsks(t *testing.T) {
	each(t, func(h *house) {
		d := leave()
		d.Route.Steps = append(d.Route.Steps, route.Step{ID: "long", Kind: route.Branch, Arms: []route.Arm{
			{ID: "yes", When: "days > 5", Steps: []route.Step{{ID: "expert", Kind: route.Approve, Name: words("专家"), Who: []route.Who{{Kind: route.Chosen, Max: 1}}}}},
			{ID: "no"},
		}})
		a := h.applies(h.publishes(d))
		h.done(h.foreman, a.ID, "return_applicant")
		again := func(chosen map[string][]id.ID) func() error {
			return func() error {
				_, err := h.does(h.worker, a.ID, "resubmit", func(x *approvals.Act) {
					x.Values, x.Chosen = form.Values{"title": "回老家", "days": "9"}, chosen
				})
				return err
			}
		}
		h.refused(engine.ErrChosenWrong, again(nil))
		h.refused(engine.ErrInactive, again(map[string][]id.ID{"expert": {h.leaver.Account}}))
		h.must(again(map[string][]id.ID{"expert": {h.clerk.Account}})())
		h.refused(apperr.Invalid, func() error {
			_, err := h.does(h.foreman, a.ID, "approve", func(x *approvals.Act) { x.Chosen = map[string][]id.ID{"expert": {h.director.Account}} })
			return err
		})
		h.done(h.foreman, a.ID, "approve")
		h.done(h.director, a.ID, "approve")
		if got := h.seen(h.clerk, a.ID); got.State != "running" || len(got.Mine.Tasks) != 1 {
			t.Errorf("the chosen one is not asked: %s, %+v", got.State, got.Mine)
		}
	})
}

func TestSeveralAreDecidedTogetherAndEachByItself(t *testing.T) {
	each(t, func(h *house) {
		v := h.publishes(leave())
		items := []approvals.BatchItem{}
		for range 3 {
			a := h.applies(v)
			items = append(items, approvals.BatchItem{ID: a.ID, Task: h.seen(h.foreman, a.ID).Mine.Tasks[0].ID, Version: a.Version})
		}
		items[1].Version = 9
		h.refused(approvals.ErrConfirm, func() error {
			_, err := h.Batch(t.Context(), h.foreman, items, "approve", "", approvals.Confirm{})
			return err
		})
		out, err := h.Batch(t.Context(), h.foreman, items, "approve", "", byPassword)
		h.must(err)
		if !out.Items[0].OK || out.Items[1].Code != "approval.changed" || !out.Items[2].OK || len(h.box(h.director, waiting)) != 2 {
			t.Errorf("decided together: %+v", out.Items)
		}
	})
}
