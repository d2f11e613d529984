package approvals

import (
	"time"

	"tonggui/internal/platform/clock"
)

const (
	day = clock.Instant(24 * time.Hour / time.Microsecond)
	// block is how many days a coarser sum holds: of a year at most 30 days and 23 blocks are read.
	block = 16
)

// stretch is from one instant to another, which is not part of it.
type stretch struct{ from, to clock.Instant }

// run is days or blocks from one day to another, which is not part of it; days are numbered by UTC.
type run struct{ days, from, to int64 }

func (r run) none() bool { return r.from >= r.to }

func (r run) instants() stretch {
	return stretch{clock.Instant(r.from) * day, clock.Instant(r.to) * day}
}

// span is a stretch cut at midnight of UTC, so that its days do not depend on anybody's zone.
type span struct {
	days run
	ends []stretch // parts of days
}

func spanOf(from, to clock.Instant) span {
	first, end := int64((from+day-1)/day), int64(to/day)
	if first >= end {
		return span{ends: []stretch{{from, to}}}
	}
	out := span{days: run{1, first, end}}
	whole := out.days.instants()
	for _, s := range []stretch{{from, whole.from}, {whole.to, to}} {
		if s.from < s.to {
			out.ends = append(out.ends, s)
		}
	}
	return out
}

// parts are as few sums as hold the days.
func (r run) parts() (out []run) {
	first, end := (r.from+block-1)/block*block, r.to/block*block
	if first >= end {
		first, end = r.to, r.to
	}
	for _, part := range []run{{1, r.from, first}, {block, first, end}, {1, end, r.to}} {
		if !part.none() {
			out = append(out, part)
		}
	}
	return out
}

// dayOf numbers the day or block of an instant by its first day.
func dayOf(at clock.Instant, days int64) int64 { return int64(at/day) / days * days }
