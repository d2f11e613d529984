package calendar

import (
	"context"
	"net/http"

	"tonggui/internal/org/calendar/yearfile"
	"tonggui/internal/platform/apperr"
	"tonggui/internal/platform/authz"
	"tonggui/internal/platform/httpapi"
	"tonggui/internal/platform/id"
)

const tag = "Calendar"

// Routes adds the room's operations to the server.
func (s *Service) Routes(h *httpapi.Server) {
	const manage = authz.CalendarManage
	none := []*apperr.Def{apperr.NotFound}
	httpapi.Handle(h, httpapi.Op{ID: "get_calendar", Method: http.MethodGet, Path: "/calendar", Tag: tag, Action: authz.CalendarRead, Errors: none,
		Summary: "A year's working days and hours of a department"}, s.year)
	httpapi.Handle(h, httpapi.Op{ID: "get_calendar_warnings", Method: http.MethodGet, Path: "/admin/calendar/warnings", Tag: tag, Action: manage,
		Summary: "Years whose holidays are missing"}, s.warnings)
	httpapi.Handle(h, httpapi.Op{ID: "list_calendar_years", Method: http.MethodGet, Path: "/admin/calendar/years", Tag: tag, Action: manage,
		Summary: "Where each year's holidays come from"}, s.listYears)
	httpapi.Handle(h, httpapi.Op{ID: "list_calendar_sites", Method: http.MethodGet, Path: "/admin/calendar/sites", Tag: tag, Action: manage,
		Summary: "The sites with a zone and hours of their own"}, s.listSites)
	httpapi.Handle(h, httpapi.Op{ID: "list_calendar_days", Method: http.MethodGet, Path: "/admin/calendar/days", Tag: tag, Action: manage,
		Summary: "The days of a year that the company and its sites settled"}, s.listDays)
	httpapi.Handle(h, httpapi.Op{ID: "list_calendar_changes", Method: http.MethodGet, Path: "/admin/calendar/changes", Tag: tag, Action: manage,
		Summary: "The versions of the calendars, the newest first"}, s.listChanges)
	httpapi.Handle(h, httpapi.Op{ID: "set_calendar_day", Method: http.MethodPut, Path: "/admin/calendar/days/{date}", Tag: tag, Action: manage,
		Errors: []*apperr.Def{apperr.NotFound, ErrHours}, Summary: "Settle a day for the company or a site"}, s.setDay)
	httpapi.Handle(h, httpapi.Op{ID: "remove_calendar_day", Method: http.MethodDelete, Path: "/admin/calendar/days/{date}", Tag: tag, Action: manage,
		Status: http.StatusNoContent, Errors: none, Summary: "Take a settled day back"}, s.removeDay)
	httpapi.Handle(h, httpapi.Op{ID: "set_calendar_hours", Method: http.MethodPut, Path: "/admin/calendar/hours", Tag: tag, Action: manage,
		Status: http.StatusNoContent, Errors: []*apperr.Def{apperr.NotFound, ErrHours, ErrZone}, Summary: "Settle the zone and the hours of the company or a site"}, s.setHours)
	httpapi.Handle(h, httpapi.Op{ID: "remove_calendar_hours", Method: http.MethodDelete, Path: "/admin/calendar/hours", Tag: tag, Action: manage,
		Status: http.StatusNoContent, Errors: none, Summary: "Let a site share the hours of what lies above it"}, s.removeHours)
	httpapi.Handle(h, httpapi.Op{ID: "import_calendar_year", Method: http.MethodPost, Path: "/admin/calendar/years/{year}", Tag: tag, Action: manage,
		MaxBody: yearfile.MaxSize, Rate: httpapi.Costly, Errors: []*apperr.Def{ErrFaults}, Summary: "Read a year's holidays from JSON or iCalendar; a rehearsal stores nothing"}, s.importYear)
	httpapi.Handle(h, httpapi.Op{ID: "remove_calendar_year", Method: http.MethodDelete, Path: "/admin/calendar/years/{year}", Tag: tag, Action: manage,
		Status: http.StatusNoContent, Errors: none, Summary: "Forget an imported year"}, s.removeYear)
}

type yearInput struct {
	Year       int   `query:"year" required:"true" minimum:"2000" maximum:"2199"`
	Department id.ID `query:"department_id" doc:"nothing: the company"`
}

func (s *Service) year(ctx context.Context, who authz.Principal, in *yearInput) (*httpapi.Body[CalendarYear], error) {
	return httpapi.OK(s.Year(ctx, who, in.Department, in.Year))
}

