package regulation

import (
	"context"
	"mime"
	"net/http"

	"tonggui/internal/platform/apperr"
	"tonggui/internal/platform/authz"
	"tonggui/internal/platform/clock"
	"tonggui/internal/platform/httpapi"
	"tonggui/internal/platform/id"
	"tonggui/internal/rulebook"
	"tonggui/internal/rulebook/regulation/text"
)

const (
	tag        = "Regulations"
	one        = "/regulations/{id}"
	oneVersion = "/versions/{version}"
)

// Routes adds the room's operations to the server.
func (s *Service) Routes(h *httpapi.Server) {
	none := []*apperr.Def{apperr.NotFound}
	httpapi.Handle(h, httpapi.Op{ID: "list_regulations", Method: http.MethodGet, Path: "/regulations", Tag: tag, Action: authz.RegulationRead,
		Summary: "The company's regulations with their versions"}, s.list)
	httpapi.Handle(h, httpapi.Op{ID: "get_regulation", Method: http.MethodGet, Path: one, Tag: tag, Action: authz.RegulationRead, Errors: none,
		Summary: "A regulation with its versions"}, s.get)
	httpapi.Handle(h, httpapi.Op{ID: "get_regulation_version", Method: http.MethodGet, Path: one + oneVersion, Tag: tag, Action: authz.RegulationRead, Errors: none,
		Summary: "A version to read, as a tree of clauses"}, s.version)
	httpapi.Handle(h, httpapi.Op{ID: "get_regulation_clause", Method: http.MethodGet, Path: one + "/clauses/{node_id}", Tag: tag, Action: authz.RegulationRead, Errors: none,
		Summary: "One clause, where it stands, what became of it, and the rules that carry it"}, s.clause)
	httpapi.Handle(h, httpapi.Op{ID: "get_regulation_redline", Method: http.MethodGet, Path: one + "/redline", Tag: tag, Action: authz.RegulationRead, Errors: none,
		Rate: httpapi.Costly, Summary: "What differs between two versions, clause by clause and word by word"}, s.redline)
	httpapi.Handle(h, httpapi.Op{ID: "get_regulation_pdf", Method: http.MethodGet, Path: one + oneVersion + "/pdf", Tag: tag, Action: authz.RegulationRead, Errors: none,
		Rate: httpapi.Costly, Summary: "A version for paper (PDF)"}, s.pdf)
	httpapi.Handle(h, httpapi.Op{ID: "publish_regulation", Method: http.MethodPost, Path: "/admin" + one + oneVersion + "/publish", Tag: tag, Action: authz.RegulationPublish,
		Errors:  []*apperr.Def{apperr.NotFound, ErrNotDraft, ErrOutdated, ErrDoubtsOpen, ErrIncomplete, ErrEffectivePast, ErrEffectiveLate},
		Summary: "Publish a draft with the instant from which it holds"}, s.publish)
	httpapi.Handle(h, httpapi.Op{ID: "link_regulation_rule", Method: http.MethodPut, Path: "/admin" + one + "/clauses/{node_id}/rules/{rule}", Tag: tag, Action: authz.RegulationLink,
		Errors: []*apperr.Def{apperr.NotFound, rulebook.ErrUnknownRule}, Summary: "Say that a rule carries a clause"}, s.link)
	httpapi.Handle(h, httpapi.Op{ID: "unlink_regulation_rule", Method: http.MethodDelete, Path: "/admin" + one + "/clauses/{node_id}/rules/{rule}", Tag: tag, Action: authz.RegulationLink,
		Errors: []*apperr.Def{apperr.NotFound, rulebook.ErrUnknownRule}, Status: http.StatusOK, Summary: "Say that a rule no longer carries a clause; that it did stays on record"}, s.unlink)
	s.importRoutes(h)
	s.draftRoutes(h)
}

type listInput struct{ httpapi.Page }

func (s *Service) list(ctx context.Context, who authz.Principal, in *listInput) (*httpapi.Body[httpapi.List[Regulation]], error) {
	return httpapi.OK(s.List(ctx, who, in.Page))
}

