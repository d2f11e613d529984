package approvals

import (
	"context"

	"tonggui/internal/approvals/form"
	"tonggui/internal/platform/apperr"
	"tonggui/internal/platform/authz"
	"tonggui/internal/platform/clock"
	"tonggui/internal/platform/httpapi"
	"tonggui/internal/platform/id"
)

// Trial is an application that is only tried.
type Trial struct {
	As         *id.ID
	Definition *form.Definition
}

// Filter narrows a list.
type Filter struct {
	Box, Query, State, Template string
	From, To                    clock.Instant
	Unread                      bool
}

func (s *Service) Preview(ctx context.Context, who authz.Principal, a Application, t Trial) (ApprovalPreview, error) {
	return ApprovalPreview{}, apperr.Unavailable.New()
}
func (s *Service) Open(ctx context.Context, who authz.Principal, one id.ID, a Application, copies []id.ID, draft *id.ID) (Approval, error) {
	return Approval{}, apperr.Unavailable.New()
}
func (s *Service) List(ctx context.Context, who authz.Principal, f Filter, p httpapi.Page) (httpapi.List[ApprovalRow], error) {
	return httpapi.List[ApprovalRow]{Items: []ApprovalRow{}}, nil
}
func (s *Service) Counts(ctx context.Context, who authz.Principal) (ApprovalCounts, error) {
	return ApprovalCounts{}, nil
}
func (s *Service) Get(ctx context.Context, who authz.Principal, one id.ID) (Approval, error) {
	return Approval{}, apperr.NotFound.New()
}
func (s *Service) Inspect(ctx context.Context, who authz.Principal, one id.ID) (Approval, error) {
	return Approval{}, apperr.NotFound.New()
}
func (s *Service) Read(ctx context.Context, who authz.Principal, one id.ID) error {
	return apperr.NotFound.New()
}
func (s *Service) Do(ctx context.Context, who authz.Principal, one id.ID, a Act, c Confirm) (Approval, error) {
	return Approval{}, apperr.NotFound.New()
}
func (s *Service) Batch(ctx context.Context, who authz.Principal, items []BatchItem, kind, text string, c Confirm) (BatchResults, error) {
	return BatchResults{Items: []BatchResult{}}, nil
}
func (s *Service) Templates(ctx context.Context, who authz.Principal) ([]ApprovalTemplate, error) {
	return []ApprovalTemplate{}, nil
}
func (s *Service) Template(ctx context.Context, who authz.Principal, key string, version int64) (TemplateVersion, error) {
	return TemplateVersion{}, apperr.NotFound.New()
}
func (s *Service) AllTemplates(ctx context.Context, who authz.Principal) (AdminTemplateList, error) {
	return AdminTemplateList{Items: []AdminTemplate{}, Effects: []KnownEffect{}}, nil
}
func (s *Service) Versions(ctx context.Context, who authz.Principal, key string) ([]TemplateEdition, error) {
	return nil, apperr.NotFound.New()
}
func (s *Service) CheckTemplate(who authz.Principal, d form.Definition) ([]TemplateFault, error) {
	return []TemplateFault{}, nil
}
func (s *Service) Publish(ctx context.Context, who authz.Principal, key string, seen int64, d form.Definition) (TemplateVersion, error) {
	return TemplateVersion{}, apperr.NotFound.New()
}
func (s *Service) SetEnabled(ctx context.Context, who authz.Principal, key string, enabled bool) (AdminTemplate, error) {
	return AdminTemplate{}, apperr.NotFound.New()
}
func (s *Service) Drafts(ctx context.Context, who authz.Principal) ([]ApprovalDraft, error) {
	return []ApprovalDraft{}, nil
}
func (s *Service) SaveDraft(ctx context.Context, who authz.Principal, one id.ID, a Application, copies []id.ID) (ApprovalDraft, error) {
	return ApprovalDraft{}, apperr.NotFound.New()
}
func (s *Service) RemoveDraft(ctx context.Context, who authz.Principal, one id.ID) error {
	return apperr.NotFound.New()
}
