package figures

import (
	"math"
	"slices"
	"time"
)

const (
	// Error is by how much a quantile may be wrong, as a share of itself.
	Error = 0.01

	growth = (1 + Error) / (1 - Error) // from the lower to the upper end of a class
)

var logGrowth = math.Log(growth)

// Spread counts spans of time in classes that grow with them. The zero value is empty. It is not safe for
// concurrent use.
type Spread struct {
	count   int64
	nothing int64         // spans of less than a second
	classes map[int]int64 // by power of growth, in seconds
}

// Add counts a span; one below zero counts as none.
func (s *Spread) Add(d time.Duration) {
	s.count++
	seconds := d.Seconds()
	if seconds < 1 {
		s.nothing++
		return
	}
	if s.classes == nil {
		s.classes = map[int]int64{}
	}
	s.classes[int(math.Ceil(math.Log(seconds)/logGrowth))]++
}

// Merge counts all that another one has counted.
func (s *Spread) Merge(o Spread) {
	s.count += o.count
	s.nothing += o.nothing
	for class, n := range o.classes {
		if s.classes == nil {
			s.classes = map[int]int64{}
		}
		s.classes[class] += n
	}
}

// Count is how many spans were counted.
func (s *Spread) Count() int64 { return s.count }

// Quantile is the least span that a share of them does not exceed, within Error: 0.5 is the median. What
// takes less than a second is shown as nothing; with no spans it is nothing too.
func (s *Spread) Quantile(share float64) time.Duration {
	wanted := max(int64(math.Ceil(share*float64(s.count))), 1)
	below := s.nothing
	if s.count == 0 || below >= wanted {
		return 0
	}
	classes := make([]int, 0, len(s.classes))
	for class := range s.classes {
		classes = append(classes, class)
	}
	slices.Sort(classes)
	last := 0
	for _, class := range classes {
		last = class
		if below += s.classes[class]; below >= wanted {
			break
		}
	}
	// In a class from a to a·growth this value is off by Error at both ends.
	return time.Duration(2 * math.Pow(growth, float64(last)) / (1 + growth) * float64(time.Second))
}