type oneInput struct {
	ID id.ID `path:"id"`
}

func (s *Service) get(ctx context.Context, who authz.Principal, in *oneInput) (*httpapi.Body[Regulation], error) {
	return httpapi.OK(s.Get(ctx, who, in.ID))
}

type versionInput struct {
	ID      id.ID `path:"id"`
	Version int64 `path:"version" minimum:"1"`
}

func (s *Service) version(ctx context.Context, who authz.Principal, in *versionInput) (*httpapi.Body[RegulationVersion], error) {
	return httpapi.OK(s.Version(ctx, who, in.ID, in.Version))
}

type clauseInput struct {
	ID      id.ID `path:"id"`
	Node    id.ID `path:"node_id"`
	Version int64 `query:"version" minimum:"0" doc:"0 or nothing: the version in force"`
}

func (s *Service) clause(ctx context.Context, who authz.Principal, in *clauseInput) (*httpapi.Body[RegulationClause], error) {
	return httpapi.OK(s.Clause(ctx, who, in.ID, in.Node, in.Version))
}

type redlineInput struct {
	ID   id.ID `path:"id"`
	From int64 `query:"from" required:"true" minimum:"1" doc:"number of the older version"`
	To   int64 `query:"to" required:"true" minimum:"1"`
}

func (s *Service) redline(ctx context.Context, who authz.Principal, in *redlineInput) (*httpapi.Body[RegulationRedline], error) {
	return httpapi.OK(s.Redline(ctx, who, in.ID, in.From, in.To))
}

// pdfOutput is a file to save.
type pdfOutput struct {
	ContentType string `header:"Content-Type"`
	Disposition string `header:"Content-Disposition"`
	Body        []byte
}

func (s *Service) pdf(ctx context.Context, who authz.Principal, in *versionInput) (*pdfOutput, error) {
	data, name, err := s.PDF(ctx, who, in.ID, in.Version)
	if err != nil {
		return nil, err
	}
	return &pdfOutput{ContentType: "application/pdf", Body: data,
		Disposition: mime.FormatMediaType("attachment", map[string]string{"filename": name})}, nil
}

type regulationPublishInput struct {
	ID      id.ID `path:"id"`
	Version int64 `path:"version" minimum:"1"`
	Body    struct {
		Revision    int64         `json:"revision" minimum:"1" doc:"of the draft that is meant"`
		EffectiveAt clock.Instant `json:"effective_at,omitempty" minimum:"0" doc:"0 or nothing: now"`
		Reason      string        `json:"reason" minLength:"2" maxLength:"500"`
	}
}

func (s *Service) publish(ctx context.Context, who authz.Principal, in *regulationPublishInput) (*httpapi.Body[RegulationVersion], error) {
	return httpapi.OK(s.Publish(ctx, who, Edit{in.ID, in.Version, in.Body.Revision}, in.Body.EffectiveAt, in.Body.Reason))
}

type linkInput struct {
	ID   id.ID  `path:"id"`
	Node id.ID  `path:"node_id"`
	Rule string `path:"rule" maxLength:"80"`
}

func (s *Service) link(ctx context.Context, who authz.Principal, in *linkInput) (*httpapi.Body[RegulationClause], error) {
	return httpapi.OK(s.Link(ctx, who, in.ID, in.Node, in.Rule))
}

func (s *Service) unlink(ctx context.Context, who authz.Principal, in *linkInput) (*httpapi.Body[RegulationClause], error) {
	return httpapi.OK(s.Unlink(ctx, who, in.ID, in.Node, in.Rule))
}

