package org

import (
	"context"
	"net/http"

	"tonggui/internal/platform/apperr"
	"tonggui/internal/platform/authz"
	"tonggui/internal/platform/httpapi"
	"tonggui/internal/platform/id"
	"tonggui/internal/platform/ref"
)

func (s *Service) directoryRoutes(h *httpapi.Server) {
	const tag = "Directory"
	httpapi.Handle(h, httpapi.Op{ID: "list_departments", Method: http.MethodGet, Path: "/departments", Tag: tag, Action: authz.DirectoryRead,
		Summary: "The whole tree of departments, parents before children; 304 where If-None-Match still holds"}, s.listDepartments)
	httpapi.Handle(h, httpapi.Op{ID: "list_department_people", Method: http.MethodGet, Path: "/departments/{id}/people", Tag: tag,
		Action: authz.DirectoryRead, Summary: "Who is in a department: head, deputies, then the others by number"}, s.listDepartmentPeople)
	httpapi.Handle(h, httpapi.Op{ID: "search_people", Method: http.MethodGet, Path: "/people", Tag: tag, Action: authz.DirectoryRead,
		Summary: "Find people by name, pinyin, initials, number, post or department, the best first"}, s.searchPeople)
	httpapi.Handle(h, httpapi.Op{ID: "get_person", Method: http.MethodGet, Path: "/people/{id}", Tag: tag, Action: authz.DirectoryRead,
		Summary: "A colleague's card"}, s.getPerson)
	httpapi.Handle(h, httpapi.Op{ID: "set_department_leader", Method: http.MethodPut, Path: "/admin/departments/{id}/leader", Tag: tag, Action: authz.DepartmentLead,
		Summary: "Say who is the leader in charge of a department and of those below it", Errors: defs(apperr.NotFound)}, s.setLeader)
}

type leaderInput struct {
	ID   id.ID `path:"id"`
	Body struct {
		PersonID *id.ID `json:"person_id" nullable:"true" doc:"null: nobody of its own"`
	}
}

func (s *Service) setLeader(ctx context.Context, who authz.Principal, in *leaderInput) (*httpapi.Body[Department], error) {
	var person id.ID
	if in.Body.PersonID != nil {
		person = *in.Body.PersonID
	}
	return httpapi.OK(s.SetLeader(ctx, who, in.ID, person))
}

type departmentsInput struct {
	IfNoneMatch string `header:"If-None-Match" maxLength:"100"`
}

type departmentsOutput struct {
	Status       int
	ETag         string `header:"ETag"`
	CacheControl string `header:"Cache-Control"`
	Body         httpapi.List[Department]
}

func (s *Service) listDepartments(_ context.Context, _ authz.Principal, in *departmentsInput) (*departmentsOutput, error) {
	items, etag := s.Tree()
	out := &departmentsOutput{Status: http.StatusOK, ETag: etag, CacheControl: "private, no-cache"}
	if in.IfNoneMatch == etag {
		out.Status = http.StatusNotModified
		return out, nil
	}
	out.Body.Items = items
	return out, nil
}

type departmentPeopleInput struct {
	ID   id.ID `path:"id"`
	Deep bool  `query:"deep" doc:"also the people of the departments below"`
	httpapi.Page
}

func (s *Service) listDepartmentPeople(_ context.Context, _ authz.Principal, in *departmentPeopleInput) (*httpapi.Body[httpapi.List[ref.Person]], error) {
	return httpapi.OK(s.DepartmentPeople(in.ID, in.Deep, in.Page))
}

type searchInput struct {
	Query string `query:"q" required:"true" minLength:"1" maxLength:"64"`
	Limit int    `query:"limit" minimum:"1" maximum:"50" default:"20"`
}

func (s *Service) searchPeople(_ context.Context, _ authz.Principal, in *searchInput) (*httpapi.Body[httpapi.List[ref.Person]], error) {
	return httpapi.OK(httpapi.List[ref.Person]{Items: s.Search(in.Query, in.Limit)}, nil)
}

func (s *Service) getPerson(_ context.Context, who authz.Principal, in *idInput) (*httpapi.Body[PersonCard], error) {
	return httpapi.OK(s.PersonCard(who, in.ID))
}
