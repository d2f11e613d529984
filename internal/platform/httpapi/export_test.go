package httpapi

import "time"

// UnmarshalStrict is shown to the fuzz test.
var UnmarshalStrict = unmarshalStrict

// Pace is shown to a test with a time of its own.
var Pace = pace

// SetPace changes how much time a client has for paceBytes, and gives back what undoes it.
func SetPace(d time.Duration) (undo func()) {
	before := paceTime
	paceTime = d
	return func() { paceTime = before }
}
