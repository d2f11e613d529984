// Package workday counts in working days and working minutes. A Calendar says when a site works: its
// zone, its hours by weekday, and the days that are otherwise. It knows no database and no clock.
//
// Working time is a set of instants: those at which the site's wall clock shows a working hour of a
// working day. Where the clock is put forward the hours that it skips were never worked; where it is put
// back the hour that it shows twice counts twice.
//
// A limit includes its end: what has ten working minutes at ten to six is in time at six sharp. A limit
// therefore ends with the working day and not with the next morning.
package workday

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"time"
)

const (
	minYear = 1970
	maxYear = 2199
)

// Span is a stretch of a day in minutes from midnight, its end not included: {540, 1080} is 9:00-18:00.
// Work across midnight is two spans, of two days.
type Span struct{ From, To int }

// Special is a day on which it is not the weekday that decides.
type Special struct {
	Work  bool   // false: nobody works
	Hours []Span // of a working day; none: the calendar's hours for such days
}

// Spec is what a calendar is made of.
type Spec struct {
	Zone  *time.Location
	Week  [7][]Span       // by time.Weekday; breaks are the gaps between spans
	Extra []Span          // hours of special working days; none: those of the first weekday from Monday that has any
	Days  map[Day]Special // holidays, make-up days, company days; the caller has settled which wins
}

// Calendar answers questions about a site's working time. It never changes, and is safe for
// concurrent use.
type Calendar struct {
	zone  *time.Location
	week  [7][]Span
	extra []Span
	days  map[Day]Special
	away  []Away // in order, apart
}

// New makes a calendar. It refuses hours that overlap, are out of order or leave the day, and a week
// without any hours: in such a one no limit would ever end.
func New(s Spec) (*Calendar, error) {
	if s.Zone == nil {
		return nil, errors.New("a calendar needs a zone")
	}
	c := &Calendar{zone: s.Zone, extra: slices.Clone(s.Extra), days: maps.Clone(s.Days)}
	for i := range s.Week {
		if err := Check(s.Week[i]); err != nil {
			return nil, fmt.Errorf("%s: %w", time.Weekday(i), err)
		}
		c.week[i] = slices.Clone(s.Week[i])
	}
	for i := 1; i <= 7 && len(c.extra) == 0; i++ {
		c.extra = c.week[i%7]
	}
	if len(slices.Concat(c.week[:]...)) == 0 {
		return nil, errors.New("a week needs a working hour")
	}
	if err := Check(c.extra); err != nil {
		return nil, fmt.Errorf("hours of special days: %w", err)
	}
	for d, one := range c.days {
		if err := Check(one.Hours); err != nil {
			return nil, fmt.Errorf("%s: %w", d, err)
		}
		one.Hours = slices.Clone(one.Hours)
		c.days[d] = one
	}
	return c, nil
}

// Check tells what is wrong with the hours of a day: they are in order, apart, and within the day.
func Check(hours []Span) error {
	end := 0
	for i, s := range hours {
		if s.From < end || i > 0 && s.From == end || s.To <= s.From || s.To > 24*60 {
			return fmt.Errorf("hours %02d:%02d-%02d:%02d overlap, are out of order, or leave the day", s.From/60, s.From%60, s.To/60, s.To%60)
		}
		end = s.To
	}
	return nil
}

// Zone is where the calendar's clock hangs.
func (c *Calendar) Zone() *time.Location { return c.zone }

// Hours are those of a day; none: nobody works. The caller leaves them as they are.
func (c *Calendar) Hours(d Day) []Span {
	one, special := c.days[d]
	switch {
	case !special:
		return c.week[d.Weekday()]
	case !one.Work:
		return nil
	case len(one.Hours) > 0:
		return one.Hours
	case len(c.week[d.Weekday()]) > 0:
		return c.week[d.Weekday()]
	}
	return c.extra
}
