package clock

import (
	"testing"
	"time"
)

type machine struct {
	wall time.Time
	mono time.Duration
}

func (m *machine) pass(d time.Duration) { m.wall, m.mono = m.wall.Add(d), m.mono+d }

func newMachine() (*machine, *System) {
	m := &machine{wall: time.Date(2026, 3, 1, 9, 0, 0, 0, time.UTC), mono: time.Second}
	return m, Steady(func() time.Time { return m.wall }, func() time.Duration { return m.mono })
}

func TestASmallCorrectionIsFollowedAtOnce(t *testing.T) {
	m, s := newMachine()
	s.Now()
	m.wall = m.wall.Add(400 * time.Millisecond)
	if got := s.Now(); got != Of(m.wall) {
		t.Fatalf("clock says %v, wall says %v", got.Time(), m.wall)
	}
	if s.Deviation() != 0 {
		t.Fatal("a small correction must not count as a jump")
	}
}

func TestAJumpIsHeldForAMinuteAndThenBelieved(t *testing.T) {
	for _, jump := range []time.Duration{-time.Hour, time.Hour, 400 * 24 * time.Hour} {
		m, s := newMachine()
		before := s.Now()
		m.wall = m.wall.Add(jump)
		m.pass(30 * time.Second)
		if got := s.Now().Sub(before); got != 30*time.Second {
			t.Fatalf("jump of %v: %v passed by the clock, 30s in truth", jump, got)
		}
		if s.Deviation() != jump {
			t.Fatalf("deviation %v, want %v", s.Deviation(), jump)
		}
		m.pass(61 * time.Second)
		if got := s.Now(); got != Of(m.wall) {
			t.Fatalf("after a minute the clock says %v, wall %v", got.Time(), m.wall)
		}
		if s.Deviation() != 0 {
			t.Fatal("an adopted time is no deviation any more")
		}
	}
}

func TestAJumpThatIsTakenBackLeavesNoTrace(t *testing.T) {
	m, s := newMachine()
	before := s.Now()
	m.wall = m.wall.Add(time.Hour)
	s.Now()
	m.wall = m.wall.Add(-time.Hour)
	m.pass(2 * time.Minute)
	if got := s.Now().Sub(before); got != 2*time.Minute {
		t.Fatalf("%v passed, want 2m", got)
	}
}
