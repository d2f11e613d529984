package report

import (
	"math"
	"slices"
	"time"
)

// Percentile returns the value that a share p (0 to 1) of the values does not exceed; 0 of none. The
// values are sorted in place.
func Percentile(values []time.Duration, p float64) time.Duration {
	if len(values) == 0 {
		return 0
	}
	slices.Sort(values)
	rank := int(math.Ceil(p*float64(len(values)))) - 1
	return values[min(max(rank, 0), len(values)-1)]
}

// Median returns the middle of the values, the mean of the two in the middle where their number is
// even; 0 of none. The values are sorted in place.
func Median(values []float64) float64 {
	n := len(values)
	if n == 0 {
		return 0
	}
	slices.Sort(values)
	return (values[(n-1)/2] + values[n/2]) / 2
}

// Ratio compares two series that were measured in turns: the median of the ratios of neighbours, so
// that what slows the machine down for a while slows both sides of a ratio down.
func Ratio(of, to []float64) float64 {
	ratios := make([]float64, 0, len(of))
	for i := range min(len(of), len(to)) {
		if to[i] > 0 {
			ratios = append(ratios, of[i]/to[i])
		}
	}
	return Median(ratios)
}
