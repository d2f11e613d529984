package clock

import (
	"sync/atomic"
	"time"
)

// Fake is a clock for tests that stands still until it is moved.
type Fake struct{ now atomic.Int64 }

// NewFake returns a clock that stands at t.
func NewFake(t time.Time) *Fake {
	f := &Fake{}
	f.now.Store(int64(Of(t)))
	return f
}

// Now returns the instant at which the clock stands.
func (f *Fake) Now() Instant { return Instant(f.now.Load()) }

// Advance moves the clock by d, backwards where d is negative.
func (f *Fake) Advance(d time.Duration) { f.now.Add(d.Microseconds()) }
