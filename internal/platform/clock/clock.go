// Package clock is the only place of the product that asks the machine what time it is.
//
// Instants are microseconds since 1970 in UTC, everywhere: in rows, in JSON, in rules. A Clock is
// handed to whatever needs time, so a test can hold it, turn it, or make it jump.
package clock

import "time"

// Instant is a point in time: microseconds since 1970-01-01T00:00:00Z.
type Instant int64

// Clock tells the current instant. Implementations are safe for concurrent use.
type Clock interface {
	Now() Instant
}

// Of turns a time.Time into an Instant.
func Of(t time.Time) Instant { return Instant(t.UnixMicro()) }

// Time turns the instant into a time.Time in UTC.
func (i Instant) Time() time.Time { return time.UnixMicro(int64(i)).UTC() }

// Add returns the instant d later; d is cut to whole microseconds.
func (i Instant) Add(d time.Duration) Instant { return i + Instant(d.Microseconds()) }

// Sub returns how long after j the instant i is; negative where i is earlier.
func (i Instant) Sub(j Instant) time.Duration { return time.Duration(i-j) * time.Microsecond }
