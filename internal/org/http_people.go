package org

import (
	"context"
	"net/http"

	"tonggui/internal/platform/apperr"
	"tonggui/internal/platform/authz"
	"tonggui/internal/platform/httpapi"
	"tonggui/internal/platform/id"
)

func (s *Service) peopleRoutes(h *httpapi.Server) {
	const tag = "People"
	refusals := defs(apperr.NotFound, ErrSelf, ErrAdministrator, ErrStatus, ErrLastAdmin, ErrLastSecurityAdmin)
	httpapi.Handle(h, httpapi.Op{ID: "admin_list_people", Method: http.MethodGet, Path: "/admin/people", Tag: tag, Action: authz.PeopleAdminister,
		Summary: "All accounts with roles and logins, also frozen and left ones"}, s.adminListPeople)
	httpapi.Handle(h, httpapi.Op{ID: "freeze_account", Method: http.MethodPost, Path: "/admin/people/{id}/freeze", Tag: tag,
		Action: authz.AccountFreeze, Errors: refusals, Summary: "Shut an account: everything of it ends within a second"}, s.freezeAccount)
	httpapi.Handle(h, httpapi.Op{ID: "unfreeze_account", Method: http.MethodPost, Path: "/admin/people/{id}/unfreeze", Tag: tag,
		Action: authz.AccountFreeze, Errors: refusals, Summary: "Open a frozen account again"}, s.unfreezeAccount)
	httpapi.Handle(h, httpapi.Op{ID: "reset_password", Method: http.MethodPost, Path: "/admin/people/{id}/reset-password", Tag: tag,
		Action: authz.AccountReset, Errors: refusals, Summary: "Give an account a new initial password; its sessions end"}, s.resetPassword)
	httpapi.Handle(h, httpapi.Op{ID: "set_roles", Method: http.MethodPut, Path: "/admin/people/{id}/roles", Tag: tag,
		Action: authz.AccountRoles, Errors: append(refusals, ErrRolesExclude), Summary: "Replace the roles of an account"}, s.setRoles)
}

type adminPeopleInput struct {
	Query      string `query:"q" maxLength:"64"`
	Department id.ID  `query:"department_id" doc:"with the departments below"`
	Status     Status `query:"status" enum:"active,frozen,left"`
	httpapi.Page
}

func (s *Service) adminListPeople(ctx context.Context, who authz.Principal, in *adminPeopleInput) (*httpapi.Body[httpapi.List[AdminPerson]], error) {
	return httpapi.OK(s.ListPeople(ctx, who, PeopleFilter{in.Query, in.Department, in.Status}, in.Page))
}

type reasonInput struct {
	ID   id.ID `path:"id"`
	Body struct {
		Reason string `json:"reason" minLength:"1" maxLength:"200" doc:"why, for the record"`
	}
}

func (s *Service) freezeAccount(ctx context.Context, who authz.Principal, in *reasonInput) (*httpapi.Body[AdminPerson], error) {
	return s.thenPerson(ctx, who, in.ID, s.Freeze(ctx, who, in.ID, in.Body.Reason))
}

func (s *Service) unfreezeAccount(ctx context.Context, who authz.Principal, in *reasonInput) (*httpapi.Body[AdminPerson], error) {
	return s.thenPerson(ctx, who, in.ID, s.Unfreeze(ctx, who, in.ID, in.Body.Reason))
}

func (s *Service) resetPassword(ctx context.Context, who authz.Principal, in *reasonInput) (*httpapi.Body[HandedOut], error) {
	return httpapi.OK(s.ResetPassword(ctx, who, in.ID, in.Body.Reason))
}

type rolesInput struct {
	ID   id.ID `path:"id"`
	Body struct {
		Roles  []authz.Role `json:"roles" enum:"admin,security_admin,audit_admin,hr,it,leader,supervisor" maxItems:"7" nullable:"false"`
		Reason string       `json:"reason" minLength:"1" maxLength:"200" doc:"why, for the record"`
	}
}

func (s *Service) setRoles(ctx context.Context, who authz.Principal, in *rolesInput) (*httpapi.Body[AdminPerson], error) {
	return s.thenPerson(ctx, who, in.ID, s.SetRoles(ctx, who, in.ID, in.Body.Roles, in.Body.Reason))
}

// thenPerson answers with the account as it is after the act.
func (s *Service) thenPerson(ctx context.Context, who authz.Principal, account id.ID, err error) (*httpapi.Body[AdminPerson], error) {
	if err != nil {
		return nil, err
	}
	return httpapi.OK(s.adminPerson(ctx, who, account))
}
