package approvals

import (
	"context"
	"net/http"

	"tonggui/internal/approvals/form"
	"tonggui/internal/platform/apperr"
	"tonggui/internal/platform/authz"
	"tonggui/internal/platform/clock"
	"tonggui/internal/platform/httpapi"
	"tonggui/internal/platform/id"
	"tonggui/internal/platform/ref"
)

const (
	templates      = "/approval-templates"
	adminTemplates = "/admin/approval-templates"
	drafts         = "/approval-drafts"
)

func (s *Service) templateRoutes(h *httpapi.Server) {
	none := []*apperr.Def{apperr.NotFound}
	httpapi.Handle(h, httpapi.Op{ID: "list_approval_templates", Method: http.MethodGet, Path: templates, Tag: tag, Action: authz.ApprovalTemplates,
		Summary: "What the caller may apply for"}, s.listTemplates)
	httpapi.Handle(h, httpapi.Op{ID: "get_approval_template", Method: http.MethodGet, Path: templates + "/{key}", Tag: tag, Action: authz.ApprovalTemplates, Errors: none,
		Summary: "A version of a template, or the newest"}, s.getTemplate)
	httpapi.Handle(h, httpapi.Op{ID: "list_all_approval_templates", Method: http.MethodGet, Path: adminTemplates, Tag: tag, Action: authz.ApprovalDesign,
		Summary: "Every template, and what templates can bring about"}, s.listAllTemplates)
	httpapi.Handle(h, httpapi.Op{ID: "list_approval_template_versions", Method: http.MethodGet, Path: adminTemplates + "/{key}/versions", Tag: tag, Action: authz.ApprovalDesign, Errors: none,
		Summary: "The versions of a template, the newest first"}, s.listVersions)
	httpapi.Handle(h, httpapi.Op{ID: "check_approval_template", Method: http.MethodPost, Path: adminTemplates + "/check", Tag: tag, Action: authz.ApprovalDesign, MaxBody: maxForm,
		Summary: "Every fault of a definition; nothing is kept"}, s.checkTemplate)
	httpapi.Handle(h, httpapi.Op{ID: "publish_approval_template", Method: http.MethodPost, Path: adminTemplates, Tag: tag, Action: authz.ApprovalDesign, MaxBody: maxForm, Status: http.StatusCreated,
		Errors: []*apperr.Def{apperr.NotFound, ErrDefinition, ErrKeyTaken, ErrChanged}, Summary: "A new template, or a new version of one; what is open goes on by its own version"}, s.publishTemplate)
	httpapi.Handle(h, httpapi.Op{ID: "set_approval_template_state", Method: http.MethodPut, Path: adminTemplates + "/{key}/state", Tag: tag, Action: authz.ApprovalDesign,
		Errors: []*apperr.Def{apperr.NotFound}, Summary: "Offer a template, or no longer"}, s.setTemplateState)
}

// TemplateList is what somebody may apply for.
type TemplateList struct {
	Items []ApprovalTemplate `json:"items" nullable:"false"`
}

func (s *Service) listTemplates(ctx context.Context, who authz.Principal, _ *struct{}) (*httpapi.Body[TemplateList], error) {
	items, err := s.Templates(ctx, who)
	return httpapi.OK(TemplateList{items}, err)
}

type templateInput struct {
	Key     string `path:"key" pattern:"^[a-z][a-z0-9_]{0,39}$"`
	Version int64  `query:"version" minimum:"0" doc:"0 or nothing: the newest"`
}

func (s *Service) getTemplate(ctx context.Context, who authz.Principal, in *templateInput) (*httpapi.Body[TemplateVersion], error) {
	return httpapi.OK(s.Template(ctx, who, in.Key, in.Version))
}

// KnownEffect is something that a template can bring about.
type KnownEffect struct {
	Name  string `json:"name"`
	Words string `json:"words"`
	Ready bool   `json:"ready" doc:"something does it; until then templates with it are offered to nobody"`
}

// AdminTemplateList is every template.
type AdminTemplateList struct {
	Items   []AdminTemplate `json:"items" nullable:"false"`
	Effects []KnownEffect   `json:"effects" nullable:"false" doc:"what templates can bring about"`
}

func (s *Service) listAllTemplates(ctx context.Context, who authz.Principal, _ *struct{}) (*httpapi.Body[AdminTemplateList], error) {
	return httpapi.OK(s.AllTemplates(ctx, who))
}

