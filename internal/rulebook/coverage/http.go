package coverage

import (
	"context"
	"mime"
	"net/http"

	"tonggui/internal/platform/apperr"
	"tonggui/internal/platform/authz"
	"tonggui/internal/platform/httpapi"
	"tonggui/internal/platform/id"
)

// Routes adds the room's operations to the server.
func (s *Service) Routes(h *httpapi.Server) {
	const tag, path = "Regulations", "/regulations/{id}/coverage"
	none := []*apperr.Def{apperr.NotFound}
	httpapi.Handle(h, httpapi.Op{ID: "regulation_coverage", Method: http.MethodGet, Path: path, Tag: tag, Action: authz.RegulationRead, Errors: none,
		Summary: "Clause by clause: which rules carry it, how, today's value, and how often they spoke in the last 30 days (for those who watch over rules)"},
		func(ctx context.Context, who authz.Principal, in *input) (*httpapi.Body[RegulationCoverage], error) {
			return httpapi.OK(s.Of(ctx, who, in.ID, in.Version))
		})
	httpapi.Handle(h, httpapi.Op{ID: "regulation_coverage_xlsx", Method: http.MethodGet, Path: path + ".xlsx", Tag: tag, Action: authz.RegulationRead, Errors: none,
		Rate: httpapi.Costly, Summary: "The same as a workbook (xlsx)"}, s.file(s.Workbook, "xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"))
	httpapi.Handle(h, httpapi.Op{ID: "regulation_coverage_pdf", Method: http.MethodGet, Path: path + ".pdf", Tag: tag, Action: authz.RegulationRead, Errors: none,
		Rate: httpapi.Costly, Summary: "The same for paper (PDF), with where its evidence is and the audit log's newest checkpoint"}, s.file(s.Paper, "pdf", "application/pdf"))
}

type input struct {
	ID      id.ID `path:"id"`
	Version int64 `query:"version" minimum:"0" doc:"0 or nothing: the version in force"`
}

// fileOutput is a file to save.
type fileOutput struct {
	ContentType string `header:"Content-Type"`
	Disposition string `header:"Content-Disposition"`
	Body        []byte
}

type maker func(ctx context.Context, who authz.Principal, one id.ID, number int64) (data []byte, name string, err error)

func (s *Service) file(made maker, ending, media string) func(context.Context, authz.Principal, *input) (*fileOutput, error) {
	return func(ctx context.Context, who authz.Principal, in *input) (*fileOutput, error) {
		data, name, err := made(ctx, who, in.ID, in.Version)
		if err != nil {
			return nil, err
		}
		return &fileOutput{ContentType: media, Body: data, Disposition: mime.FormatMediaType("attachment", map[string]string{"filename": name + "." + ending})}, nil
	}
}
