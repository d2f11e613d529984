package calendar

import (
	"encoding/json"

	"tonggui/internal/platform/clock"
	"tonggui/internal/platform/db"
	"tonggui/internal/platform/id"
	"tonggui/internal/platform/ref"
	"tonggui/internal/platform/workday"
)

// selectSites are all that settled hours or days; the company is among them if it did.
func selectSites(q db.Q) (map[string]bool, error) {
	all, err := db.All(q, db.Scalar[string], `SELECT site FROM calendar_sites UNION SELECT site FROM calendar_days`)
	out := map[string]bool{}
	for _, site := range all {
		out[site] = true
	}
	return out, err
}

func isSite(s string) bool {
	_, err := id.Parse(s)
	return err == nil
}

// names are those of people and sites.
type names struct{ people, sites map[id.ID]string }

// person is who did something; nobody is null.
func (n names) person(one id.ID) *ref.Named {
	if one.IsZero() {
		return nil
	}
	return &ref.Named{ID: one, Name: n.people[one]}
}

// site is where something holds; the company is null.
func (n names) site(at string) *ref.Named {
	one, err := id.Parse(at)
	if err != nil {
		return nil
	}
	return &ref.Named{ID: one, Name: n.sites[one]}
}

// signed is what every row has that somebody wrote.
type signed struct {
	site string
	by   id.ID
}

func selectNames(q db.Q, rows []signed) (n names, err error) {
	var people, sites []id.ID
	for _, r := range rows {
		people = append(people, r.by)
		if one, err := id.Parse(r.site); err == nil {
			sites = append(sites, one)
		}
	}
	if n.people, err = namesBy(q, `SELECT id, name FROM accounts WHERE id IN (?)`, people); err != nil {
		return n, err
	}
	n.sites, err = namesBy(q, `SELECT id, name FROM departments WHERE id IN (?)`, sites)
	return n, err
}

func namesBy(q db.Q, query string, ids []id.ID) (map[id.ID]string, error) {
	out := map[id.ID]string{}
	if len(ids) == 0 {
		return out, nil
	}
	return out, db.Each(q, func(r db.Row) error {
		var one id.ID
		var name string
		err := r.Scan(&one, &name)
		out[one] = name
		return err
	}, query, db.Listed(ids))
}

// came is when and by whom a year was imported.
type came struct {
	at clock.Instant
	by *ref.Named
}

func selectImports(q db.Q) (map[int]came, error) {
	var rows []signed
	var years []int
	var at []clock.Instant
	err := db.Each(q, func(r db.Row) error {
		var year int64
		var when clock.Instant
		var s signed
		err := r.Scan(&year, &when, &s.by)
		rows, years, at = append(rows, s), append(years, int(year)), append(at, when)
		return err
	}, `SELECT year, imported_at, imported_by FROM calendar_years`)
	if err != nil {
		return nil, err
	}
	n, err := selectNames(q, rows)
	out := map[int]came{}
	for i, year := range years {
		out[year] = came{at[i], n.person(rows[i].by)}
	}
	return out, err
}

func selectSettledSites(q db.Q) ([]CalendarSite, error) {
	var rows []signed
	out, err := db.All(q, func(r db.Row) (one CalendarSite, err error) {
		var s signed
		var week string
		if err = r.Scan(&s.site, &one.Zone, &week, &one.At, &s.by); err == nil {
			err = json.Unmarshal([]byte(week), &one.Week)
		}
		rows = append(rows, s)
		return one, err
	}, `SELECT site, zone, week, changed_at, changed_by FROM calendar_sites ORDER BY site`)
	if err != nil {
		return nil, err
	}
	n, err := selectNames(q, rows)
	for i, s := range rows {
		out[i].Site, out[i].By = n.site(s.site), n.person(s.by)
	}
	return out, err
}

func countDays(q db.Q, first, last workday.Day) (int, error) {
	n, err := db.Value[int64](q, `SELECT COUNT(*) FROM calendar_days WHERE day BETWEEN ? AND ?`, int64(first), int64(last))
	return int(n), err
}

func selectSettledDays(q db.Q, after mark, last workday.Day, limit int) (out []CalendarSettledDay, marks []mark, err error) {
	var rows []signed
	out, err = db.All(q, func(r db.Row) (one CalendarSettledDay, err error) {
		var s signed
		var d workday.Day
		var hours string
		if err = r.Scan(&s.site, (*int64)(&d), &one.Work, &hours, &one.Name, &one.At, &s.by); err == nil {
			err = json.Unmarshal([]byte(hours), &one.Hours)
		}
		one.Date = d.String()
		rows, marks = append(rows, s), append(marks, mark{d, s.site})
		return one, err
	}, `SELECT site, day, work, hours, name, changed_at, changed_by FROM calendar_days
		WHERE (day > ? OR day = ? AND site > ?) AND day <= ? ORDER BY day, site LIMIT ?`,
		int64(after.day), int64(after.day), after.site, int64(last), int64(limit))
	if err != nil {
		return nil, nil, err
	}
	n, err := selectNames(q, rows)
	for i, s := range rows {
		out[i].Site, out[i].By = n.site(s.site), n.person(s.by)
	}
	return out, marks, err
}

func selectChanges(q db.Q, before int64, limit int) ([]CalendarChange, error) {
	var rows []signed
	out, err := db.All(q, func(r db.Row) (one CalendarChange, err error) {
		var s signed
		var facts string
		if err = r.Scan(&one.Version, &one.At, &s.by, &s.site, &one.Kind, &facts); err == nil {
			err = json.Unmarshal([]byte(facts), &one.Facts)
		}
		rows = append(rows, s)
		return one, err
	}, `SELECT version, changed_at, changed_by, site, kind, facts FROM calendar_changes WHERE version < ? ORDER BY version DESC LIMIT ?`, before, int64(limit))
	if err != nil {
		return nil, err
	}
	n, err := selectNames(q, rows)
	for i, s := range rows {
		out[i].Site, out[i].By = n.site(s.site), n.person(s.by)
	}
	return out, err
}