func (s *Service) warnings(ctx context.Context, who authz.Principal, _ *struct{}) (*httpapi.Body[CalendarWarnings], error) {
	return httpapi.OK(s.Warnings(ctx, who))
}

func (s *Service) listYears(ctx context.Context, who authz.Principal, _ *struct{}) (*httpapi.Body[httpapi.List[CalendarYearSource]], error) {
	all, err := s.Years(ctx, who)
	return httpapi.OK(httpapi.List[CalendarYearSource]{Items: all}, err)
}

func (s *Service) listSites(ctx context.Context, who authz.Principal, _ *struct{}) (*httpapi.Body[httpapi.List[CalendarSite]], error) {
	all, err := s.Sites(ctx, who)
	return httpapi.OK(httpapi.List[CalendarSite]{Items: all}, err)
}

type calendarDaysInput struct {
	httpapi.Page
	Year int `query:"year" required:"true" minimum:"2000" maximum:"2199"`
}

func (s *Service) listDays(ctx context.Context, who authz.Principal, in *calendarDaysInput) (*httpapi.Body[httpapi.List[CalendarSettledDay]], error) {
	return httpapi.OK(s.Settled(ctx, who, in.Year, in.Page))
}

func (s *Service) listChanges(ctx context.Context, who authz.Principal, in *httpapi.Page) (*httpapi.Body[httpapi.List[CalendarChange]], error) {
	return httpapi.OK(s.Changes(ctx, who, *in))
}

type calendarDayInput struct {
	Date string `path:"date" format:"date"`
	Body struct {
		SiteID *id.ID          `json:"site_id,omitempty" doc:"a department; nothing: the company"`
		Work   bool            `json:"work"`
		Hours  []CalendarHours `json:"hours,omitempty" maxItems:"24" doc:"of a working day; nothing: the usual ones"`
		Name   string          `json:"name" minLength:"1" maxLength:"40"`
	}
}

func (s *Service) setDay(ctx context.Context, who authz.Principal, in *calendarDayInput) (*httpapi.Body[CalendarYear], error) {
	return httpapi.OK(s.SetDay(ctx, who, some(in.Body.SiteID), in.Date, in.Body.Work, in.Body.Hours, in.Body.Name))
}

type removeDayInput struct {
	Date string `path:"date" format:"date"`
	Site id.ID  `query:"site_id" doc:"a department; nothing: the company"`
}

func (s *Service) removeDay(ctx context.Context, who authz.Principal, in *removeDayInput) (*httpapi.None, error) {
	return httpapi.Done(s.RemoveDay(ctx, who, in.Site, in.Date))
}

type calendarHoursInput struct {
	Body struct {
		SiteID *id.ID            `json:"site_id,omitempty" doc:"a department; nothing: the company"`
		Zone   string            `json:"zone" minLength:"1" maxLength:"60"`
		Week   [][]CalendarHours `json:"week" nullable:"false" minItems:"7" maxItems:"7" doc:"hours of Monday to Sunday"`
	}
}

func (s *Service) setHours(ctx context.Context, who authz.Principal, in *calendarHoursInput) (*httpapi.None, error) {
	return httpapi.Done(s.SetHours(ctx, who, some(in.Body.SiteID), in.Body.Zone, in.Body.Week))
}

type siteInput struct {
	Site id.ID `query:"site_id" doc:"a department; nothing: the company"`
}

func (s *Service) removeHours(ctx context.Context, who authz.Principal, in *siteInput) (*httpapi.None, error) {
	return httpapi.Done(s.RemoveHours(ctx, who, in.Site))
}

type importYearInput struct {
	Year     int    `path:"year" minimum:"2000" maximum:"2199"`
	Rehearse bool   `query:"rehearse"`
	FileName string `query:"file_name" maxLength:"255"`
	RawBody  []byte `contentType:"application/octet-stream"`
}

func (s *Service) importYear(ctx context.Context, who authz.Principal, in *importYearInput) (*httpapi.Body[CalendarImport], error) {
	return httpapi.OK(s.ImportYear(ctx, who, in.Year, in.FileName, in.RawBody, in.Rehearse))
}

type removeYearInput struct {
	Year int `path:"year" minimum:"2000" maximum:"2199"`
}

func (s *Service) removeYear(ctx context.Context, who authz.Principal, in *removeYearInput) (*httpapi.None, error) {
	return httpapi.Done(s.RemoveYear(ctx, who, in.Year))
}

func some(one *id.ID) id.ID {
	if one == nil {
		return id.Zero
	}
	return *one
}
