package presence_test

import (
	"slices"
	"testing"

	"tonggui/internal/org/presence"
	"tonggui/internal/platform/clock"
	"tonggui/internal/platform/id"
)

// covers: ORG-02
func TestPresenceAddsUpWhatAllNodesTell(t *testing.T) {
	c := clock.NewFake(start)
	b := presence.NewBoard(c)
	one, two := id.New(c.Now()), id.New(c.Now())
	far, further := id.New(c.Now()), id.New(c.Now())
	shows := func(who id.ID, want string) {
		t.Helper()
		if got := b.Of(who).State; got != want {
			t.Errorf("shown %s, want %s", got, want)
		}
	}
	tell := func(node id.ID, whole bool, want int, signs ...presence.Sign) {
		t.Helper()
		if changed := b.Elsewhere(node, signs, whole); len(changed) != want {
			t.Errorf("%d changed, want %d", len(changed), want)
		}
	}
	tell(far, false, 1, presence.Sign{Account: one, Open: true})
	shows(one, "away")
	tell(further, false, 1, presence.Sign{Account: one, Open: true, Active: true})
	shows(one, "online")
	b.Connected(two, 1, true)
	tell(far, false, 0, presence.Sign{Account: two, Open: true})
	if here := b.Here(); len(here) != 1 || here[0] != (presence.Sign{Account: two, Open: true, Active: true}) {
		t.Errorf("this node tells %+v", here)
	}
	// Here it is gone, there it is still open.
	if !b.Connected(two, 0, false) {
		t.Error("the change from active to open goes unnoticed")
	}
	shows(two, "away")

	// A node tells all that it has: whom it does not name is not there.
	tell(far, true, 1, presence.Sign{Account: one, Open: true})
	shows(two, "offline")
	shows(one, "online")
	if changed := b.Elsewhere(further, nil, true); !slices.Equal(changed, []id.ID{one}) {
		t.Errorf("%v", changed)
	}
	shows(one, "away")
	tell(far, true, 1)
	shows(one, "offline")
}
