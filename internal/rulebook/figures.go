package rulebook

import "sync"

// refusals counts what rules blocked since the start. They are rare enough for a lock.
type refusals struct {
	mu sync.Mutex
	of map[string]float64
}

func (r *refusals) count(rule string) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.of == nil {
		r.of = map[string]float64{}
	}
	r.of[rule]++
}

// Refusals tells how often each declared rule has blocked something on this node since its start, for
// the metrics.
func (b *Book) Refusals() map[string]float64 {
	b.refusals.mu.Lock()
	defer b.refusals.mu.Unlock()
	out := make(map[string]float64, len(declared))
	for rule := range declared {
		out[rule] = b.refusals.of[rule]
	}
	return out
}
