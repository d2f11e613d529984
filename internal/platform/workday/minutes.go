package workday

import (
	"time"

	"tonggui/internal/platform/clock"
)

const (
	minute = int64(time.Minute / time.Microsecond)
	whole  = 24 * 60 * minute
)

// horizon ends every search: no limit lies beyond the years that a calendar knows.
var horizon = int64(Date(maxYear+1, 1, 1)) * whole

// stretch is working time without a gap in it; it may go on in the next one.
type stretch struct {
	start, end int64
	day        Day
}

// walk visits the working time of [from, until) in its order, until visit says no. It goes along the
// spans in which the zone's offset stands still, and day by day in each: within one of them the wall
// clock runs evenly, whatever happens to it between them.
func (c *Calendar) walk(from, until int64, visit func(stretch) bool) {
	for from < until {
		offset, end := c.offset(from)
		end = min(end, until)
		for d := Day(floor(from+offset, whole)); int64(d)*whole-offset < end; d++ {
			midnight := int64(d)*whole - offset
			for _, h := range c.Hours(d) {
				s := stretch{max(midnight+int64(h.From)*minute, from), min(midnight+int64(h.To)*minute, end), d}
				if s.start < s.end && !c.visitWorked(s, visit) {
					return
				}
			}
		}
		from = end
	}
}

// offset is how far the wall clock is ahead at an instant, and when that ends.
func (c *Calendar) offset(at int64) (offset, end int64) {
	t := time.UnixMicro(at).In(c.zone)
	_, seconds := t.Zone()
	end = horizon
	if _, b := t.ZoneBounds(); !b.IsZero() {
		end = b.UnixMicro()
	}
	return int64(seconds) * int64(time.Second/time.Microsecond), end
}

// Working tells whether an instant is working time.
func (c *Calendar) Working(at clock.Instant) (yes bool) {
	c.walk(int64(at), int64(at)+1, func(stretch) bool { yes = true; return false })
	return yes
}

// Next is the first working instant that is not before at; false: none is left in the years known.
func (c *Calendar) Next(at clock.Instant) (next clock.Instant, ok bool) {
	c.walk(int64(at), horizon, func(s stretch) bool {
		next, ok = clock.Instant(s.start), true
		return false
	})
	return next, ok
}

// Between is how much working time lies between two instants, to the microsecond; negative where to is
// before from. It takes a step for each day between them.
func (c *Calendar) Between(from, to clock.Instant) time.Duration {
	if to < from {
		return -c.Between(to, from)
	}
	var sum int64
	c.walk(int64(from), int64(to), func(s stretch) bool { sum += s.end - s.start; return true })
	return time.Duration(sum) * time.Microsecond
}

// Add is when a limit of so much working time from an instant ends: the first instant before which that
// much lies. At it one is still in time. A limit of nothing ends where it begins. False: it is negative,
// or ends beyond the years known.
func (c *Calendar) Add(from clock.Instant, limit time.Duration) (end clock.Instant, ok bool) {
	left := limit.Microseconds()
	if left <= 0 {
		return from, left == 0
	}
	c.walk(int64(from), horizon, func(s stretch) bool {
		if ok = left <= s.end-s.start; ok {
			end = clock.Instant(s.start + left)
			return false
		}
		left -= s.end - s.start
		return true
	})
	return end, ok
}
