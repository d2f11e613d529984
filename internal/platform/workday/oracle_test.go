package workday_test

import (
	"math/rand/v2"
	"os"
	"testing"
	"time"
	_ "time/tzdata"

	"tonggui/internal/platform/clock"
	"tonggui/internal/platform/workday"
	"tonggui/internal/platform/workday/china"
)

const micro = int64(time.Minute / time.Microsecond)

// zones are chosen for their trouble: none, the usual, half an hour, midnight, a skipped date, a new zone.
var zones = []string{"Asia/Shanghai", "America/New_York", "Australia/Lord_Howe", "America/Havana", "America/St_Johns", "Pacific/Apia", "Asia/Pyongyang", "Europe/Istanbul"}

// hours of the tests: a usual week; work around midnight; and half an hour on a Sunday alone.
var weeks = [][7][]workday.Span{
	{1: office, 2: office, 3: office, 4: office, 5: office},
	{0: {{0, 61}, {1380, 1440}}, 2: {{0, 1440}}, 3: {{1, 2}, {119, 181}, {1439, 1440}}, 6: {{100, 200}}},
	{0: {{1410, 1440}}},
}

var office = []workday.Span{{540, 720}, {780, 1080}}

// made is a calendar with the national days and some of a company, and the naive answer for a minute.
func made(t testing.TB, zone string, week int) (*workday.Calendar, func(minute int64) bool) {
	t.Helper()
	loc, err := time.LoadLocation(zone)
	if err != nil {
		t.Fatal(err)
	}
	days := map[workday.Day]workday.Special{
		workday.Date(2011, 12, 30): {Work: true}, workday.Date(2015, 8, 15): {Work: true, Hours: []workday.Span{{0, 30}, {600, 660}}},
		workday.Date(2018, 7, 2): {}, workday.Date(2018, 7, 1): {Work: true},
	}
	for _, year := range china.Years() {
		for _, d := range year.Days {
			days[d.Day] = workday.Special{Work: d.Work}
		}
	}
	c, err := workday.New(workday.Spec{Zone: loc, Week: weeks[week], Extra: []workday.Span{{600, 700}}, Days: days})
	if err != nil {
		t.Fatal(err)
	}
	return c, func(minute int64) bool {
		wall := time.Unix(minute*60, 0).In(loc)
		hours := weeks[week][wall.Weekday()]
		if s, special := days[workday.Date(wall.Date())]; special {
			switch {
			case !s.Work:
				return false
			case len(s.Hours) > 0:
				hours = s.Hours
			case len(hours) == 0:
				hours = []workday.Span{{600, 700}}
			}
		}
		now := wall.Hour()*60 + wall.Minute()
		for _, h := range hours {
			if h.From <= now && now < h.To {
				return true
			}
		}
		return false
	}
}

// compare asks the calendar about the minutes of a window and counts each of them by hand.
func compare(t *testing.T, zone string, week int, from time.Time, minutes int64, questions int, r *rand.Rand) {
	t.Helper()
	c, naive := made(t, zone, week)
	first := from.Unix() / 60
	before := make([]int64, minutes+1) // working minutes before each minute of the window
	for i := range minutes {
		before[i+1] = before[i]
		if naive(first + i) {
			before[i+1]++
		}
	}
	at := func(i int64) clock.Instant { return clock.Instant((first + i) * micro) }
	for range questions {
		a, b := r.Int64N(minutes), r.Int64N(minutes)
		if got, want := c.Between(at(a), at(b)), time.Duration(before[b]-before[a])*time.Minute; got != want {
			t.Fatalf("%s, week %d: between %v and %v lie %v of work, want %v", zone, week, at(a).Time(), at(b).Time(), got, want)
		}
		if got := c.Working(at(a)); got != (before[a+1] > before[a]) {
			t.Fatalf("%s, week %d: %v is working: %v", zone, week, at(a).Time(), got)
		}
		n := 1 + r.Int64N(max(1, (before[minutes]-before[a])*5/4))
		want := a
		for want < minutes && before[want]-before[a] < n {
			want++
		}
		if got, ok := c.Add(at(a), time.Duration(n)*time.Minute); before[want]-before[a] == n && (!ok || got != at(want)) {
			t.Fatalf("%s, week %d: %d minutes from %v end at %v, want %v", zone, week, n, at(a).Time(), got.Time(), at(want).Time())
		}
		for want = a; want < minutes && before[want+1] == before[want]; {
			want++
		}
		if got, ok := c.Next(at(a)); want < minutes && (!ok || got != at(want)) {
			t.Fatalf("%s, week %d: the next working minute after %v is %v, want %v", zone, week, at(a).Time(), got.Time(), at(want).Time())
		}
	}
	days(t, c, zone, naive, first, minutes)
}

