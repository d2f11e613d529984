package calendar_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"tonggui/internal/audit"
	"tonggui/internal/org"
	"tonggui/internal/org/calendar"
	"tonggui/internal/platform/authz"
	"tonggui/internal/platform/clock"
	"tonggui/internal/platform/db"
	"tonggui/internal/platform/id"
	"tonggui/internal/platform/workday"
	"tonggui/internal/rulebook"
	"tonggui/internal/testkit/dbtest"
)

var rooms = []db.Migrations{audit.Migrations, rulebook.Migrations, org.Migrations, calendar.Migrations}

// house is the room with a branch abroad that has a desk of its own below it.
type house struct {
	*testing.T
	*calendar.Service
	db           *db.DB
	admin        authz.Principal
	branch, desk id.ID
}

func each(t *testing.T, fn func(h *house)) {
	dbtest.Each(t, rooms, func(t *testing.T, d *db.DB, c *clock.Fake) {
		h := &house{T: t, Service: calendar.New(d), db: d, admin: authz.Principal{Account: id.New(c.Now()), Roles: []authz.Role{authz.Admin}},
			branch: id.New(c.Now()), desk: id.New(c.Now())}
		h.must(d.Write(t.Context(), func(tx *db.Tx) error {
			return tx.InsertMany(`INSERT INTO departments (id, parent, name, position, created_at)`, "",
				[][]any{{h.branch, id.Zero, "纽约", int64(0), tx.Now}, {h.desk, h.branch, "前台", int64(0), tx.Now}})
		}))
		fn(h)
	})
}

func (h *house) must(err error) {
	h.Helper()
	if err != nil {
		h.Fatal(err)
	}
}

func (h *house) year(department id.ID, year int) calendar.CalendarYear {
	h.Helper()
	y, err := h.Year(h.Context(), h.admin, department, year)
	h.must(err)
	return y
}

// stored is everything that a refusal must leave alone.
func (h *house) stored() string {
	h.Helper()
	return dbtest.Numbers(h.T, h.db, `SELECT COUNT(*) FROM calendar_sites`, `SELECT COUNT(*) FROM calendar_days`, `SELECT COUNT(*) FROM calendar_years`,
		`SELECT COUNT(*) FROM calendar_year_days`, `SELECT COUNT(*) FROM audit`, `SELECT COUNT(*) FROM events`)
}

func (h *house) refused(code string, call func() error) {
	h.Helper()
	dbtest.Refused(h.T, code, h.stored, call)
}

func day(y calendar.CalendarYear, date string) string {
	i := slices.IndexFunc(y.Days, func(d calendar.CalendarDay) bool { return d.Date == date })
	if i < 0 {
		return "usual"
	}
	return fmt.Sprint(y.Days[i].Work, " ", y.Days[i].From, " ", len(y.Days[i].Hours))
}

var early = [][]calendar.CalendarHours{{{From: 480, To: 720}}, {{From: 480, To: 720}}, {}, {}, {}, {}, {}}

// covers: ORG-04
func TestWhatIsNearerWins(t *testing.T) {
	each(t, func(h *house) {
		y := h.year(id.Zero, 2026)
		if y.Zone != "Asia/Shanghai" || !y.Known || y.Imported || y.WorkingDays != 248 || day(y, "2026-02-14") != "true nation 0" {
			t.Fatalf("at first: %+v", y)
		}
		_, err := h.SetDay(t.Context(), h.admin, id.Zero, "2026-06-01", false, nil, "司庆")
		h.must(err)
		_, err = h.SetDay(t.Context(), h.admin, id.Zero, "2026-02-14", false, nil, "不补班")
		h.must(err)
		own, err := h.SetDay(t.Context(), h.admin, h.branch, "2026-06-01", true, []calendar.CalendarHours{{From: 600, To: 660}}, "值班")
		h.must(err)
		if own.WorkingDays != 247 || day(own, "2026-06-01") != "true site 1" {
			t.Errorf("the branch: %d %s", own.WorkingDays, day(own, "2026-06-01"))
		}
		h.must(h.SetHours(t.Context(), h.admin, h.branch, "America/New_York", early))
		below := h.year(h.desk, 2026)
		if below.Zone != "America/New_York" || below.SiteID == nil || *below.SiteID != h.branch || day(below, "2026-06-01") != "true site 1" || day(below, "2026-02-14") != "false company 0" {
			t.Errorf("below the branch: %+v", below)
		}
		if y = h.year(id.Zero, 2026); y.Zone != "Asia/Shanghai" || day(y, "2026-06-01") != "false company 0" || y.WorkingDays != 246 {
			t.Errorf("the company: %+v", y)
		}
		c, err := h.For(h.db.Ask(t.Context()), h.desk)
		h.must(err)
		got, ok := c.Add(clock.Of(time.Date(2026, 11, 23, 11, 50, 0, 0, c.Zone())), 20*time.Minute)
		if want := clock.Of(time.Date(2026, 11, 24, 8, 10, 0, 0, c.Zone())); !ok || got != want {
			t.Errorf("a limit at the desk ends at %v", got.Time())
		}
		h.must(h.RemoveHours(t.Context(), h.admin, h.branch))
		h.must(h.RemoveDay(t.Context(), h.admin, h.branch, "2026-06-01"))
		if below = h.year(h.desk, 2026); below.SiteID != nil || day(below, "2026-06-01") != "false company 0" {
			t.Errorf("after all was taken back: %+v", below)
		}
		if got := h.stored(); got != "0 2 0 0 6 6 " {
			t.Errorf("stored, recorded and said: %s", got)
		}
	})
}

