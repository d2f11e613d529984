package calendar

import (
	"tonggui/internal/platform/id"
	"tonggui/internal/platform/workday"
)

// CalendarHours is a stretch of a day.
type CalendarHours struct {
	From int `json:"from" minimum:"0" maximum:"1439" doc:"minutes from midnight"`
	To   int `json:"to" minimum:"1" maximum:"1440" doc:"its end, not included"`
}

// CalendarDay is a day on which it is not the weekday that decides.
type CalendarDay struct {
	Date  string          `json:"date" format:"date"`
	Work  bool            `json:"work"`
	Name  string          `json:"name"`
	Hours []CalendarHours `json:"hours" nullable:"false" doc:"of a working day; none: the usual ones"`
	From  string          `json:"from" enum:"nation,company,site" doc:"who settled it"`
}

// CalendarYear is a year as a department works.
type CalendarYear struct {
	Year         int               `json:"year"`
	DepartmentID *id.ID            `json:"department_id" doc:"null: the company"`
	SiteID       *id.ID            `json:"site_id" doc:"the department whose hours these are; null: the company's"`
	Zone         string            `json:"zone"`
	Week         [][]CalendarHours `json:"week" nullable:"false" doc:"hours of Monday to Sunday"`
	Days         []CalendarDay     `json:"days" nullable:"false"`
	WorkingDays  int               `json:"working_days"`
	Known        bool              `json:"known" doc:"false: the year's holidays are missing, and only weekdays count"`
	Imported     bool              `json:"imported"`
	Source       string            `json:"source"`
}

// CalendarFault is a place of a year's file that cannot be read.
type CalendarFault struct {
	Line  int    `json:"line" doc:"from 1; 0: of the whole file"`
	Code  string `json:"code" enum:"malformed,field_unknown,field_missing,date_invalid,year_other,duplicate,name_invalid,kind_unknown,unsupported,empty,too_large,encoding"`
	Value string `json:"value" doc:"what stands there, shortened"`
}

// CalendarImport is what a year's file was read as.
type CalendarImport struct {
	Year   int             `json:"year"`
	Stored bool            `json:"stored"`
	Off    int             `json:"off" doc:"days without work"`
	Work   int             `json:"work" doc:"make-up working days"`
	Days   []CalendarDay   `json:"days" nullable:"false"`
	Faults []CalendarFault `json:"faults" nullable:"false"`
}

// CalendarWarnings are the years that somebody has to import.
type CalendarWarnings struct {
	MissingYears []int `json:"missing_years" nullable:"false" doc:"this year, and from November on the next one"`
}

func spans(hours []CalendarHours) []workday.Span {
	out := make([]workday.Span, len(hours))
	for i, h := range hours {
		out[i] = workday.Span(h)
	}
	return out
}

func shown(d workday.Named, from string) CalendarDay {
	return CalendarDay{Date: d.Day.String(), Work: d.Work, Name: d.Name, Hours: []CalendarHours{}, From: from}
}
