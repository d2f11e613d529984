package workday_test

import (
	"testing"
	"time"

	"tonggui/internal/platform/clock"
	"tonggui/internal/platform/workday"
)

func at(t *testing.T, c *workday.Calendar, s string) clock.Instant {
	t.Helper()
	one, err := time.ParseInLocation("2006-01-02 15:04:05", s, c.Zone())
	if err != nil {
		t.Fatal(err)
	}
	return clock.Of(one)
}

// covers: ORG-04
func TestALimitIncludesItsEndAndLeavesBreaksAndHolidaysOut(t *testing.T) {
	c, _ := made(t, "Asia/Shanghai", 0)
	for _, one := range []struct {
		from    string
		minutes int
		end     string
	}{
		{"2026-11-20 17:50:00", 10, "2026-11-20 18:00:00"}, // not the next morning
		{"2026-11-20 17:50:30", 10, "2026-11-23 09:00:30"},
		{"2026-11-20 11:50:00", 20, "2026-11-20 13:10:00"},
		{"2026-02-13 17:30:00", 60, "2026-02-14 10:30:00"}, // a Saturday that is worked, from ten
		{"2026-09-30 18:00:00", 30, "2026-10-08 09:30:00"},
		{"2026-10-01 12:00:00", 0, "2026-10-01 12:00:00"},
	} {
		if got, ok := c.Add(at(t, c, one.from), time.Duration(one.minutes)*time.Minute); !ok || got != at(t, c, one.end) {
			t.Errorf("%d minutes from %s end at %v", one.minutes, one.from, got.Time().In(c.Zone()))
		}
	}
	if got, ok := c.Within(at(t, c, "2026-09-29 23:30:00"), 3); !ok || got != at(t, c, "2026-10-09 18:00:00") {
		t.Errorf("three working days end at %v", got.Time().In(c.Zone()))
	}
	if d, ok := c.LastOfMonth(2026, time.January); !ok || d.String() != "2026-01-30" {
		t.Errorf("the last working day of January is %v", d)
	}
	if d, ok := c.LastOfMonth(2026, time.February); !ok || d.String() != "2026-02-28" {
		t.Errorf("the last working day of February is %v", d)
	}
}

func TestASearchEndsWithTheYearsKnown(t *testing.T) {
	c, _ := made(t, "Asia/Shanghai", 2)
	now := at(t, c, "2026-11-20 17:50:00")
	if _, ok := c.Add(now, 100*365*24*time.Hour); ok {
		t.Error("a limit of a century of work has an end")
	}
	if _, ok := c.AddDays(workday.Date(2026, 1, 1), 1_000_000); ok {
		t.Error("a million working days have an end")
	}
	if _, ok := c.Add(now, -time.Minute); ok {
		t.Error("a negative limit has an end")
	}
	if _, ok := c.Within(now, 0); ok {
		t.Error("a limit of no working days has an end")
	}
}

func TestACalendarThatCannotBeIsRefused(t *testing.T) {
	good := [7][]workday.Span{1: {{540, 1080}}}
	for why, s := range map[string]workday.Spec{
		"no zone":      {Week: good},
		"no hours":     {Zone: time.UTC},
		"overlapping":  {Zone: time.UTC, Week: [7][]workday.Span{1: {{540, 720}, {700, 800}}}},
		"out of order": {Zone: time.UTC, Week: [7][]workday.Span{1: {{800, 900}, {540, 720}}}},
		"touching":     {Zone: time.UTC, Week: [7][]workday.Span{1: {{540, 720}, {720, 800}}}},
		"backwards":    {Zone: time.UTC, Week: [7][]workday.Span{1: {{720, 540}}}},
		"beyond a day": {Zone: time.UTC, Week: [7][]workday.Span{1: {{540, 1441}}}},
		"before a day": {Zone: time.UTC, Week: good, Extra: []workday.Span{{-1, 5}}},
		"a wrong day":  {Zone: time.UTC, Week: good, Days: map[workday.Day]workday.Special{5: {Work: true, Hours: []workday.Span{{5, 5}}}}},
	} {
		if _, err := workday.New(s); err == nil {
			t.Errorf("accepted: %s", why)
		}
	}
}

func TestADayIsWrittenAsItIsRead(t *testing.T) {
	for d := workday.Date(1970, 1, 1); d <= workday.Date(2199, 12, 31); d += 13 {
		got, err := workday.ParseDay(d.String())
		y, m, n := d.Date()
		if err != nil || got != d || workday.Date(y, m, n) != d || d.Weekday() != time.Date(y, m, n, 0, 0, 0, 0, time.UTC).Weekday() {
			t.Fatalf("%v is read as %v, %v", d, got, err)
		}
	}
	for _, s := range []string{"", "2026-02-29", "2026-2-1", "1969-12-31", "2200-01-01", "2026-01-01 ", "26-01-01"} {
		if _, err := workday.ParseDay(s); err == nil {
			t.Errorf("%q was read as a date", s)
		}
	}
}
