package demo

import (
	"fmt"
	"regexp"
	"strconv"
	"sync/atomic"
	"time"

	"tonggui/internal/platform/clock"
)

// lastDay is the number of the script's last working day.
const lastDay = 10

// shanghai is the company's time. China keeps no summer time, so no zone file is needed.
var shanghai = time.FixedZone("Asia/Shanghai", 8*60*60)

// calendar places the working days of the script around now.
type calendar struct{ today time.Time } // midnight of day 10

// newCalendar takes today as the last day, or the last day that was none of the weekend. Public
// holidays are not known here.
func newCalendar(now clock.Instant) calendar {
	t := now.Time().In(shanghai)
	c := calendar{time.Date(t.Year(), t.Month(), t.Day(), 0, 0, 0, 0, shanghai)}
	for weekend(c.today) {
		c.today = c.today.AddDate(0, 0, -1)
	}
	return c
}

// day returns midnight of a working day of the script; days beyond the last one lie ahead.
func (c calendar) day(n int) time.Time {
	d, step := c.today, 1
	if n < lastDay {
		step = -1
	}
	for n != lastDay {
		if d = d.AddDate(0, 0, step); !weekend(d) {
			n -= step
		}
	}
	return d
}

func weekend(d time.Time) bool { return d.Weekday() == time.Saturday || d.Weekday() == time.Sunday }

// at is the instant of a time of day on a working day.
func (c calendar) at(day int, ofDay time.Duration) clock.Instant {
	return clock.Of(c.day(day).Add(ofDay))
}

var dayMark = regexp.MustCompile(`\{day (\d+)\}`)

// dates writes the dates into a text.
func (c calendar) dates(text string) string {
	return dayMark.ReplaceAllStringFunc(text, func(mark string) string {
		n, _ := strconv.Atoi(dayMark.FindStringSubmatch(mark)[1])
		d := c.day(n)
		return fmt.Sprintf("%d月%d日", d.Month(), d.Day())
	})
}

// stage is the clock by which the seed's services live: it stands still until the script moves on.
type stage struct{ now atomic.Int64 }

// Now makes stage a clock.Clock.
func (s *stage) Now() clock.Instant { return clock.Instant(s.now.Load()) }

// moveTo sets the clock; it never goes back.
func (s *stage) moveTo(at clock.Instant) { s.now.Store(max(s.now.Load(), int64(at))) }