// TemplateEdition is a version of a template in one line.
type TemplateEdition struct {
	Version int64         `json:"version"`
	At      clock.Instant `json:"at"`
	By      *ref.Named    `json:"by" doc:"null: it came with the program"`
}

// TemplateEditions are the versions of a template.
type TemplateEditions struct {
	Items []TemplateEdition `json:"items" nullable:"false"`
}

func (s *Service) listVersions(ctx context.Context, who authz.Principal, in *struct {
	Key string `path:"key" pattern:"^[a-z][a-z0-9_]{0,39}$"`
}) (*httpapi.Body[TemplateEditions], error) {
	items, err := s.Versions(ctx, who, in.Key)
	return httpapi.OK(TemplateEditions{items}, err)
}

type checkInput struct {
	Body struct {
		Definition form.Definition `json:"definition"`
	}
}

// TemplateFaults are all faults of a definition.
type TemplateFaults struct {
	Problems []TemplateFault `json:"problems" nullable:"false"`
}

func (s *Service) checkTemplate(_ context.Context, who authz.Principal, in *checkInput) (*httpapi.Body[TemplateFaults], error) {
	faults, err := s.CheckTemplate(who, in.Body.Definition)
	return httpapi.OK(TemplateFaults{faults}, err)
}

type publishInput struct {
	Body struct {
		Key        string          `json:"key,omitempty" pattern:"^[a-z][a-z0-9_]{0,39}$" doc:"nothing: a new template"`
		Version    int64           `json:"version,omitempty" minimum:"0" doc:"the newest one that was seen; 0 for a new template"`
		Definition form.Definition `json:"definition"`
	}
}

func (s *Service) publishTemplate(ctx context.Context, who authz.Principal, in *publishInput) (*httpapi.Body[TemplateVersion], error) {
	return httpapi.OK(s.Publish(ctx, who, in.Body.Key, in.Body.Version, in.Body.Definition))
}

type templateStateInput struct {
	Key  string `path:"key" pattern:"^[a-z][a-z0-9_]{0,39}$"`
	Body struct {
		Enabled bool `json:"enabled"`
	}
}

func (s *Service) setTemplateState(ctx context.Context, who authz.Principal, in *templateStateInput) (*httpapi.Body[AdminTemplate], error) {
	return httpapi.OK(s.SetEnabled(ctx, who, in.Key, in.Body.Enabled))
}

func (s *Service) draftRoutes(h *httpapi.Server) {
	httpapi.Handle(h, httpapi.Op{ID: "list_approval_drafts", Method: http.MethodGet, Path: drafts, Tag: tag, Action: authz.ApprovalOwn,
		Summary: "What the caller has begun and not sent, the newest first"}, s.listDrafts)
	httpapi.Handle(h, httpapi.Op{ID: "save_approval_draft", Method: http.MethodPut, Path: drafts + "/{id}", Tag: tag, Action: authz.ApprovalOwn, MaxBody: maxForm,
		Errors: []*apperr.Def{apperr.NotFound, ErrDrafts}, Summary: "Keep what was begun, as it is"}, s.saveDraft)
	httpapi.Handle(h, httpapi.Op{ID: "remove_approval_draft", Method: http.MethodDelete, Path: drafts + "/{id}", Tag: tag, Action: authz.ApprovalOwn, Status: http.StatusNoContent,
		Errors: []*apperr.Def{apperr.NotFound}, Summary: "Throw a draft away"}, s.removeDraft)
}

// DraftList is what somebody has begun.
type DraftList struct {
	Items []ApprovalDraft `json:"items" nullable:"false"`
}

func (s *Service) listDrafts(ctx context.Context, who authz.Principal, _ *struct{}) (*httpapi.Body[DraftList], error) {
	items, err := s.Drafts(ctx, who)
	return httpapi.OK(DraftList{items}, err)
}

type draftInput struct {
	ID   id.ID `path:"id" doc:"of the client's choice"`
	Body struct {
		Application
		Copies []id.ID `json:"cc,omitempty" nullable:"false" maxItems:"100"`
	}
}

func (s *Service) saveDraft(ctx context.Context, who authz.Principal, in *draftInput) (*httpapi.Body[ApprovalDraft], error) {
	return httpapi.OK(s.SaveDraft(ctx, who, in.ID, in.Body.Application, in.Body.Copies))
}

func (s *Service) removeDraft(ctx context.Context, who authz.Principal, in *oneInput) (*httpapi.None, error) {
	return httpapi.Done(s.RemoveDraft(ctx, who, in.ID))
}
