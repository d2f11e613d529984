package clock

import (
	"sync"
	"time"
)

const (
	// Tolerance is the largest deviation that is followed at once. Beyond it the wall clock has
	// jumped, and deadlines must not be judged by it before a person can have looked.
	Tolerance = time.Second
	// holdFor is how long a jump must last before it is taken as the truth: long enough that a
	// faulty time service is noticed, short enough that a corrected clock is soon followed.
	holdFor = time.Minute
)

// System is the machine's clock, steadied: it runs on the monotonic counter, follows small
// corrections of the wall clock at once, and holds against a jump for a minute. While it holds,
// Deviation is beyond Tolerance and the node is not ready; a recall window can be neither
// stretched nor cut by setting the machine's time.
type System struct {
	wall func() time.Time // wall reading; may jump
	mono func() time.Duration

	mu        sync.Mutex
	base      time.Time     // wall time at monotonic zero, as believed
	jumpSince time.Duration // monotonic reading when the present jump was first seen; 0 = none
	deviation time.Duration
}

// NewSystem returns the machine's clock.
func NewSystem() *System {
	start := time.Now()
	return Steady(
		func() time.Time { return time.Now().Round(0) }, // Round strips the monotonic reading
		func() time.Duration { return time.Since(start) },
	)
}

// Steady returns a clock over a wall clock that may jump and a counter that only goes forward; tests
// hand in theirs.
func Steady(wall func() time.Time, mono func() time.Duration) *System {
	return &System{wall: wall, mono: mono, base: wall().Add(-mono())}
}

// Now returns the believed instant.
func (s *System) Now() Instant {
	s.mu.Lock()
	defer s.mu.Unlock()
	elapsed := s.mono()
	wall := s.wall()
	s.deviation = wall.Sub(s.base.Add(elapsed))
	switch {
	case s.deviation.Abs() <= Tolerance:
		s.adopt(wall, elapsed)
	case s.jumpSince == 0:
		s.jumpSince = max(elapsed, 1)
	case elapsed-s.jumpSince >= holdFor:
		s.adopt(wall, elapsed)
	}
	return Of(s.base.Add(elapsed))
}

func (s *System) adopt(wall time.Time, elapsed time.Duration) {
	s.base, s.jumpSince = wall.Add(-elapsed), 0
}

// Deviation returns by how much the machine's wall clock differed from the believed time when it
// was last read. Beyond Tolerance a node reports that it is not ready.
func (s *System) Deviation() time.Duration {
	s.Now()
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.jumpSince == 0 {
		return 0
	}
	return s.deviation
}

// Deadline returns the machine's time d from now, for deadlines of connections: the machine judges
// them by its own clock, so they are not asked of ours.
func Deadline(d time.Duration) time.Time { return time.Now().Add(d) }
