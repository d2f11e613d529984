package calendar_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"tonggui/internal/org/calendar"
	"tonggui/internal/platform/db"
	"tonggui/internal/platform/httpapi"
	"tonggui/internal/platform/id"
	"tonggui/internal/platform/workday"
)

// named gives the acting account a name, and tells it.
func (h *house) named(name string) string {
	h.Helper()
	h.must(h.db.Write(h.Context(), func(tx *db.Tx) error {
		_, err := tx.Exec(`INSERT INTO accounts (id, number, number_key, name, status, managed, created_at, changed_at) VALUES (?, '1', '1', ?, 'active', ?, ?, ?)`, h.admin.Account, name, false, tx.Now, tx.Now)
		return err
	}))
	return name
}

func (h *house) at(department id.ID) calendar.Calendar {
	h.Helper()
	c, err := h.For(h.db.Ask(h.Context()), department)
	h.must(err)
	return c
}

func (h *house) changes() (out []string) {
	h.Helper()
	page := httpapi.Page{Limit: 2}
	for {
		l, err := h.Changes(h.Context(), h.admin, page)
		h.must(err)
		for _, c := range l.Items {
			line := fmt.Sprint(c.Version, " ", c.Kind)
			if c.Site != nil {
				line += " " + c.Site.Name
			}
			if c.By != nil {
				line += " by " + c.By.Name
			}
			out = append(out, line)
		}
		if l.NextCursor == nil {
			return out
		}
		page.Cursor = *l.NextCursor
	}
}

// covers: ORG-04
func TestEachChangeOfACalendarHasANumber(t *testing.T) {
	each(t, func(h *house) {
		h.named("邵清")
		if v := h.at(h.desk).Version; v != 0 {
			t.Errorf("at first: version %d", v)
		}
		for range 2 { // the second start has nothing to note
			h.must(h.Bring(t.Context()))
		}
		_, err := h.SetDay(t.Context(), h.admin, h.branch, "2026-06-01", false, nil, "分公司成立日")
		h.must(err)
		h.must(h.SetHours(t.Context(), h.admin, id.Zero, "Asia/Shanghai", early))
		_, err = h.ImportYear(t.Context(), h.admin, 2027, "2027.json", []byte(file), false)
		h.must(err)
		h.must(h.RemoveYear(t.Context(), h.admin, 2027))
		want := "6|5 year_removed by 邵清|4 year by 邵清|3 hours by 邵清|2 day 纽约 by 邵清|1 brought"
		if got := fmt.Sprint(h.at(id.Zero).Version+1, "|", strings.Join(h.changes(), "|")); got != want {
			t.Errorf("%s, want %s", got, want)
		}
		if y := h.year(h.desk, 2026); y.Version != 5 {
			t.Errorf("the year tells version %d", y.Version)
		}
		if _, err := h.Changes(t.Context(), h.admin, httpapi.Page{Cursor: "0", Limit: 2}); err == nil {
			t.Error("a wrong cursor was taken")
		}
	})
}

func TestACalendarIsMadeAnewOnlyWhereSomethingWasChanged(t *testing.T) {
	each(t, func(h *house) {
		company, desk := h.at(id.Zero), h.at(h.desk)
		if company.Calendar != h.at(h.branch).Calendar || company.Calendar != desk.Calendar {
			t.Error("departments without anything of their own do not share the company's calendar")
		}
		monday := workday.Date(2026, 6, 1)
		_, err := h.SetDay(t.Context(), h.admin, h.branch, monday.String(), false, nil, "分公司成立日")
		h.must(err)
		if !h.at(id.Zero).WorkingDay(monday) || h.at(h.branch).WorkingDay(monday) || h.at(h.desk).WorkingDay(monday) || h.at(h.desk).Calendar != h.at(h.branch).Calendar {
			t.Error("a day that the branch settled does not hold at it and below it, or elsewhere")
		}
		undone := errors.New("undone")
		var inside calendar.Calendar
		err = h.db.Write(t.Context(), func(tx *db.Tx) error {
			if _, err := tx.Exec(`UPDATE calendar_head SET version = version + 1, mark = 'never'`); err != nil {
				return err
			}
			if _, err := tx.Exec(`UPDATE calendar_days SET work = TRUE`); err != nil {
				return err
			}
			inside, err = h.For(tx, h.branch)
			return errors.Join(err, undone)
		})
		if !errors.Is(err, undone) || !inside.WorkingDay(monday) || inside.Version != 2 {
			t.Errorf("within a transaction: %+v, %v", inside, err)
		}
		h.must(h.RemoveDay(t.Context(), h.admin, h.branch, monday.String()))
		_, err = h.SetDay(t.Context(), h.admin, h.branch, monday.String(), false, nil, "分公司成立日")
		h.must(err)
		if c := h.at(h.branch); c.Version != 3 || c.WorkingDay(monday) {
			t.Errorf("what was undone is remembered: version %d", c.Version)
		}
		if _, err := h.For(h.db.Ask(t.Context()), id.New(h.db.Now())); err == nil {
			t.Error("a department that is not there has a calendar")
		}
	})
}

