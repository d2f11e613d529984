package httpapi

import (
	"math"
	"sync"
	"time"

	"tonggui/internal/platform/apperr"
	"tonggui/internal/platform/clock"
)

// Rate is a token bucket: Burst calls at once, then PerSecond. Rates of one name share a bucket.
type Rate struct {
	Name      string
	PerSecond float64
	Burst     float64
}

// The rates in use. A person who works hard never meets them; a loop does.
var (
	General  = Rate{"general", 50, 200}
	Sending  = Rate{"sending", 20, 100}
	Forwards = Rate{"forwards", 4, 40} // one may store hundreds of messages
	Signs    = Rate{"signs", 5, 20}    // typing and the like
	Searches = Rate{"searches", 10, 60}
	Login    = Rate{"login", 5, 60}    // by network: a whole office may stand behind one address
	Costly   = Rate{"costly", 0.5, 20} // imports, papers, bulk acts
)

type bucket struct {
	tokens float64
	at     clock.Instant
}

type limiter struct {
	clock   clock.Clock
	mu      sync.Mutex
	buckets map[string]*bucket
	swept   clock.Instant
}

func newLimiter(c clock.Clock) *limiter {
	return &limiter{clock: c, buckets: map[string]*bucket{}}
}

func (l *limiter) take(r Rate, who string) error {
	now := l.clock.Now()
	l.mu.Lock()
	defer l.mu.Unlock()
	l.sweep(now)
	key := r.Name + " " + who
	b := l.buckets[key]
	if b == nil {
		b = &bucket{tokens: r.Burst, at: now}
		l.buckets[key] = b
	}
	if passed := now.Sub(b.at).Seconds(); passed > 0 {
		b.tokens = min(r.Burst, b.tokens+passed*r.PerSecond)
		b.at = now
	}
	if b.tokens < 1 {
		return apperr.TooMany.New("retry_after_s", int(math.Ceil((1-b.tokens)/r.PerSecond)))
	}
	b.tokens--
	return nil
}

// sweep forgets buckets that have long filled again, so that memory follows the present callers.
func (l *limiter) sweep(now clock.Instant) {
	if now.Sub(l.swept) < time.Minute {
		return
	}
	l.swept = now
	for key, b := range l.buckets {
		if now.Sub(b.at) > 5*time.Minute {
			delete(l.buckets, key)
		}
	}
}
