package calendar

import (
	"tonggui/internal/platform/clock"
	"tonggui/internal/platform/id"
	"tonggui/internal/platform/ref"
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
	Own   bool            `json:"own" doc:"settled for the very department that was asked for, or for the company if none was"`
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
	Version      int64             `json:"version" doc:"number of the newest change of any calendar"`
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
	Other  []CalendarOther `json:"other" nullable:"false" doc:"where the file says something else than what was known of the year"`
	Faults []CalendarFault `json:"faults" nullable:"false"`
}

// CalendarOther is a date of which two sources say different things.
type CalendarOther struct {
	Date   string `json:"date" format:"date"`
	Name   string `json:"name"`
	Before string `json:"before" enum:"off,work,usual"`
	After  string `json:"after" enum:"off,work,usual"`
}

// CalendarWarnings are the years that somebody has to import.
type CalendarWarnings struct {
	MissingYears []int `json:"missing_years" nullable:"false" doc:"this year, and from November on the next one"`
}

// CalendarYearSource is where a year's holidays come from.
type CalendarYearSource struct {
	Year     int            `json:"year"`
	Known    bool           `json:"known" doc:"false: missing, and only weekdays count"`
	Imported bool           `json:"imported"`
	Source   string         `json:"source" doc:"the notice, or the name of the imported file"`
	Off      int            `json:"off" doc:"days without work"`
	Work     int            `json:"work" doc:"make-up working days"`
	Settled  int            `json:"settled" doc:"days that the company and its sites settled themselves"`
	At       *clock.Instant `json:"imported_at"`
	By       *ref.Named     `json:"imported_by"`
}

// CalendarSite are zone and hours as they were settled for a site.
type CalendarSite struct {
	Site *ref.Named        `json:"site" doc:"null: the company"`
	Zone string            `json:"zone"`
	Week [][]CalendarHours `json:"week" nullable:"false" doc:"hours of Monday to Sunday"`
	At   clock.Instant     `json:"changed_at"`
	By   *ref.Named        `json:"changed_by"`
}

// CalendarSettledDay is a day that the company or a site settled.
type CalendarSettledDay struct {
	Site  *ref.Named      `json:"site" doc:"null: the company"`
	Date  string          `json:"date" format:"date"`
	Work  bool            `json:"work"`
	Name  string          `json:"name"`
	Hours []CalendarHours `json:"hours" nullable:"false" doc:"of a working day; none: the usual ones"`
	At    clock.Instant   `json:"changed_at"`
	By    *ref.Named      `json:"changed_by"`
}

// CalendarChange is a version of the calendars: what was changed, and by whom.
type CalendarChange struct {
	Version int64         `json:"version"`
	At      clock.Instant `json:"changed_at"`
	By      *ref.Named    `json:"changed_by" doc:"null: the product, which brought years of its own"`
	Site    *ref.Named    `json:"site" doc:"null: the company"`
	Kind    string        `json:"kind" enum:"day,day_removed,hours,hours_removed,year,year_removed,brought"`
	Facts   CalendarFacts `json:"facts"`
}

// CalendarFacts are what a change set; what does not belong to its kind is null.
type CalendarFacts struct {
	Date  *string           `json:"date"`
	Work  *bool             `json:"work" doc:"of a day"`
	Name  *string           `json:"name" doc:"of a day, or of an imported file"`
	Hours []CalendarHours   `json:"hours" nullable:"true" doc:"of a day"`
	Zone  *string           `json:"zone"`
	Week  [][]CalendarHours `json:"week" nullable:"true"`
	Years []int             `json:"years" nullable:"true" doc:"which were imported, forgotten or brought"`
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
