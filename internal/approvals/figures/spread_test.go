package figures_test

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"tonggui/internal/approvals/figures"
)

// exact is the least of sorted spans that a share of them does not exceed.
func exact(sorted []time.Duration, share float64) time.Duration {
	return sorted[max(int(math.Ceil(share*float64(len(sorted)))), 1)-1]
}

func TestQuantilesAreWithinOnePercentOfTheTrueOnes(t *testing.T) {
	random := rand.New(rand.NewPCG(6, 31))
	for range 200 {
		var whole, first, second figures.Spread
		spans := []time.Duration{}
		for i := range 1 + random.IntN(2000) {
			// From a second to months, as often short as long.
			d := time.Duration(math.Exp(random.Float64()*16) * float64(time.Second))
			spans = append(spans, d)
			whole.Add(d)
			if i%3 == 0 {
				first.Add(d)
			} else {
				second.Add(d)
			}
		}
		first.Merge(second)
		slices.Sort(spans)
		for _, share := range []float64{0, 0.1, 0.5, 0.9, 0.99, 1} {
			want, got := exact(spans, share), whole.Quantile(share)
			if off := math.Abs(got.Seconds()/want.Seconds() - 1); off > figures.Error+1e-9 {
				t.Fatalf("of %d spans the quantile %v is %v, and %v is said: off by %v", len(spans), share, want, got, off)
			}
			if merged := first.Quantile(share); merged != got {
				t.Fatalf("merged %v, whole %v", merged, got)
			}
		}
		if whole.Count() != int64(len(spans)) || first.Count() != whole.Count() {
			t.Fatalf("counted %d and %d of %d", whole.Count(), first.Count(), len(spans))
		}
	}
}

func TestNoSpansAndSpansOfNothingTakeNoTime(t *testing.T) {
	var s figures.Spread
	if s.Quantile(0.5) != 0 || s.Count() != 0 {
		t.Error("something was made of nothing")
	}
	s.Add(0)
	s.Add(-time.Hour) // a clock that was put back
	s.Add(time.Hour)
	if s.Quantile(0.5) != 0 || s.Quantile(1) < 59*time.Minute {
		t.Errorf("median %v, longest %v", s.Quantile(0.5), s.Quantile(1))
	}
}

func TestASpreadIsReadAsItWasWritten(t *testing.T) {
	random := rand.New(rand.NewPCG(8, 4))
	for range 300 {
		var s figures.Spread
		for range random.IntN(200) {
			s.Add(time.Duration(math.Exp(random.Float64()*18-2) * float64(time.Second)))
		}
		written := s.Bytes()
		got, err := figures.Parse(written)
		if err != nil || got.Count() != s.Count() || !slices.Equal(got.Bytes(), written) {
			t.Fatalf("%d of %d spans, %v", got.Count(), s.Count(), err)
		}
		for _, share := range []float64{0, 0.5, 0.9, 1} {
			if got.Quantile(share) != s.Quantile(share) {
				t.Fatalf("the quantile %v was %v and is %v", share, s.Quantile(share), got.Quantile(share))
			}
		}
		for cut := range written {
			if part, err := figures.Parse(written[:cut]); err == nil && part.Count() >= s.Count() && s.Count() > 0 {
				t.Fatalf("%d of %d bytes say as much as all", cut, len(written))
			}
		}
	}
}
