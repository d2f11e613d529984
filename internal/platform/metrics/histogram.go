package metrics

import (
	"sync/atomic"
	"time"
)

// Histogram counts values by size. Noting one costs a search among a dozen bounds and two atomic
// additions: no lock, no look-up of labels, no memory. It belongs to the code that measures; Metrics
// only reads it, when it is asked.
type Histogram struct {
	bounds []int64 // inclusive upper ends, ascending
	counts []atomic.Int64
	sum    atomic.Int64
	unit   float64 // what one stands for in the unit that is shown
}

// NewTiming returns a histogram of durations, shown in seconds.
func NewTiming() *Histogram { return newHistogram(latencies, 1e-9) }

// NewSizes returns a histogram of numbers of things.
func NewSizes(bounds ...int64) *Histogram { return newHistogram(bounds, 1) }

func newHistogram(bounds []int64, unit float64) *Histogram {
	return &Histogram{bounds: bounds, counts: make([]atomic.Int64, len(bounds)+1), unit: unit}
}

// latencies reach from what a commit to a good disk takes to what nobody waits for any more.
var latencies = nanoseconds(250*time.Microsecond, 500*time.Microsecond, time.Millisecond, 2500*time.Microsecond, 5*time.Millisecond,
	10*time.Millisecond, 25*time.Millisecond, 50*time.Millisecond, 100*time.Millisecond, 250*time.Millisecond, 500*time.Millisecond,
	time.Second, 2500*time.Millisecond, 10*time.Second)

func nanoseconds(of ...time.Duration) []int64 {
	out := make([]int64, len(of))
	for i, d := range of {
		out[i] = int64(d)
	}
	return out
}

// Took notes a duration.
func (h *Histogram) Took(d time.Duration) { h.Note(int64(d)) }

// Note notes a value.
func (h *Histogram) Note(v int64) {
	i := 0
	for i < len(h.bounds) && v > h.bounds[i] { // most values are small
		i++
	}
	h.counts[i].Add(1)
	h.sum.Add(v)
}

// read gives what Prometheus asks for: the number, the sum, and how many are at most each bound.
func (h *Histogram) read() (n uint64, sum float64, below map[float64]uint64) {
	below = make(map[float64]uint64, len(h.bounds))
	for i := range h.counts {
		n += uint64(h.counts[i].Load())
		if i < len(h.bounds) {
			below[float64(h.bounds[i])*h.unit] = n
		}
	}
	return n, float64(h.sum.Load()) * h.unit, below
}

// Count is how many values were noted.
func (h *Histogram) Count() int64 {
	n, _, _ := h.read()
	return int64(n)
}
