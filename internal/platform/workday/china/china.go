// Package china holds the public holidays of mainland China with their make-up working days.
//
// The dates are those of the yearly notices of the General Office of the State Council. They were read
// from the notices' printed texts and compared with github.com/6tail/lunar-go v1.4.6 (MIT), which agrees on
// every date. A year's notice comes out in the autumn before it: add it here, or let an administrator
// import it.
package china

import (
	"slices"
	"strings"
	"time"

	"tonggui/internal/platform/workday"
)

// notice is a year's days: "name: first~last +worked +worked", month and day each.
type notice struct {
	year   int
	source string
	days   string
}

var notices = []notice{
	{2024, "State Council General Office, Guobanfa Mingdian [2023] 7, 25 October 2023", `
元旦: 01-01~01-01
春节: 02-10~02-17 +02-04 +02-18
清明节: 04-04~04-06 +04-07
劳动节: 05-01~05-05 +04-28 +05-11
端午节: 06-08~06-10
中秋节: 09-15~09-17 +09-14
国庆节: 10-01~10-07 +09-29 +10-12`},
	{2025, "State Council General Office, Guobanfa Mingdian [2024] 12, 12 November 2024", `
元旦: 01-01~01-01
春节: 01-28~02-04 +01-26 +02-08
清明节: 04-04~04-06
劳动节: 05-01~05-05 +04-27
端午节: 05-31~06-02
国庆节、中秋节: 10-01~10-08 +09-28 +10-11`},
	{2026, "State Council General Office, notice of 4 November 2025", `
元旦: 01-01~01-03 +01-04
春节: 02-15~02-23 +02-14 +02-28
清明节: 04-04~04-06
劳动节: 05-01~05-05 +05-09
端午节: 06-19~06-21
中秋节: 09-25~09-27
国庆节: 10-01~10-07 +09-20 +10-10`},
}

// Years are all the years that are known, oldest first, their days in order.
func Years() []workday.Year {
	out := make([]workday.Year, len(notices))
	for i, n := range notices {
		out[i] = n.read()
	}
	return out
}

// Year is one of them.
func Year(year int) (workday.Year, bool) {
	i := slices.IndexFunc(notices, func(n notice) bool { return n.year == year })
	if i < 0 {
		return workday.Year{}, false
	}
	return notices[i].read(), true
}

func (n notice) read() workday.Year {
	y := workday.Year{Year: n.year, Source: n.source}
	for line := range strings.Lines(strings.TrimSpace(n.days)) {
		name, rest, _ := strings.Cut(strings.TrimSpace(line), ": ")
		for _, word := range strings.Fields(rest) {
			if worked, ok := strings.CutPrefix(word, "+"); ok {
				y.Days = append(y.Days, workday.Named{Day: n.day(worked), Work: true, Name: name})
				continue
			}
			first, last, _ := strings.Cut(word, "~")
			for d := n.day(first); d <= n.day(last); d++ {
				y.Days = append(y.Days, workday.Named{Day: d, Name: name})
			}
		}
	}
	slices.SortFunc(y.Days, func(a, b workday.Named) int { return int(a.Day - b.Day) })
	return y
}

// day reads 10-01. What stands in this file is proven by its test.
func (n notice) day(s string) workday.Day {
	t, err := time.Parse("01-02", s)
	if err != nil {
		panic(err)
	}
	return workday.Date(n.year, t.Month(), t.Day())
}
