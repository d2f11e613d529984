// Package wait gives the waits of tests an end: what does not come within a minute fails the test, which
// then says what it waited for and what happened instead. A minute is not what anything may take; it is
// longer than a machine that does everything else at once keeps a test waiting.
package wait

import (
	"sync"
	"testing"
	"time"
)

// Limit is how long a test waits.
const Limit = time.Minute

// For waits until holds, which is asked again after each broadcast of c. Hold the lock of c; it is held
// afterwards too. instead says what there is, with the lock held; nil for nothing.
func For(t testing.TB, what string, c *sync.Cond, holds func() bool, instead func() string) {
	t.Helper()
	if !Within(Limit, c, holds) {
		said := ""
		if instead != nil {
			said = ": " + instead()
		}
		t.Fatalf("after %v still not: %s%s", Limit, what, said)
	}
}

// Within tells whether what is asked after each broadcast of c holds in time. Hold the lock of c.
func Within(limit time.Duration, c *sync.Cond, holds func() bool) bool {
	late := false
	timer := time.AfterFunc(limit, func() {
		c.L.Lock()
		defer c.L.Unlock()
		late = true
		c.Broadcast()
	})
	defer timer.Stop()
	for !holds() {
		if late {
			return false
		}
		c.Wait()
	}
	return true
}

// On gives what comes out of a channel next; of one that is closed, nothing.
func On[T any](t testing.TB, what string, c <-chan T) (v T) {
	t.Helper()
	select {
	case v = <-c:
	case <-time.After(Limit):
		t.Fatalf("after %v still not: %s", Limit, what)
	}
	return v
}

// Until asks again and again, for what tells nobody that it has come.
func Until(t testing.TB, what string, is func() bool) {
	t.Helper()
	for deadline := time.Now().Add(Limit); !is(); time.Sleep(2 * time.Millisecond) {
		if time.Now().After(deadline) {
			t.Fatalf("after %v still not: %s", Limit, what)
		}
	}
}

// Soon is Until for what is promised within a limit, and tells how long it took. Only the pauses between two
// looks count, and each as what it should have taken: where the machine is busy with other things, all who
// take part get their turn later, and the one who counts does too. Where looking takes its time the end comes
// a minute after the limit.
func Soon(t testing.TB, limit time.Duration, what string, is func() bool) (took time.Duration) {
	t.Helper()
	const pause = 5 * time.Millisecond
	for end := time.Now().Add(limit + Limit); !is(); took += pause {
		if took >= limit || time.Now().After(end) {
			t.Fatalf("after %v still not: %s", limit, what)
		}
		time.Sleep(pause)
	}
	return took
}
