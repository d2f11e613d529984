package calendar

import (
	"context"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"tonggui/internal/org/calendar/yearfile"
	"tonggui/internal/platform/apperr"
	"tonggui/internal/platform/authz"
	"tonggui/internal/platform/db"
	"tonggui/internal/platform/id"
	"tonggui/internal/platform/workday"
)

// SetDay settles a day for a site and those below it; the zero ID is the company. Whoever may:
// CalendarManage.
//
// Errors: apperr.NotFound, apperr.Invalid, ErrHours.
func (s *Service) SetDay(ctx context.Context, who authz.Principal, at id.ID, date string, work bool, hours []CalendarHours, name string) (out CalendarYear, err error) {
	d, err := workday.ParseDay(date)
	if err != nil || d.Year() < firstYear || d.Year() > lastYear {
		return out, apperr.Invalid.At("path.date", "wrong_form")
	}
	name = strings.TrimSpace(name)
	if name == "" || utf8.RuneCountInString(name) > yearfile.MaxName || strings.ContainsFunc(name, unicode.IsControl) {
		return out, apperr.Invalid.At("body.name", "wrong_form")
	}
	if hours == nil {
		hours = []CalendarHours{}
	}
	if workday.Check(spans(hours)) != nil || !work && len(hours) > 0 {
		return out, ErrHours.At("body.hours", "wrong_form")
	}
	err = s.db.Write(ctx, func(tx *db.Tx) error {
		if _, err := path(tx, at); err != nil {
			return err
		}
		if err := upsertDay(tx, who, key(at), special{workday.Named{Day: d, Work: work, Name: name}, hours}); err != nil {
			return err
		}
		if err := changed(tx, who, at, "day", CalendarFacts{Date: &date, Work: &work, Hours: hours, Name: &name}); err != nil {
			return err
		}
		out, err = yearOf(tx, at, d.Year())
		return err
	})
	return out, err
}

// RemoveDay takes a day of a site back, so that what lies above it holds. Whoever may: CalendarManage.
//
// Errors: apperr.NotFound.
func (s *Service) RemoveDay(ctx context.Context, who authz.Principal, at id.ID, date string) error {
	d, err := workday.ParseDay(date)
	if err != nil {
		return apperr.NotFound.New()
	}
	return s.remove(ctx, who, at, "day_removed", CalendarFacts{Date: &date}, `DELETE FROM calendar_days WHERE site = ? AND day = ?`, key(at), int64(d))
}

// SetHours settles the zone and the week of a site and those below it. Whoever may: CalendarManage.
//
// Errors: apperr.NotFound, ErrHours, ErrZone.
func (s *Service) SetHours(ctx context.Context, who authz.Principal, at id.ID, zone string, hours [][]CalendarHours) error {
	loc, err := time.LoadLocation(zone)
	if err != nil || zone == "" || zone == "Local" {
		return ErrZone.At("body.zone", "unknown")
	}
	for i := range hours {
		if hours[i] == nil {
			hours[i] = []CalendarHours{}
		}
	}
	if len(hours) != 7 {
		return ErrHours.At("body.week", "wrong_form")
	}
	if _, err := workday.New(workday.Spec{Zone: loc, Week: week(hours)}); err != nil {
		return ErrHours.At("body.week", "wrong_form")
	}
	return s.db.Write(ctx, func(tx *db.Tx) error {
		if _, err := path(tx, at); err != nil {
			return err
		}
		if err := upsertSite(tx, who, key(at), site{zone, hours}); err != nil {
			return err
		}
		return changed(tx, who, at, "hours", CalendarFacts{Zone: &zone, Week: hours})
	})
}

// RemoveHours makes a site share the hours of what lies above it. Whoever may: CalendarManage.
//
// Errors: apperr.NotFound.
func (s *Service) RemoveHours(ctx context.Context, who authz.Principal, at id.ID) error {
	return s.remove(ctx, who, at, "hours_removed", CalendarFacts{}, `DELETE FROM calendar_sites WHERE site = ?`, key(at))
}

// ImportYear reads a year's holidays and make-up days from JSON or iCalendar and puts them in the place
// of what was known of it. A rehearsal stores nothing and names the faults. Whoever may: CalendarManage.
//
// Errors: ErrFaults, unless it is a rehearsal.
func (s *Service) ImportYear(ctx context.Context, who authz.Principal, year int, fileName string, data []byte, rehearse bool) (out CalendarImport, err error) {
	days, faults := yearfile.Read(data, year)
	out = CalendarImport{Year: year, Days: []CalendarDay{}, Other: []CalendarOther{}, Faults: []CalendarFault{}}
	for _, f := range faults {
		out.Faults = append(out.Faults, CalendarFault(f))
	}
	for _, d := range days {
		out.Days = append(out.Days, shown(d, "nation"))
		if d.Work {
			out.Work++
		} else {
			out.Off++
		}
	}
	if rehearse {
		if len(faults) == 0 {
			out.Other, err = others(s.db.Ask(ctx), year, days)
		}
		return out, err
	}
	if len(faults) > 0 {
		return out, ErrFaults.New("count", len(faults), "line", faults[0].Line)
	}
	err = s.db.Write(ctx, func(tx *db.Tx) error {
		if err := replaceYear(tx, who, workday.Year{Year: year, Source: fileName, Days: days}); err != nil {
			return err
		}
		return changed(tx, who, id.Zero, "year", CalendarFacts{Years: []int{year}, Name: &fileName})
	})
	out.Stored = err == nil
	return out, err
}

// RemoveYear forgets an imported year; the one that the product brings holds again, if it brings it.
// Whoever may: CalendarManage.
//
// Errors: apperr.NotFound.
func (s *Service) RemoveYear(ctx context.Context, who authz.Principal, year int) error {
	return s.remove(ctx, who, id.Zero, "year_removed", CalendarFacts{Years: []int{year}}, `DELETE FROM calendar_years WHERE year = ?`, int64(year))
}

// remove deletes a row that has to be there.
func (s *Service) remove(ctx context.Context, who authz.Principal, at id.ID, kind string, facts CalendarFacts, statement string, args ...any) error {
	return s.db.Write(ctx, func(tx *db.Tx) error {
		n, err := tx.Exec(statement, args...)
		if err != nil {
			return err
		}
		if n == 0 {
			return apperr.NotFound.New()
		}
		for _, year := range facts.Years {
			if _, err := tx.Exec(`DELETE FROM calendar_year_days WHERE year = ?`, int64(year)); err != nil {
				return err
			}
		}
		return changed(tx, who, at, kind, facts)
	})
}
