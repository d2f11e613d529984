package org

import (
	"context"
	"net/http"

	"tonggui/internal/org/roster"
	"tonggui/internal/platform/apperr"
	"tonggui/internal/platform/authz"
	"tonggui/internal/platform/httpapi"
	"tonggui/internal/platform/id"
)

func (s *Service) importRoutes(h *httpapi.Server) {
	const tag = "Import"
	httpapi.Handle(h, httpapi.Op{ID: "create_import", Method: http.MethodPost, Path: "/admin/imports", Tag: tag, Action: authz.RosterImport,
		Status: http.StatusCreated, MaxBody: roster.MaxFileBytes, Rate: httpapi.Costly,
		Summary: "Send in a roster (CSV or xlsx); its rehearsal begins at once"}, s.createImport)
	httpapi.Handle(h, httpapi.Op{ID: "get_import", Method: http.MethodGet, Path: "/admin/imports/{id}", Tag: tag, Action: authz.RosterImport,
		Errors: defs(apperr.NotFound), Summary: "An import as it stands; error_code says why it failed"}, s.getImport)
	httpapi.Handle(h, httpapi.Op{ID: "list_import_rows", Method: http.MethodGet, Path: "/admin/imports/{id}/rows", Tag: tag,
		Action: authz.RosterImport, Errors: defs(apperr.NotFound), Summary: "What a rehearsal found, by kind, in the order of the file"}, s.listImportRows)
	httpapi.Handle(h, httpapi.Op{ID: "apply_import", Method: http.MethodPost, Path: "/admin/imports/{id}/apply", Tag: tag,
		Action: authz.RosterImport, Rate: httpapi.Costly, Errors: defs(apperr.NotFound, ErrImportState, ErrImportFaults, ErrImportWarnings),
		Summary: "Apply a rehearsed roster, in one transaction"}, s.applyImport)
	httpapi.Handle(h, httpapi.Op{ID: "hand_out_passwords", Method: http.MethodPost, Path: "/admin/initial-passwords", Tag: tag,
		Action: authz.PasswordsHandOut, Rate: httpapi.Costly, MaxBody: 4 << 20,
		Errors:  defs(apperr.NotFound, ErrChosen, ErrStatus, ErrAdministrator),
		Summary: "Make new initial passwords for people who never chose one; shown this once"}, s.handOutPasswords)
}

type createImportInput struct {
	FileName string `query:"file_name" maxLength:"255"`
	RawBody  []byte `contentType:"application/octet-stream"`
}

func (s *Service) createImport(ctx context.Context, who authz.Principal, in *createImportInput) (*httpapi.Body[Import], error) {
	return httpapi.OK(s.CreateImport(ctx, who, in.FileName, in.RawBody))
}

func (s *Service) getImport(ctx context.Context, _ authz.Principal, in *idInput) (*httpapi.Body[Import], error) {
	return httpapi.OK(s.Import(ctx, in.ID))
}

type importRowsInput struct {
	ID   id.ID       `path:"id"`
	Kind roster.Kind `query:"kind" required:"true" enum:"create,change,leave,same,fault"`
	httpapi.Page
}

func (s *Service) listImportRows(ctx context.Context, _ authz.Principal, in *importRowsInput) (*httpapi.Body[httpapi.List[ImportRow]], error) {
	return httpapi.OK(s.ImportRows(ctx, in.ID, in.Kind, in.Page))
}

type applyInput struct {
	ID   id.ID `path:"id"`
	Body struct {
		Mode           string `json:"mode" enum:"good_rows,all_or_nothing"`
		AcceptWarnings bool   `json:"accept_warnings,omitempty" doc:"the person has read what the rehearsal warns of"`
	}
}

func (s *Service) applyImport(ctx context.Context, who authz.Principal, in *applyInput) (*httpapi.Body[Import], error) {
	return httpapi.OK(s.ApplyImport(ctx, who, in.ID, in.Body.Mode, in.Body.AcceptWarnings))
}

type handOutInput struct {
	Body struct {
		ImportID   *id.ID  `json:"import_id,omitempty" doc:"everybody whom the import created"`
		AccountIDs []id.ID `json:"account_ids,omitempty" maxItems:"50000"`
	}
}

func (s *Service) handOutPasswords(ctx context.Context, who authz.Principal, in *handOutInput) (*httpapi.Body[httpapi.List[HandedOut]], error) {
	imported := id.Zero
	if in.Body.ImportID != nil {
		imported = *in.Body.ImportID
	}
	items, err := s.HandOut(ctx, who, imported, in.Body.AccountIDs)
	return httpapi.OK(httpapi.List[HandedOut]{Items: items}, err)
}
