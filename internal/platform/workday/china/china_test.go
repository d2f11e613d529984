package china_test

import (
	"testing"
	"time"

	"tonggui/internal/platform/workday"
	"tonggui/internal/platform/workday/china"
)

// covers: ORG-04
func TestEachYearHasTheDaysOfItsNotice(t *testing.T) {
	// Days off, make-up days, and how many weekdays fewer are worked. The last is what the law grants, since
	// holidays on weekends are made good: 11 days, and 13 since 2025.
	want := map[int][3]int{2024: {30, 8, 11}, 2025: {28, 5, 13}, 2026: {33, 6, 13}}
	for _, y := range china.Years() {
		off, work, fewer := 0, 0, 0
		last := workday.Day(0)
		for _, d := range y.Days {
			weekend := d.Day.Weekday() == time.Saturday || d.Day.Weekday() == time.Sunday
			if d.Day <= last || d.Day.Year() != y.Year || d.Name == "" || y.Source == "" || d.Work && !weekend {
				t.Errorf("%d: %v is out of order, of another year, without a name, or made up for on a weekday", y.Year, d)
			}
			last = d.Day
			switch {
			case d.Work:
				work++
				fewer--
			case weekend:
				off++
			default:
				off++
				fewer++
			}
		}
		if got := [3]int{off, work, fewer}; got != want[y.Year] {
			t.Errorf("%d has %v days, want %v", y.Year, got, want[y.Year])
		}
		delete(want, y.Year)
	}
	for y := range want {
		t.Errorf("%d is missing", y)
	}
	if _, ok := china.Year(2026); !ok {
		t.Error("2026 is not known by itself")
	}
	if _, ok := china.Year(2027); ok {
		t.Error("2027 is known before its notice")
	}
}