// covers: ORG-04
func TestWhoKeepsTheCalendarSeesWhatWasSettled(t *testing.T) {
	each(t, func(h *house) {
		ctx, name := t.Context(), h.named("邵清")
		for _, one := range []struct {
			at   id.ID
			date string
		}{{id.Zero, "2026-06-01"}, {h.branch, "2026-06-01"}, {h.branch, "2026-07-03"}, {h.branch, "2025-07-03"}} {
			_, err := h.SetDay(ctx, h.admin, one.at, one.date, false, nil, "停工")
			h.must(err)
		}
		h.must(h.SetHours(ctx, h.admin, h.branch, "America/New_York", early))
		_, err := h.ImportYear(ctx, h.admin, 2027, "2027.json", []byte(file), false)
		h.must(err)

		got, page := "", httpapi.Page{Limit: 2}
		for {
			l, err := h.Settled(ctx, h.admin, 2026, page)
			h.must(err)
			for _, d := range l.Items {
				at := "company"
				if d.Site != nil {
					at = d.Site.Name
				}
				got += fmt.Sprint(d.Date, " ", at, " ", d.By.Name, "|")
			}
			if l.NextCursor == nil {
				break
			}
			page.Cursor = *l.NextCursor
		}
		if want := "2026-06-01 company 邵清|2026-06-01 纽约 邵清|2026-07-03 纽约 邵清|"; got != want {
			t.Errorf("settled: %s", got)
		}
		if _, err := h.Settled(ctx, h.admin, 2026, httpapi.Page{Cursor: "1_x", Limit: 2}); err == nil {
			t.Error("a wrong cursor was taken")
		}
		sites, err := h.Sites(ctx, h.admin)
		if err != nil || len(sites) != 1 || sites[0].Site.Name != "纽约" || sites[0].Zone != "America/New_York" || sites[0].By.Name != name || len(sites[0].Week) != 7 {
			t.Errorf("sites: %+v, %v", sites, err)
		}
		years, err := h.Years(ctx, h.admin)
		h.must(err)
		got = ""
		for _, y := range years {
			by := "product"
			if y.By != nil {
				by = y.By.Name
			}
			got += fmt.Sprint(y.Year, " ", y.Known, " ", y.Off, " ", y.Work, " ", y.Settled, " ", by, "|")
		}
		if want := "2027 true 1 1 0 邵清|2026 true 33 6 3 product|2025 true 28 5 1 product|2024 true 30 8 0 product|"; !strings.HasSuffix(got, want) {
			t.Errorf("years: %s, want %s", got, want)
		}
		for at, want := range map[id.ID]string{id.Zero: "2026-06-01 ", h.branch: "2026-06-01 2026-07-03 ", h.desk: ""} {
			got := ""
			for _, d := range h.year(at, 2026).Days {
				if d.Own {
					got += d.Date + " "
				}
			}
			if got != want {
				t.Errorf("of its own %v has %s, want %s", at, got, want)
			}
		}
	})
}

// covers: ORG-04
func TestARehearsalTellsWhatWouldBeOtherwise(t *testing.T) {
	each(t, func(h *house) {
		r, err := h.ImportYear(t.Context(), h.admin, 2026, "", []byte(strings.ReplaceAll(file, "2027", "2026")), true)
		h.must(err)
		said := map[string]string{}
		for _, o := range r.Other {
			said[o.Date] = o.Before + " " + o.After + " " + o.Name
		}
		if said["2026-01-01"] != "" || said["2026-01-02"] != "off usual 元旦" || said["2026-01-03"] != "off work 元旦" || said["2026-01-04"] != "work usual 元旦" || len(said) != 38 {
			t.Errorf("%d differences: %v", len(said), said)
		}
	})
}

func TestServersThatStartTogetherNoteTheYearsOnce(t *testing.T) {
	each(t, func(h *house) {
		const servers = 4
		done := make(chan error, servers)
		for range servers {
			go func() { done <- calendar.New(h.db).Bring(t.Context()) }()
		}
		for range servers {
			h.must(<-done)
		}
		if got := h.changes(); len(got) != 1 || got[0] != "1 brought" {
			t.Error(got)
		}
	})
}
