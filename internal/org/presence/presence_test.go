package presence_test

import (
	"slices"
	"testing"
	"time"

	"tonggui/internal/org/presence"
	"tonggui/internal/platform/clock"
	"tonggui/internal/platform/id"
)

var start = time.Date(2026, 3, 2, 2, 0, 0, 0, time.UTC)

// covers: ORG-02
func TestPresenceFollowsConnectionsAndWhatWasSetByHand(t *testing.T) {
	c := clock.NewFake(start)
	hour := func(n int) clock.Instant { return clock.Of(start).Add(time.Duration(n) * time.Hour) }
	for _, one := range []struct {
		name   string
		open   int
		active bool
		manual presence.Manual
		want   string
	}{
		{"nobody connected", 0, false, presence.Manual{}, "offline"},
		{"active", 2, true, presence.Manual{}, "online"},
		{"quiet on all connections", 2, false, presence.Manual{}, "away"},
		{"busy by hand", 1, true, presence.Manual{State: "busy"}, "busy"},
		{"away by hand while active", 1, true, presence.Manual{State: "away"}, "away"},
		{"online by hand leaves it to the connections", 1, false, presence.Manual{State: "online"}, "away"},
		{"busy without end, gone", 0, false, presence.Manual{State: "busy"}, "offline"},
		{"busy with an end, gone", 0, false, presence.Manual{State: "busy", Until: hour(1)}, "busy"},
		{"do not disturb with an end, gone", 0, false, presence.Manual{State: "dnd", Until: hour(1)}, "dnd"},
		{"away with an end, gone", 0, false, presence.Manual{State: "away", Until: hour(1)}, "offline"},
		{"at the end itself", 1, true, presence.Manual{State: "dnd", Until: hour(0)}, "dnd"},
		{"after the end", 1, true, presence.Manual{State: "dnd", Until: hour(0) - 1}, "online"},
	} {
		b, who := presence.NewBoard(c), id.New(c.Now())
		b.Connected(who, one.open, one.active)
		b.Set(who, one.manual)
		if got := b.Of(who).State; got != one.want {
			t.Errorf("%s: shown %s, want %s", one.name, got, one.want)
		}
	}
}

func TestOnlyWhatIsShownCountsAsAChange(t *testing.T) {
	c := clock.NewFake(start)
	b, who := presence.NewBoard(c), id.New(c.Now())
	if !b.Connected(who, 1, true) || b.Connected(who, 2, true) {
		t.Error("the first connection is a change, the second is none")
	}
	since := b.Of(who).Since
	c.Advance(time.Minute)
	if !b.Set(who, presence.Manual{State: "busy", Note: "评审", Until: c.Now().Add(time.Hour), Since: c.Now()}) {
		t.Error("busy is a change")
	}
	if p := b.Of(who); p.Since != since.Add(time.Minute) || p.Note != "评审" || p.Until == nil {
		t.Errorf("shown %+v", p)
	}
	if b.Connected(who, 2, false) {
		t.Error("falling quiet behind a state set by hand is no change")
	}
	if got := b.Expire(); len(got) != 0 {
		t.Errorf("%v expired too early", got)
	}
	c.Advance(time.Hour + time.Microsecond)
	if got := b.Expire(); !slices.Equal(got, []id.ID{who}) {
		t.Errorf("expired: %v", got)
	}
	if p := b.Of(who); p.State != "away" || p.Note != "" || p.Since != since.Add(time.Minute+time.Hour) {
		t.Errorf("after the end: %+v", p)
	}
}

func TestAWatchListReplacesTheOneBefore(t *testing.T) {
	w := presence.NewWatchers[string]()
	a, b := id.New(1), id.New(2)
	w.Watch("phone", []id.ID{a, b})
	w.Watch("desk", []id.ID{a})
	w.Watch("phone", []id.ID{b})
	if got := w.Of(a); !slices.Equal(got, []string{"desk"}) {
		t.Errorf("watching a: %v", got)
	}
	if got := w.Of(b); !slices.Equal(got, []string{"phone"}) {
		t.Errorf("watching b: %v", got)
	}
	w.Watch("phone", nil)
	if got := w.Of(b); len(got) != 0 {
		t.Errorf("gone, but still watching b: %v", got)
	}
}
