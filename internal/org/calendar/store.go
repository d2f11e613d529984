package calendar

import (
	"embed"
	"encoding/json"
	"errors"

	"tonggui/internal/platform/apperr"
	"tonggui/internal/platform/authz"
	"tonggui/internal/platform/db"
	"tonggui/internal/platform/id"
	"tonggui/internal/platform/workday"
)

//go:embed migrations/*.sql
var files embed.FS

// Migrations are this room's tables; they stand beside those of org.
var Migrations = db.Migrations{Room: "calendar", Files: files}

// key is how a site stands in the tables; the zero ID is the company.
func key(site id.ID) string {
	if site.IsZero() {
		return ""
	}
	return site.String()
}

// path lists a department and those above it, nearest first, and the company at the end.
func path(q db.Q, department id.ID) ([]string, error) {
	if department.IsZero() {
		return []string{""}, nil
	}
	// The tree has no circles, but a damaged one must not hold a request. The statement begins with
	// SELECT so that a transaction knows that it writes nothing.
	above, err := db.All(q, db.Scalar[id.ID], `SELECT id FROM (WITH RECURSIVE up (id, parent, depth) AS (
			SELECT id, parent, 0 FROM departments WHERE id = ?
			UNION ALL SELECT d.id, d.parent, up.depth + 1 FROM departments d JOIN up ON d.id = up.parent WHERE up.depth < 100)
		SELECT id, depth FROM up) AS line ORDER BY depth`, department)
	if err != nil {
		return nil, err
	}
	if len(above) == 0 {
		return nil, apperr.NotFound.New()
	}
	out := make([]string, 0, len(above)+1)
	for _, one := range above {
		out = append(out, key(one))
	}
	return append(out, ""), nil
}

// site is a row of calendar_sites.
type site struct {
	zone string
	week [][]CalendarHours
}

func scanSite(r db.Row) (s site, err error) {
	var week string
	if err = r.Scan(&s.zone, &week); err == nil {
		err = json.Unmarshal([]byte(week), &s.week)
	}
	return s, err
}

func selectSite(q db.Q, at string) (s site, found bool, err error) {
	s, err = db.One(q, scanSite, `SELECT zone, week FROM calendar_sites WHERE site = ?`, at)
	if errors.Is(err, db.ErrNone) {
		return s, false, nil
	}
	return s, err == nil, err
}

func upsertSite(tx *db.Tx, who authz.Principal, at string, s site) error {
	week, err := json.Marshal(s.week)
	if err != nil {
		return err
	}
	_, err = tx.Exec(`INSERT INTO calendar_sites (site, zone, week, changed_at, changed_by) VALUES (?, ?, ?, ?, ?)
		ON CONFLICT (site) DO UPDATE SET zone = excluded.zone, week = excluded.week, changed_at = excluded.changed_at, changed_by = excluded.changed_by`,
		at, s.zone, string(week), tx.Now, who.Account)
	return err
}

// special is a row of calendar_days.
type special struct {
	workday.Named
	hours []CalendarHours
}

func scanSpecial(r db.Row) (s special, err error) {
	var hours string
	if err = r.Scan((*int64)(&s.Day), &s.Work, &hours, &s.Name); err == nil {
		err = json.Unmarshal([]byte(hours), &s.hours)
	}
	return s, err
}

func selectDays(q db.Q, at string, first, last workday.Day) ([]special, error) {
	return db.All(q, scanSpecial, `SELECT day, work, hours, name FROM calendar_days WHERE site = ? AND day BETWEEN ? AND ? ORDER BY day`, at, int64(first), int64(last))
}

func upsertDay(tx *db.Tx, who authz.Principal, at string, s special) error {
	hours, err := json.Marshal(s.hours)
	if err != nil {
		return err
	}
	_, err = tx.Exec(`INSERT INTO calendar_days (site, day, work, hours, name, changed_at, changed_by) VALUES (?, ?, ?, ?, ?, ?, ?)
		ON CONFLICT (site, day) DO UPDATE SET work = excluded.work, hours = excluded.hours, name = excluded.name,
		changed_at = excluded.changed_at, changed_by = excluded.changed_by`,
		at, int64(s.Day), s.Work, string(hours), s.Name, tx.Now, who.Account)
	return err
}

func scanNamed(r db.Row) (d workday.Named, err error) {
	return d, r.Scan((*int64)(&d.Day), &d.Work, &d.Name)
}

// selectYears are the imported years.
func selectYears(q db.Q) (map[int]workday.Year, error) {
	out := map[int]workday.Year{}
	all, err := db.All(q, func(r db.Row) (y workday.Year, err error) {
		var year int64
		err = r.Scan(&year, &y.Source)
		y.Year = int(year)
		return y, err
	}, `SELECT year, source FROM calendar_years`)
	if err != nil || len(all) == 0 {
		return out, err
	}
	days, err := db.All(q, scanNamed, `SELECT day, work, name FROM calendar_year_days ORDER BY day`)
	for _, y := range all {
		for _, d := range days {
			if d.Day.Year() == y.Year {
				y.Days = append(y.Days, d)
			}
		}
		out[y.Year] = y
	}
	return out, err
}

func replaceYear(tx *db.Tx, who authz.Principal, y workday.Year) error {
	if _, err := tx.Exec(`INSERT INTO calendar_years (year, source, imported_at, imported_by) VALUES (?, ?, ?, ?)
		ON CONFLICT (year) DO UPDATE SET source = excluded.source, imported_at = excluded.imported_at, imported_by = excluded.imported_by`,
		int64(y.Year), y.Source, tx.Now, who.Account); err != nil {
		return err
	}
	if _, err := tx.Exec(`DELETE FROM calendar_year_days WHERE year = ?`, int64(y.Year)); err != nil {
		return err
	}
	rows := make([][]any, len(y.Days))
	for i, d := range y.Days {
		rows[i] = []any{int64(y.Year), int64(d.Day), d.Work, d.Name}
	}
	return tx.InsertMany(`INSERT INTO calendar_year_days (year, day, work, name)`, "", rows)
}