const file = `{"year": 2027, "days": [
  {"name": "元旦", "date": "2027-01-01", "isOffDay": true},
  {"name": "元旦", "date": "2027-01-03", "isOffDay": false}]}`

// covers: ORG-04
func TestAYearIsRehearsedImportedAndForgotten(t *testing.T) {
	each(t, func(h *house) {
		if y := h.year(id.Zero, 2027); y.Known || len(y.Days) > 0 {
			t.Fatalf("2027 at first: %+v", y)
		}
		before := h.stored()
		r, err := h.ImportYear(t.Context(), h.admin, 2027, "2027.json", []byte(file), true)
		h.must(err)
		if r.Stored || r.Off != 1 || r.Work != 1 || len(r.Faults) > 0 || h.stored() != before {
			t.Errorf("a rehearsal: %+v", r)
		}
		r, err = h.ImportYear(t.Context(), h.admin, 2027, "", []byte(file[:70]), true)
		if err != nil || len(r.Faults) != 1 || r.Faults[0].Line != 2 {
			t.Errorf("a rehearsal of a torn file: %+v, %v", r, err)
		}
		for range 2 { // again is the same
			r, err = h.ImportYear(t.Context(), h.admin, 2027, "2027.json", []byte(file), false)
			h.must(err)
		}
		if y := h.year(id.Zero, 2027); !r.Stored || !y.Known || !y.Imported || y.Source != "2027.json" || len(y.Days) != 2 {
			t.Errorf("2027: %+v", y)
		}
		h.must(h.RemoveYear(t.Context(), h.admin, 2027))
		if y := h.year(id.Zero, 2027); y.Known || len(y.Days) > 0 {
			t.Errorf("2027 at last: %+v", y)
		}
		_, err = h.ImportYear(t.Context(), h.admin, 2026, "own", []byte(strings.ReplaceAll(file, "2027", "2026")), false)
		h.must(err)
		if y := h.year(id.Zero, 2026); len(y.Days) != 2 {
			t.Errorf("an imported year does not replace the one that was brought: %+v", y.Days)
		}
	})
}

func TestARefusalWritesNothing(t *testing.T) {
	each(t, func(h *house) {
		ctx, nobody := t.Context(), id.New(h.db.Now())
		set := func(at id.ID, date string, work bool, hours []calendar.CalendarHours, name string) func() error {
			return func() error { _, err := h.SetDay(ctx, h.admin, at, date, work, hours, name); return err }
		}
		h.refused("not_found", set(nobody, "2026-06-01", false, nil, "x"))
		h.refused("request.invalid", set(id.Zero, "2026-02-30", false, nil, "x"))
		h.refused("request.invalid", set(id.Zero, "2026-06-01", false, nil, " "))
		h.refused("calendar.hours", set(id.Zero, "2026-06-01", false, []calendar.CalendarHours{{From: 1, To: 2}}, "x"))
		h.refused("calendar.hours", set(id.Zero, "2026-06-01", true, []calendar.CalendarHours{{From: 2, To: 1}}, "x"))
		h.refused("calendar.zone", func() error { return h.SetHours(ctx, h.admin, id.Zero, "Asia/Nowhere", early) })
		h.refused("calendar.hours", func() error { return h.SetHours(ctx, h.admin, id.Zero, "UTC", early[:6]) })
		h.refused("calendar.hours", func() error { return h.SetHours(ctx, h.admin, id.Zero, "UTC", make([][]calendar.CalendarHours, 7)) })
		h.refused("not_found", func() error { return h.SetHours(ctx, h.admin, nobody, "UTC", early) })
		h.refused("not_found", func() error { return h.RemoveHours(ctx, h.admin, h.branch) })
		h.refused("not_found", func() error { return h.RemoveDay(ctx, h.admin, id.Zero, "2026-06-01") })
		h.refused("not_found", func() error { return h.RemoveYear(ctx, h.admin, 2026) })
		h.refused("calendar.faults", func() error { _, err := h.ImportYear(ctx, h.admin, 2028, "", []byte(file), false); return err })
		h.refused("not_found", func() error { _, err := h.Year(ctx, h.admin, nobody, 2026); return err })
	})
}

// covers: ORG-04
func TestTheNextYearIsMissedFromNovemberOn(t *testing.T) {
	each(t, func(h *house) {
		for date, want := range map[string]string{"2026-10-31": "[]", "2026-11-01": "[2027]", "2025-12-31": "[]", "2027-03-01": "[2027]", "2027-11-02": "[2027 2028]"} {
			d, err := workday.ParseDay(date)
			h.must(err)
			y, m, n := d.Date()
			got, err := calendar.Missing(h.db.Ask(t.Context()), clock.Of(time.Date(y, m, n, 4, 0, 0, 0, time.UTC)))
			if err != nil || fmt.Sprint(got) != want {
				t.Errorf("%s: %v, %v; want %s", date, got, err, want)
			}
		}
		_, err := h.ImportYear(t.Context(), h.admin, 2027, "", []byte(file), false)
		h.must(err)
		got, err := calendar.Missing(h.db.Ask(t.Context()), clock.Of(time.Date(2026, 12, 1, 0, 0, 0, 0, time.UTC)))
		if err != nil || len(got) > 0 {
			t.Errorf("after the import: %v, %v", got, err)
		}
	})
}
