package approvals_test

import (
	"strings"
	"sync"
	"testing"
	"time"

	"tonggui/internal/approvals"
	"tonggui/internal/approvals/effects"
	"tonggui/internal/approvals/form"
	"tonggui/internal/approvals/route"
	"tonggui/internal/approvals/signature"
	"tonggui/internal/org/absences"
	"tonggui/internal/org/calendar"
	"tonggui/internal/platform/apperr"
	"tonggui/internal/platform/authz"
	"tonggui/internal/platform/clock"
	"tonggui/internal/platform/db"
	"tonggui/internal/platform/id"
	"tonggui/internal/testkit/pdftext"
	"tonggui/internal/testkit/wait"
)

// leaves has the room grant real leave, by a form on which the applicant's superior decides; the clerk is told.
func (h *house) leaves() approvals.TemplateVersion {
	h.Helper()
	h.deps.Effects = []approvals.Effect{effects.Leave{Days: calendar.New(h.db)}}
	h.Service = approvals.New(h.deps)
	d := leave()
	d.Fields = []form.FormField{{ID: "span", Kind: form.Span, Label: words("时间"), Required: true}}
	d.Route.Steps = []route.Step{d.Route.Steps[0], {ID: "told", Kind: route.Copy, Name: words("告知"), Who: []route.Who{{Kind: route.Person, IDs: []id.ID{h.clerk.Account}}}}}
	d.Route.Steps[0].Rights = nil
	return h.publishes(d)
}

// granted is a leave of somebody's, from so many days from now on for two days, to which their superior has agreed.
func (h *house) granted(t approvals.TemplateVersion, who, by authz.Principal, days int) approvals.Approval {
	h.Helper()
	day := func(n int) string { return h.clock.Now().Time().In(shanghai).AddDate(0, 0, n).Format("2006-01-02") }
	a, err := h.Open(h.Context(), who, id.New(h.clock.Now()), approvals.Application{Template: t.Key, Version: t.Version,
		Values: form.Values{"span": map[string]any{"from": day(days), "to": day(days + 1)}}}, nil, nil)
	h.must(err)
	h.done(by, a.ID, "approve")
	if a = h.seen(who, a.ID); a.Effect.State != "done" || a.Mine.Lasts == nil {
		h.Fatalf("%+v, %+v", a.Effect, a.Mine)
	}
	return a
}

var shanghai = time.FixedZone("", 8*3600)

func (h *house) away(who authz.Principal) int {
	h.Helper()
	all, err := absences.For(h.db.Ask(h.Context()), who.Account, h.clock.Now(), 1<<62)
	h.must(err)
	return len(all)
}

func (h *house) presence(who authz.Principal) string {
	p, _ := h.org.Person(who.Account)
	return p.Presence.State
}

// covers: APV-02, APV-03, APV-04
func TestWhoIsOnLeaveIsBackAtOnceWhenTheyEndItAndThoseWhoAgreedAreTold(t *testing.T) {
	each(t, func(h *house) {
		a := h.granted(h.leaves(), h.worker, h.foreman, 0)
		wait.Until(t, "the leave is shown", func() bool { return h.presence(h.worker) == "leave" })
		h.clock.Advance(time.Hour)
		before := a.Mine.Lasts
		a = h.done(h.worker, a.ID, "end_early", func(a *approvals.Act) { a.Text = "工期提前" })
		wait.Until(t, "they are back", func() bool { return h.presence(h.worker) != "leave" })
		now := h.clock.Now()
		if a.State != "approved" || a.Effect.State != "ended" || *a.Effect.At != now || a.Mine.Lasts != nil || before.Until <= now {
			t.Errorf("%s, %+v, %+v", a.State, a.Effect, a.Mine)
		}
		was, ok, err := absences.Of(h.db.Ask(t.Context()), a.ID)
		if err != nil || !ok || was.From != before.From || was.Until != now {
			t.Errorf("%+v (%v), it was %+v", was, err, before)
		}
		end, told := a.Acts[len(a.Acts)-2], a.Acts[len(a.Acts)-1]
		if end.Kind != "end_early" || end.Text != "工期提前" || end.Person.ID != h.worker.Account || !end.Signed || told.Kind != "cc" || len(told.To) != 2 {
			t.Errorf("%+v, then %+v", end, told)
		}
		for _, one := range []authz.Principal{h.foreman, h.clerk} {
			if box := h.box(one, approvals.Filter{Box: "copied"}); len(box) != 1 || !box[0].Unread || box[0].Effect != "ended" {
				t.Errorf("%s is not told: %+v", one.Name, box)
			}
		}
		if n := h.audited("approval.applied", `"kind":"end_early"`); n != 1 {
			t.Errorf("recorded %d times", n)
		}
		file, _, err := h.Signed(t.Context(), h.worker, a.ID)
		h.must(err)
		if r := signature.Verify(file, h.public()); !r.OK || r.Records[len(r.Records)-2].Act != "end_early" {
			t.Errorf("%+v", r)
		}
		data, _, err := h.Document(t.Context(), h.foreman, a.ID)
		h.must(err)
		for _, want := range []string{"已提前结束", "实际结束", "提前结束（销假）", "工期提前"} {
			if text := pdftext.Read(t, data); !strings.Contains(text, want) {
				t.Errorf("%q is not on the paper", want)
			}
		}
	})
}

// audited counts records of an action whose facts hold something.
func (h *house) audited(action, fact string) (n int) {
	h.Helper()
	all, err := db.All(h.db.Ask(h.Context()), db.Scalar[[]byte], `SELECT facts FROM audit WHERE action = ?`, action)
	h.must(err)
	for _, facts := range all {
		n += strings.Count(string(facts), fact)
	}
	return n
}

