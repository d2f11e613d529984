package workday_test

import (
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"tonggui/internal/platform/workday"
)

// covers: ORG-04
func TestALimitStandsStillWhileSomebodyIsAway(t *testing.T) {
	site, _ := made(t, "Asia/Shanghai", 0)
	// Away on a Friday afternoon and the whole of Monday.
	c := site.Without([]workday.Away{
		{From: at(t, site, "2026-11-23 00:00:00"), Until: at(t, site, "2026-11-24 00:00:00")},
		{From: at(t, site, "2026-11-20 12:00:00"), Until: at(t, site, "2026-11-21 00:00:00")},
	})
	from, back := at(t, site, "2026-11-20 11:00:00"), at(t, site, "2026-11-24 10:00:00")
	if end, ok := c.Add(from, 2*time.Hour); !ok || end != back {
		t.Errorf("two working hours end at %v", end.Time().In(c.Zone()))
	}
	if end, ok := site.Add(from, 2*time.Hour); !ok || end == back {
		t.Error("the site's own calendar has changed")
	}
	monday, friday := workday.Date(2026, 11, 23), workday.Date(2026, 11, 20)
	if c.WorkingDay(monday) || !c.WorkingDay(friday) || !site.WorkingDay(monday) {
		t.Error("a day of which nothing is left is no working day, and any other is")
	}
	if end, ok := c.Within(at(t, site, "2026-11-19 10:00:00"), 2); !ok || end != at(t, site, "2026-11-24 18:00:00") {
		t.Errorf("two working days end at %v", end.Time().In(c.Zone()))
	}
}

func TestTimeAwayIsWhatIsMissingHoweverItIsCutAndOrdered(t *testing.T) {
	site, _ := made(t, "Asia/Shanghai", 0)
	random := rand.New(rand.NewPCG(7, 1))
	const step = 5 * time.Minute
	from := at(t, site, "2026-11-02 00:00:00")
	until := from.Add(14 * 24 * time.Hour)
	for range 40 {
		away := []workday.Away{}
		for range random.IntN(6) {
			start := from.Add(time.Duration(random.IntN(13*24*12)) * step)
			away = append(away, workday.Away{From: start, Until: start.Add(time.Duration(random.IntN(3*24*12)) * step)})
		}
		want := time.Duration(0)
		for m := from; m < until; m = m.Add(step) {
			if site.Working(m) && !slices.ContainsFunc(away, func(a workday.Away) bool { return a.From <= m && m < a.Until }) {
				want += step
			}
		}
		if got := site.Without(away).Between(from, until); got != want {
			t.Fatalf("%v away of %v: %v worked, want %v", away, site.Between(from, until), got, want)
		}
	}
}
