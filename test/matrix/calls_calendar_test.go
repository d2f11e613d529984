package matrix

import (
	"tonggui/internal/org/calendar"
	"tonggui/internal/platform/id"
)

const calendarDay = "2026-06-03"

var calendarYear = []byte(`{"year": 2027, "days": [{"name": "` + canary + `", "date": "2027-01-01", "isOffDay": true}]}`)

// settled makes sure that there is something of the calendar to take back.
func settled(path map[string]string, make func(w *world) error) spec {
	return spec{call: func(w *world, p *person, _ string) call {
		if p.kind == "admin" || p.kind == "hr" {
			w.must(make(w))
		}
		return call{path: path}
	}}
}

var calendarHours = func() [][]map[string]any {
	week := make([][]map[string]any, 7)
	for i := range week {
		week[i] = []map[string]any{{"from": 540, "to": 1080}}
	}
	return week
}()

var calendarSpecs = map[string]spec{
	"get_calendar":          {call: plain(call{query: one("year", "2026")})},
	"get_calendar_warnings": {call: plain(call{})},
	"list_calendar_years":   {call: plain(call{})},
	"list_calendar_sites":   {call: plain(call{})},
	"list_calendar_days":    {call: plain(call{query: one("year", "2026")})},
	"list_calendar_changes": {call: plain(call{})},
	"set_calendar_day":      {call: plain(call{path: map[string]string{"date": calendarDay}, body: map[string]any{"work": false, "name": canary}})},
	"set_calendar_hours":    {call: plain(call{body: map[string]any{"zone": "Asia/Shanghai", "week": calendarHours}})},
	"import_calendar_year": {costly: true, call: plain(call{path: map[string]string{"year": "2027"}, query: one("file_name", "y.json"),
		body: calendarYear})},
	"remove_calendar_day": settled(map[string]string{"date": calendarDay}, func(w *world) error {
		_, err := w.house.Calendar.SetDay(w.ctx(), w.founder.acting(), id.Zero, calendarDay, false, nil, canary)
		return err
	}),
	"remove_calendar_hours": settled(nil, func(w *world) error {
		day := []calendar.CalendarHours{{From: 540, To: 1080}}
		return w.house.Calendar.SetHours(w.ctx(), w.founder.acting(), id.Zero, "Asia/Shanghai", [][]calendar.CalendarHours{day, day, day, day, day, day, day})
	}),
	"remove_calendar_year": settled(map[string]string{"year": "2027"}, func(w *world) error {
		_, err := w.house.Calendar.ImportYear(w.ctx(), w.founder.acting(), 2027, "y.json", calendarYear, false)
		return err
	}),
}
