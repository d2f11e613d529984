package workday

import (
	"cmp"
	"slices"

	"tonggui/internal/platform/clock"
)

// Away is a stretch in which somebody does not work although the site does. Until is its end, not
// included.
type Away struct{ From, Until clock.Instant }

// Without is the calendar of somebody who is away at times: to all questions but that for a day's Hours
// they are no working time, and a day of which nothing is left is no working day. So a limit that is
// counted by it stands still meanwhile. The calendar itself stays as it is.
func (c *Calendar) Without(away []Away) *Calendar {
	if len(away) == 0 {
		return c
	}
	all := slices.SortedFunc(slices.Values(append(slices.Clone(c.away), away...)), func(a, b Away) int { return cmp.Compare(a.From, b.From) })
	merged := []Away{}
	for _, one := range all {
		last := len(merged) - 1
		switch {
		case one.Until <= one.From:
		case last >= 0 && one.From <= merged[last].Until:
			merged[last].Until = max(merged[last].Until, one.Until)
		default:
			merged = append(merged, one)
		}
	}
	own := *c
	own.away = merged
	return &own
}

// visitWorked visits what is left of a stretch without the times away.
func (c *Calendar) visitWorked(s stretch, visit func(stretch) bool) bool {
	for _, a := range c.away {
		from, until := int64(a.From), int64(a.Until)
		if until <= s.start {
			continue
		}
		if from >= s.end {
			break
		}
		if from > s.start && !visit(stretch{s.start, from, s.day}) {
			return false
		}
		if s.start = until; s.start >= s.end {
			return true
		}
	}
	return visit(s)
}
