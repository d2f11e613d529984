package marks_test

import (
	"fmt"
	"testing"
)

// covers: MSG-03
func TestAPageWithoutMarksAsksForNone(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		a, b := h.person(), h.person()
		plain, marked := a.group(b).ID, a.direct(b).ID
		for i := range 60 {
			a.send(plain, fmt.Sprint(i))
		}
		m := a.send(marked, "x")
		a.react(marked, m.Seq, "👍")
		do[any](a, "PUT", starPath(marked, m.Seq), nil)
		h.settle()
		asked := func(p person, where string) int {
			t.Helper()
			before := h.shows.n
			do[any](p, "GET", where, nil)
			return h.shows.n - before
		}
		if n := asked(a, path(plain, "messages")); n != 0 {
			t.Errorf("a page of plain messages asked %d times", n)
		}
		do[any](a, "PUT", path(plain, "pins", 57), nil)
		h.settle()
		if n := asked(a, path(plain, "messages")); n != 0 {
			t.Errorf("that a message is pinned stands in its row: asked %d times", n)
		}
		if n := asked(b, path(marked, "messages")); n != 1 {
			t.Errorf("a page with a reaction asked %d times", n)
		}
		b.react(plain, 60, "👍")
		b.unreact(plain, 60, "👍")
		h.settle()
		if n := asked(b, path(plain, "messages")); n != 0 {
			t.Errorf("what was taken back left a question behind: asked %d times", n)
		}
	})
}
