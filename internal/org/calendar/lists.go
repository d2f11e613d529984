package calendar

import (
	"context"
	"maps"
	"slices"
	"strconv"
	"strings"

	"tonggui/internal/platform/authz"
	"tonggui/internal/platform/db"
	"tonggui/internal/platform/httpapi"
	"tonggui/internal/platform/workday"
)

// Years lists where each year's holidays come from, the newest first; also those that are needed and
// missing. Whoever may: CalendarManage.
func (s *Service) Years(ctx context.Context, _ authz.Principal) ([]CalendarYearSource, error) {
	out := []CalendarYearSource{}
	return out, s.db.Read(ctx, func(q db.Q) error {
		known, _, err := years(q)
		if err != nil {
			return err
		}
		missing, err := Missing(q, q.At())
		if err != nil {
			return err
		}
		came, err := selectImports(q)
		if err != nil {
			return err
		}
		all := slices.Sorted(maps.Keys(known))
		all = append(all, missing...)
		slices.SortFunc(all, func(a, b int) int { return b - a })
		for _, year := range all {
			one := CalendarYearSource{Year: year, Source: known[year].Source}
			_, one.Known = known[year]
			for _, d := range known[year].Days {
				if d.Work {
					one.Work++
				} else {
					one.Off++
				}
			}
			if c, imported := came[year]; imported {
				one.Imported, one.At, one.By = true, &c.at, c.by
			}
			if one.Settled, err = countDays(q, workday.Date(year, 1, 1), workday.Date(year, 12, 31)); err != nil {
				return err
			}
			out = append(out, one)
		}
		return nil
	})
}

// Sites lists those that settled zone and hours, the company first. Whoever may: CalendarManage.
func (s *Service) Sites(ctx context.Context, _ authz.Principal) (out []CalendarSite, err error) {
	return out, s.db.Read(ctx, func(q db.Q) error {
		out, err = selectSettledSites(q)
		return err
	})
}

// Settled lists the days of a year that the company and its sites settled, by date. Whoever may:
// CalendarManage.
//
// Errors: apperr.Invalid.
func (s *Service) Settled(ctx context.Context, _ authz.Principal, year int, page httpapi.Page) (out httpapi.List[CalendarSettledDay], err error) {
	after := mark{day: workday.Date(year, 1, 1) - 1}
	if page.Cursor != "" {
		if after, err = parseMark(page.Cursor); err != nil {
			return out, err
		}
	}
	return out, s.db.Read(ctx, func(q db.Q) error {
		all, last, err := selectSettledDays(q, after, workday.Date(year, 12, 31), page.Limit+1)
		out.Items = all
		if len(all) > page.Limit {
			out.Items = all[:page.Limit]
			next := last[page.Limit-1].String()
			out.NextCursor = &next
		}
		return err
	})
}

// Changes lists the versions of the calendars, the newest first. Whoever may: CalendarManage.
//
// Errors: apperr.Invalid.
func (s *Service) Changes(ctx context.Context, _ authz.Principal, page httpapi.Page) (out httpapi.List[CalendarChange], err error) {
	before := int64(1) << 62
	if page.Cursor != "" {
		if before, err = strconv.ParseInt(page.Cursor, 10, 64); err != nil || before < 1 {
			return out, httpapi.BadCursor()
		}
	}
	return out, s.db.Read(ctx, func(q db.Q) error {
		out.Items, err = selectChanges(q, before, page.Limit+1)
		if len(out.Items) > page.Limit {
			out.Items = out.Items[:page.Limit]
			next := strconv.FormatInt(out.Items[page.Limit-1].Version, 10)
			out.NextCursor = &next
		}
		return err
	})
}

// mark is a place in the list of settled days.
type mark struct {
	day  workday.Day
	site string
}

func (m mark) String() string { return strconv.FormatInt(int64(m.day), 10) + "_" + m.site }

func parseMark(s string) (mark, error) {
	day, site, both := strings.Cut(s, "_")
	n, err := strconv.ParseInt(day, 10, 32)
	if err != nil || !both || site != "" && !isSite(site) {
		return mark{}, httpapi.BadCursor()
	}
	return mark{workday.Day(n), site}, nil
}

// others lists where a year's file says something else than what is known of the year.
func others(q db.Q, year int, days []workday.Named) ([]CalendarOther, error) {
	known, _, err := years(q)
	if err != nil {
		return nil, err
	}
	before, after := map[workday.Day]workday.Named{}, map[workday.Day]workday.Named{}
	for _, d := range known[year].Days {
		before[d.Day] = d
	}
	for _, d := range days {
		after[d.Day] = d
	}
	out := []CalendarOther{}
	both := maps.Clone(before)
	maps.Copy(both, after)
	for _, d := range slices.Sorted(maps.Keys(both)) {
		one := CalendarOther{Date: d.String(), Name: both[d].Name, Before: said(before, d), After: said(after, d)}
		if one.Before != one.After {
			out = append(out, one)
		}
	}
	return out, nil
}

func said(days map[workday.Day]workday.Named, d workday.Day) string {
	one, special := days[d]
	switch {
	case !special:
		return "usual"
	case one.Work:
		return "work"
	}
	return "off"
}
