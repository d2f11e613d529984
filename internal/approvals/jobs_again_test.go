package approvals_test

import (
	"testing"
	"time"

	"tonggui/internal/approvals"
	"tonggui/internal/approvals/route"
)

// covers: APV-01
func TestRemindersComeAgainByWorkingTimeAndNeverAllAtOnce(t *testing.T) {
	each(t, func(h *house) {
		d := limited(route.Remind)
		d.Route.Steps[0].Limit.Again, d.Route.Steps[0].Limit.Times = 60, 3
		a := h.applies(h.publishes(d)) // at ten on a Monday
		reminded := func(want int) {
			t.Helper()
			h.tick()
			h.tick()
			times := 0
			for _, act := range h.seen(h.worker, a.ID).Acts {
				if act.Kind == "expire" {
					times++
				}
			}
			people := h.seen(h.worker, a.ID).Route[0].People
			if times != want || people[len(people)-1].Minded != want || h.holders(a.ID) != "B1 " {
				t.Fatalf("reminded %d times, shown are %d, want %d", times, people[len(people)-1].Minded, want)
			}
		}
		h.clock.Advance(3*time.Hour + time.Minute) // two of work, and the pause at noon
		reminded(1)
		h.seen(h.foreman, a.ID)
		h.must(h.Read(t.Context(), h.foreman, a.ID))
		h.clock.Advance(30 * time.Minute)
		reminded(1)
		h.clock.Advance(24 * time.Hour * 5) // the server was away: once, though more were due
		reminded(2)
		if w := h.box(h.foreman, waiting); len(w) != 1 || !w[0].Unread {
			t.Errorf("who is reminded again does not see it as new: %+v", w)
		}
		h.clock.Advance(24 * time.Hour * 5)
		reminded(3)
		h.clock.Advance(24 * time.Hour * 5)
		reminded(3)
	})
}

// covers: APV-01
func TestWhatWasReturnedToSomebodyWhoLeavesEnds(t *testing.T) {
	each(t, func(h *house) {
		v := h.publishes(leave())
		a, goes := h.applies(v), h.applies(v)
		h.done(h.foreman, a.ID, "return_applicant")
		h.becomes(h.worker, "frozen")
		h.eventually("the chart knows", func() bool { return !h.org.Chart().Active(h.worker.Account) })
		h.tick()
		if got := h.seen(h.foreman, a.ID); got.State != "returned" {
			t.Fatalf("who is frozen may come back, and it is %s", got.State)
		}
		h.becomes(h.worker, "left")
		h.tick()
		got := h.seen(h.foreman, a.ID)
		if act := got.Acts[len(got.Acts)-1]; got.State != "withdrawn" || act.Kind != "lapse" || act.Person != nil || !act.Signed {
			t.Errorf("it is %s after %+v", got.State, act)
		}
		if told := h.box(h.foreman, approvals.Filter{Box: "copied"}); len(told) != 1 || !told[0].Unread {
			t.Errorf("who was asked is told %+v", told)
		}
		if got := h.seen(h.foreman, goes.ID); got.State != "running" {
			t.Errorf("what others decide is %s", got.State)
		}
	})
}
