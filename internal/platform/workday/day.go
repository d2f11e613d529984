package workday

import (
	"fmt"
	"time"
)

// Day is a date of the civil calendar, counted from 1 January 1970. It belongs to no zone.
type Day int64

// Date is the day of a year, a month and a day of the month; what is out of range runs over as in
// time.Date.
func Date(year int, month time.Month, day int) Day {
	return Day(floor(time.Date(year, month, day, 0, 0, 0, 0, time.UTC).Unix(), 86400))
}

// ParseDay reads 2026-10-01, and nothing that is written otherwise or does not exist.
func ParseDay(s string) (Day, error) {
	t, err := time.Parse(time.DateOnly, s)
	if err != nil || t.Year() < minYear || t.Year() > maxYear {
		return 0, fmt.Errorf("%q is no date between %d and %d", s, minYear, maxYear)
	}
	return Date(t.Date()), nil
}

func (d Day) time() time.Time { return time.Unix(int64(d)*86400, 0).UTC() }

// Date is the day's year, month and day of the month.
func (d Day) Date() (year int, month time.Month, day int) { return d.time().Date() }

// Year is the year that the day lies in.
func (d Day) Year() int { return d.time().Year() }

// Weekday is the day's place in the week.
func (d Day) Weekday() time.Weekday {
	return time.Weekday(((int64(d)+4)%7 + 7) % 7) // 1 January 1970 was a Thursday
}

// String writes the day as 2026-10-01.
func (d Day) String() string { return d.time().Format(time.DateOnly) }

// MarshalText writes the day as String does.
func (d Day) MarshalText() ([]byte, error) { return []byte(d.String()), nil }

// UnmarshalText reads what ParseDay reads.
func (d *Day) UnmarshalText(text []byte) (err error) {
	*d, err = ParseDay(string(text))
	return err
}

// floor divides and rounds towards the past.
func floor(a, b int64) int64 {
	q := a / b
	if a%b < 0 {
		q--
	}
	return q
}