// importRoutes are the way of a text into a draft.
func (s *Service) importRoutes(h *httpapi.Server) {
	const imports = "/admin/regulation-imports"
	file := []*apperr.Def{ErrNotText, ErrFileEmpty, ErrFileTooLarge, ErrTooManyParts}
	httpapi.Handle(h, httpapi.Op{ID: "create_regulation_import", Method: http.MethodPost, Path: imports, Tag: tag, Action: authz.RegulationWrite,
		Status: http.StatusCreated, MaxBody: 4 * text.MaxSource, Rate: httpapi.Costly, Errors: file,
		Summary: "Send in a regulation as plain text or Markdown; the answer is its tree and what is doubtful in it"}, s.createImport)
	httpapi.Handle(h, httpapi.Op{ID: "get_regulation_import", Method: http.MethodGet, Path: imports + "/{id}", Tag: tag, Action: authz.RegulationWrite,
		Errors: []*apperr.Def{apperr.NotFound}, Summary: "An import with what was settled so far"}, s.getImport)
	httpapi.Handle(h, httpapi.Op{ID: "settle_regulation_doubts", Method: http.MethodPost, Path: imports + "/{id}/doubts", Tag: tag, Action: authz.RegulationWrite,
		MaxBody: 512 << 10, Errors: []*apperr.Def{apperr.NotFound, ErrDoubtUnknown, ErrDoubtWay, ErrImportApplied, ErrNotDraft, ErrOutdated},
		Summary: "Settle doubts of an import, all or none; the text is read anew with them"}, s.settle)
	httpapi.Handle(h, httpapi.Op{ID: "apply_regulation_import", Method: http.MethodPost, Path: imports + "/{id}/apply", Tag: tag, Action: authz.RegulationWrite,
		Status: http.StatusCreated, Errors: []*apperr.Def{apperr.NotFound, ErrImportApplied, ErrDoubtsOpen, ErrDraftExists, ErrTooManyParts, ErrOutdated},
		Summary: "Make an import a draft: of a new regulation, or the next version of one"}, s.apply)
}

type createImportInput struct {
	FileName string `query:"file_name" maxLength:"255"`
	RawBody  []byte `contentType:"application/octet-stream"`
}

func (s *Service) createImport(ctx context.Context, who authz.Principal, in *createImportInput) (*httpapi.Body[RegulationImport], error) {
	return httpapi.OK(s.CreateImport(ctx, who, in.FileName, in.RawBody))
}

func (s *Service) getImport(ctx context.Context, _ authz.Principal, in *oneInput) (*httpapi.Body[RegulationImport], error) {
	return httpapi.OK(s.Import(ctx, in.ID))
}

type regulationSettleInput struct {
	ID   id.ID `path:"id"`
	Body struct {
		Items []settledDoubt `json:"items" nullable:"false" minItems:"1" maxItems:"1000"`
	}
}

type settledDoubt struct {
	ID       string `json:"id" maxLength:"80"`
	Decision string `json:"decision" enum:"accept,keep,change,open" doc:"as proposed; as it stands in the source; as in text; undecided again"`
	Text     string `json:"text,omitempty" maxLength:"2000"`
}

func (s *Service) settle(ctx context.Context, who authz.Principal, in *regulationSettleInput) (*httpapi.Body[RegulationImport], error) {
	all := make([]Settlement, len(in.Body.Items))
	for i, d := range in.Body.Items {
		all[i] = Settlement{ID: d.ID, Decision: text.Decision(d.Decision), Text: d.Text}
		if d.Decision == "open" {
			all[i].Decision = ""
		}
	}
	return httpapi.OK(s.Settle(ctx, who, in.ID, all))
}

type regulationApplyInput struct {
	ID   id.ID `path:"id"`
	Body struct {
		RegulationID *id.ID `json:"regulation_id,omitempty" doc:"the text is the next version of this one; nothing: a regulation of its own"`
		OpenDoubts   string `json:"open_doubts,omitempty" enum:"refuse,leave" default:"refuse" doc:"leave: they go along with the draft and hold its publication up"`
	}
}

func (s *Service) apply(ctx context.Context, who authz.Principal, in *regulationApplyInput) (*httpapi.Body[RegulationVersion], error) {
	t := Target{Leave: in.Body.OpenDoubts == "leave"}
	if in.Body.RegulationID != nil {
		t.Regulation = *in.Body.RegulationID
	}
	return httpapi.OK(s.Apply(ctx, who, in.ID, t))
}
