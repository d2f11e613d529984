package messaging_test

import (
	"fmt"
	"math/rand/v2"
	"testing"
	"time"
)

// covers: MSG-01
func TestAPageCanBeAskedForByAnInstant(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		a, late := h.person(), h.person()
		g := a.group()
		r := rand.New(rand.NewPCG(3, 4))
		for i := range 60 {
			h.clock.Advance(time.Duration(r.IntN(3)) * time.Second) // some at the same instant
			if i == 30 {
				add(a, g.ID, "none", late)
			}
			a.send(g.ID, fmt.Sprint(i))
		}
		for _, p := range []person{a, late} {
			all := p.history(g.ID, "?after=0&limit=200").Items
			for range 40 {
				at := all[0].At.Add(time.Duration(r.IntN(140)-10) * time.Second)
				want := all[len(all)-1]
				for i := len(all) - 1; i >= 0 && all[i].At >= at; i-- {
					want = all[i]
				}
				page := p.history(g.ID, fmt.Sprint("?limit=11&at=", int64(at)))
				found, first := false, page.Items[0]
				for _, m := range page.Items {
					found = found || m.Seq == want.Seq
				}
				if !found || len(page.Items) != 11 || want.Seq-first.Seq < 5 && first.Seq != all[0].Seq {
					t.Errorf("%s sees %d at %d: page from %d of %d", p.Name, want.Seq, at, first.Seq, len(page.Items))
				}
			}
		}
		for _, more := range []string{"after=1", "before=9", "around=3"} {
			a.refused("request.invalid", "GET", path(g.ID, "messages")+"?at=1&"+more, nil)
		}
		empty := a.direct(late)
		if got := a.history(empty.ID, "?at=1").Items; len(got) != 0 {
			t.Errorf("%+v", got)
		}
	})
}