// covers: APV-02, APV-04
func TestLeaveThatHasNotBegunIsCalledOff(t *testing.T) {
	each(t, func(h *house) {
		v := h.leaves()
		a, other := h.granted(v, h.worker, h.foreman, 7), h.granted(v, h.worker, h.foreman, 14)
		h.done(h.worker, a.ID, "end_early", func(a *approvals.Act) { a.Text = "" })
		if _, ok, err := absences.Of(h.db.Ask(t.Context()), a.ID); ok || err != nil || h.away(h.worker) != 1 {
			t.Errorf("it stands still, or the other one does not (%v)", err)
		}
		h.refused(approvals.ErrNothingToEnd, func() error { _, err := h.does(h.worker, a.ID, "end_early"); return err })
		if a := h.seen(h.worker, other.ID); a.Effect.State != "done" || a.Mine.Lasts == nil {
			t.Errorf("the other one: %+v, %+v", a.Effect, a.Mine)
		}
	})
}

// covers: APV-04
func TestNobodyElseEndsALeaveAndNothingEndsTwice(t *testing.T) {
	each(t, func(h *house) {
		v := h.leaves()
		a := h.granted(v, h.worker, h.foreman, 0)
		end := func(who authz.Principal, version int64) func() error {
			return func() error {
				_, err := h.Do(t.Context(), who, a.ID, approvals.Act{Kind: "end_early", Version: version}, approvals.Confirm{})
				return err
			}
		}
		h.refused(apperr.Forbidden, end(h.foreman, a.Version))
		h.refused(apperr.Forbidden, end(h.clerk, a.Version))
		h.refused(apperr.NotFound, end(h.admin, a.Version))
		h.refused(approvals.ErrChanged, end(h.worker, a.Version-1))
		var both sync.WaitGroup
		errs := make([]error, 2)
		for i := range errs {
			both.Go(func() { errs[i] = end(h.worker, a.Version)() })
		}
		both.Wait()
		if (errs[0] == nil) == (errs[1] == nil) || !apperr.Has(errs[0], approvals.ErrChanged) && !apperr.Has(errs[1], approvals.ErrChanged) {
			t.Errorf("ended twice at once: %v", errs)
		}
		h.refused(approvals.ErrChanged, end(h.worker, a.Version))
		h.refused(approvals.ErrNothingToEnd, end(h.worker, h.seen(h.worker, a.ID).Version))
		// What is over by itself, what goes on, and what was withdrawn has no end before its time.
		a = h.granted(v, h.worker, h.foreman, 0)
		h.clock.Advance(48 * time.Hour)
		if h.seen(h.worker, a.ID).Mine.Lasts != nil {
			t.Error("it is over, and may be ended")
		}
		h.refused(approvals.ErrNothingToEnd, end(h.worker, a.Version))
		goes, err := h.Open(t.Context(), h.worker, id.New(h.clock.Now()), approvals.Application{Template: v.Key, Version: v.Version,
			Values: form.Values{"span": map[string]any{"from": "2027-01-04", "to": "2027-01-04"}}}, nil, nil)
		h.must(err)
		a = goes
		h.refused(approvals.ErrNothingToEnd, end(h.worker, a.Version))
		a = h.done(h.worker, a.ID, "withdraw")
		h.refused(approvals.ErrNothingToEnd, end(h.worker, a.Version))
	})
}

func TestWhatDoesNotLastIsNotEnded(t *testing.T) {
	each(t, func(h *house) {
		a := h.applies(h.publishes(leave()))
		h.done(h.foreman, a.ID, "approve")
		h.done(h.director, a.ID, "approve")
		h.refused(approvals.ErrNothingToEnd, func() error { _, err := h.does(h.worker, a.ID, "end_early"); return err })
	})
}

// covers: APV-01, APV-02
func TestTheTimeOfATurnRunsOnFromWhenItsPersonIsBack(t *testing.T) {
	each(t, func(h *house) {
		v := h.leaves()
		a := h.applies(h.publishes(limited(route.Escalate))) // at ten on a Monday, for the foreman
		h.clock.Advance(time.Hour)
		off := h.granted(v, h.foreman, h.director, 0) // of two hours a part is spent before the leave was known
		h.write(`UPDATE absences SET from_at = ?`, h.clock.Now())
		due := func() clock.Instant {
			at, err := db.Value[clock.Instant](h.db.Ask(t.Context()), `SELECT due_at FROM approval_tasks WHERE approval = ? AND state = 'open'`, a.ID)
			h.must(err)
			return at
		}
		h.clock.Advance(3 * time.Hour) // two in the afternoon
		h.tick()
		if got := h.holders(a.ID); got != "B1 " || due() < off.Mine.Lasts.Until {
			t.Fatalf("on leave it waits for %q until %v", got, due().Time())
		}
		h.clock.Advance(time.Hour)
		h.done(h.foreman, off.ID, "end_early")
		h.tick()
		back := h.clock.Now()
		if due() != back.Add(time.Hour) {
			t.Errorf("an hour is left from %v on, and it is due at %v", back.Time(), due().Time())
		}
		h.clock.Advance(time.Hour)
		h.tick()
		if got := h.holders(a.ID); got != "B1 " {
			t.Errorf("it is taken from them too early: %q", got)
		}
		h.clock.Advance(time.Minute)
		h.tick()
		if got := h.holders(a.ID); got != "A2 " {
			t.Errorf("it waits for %q", got)
		}
	})
}
