package workday

import (
	"time"

	"tonggui/internal/platform/clock"
)

// around is farther than any zone was ever from Greenwich.
const around = 18 * 60 * minute

// DayOf is the date on the site's wall at an instant.
func (c *Calendar) DayOf(at clock.Instant) Day {
	offset, _ := c.offset(int64(at))
	return Day(floor(int64(at)+offset, whole))
}

// Bounds are the first working instant of a day and the end of its last one; false: it is none of work.
func (c *Calendar) Bounds(d Day) (first, end clock.Instant, ok bool) {
	if len(c.Hours(d)) == 0 {
		return 0, 0, false
	}
	c.walk(int64(d)*whole-around, int64(d+1)*whole+around, func(s stretch) bool {
		if s.day == d {
			if !ok {
				first, ok = clock.Instant(s.start), true
			}
			end = clock.Instant(s.end)
		}
		return true
	})
	return first, end, ok
}

// WorkingDay tells whether there is work on a day. A date that a zone skipped, as Samoa did with
// 30 December 2011, is none.
func (c *Calendar) WorkingDay(d Day) bool {
	_, _, ok := c.Bounds(d)
	return ok
}

// AddDays is the n-th working day after a day, or before it where n is negative. The day itself does not
// count; with 0 it is the answer, whether there is work on it or not. False: beyond the years known.
func (c *Calendar) AddDays(d Day, n int) (Day, bool) {
	step := Day(1)
	if n < 0 {
		step, n = -1, -n
	}
	first, last := Date(minYear, 1, 1), Date(maxYear, 12, 31)
	for n > 0 {
		if d += step; d < first || d > last {
			return d, false
		}
		if c.WorkingDay(d) {
			n--
		}
	}
	return d, true
}

// Within is when a limit of n working days from an instant ends: with the working hours of the n-th
// working day after the one of the instant. At it one is still in time. False: n is below one, or the
// limit ends beyond the years known.
func (c *Calendar) Within(from clock.Instant, n int) (clock.Instant, bool) {
	if n < 1 {
		return from, false
	}
	d, ok := c.AddDays(c.DayOf(from), n)
	if !ok {
		return from, false
	}
	_, end, ok := c.Bounds(d)
	return end, ok
}

// DaysBetween is how many working days come after one day, up to another and with it; negative where to
// is before from.
func (c *Calendar) DaysBetween(from, to Day) (n int) {
	if to < from {
		return -c.DaysBetween(to, from)
	}
	for d := from + 1; d <= to; d++ {
		if c.WorkingDay(d) {
			n++
		}
	}
	return n
}

// LastOfMonth is the last working day of a month; false: it has none.
func (c *Calendar) LastOfMonth(year int, month time.Month) (Day, bool) {
	first := Date(year, month, 1)
	for d := Date(year, month+1, 1) - 1; d >= first; d-- {
		if c.WorkingDay(d) {
			return d, true
		}
	}
	return 0, false
}
