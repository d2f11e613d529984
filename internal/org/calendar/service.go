package calendar

import (
	"context"
	"errors"
	"slices"
	"strings"
	"time"

	"tonggui/internal/platform/authz"
	"tonggui/internal/platform/clock"
	"tonggui/internal/platform/db"
	"tonggui/internal/platform/id"
	"tonggui/internal/platform/workday"
	"tonggui/internal/platform/workday/china"
)

// Service is the room. It is safe for concurrent use.
type Service struct {
	db     *db.DB
	memory memory
}

// New returns the room.
func New(d *db.DB) *Service { return &Service{db: d} }

// usual is what the company works until it says otherwise.
var usual = site{zone: "Asia/Shanghai", week: [][]CalendarHours{{{540, 1080}}, {{540, 1080}}, {{540, 1080}}, {{540, 1080}}, {{540, 1080}}, {}, {}}}

const firstYear, lastYear = 2000, 2199

// made is the calendar of a department, read anew.
func made(q db.Q, department id.ID) (*workday.Calendar, error) {
	r, err := read(q, department, workday.Date(firstYear, 1, 1), workday.Date(lastYear, 12, 31))
	if err != nil {
		return nil, err
	}
	return r.calendar()
}

// reading is all that a department's calendar is made of.
type reading struct {
	site     string // whose hours hold
	hours    site
	days     map[workday.Day]CalendarDay
	years    map[int]workday.Year
	imported map[int]workday.Year
}

func read(q db.Q, department id.ID, first, last workday.Day) (r reading, err error) {
	above, err := path(q, department)
	if err != nil {
		return r, err
	}
	if r.years, r.imported, err = years(q); err != nil {
		return r, err
	}
	r.hours, r.days = usual, map[workday.Day]CalendarDay{}
	for _, y := range r.years {
		for _, d := range y.Days {
			if first <= d.Day && d.Day <= last {
				r.days[d.Day] = shown(d, "nation")
			}
		}
	}
	for _, at := range slices.Backward(above) { // what is nearer overwrites
		s, found, err := selectSite(q, at)
		if err != nil {
			return r, err
		}
		if found {
			r.site, r.hours = at, s
		}
		own, err := selectDays(q, at, first, last)
		if err != nil {
			return r, err
		}
		for _, one := range own {
			d := shown(one.Named, "site")
			d.Hours, d.Own = one.hours, at == key(department)
			if at == "" {
				d.From = "company"
			}
			r.days[one.Day] = d
		}
	}
	return r, nil
}

// years are those that are known, and which of them were imported.
func years(q db.Q) (known, imported map[int]workday.Year, err error) {
	known = map[int]workday.Year{}
	for _, y := range china.Years() {
		known[y.Year] = y
	}
	imported, err = selectYears(q)
	for year, y := range imported {
		known[year] = y
	}
	return known, imported, err
}

func (r reading) calendar() (*workday.Calendar, error) {
	zone, err := time.LoadLocation(r.hours.zone)
	if err != nil {
		return nil, err
	}
	spec := workday.Spec{Zone: zone, Week: week(r.hours.week), Days: make(map[workday.Day]workday.Special, len(r.days))}
	for d, one := range r.days {
		spec.Days[d] = workday.Special{Work: one.Work, Hours: spans(one.Hours)}
	}
	return workday.New(spec)
}

// week turns Monday to Sunday into the order of time.Weekday.
func week(hours [][]CalendarHours) (out [7][]workday.Span) {
	for i, h := range hours {
		out[(i+1)%7] = spans(h)
	}
	return out
}

// Year is a year as a department works; the zero ID is the company. Everybody may see it.
//
// Errors: apperr.NotFound.
func (s *Service) Year(ctx context.Context, _ authz.Principal, department id.ID, year int) (CalendarYear, error) {
	return yearOf(s.db.Ask(ctx), department, year)
}

func yearOf(q db.Q, department id.ID, year int) (out CalendarYear, err error) {
	first, last := workday.Date(year, 1, 1), workday.Date(year, 12, 31)
	r, err := read(q, department, first, last)
	if err != nil {
		return out, err
	}
	c, err := r.calendar()
	if err != nil {
		return out, err
	}
	now, err := selectHead(q)
	if err != nil {
		return out, err
	}
	y, known := r.years[year]
	_, imported := r.imported[year]
	out = CalendarYear{Year: year, Zone: r.hours.zone, Week: r.hours.week, Days: []CalendarDay{}, Known: known, Imported: imported, Source: y.Source,
		WorkingDays: c.DaysBetween(first-1, last), Version: now.version}
	if !department.IsZero() {
		out.DepartmentID = &department
	}
	if r.site != "" {
		var one id.ID
		if err := one.UnmarshalText([]byte(r.site)); err != nil {
			return out, err
		}
		out.SiteID = &one
	}
	for _, d := range r.days {
		out.Days = append(out.Days, d)
	}
	slices.SortFunc(out.Days, func(a, b CalendarDay) int { return strings.Compare(a.Date, b.Date) })
	return out, nil
}

// Warnings are for those who keep the calendar: CalendarManage.
func (s *Service) Warnings(ctx context.Context, _ authz.Principal) (CalendarWarnings, error) {
	missing, err := Missing(s.db.Ask(ctx), s.db.Now())
	return CalendarWarnings{missing}, err
}

// Missing lists the years without holidays that are needed at an instant: its own, and from November on
// the next. By then the national notice has come out.
func Missing(q db.Q, now clock.Instant) ([]int, error) {
	known, _, err := years(q)
	r, failed := read(q, id.Zero, 0, 0)
	zone, unknown := time.LoadLocation(r.hours.zone)
	if err := errors.Join(err, failed, unknown); err != nil {
		return nil, err
	}
	today := now.Time().In(zone)
	wanted := []int{today.Year()}
	if today.Month() >= time.November {
		wanted = append(wanted, today.Year()+1)
	}
	return slices.DeleteFunc(wanted, func(y int) bool { _, there := known[y]; return there }), nil
}