// days compares the days that lie wholly within the window: which are worked, and when they begin and end.
func days(t *testing.T, c *workday.Calendar, zone string, naive func(int64) bool, first, minutes int64) {
	t.Helper()
	type bounds struct{ first, end int64 }
	worked := map[workday.Day]bounds{}
	for i := first; i < first+minutes; i++ {
		if d := workday.Date(time.Unix(i*60, 0).In(c.Zone()).Date()); naive(i) {
			b, seen := worked[d]
			if !seen {
				b.first = i
			}
			b.end = i + 1
			worked[d] = b
		}
	}
	from, to := c.DayOf(clock.Instant(first*micro))+2, c.DayOf(clock.Instant((first+minutes)*micro))-2
	count, last := 0, from
	for d := from + 1; d <= to; d++ {
		b, want := worked[d]
		start, end, ok := c.Bounds(d)
		if ok != want || ok && (int64(start) != b.first*micro || int64(end) != b.end*micro) || c.WorkingDay(d) != want {
			t.Fatalf("%s: %v is worked %v from %v to %v, want %v %v", zone, d, ok, start.Time(), end.Time(), want, b)
		}
		if !want {
			continue
		}
		count++
		if got, ok := c.AddDays(from, count); !ok || got != d {
			t.Fatalf("%s: %d working days after %v is %v, want %v", zone, count, from, got, d)
		}
		last = d
		if count == 12 { // short ways are enough: each is made of the same steps
			back, _ := c.AddDays(last+1, -12)
			if n := c.DaysBetween(from, last); n != 12 || back <= from {
				t.Fatalf("%s: %d working days from %v to %v, back to %v", zone, n, from, last, back)
			}
			from, count = last, 0
		}
	}
}

// covers: ORG-04
func TestACalendarAnswersLikeOneThatCountsEachMinute(t *testing.T) {
	const day = 24 * 60
	start := time.Date(2007, 1, 1, 0, 0, 0, 0, time.UTC)
	for i, zone := range zones {
		for week := range weeks {
			r := rand.New(rand.NewPCG(uint64(i), uint64(week)))
			if os.Getenv("SOAK") != "" {
				compare(t, zone, week, start, 20*365*day, 200, r)
				continue
			}
			for range 2 {
				compare(t, zone, week, start.AddDate(0, 0, r.IntN(20*365)), 20*day, 40, r)
			}
		}
	}
	for zone, at := range map[string]time.Time{ // where it is hardest
		"America/New_York": time.Date(2025, 10, 25, 0, 0, 0, 0, time.UTC), "America/Havana": time.Date(2024, 3, 4, 0, 0, 0, 0, time.UTC),
		"America/St_Johns": time.Date(2010, 10, 30, 0, 0, 0, 0, time.UTC), "Pacific/Apia": time.Date(2011, 12, 22, 0, 0, 0, 0, time.UTC),
		"Asia/Pyongyang": time.Date(2015, 8, 5, 0, 0, 0, 0, time.UTC), "Europe/Istanbul": time.Date(2016, 3, 20, 0, 0, 0, 0, time.UTC),
		"Australia/Lord_Howe": time.Date(2026, 3, 28, 0, 0, 0, 0, time.UTC),
	} {
		for week := range weeks {
			compare(t, zone, week, at, 18*day, 60, rand.New(rand.NewPCG(7, uint64(week))))
		}
	}
}

func FuzzALimitEndsWhenItsTimeIsWorked(f *testing.F) {
	f.Add(int64(1_760_000_000), uint32(30), uint8(0), uint8(0))
	f.Add(int64(1_289_000_000), uint32(90_000), uint8(4), uint8(1))
	f.Fuzz(func(t *testing.T, second int64, seconds uint32, zone, week uint8) {
		c, naive := made(t, zones[int(zone)%len(zones)], int(week)%len(weeks))
		from := clock.Instant((1_167_609_600 + (second&0xffffffff)%630_000_000) * 1_000_000)
		limit := time.Duration(seconds%5_000_000+1) * time.Second
		end, ok := c.Add(from, limit)
		if !ok || c.Between(from, end) != limit || c.Between(from, end-1) != limit-time.Microsecond {
			t.Fatalf("%v from %v ends at %v with %v", limit, from.Time(), end.Time(), c.Between(from, end))
		}
		if !naive(int64(end-1)/micro) || c.Working(from) != naive(int64(from)/micro) {
			t.Fatalf("%v from %v ends at %v, when nobody works", limit, from.Time(), end.Time())
		}
	})
}
