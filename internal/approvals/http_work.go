package approvals

import (
	"context"
	"mime"
	"net/http"
	"strings"
	"time"

	"tonggui/internal/platform/apperr"
	"tonggui/internal/platform/authz"
	"tonggui/internal/platform/clock"
	"tonggui/internal/platform/httpapi"
	"tonggui/internal/platform/id"
)

// workRoutes adds the operations about what runs beside requests: delegations, effects, statistics.
func (s *Service) workRoutes(h *httpapi.Server) {
	httpapi.Handle(h, httpapi.Op{ID: "list_delegations", Method: http.MethodGet, Path: "/delegations", Tag: tag, Action: authz.DelegationOwn,
		Summary: "Whom the caller lets act for them, or for whom they act"}, s.listDelegations)
	httpapi.Handle(h, httpapi.Op{ID: "create_delegation", Method: http.MethodPost, Path: "/delegations", Tag: tag, Action: authz.DelegationOwn, Status: http.StatusCreated,
		Errors: []*apperr.Def{ErrDelegateSelf, ErrDelegateInactive, ErrDelegationOverlaps, ErrDelegationCircle, ErrDelegations}, Summary: "Let somebody act for the caller in approvals, for a time"}, s.createDelegation)
	httpapi.Handle(h, httpapi.Op{ID: "end_delegation", Method: http.MethodDelete, Path: "/delegations/{id}", Tag: tag, Action: authz.DelegationOwn, Status: http.StatusNoContent,
		Errors: []*apperr.Def{apperr.NotFound}, Summary: "Take a delegation back"}, s.endDelegation)
	httpapi.Handle(h, httpapi.Op{ID: "list_approval_effects", Method: http.MethodGet, Path: "/admin/approval-effects", Tag: tag, Action: authz.ApprovalEffects,
		Summary: "What was approved and is not done"}, s.listEffects)
	httpapi.Handle(h, httpapi.Op{ID: "settle_approval_effect", Method: http.MethodPost, Path: "/admin/approval-effects/{id}", Tag: tag, Action: authz.ApprovalEffects,
		Errors: []*apperr.Def{apperr.NotFound, ErrEffectSettled, ErrTextMissing}, Summary: "Have a failed effect tried again, or close it"}, s.settleEffect)
	httpapi.Handle(h, httpapi.Op{ID: "get_approval_statistics", Method: http.MethodGet, Path: "/admin/approvals/statistics", Tag: tag, Action: authz.ApprovalStatistics, Rate: httpapi.Costly,
		Summary: "How long approvals take, step by step, and for whom they wait"}, s.getStatistics)
	httpapi.Handle(h, httpapi.Op{ID: "get_approval_pdf", Method: http.MethodGet, Path: one + "/document.pdf", Tag: tag, Action: authz.ApprovalRead, Rate: httpapi.Costly,
		Errors: []*apperr.Def{apperr.NotFound}, Summary: "An approval for paper (PDF): form, route, opinions, signatures, and how to verify them"}, s.getPDF)
	httpapi.Handle(h, httpapi.Op{ID: "export_approvals", Method: http.MethodGet, Path: all + "/export", Tag: tag, Action: authz.ApprovalExport, Rate: httpapi.Costly,
		Errors: []*apperr.Def{ErrExportTooLarge}, Summary: "Approvals of a span in a file for spreadsheets: the caller's own, or all"}, s.export)
	httpapi.Handle(h, httpapi.Op{ID: "get_signed_approval", Method: http.MethodGet, Path: one + "/signed.json", Tag: tag, Action: authz.ApprovalRead, Rate: httpapi.Costly,
		Errors: []*apperr.Def{apperr.NotFound, ErrSignedHidden, ErrBroken}, Summary: "The signed document, which `tonggui approval verify` checks without this server"}, s.getSigned)
}

type delegationsInput struct {
	Box string `query:"box" enum:"given,received" default:"given"`
}

type delegationList struct {
	Items []Delegation `json:"items" nullable:"false"`
}

func (s *Service) listDelegations(ctx context.Context, who authz.Principal, in *delegationsInput) (*httpapi.Body[delegationList], error) {
	all, err := s.Delegations(ctx, who, in.Box == "received")
	return httpapi.OK(delegationList{all}, err)
}

type delegationInput struct {
	Body struct {
		To        id.ID         `json:"to"`
		From      clock.Instant `json:"from_at,omitempty" minimum:"0" doc:"0: from now on"`
		Until     clock.Instant `json:"until_at" minimum:"1" doc:"the first instant at which it no longer holds; at most 366 days later"`
		Templates []string      `json:"templates,omitempty" nullable:"false" maxItems:"100" doc:"keys; none: all"`
		Reason    string        `json:"reason,omitempty" maxLength:"200"`
	}
}

func (s *Service) createDelegation(ctx context.Context, who authz.Principal, in *delegationInput) (*httpapi.Body[Delegation], error) {
	b := in.Body
	return httpapi.OK(s.Delegate(ctx, who, NewDelegation{To: b.To, From: b.From, Until: b.Until, Templates: b.Templates, Reason: b.Reason}))
}

func (s *Service) endDelegation(ctx context.Context, who authz.Principal, in *oneInput) (*httpapi.None, error) {
	return httpapi.Done(s.EndDelegation(ctx, who, in.ID))
}

type effectsInput struct {
	httpapi.Page
	State string `query:"state" enum:"failed,pending,closed" default:"failed"`
}

func (s *Service) listEffects(ctx context.Context, who authz.Principal, in *effectsInput) (*httpapi.Body[httpapi.List[EffectRow]], error) {
	return httpapi.OK(s.Effects(ctx, who, in.State, in.Page))
}

type settleInput struct {
	ID   id.ID `path:"id" doc:"of the approval"`
	Body struct {
		Action string `json:"action" enum:"retry,close" doc:"close: somebody has settled it otherwise"`
		Reason string `json:"reason" minLength:"1" maxLength:"500"`
	}
}

func (s *Service) settleEffect(ctx context.Context, who authz.Principal, in *settleInput) (*httpapi.Body[EffectRow], error) {
	return httpapi.OK(s.SettleEffect(ctx, who, in.ID, in.Body.Action == "retry", in.Body.Reason))
}

type statisticsInput struct {
	Template string        `query:"template" pattern:"^[a-z0-9_]{0,40}$" doc:"nothing: all"`
	From     clock.Instant `query:"from_at" minimum:"0" doc:"nothing: 90 days before the end"`
	To       clock.Instant `query:"to_at" minimum:"0" doc:"not included; nothing: now"`
}

// usualSpan is the span of a question that names none.
const usualSpan = 90 * 24 * time.Hour

func (s *Service) getStatistics(ctx context.Context, who authz.Principal, in *statisticsInput) (*httpapi.Body[ApprovalStatistics], error) {
	from, to := s.span(in.From, in.To)
	return httpapi.OK(s.Statistics(ctx, who, in.Template, from, to))
}

// span fills in what a question leaves open.
func (s *Service) span(from, to clock.Instant) (clock.Instant, clock.Instant) {
	if to == 0 {
		to = s.DB.Now() + 1 // what was opened at this instant is among it
	}
	if from == 0 {
		from = to.Add(-usualSpan)
	}
	return from, to
}

// fileOutput is a file to save.
type fileOutput struct {
	ContentType string `header:"Content-Type"`
	Disposition string `header:"Content-Disposition"`
	Body        []byte
}

func saved(kind string, data []byte, name string, err error) (*fileOutput, error) {
	if err != nil {
		return nil, err
	}
	name = strings.NewReplacer("/", "_", `\`, "_").Replace(name)
	return &fileOutput{ContentType: kind, Body: data, Disposition: mime.FormatMediaType("attachment", map[string]string{"filename": name})}, nil
}

func (s *Service) getPDF(ctx context.Context, who authz.Principal, in *oneInput) (*fileOutput, error) {
	data, name, err := s.Document(ctx, who, in.ID)
	return saved("application/pdf", data, name, err)
}

func (s *Service) getSigned(ctx context.Context, who authz.Principal, in *oneInput) (*fileOutput, error) {
	data, name, err := s.Signed(ctx, who, in.ID)
	return saved("application/json", data, name, err)
}

type exportInput struct {
	Scope    string        `query:"scope" enum:"mine,waiting,decided,copied,all" default:"mine" doc:"one of the caller's lists, or what everybody has applied for"`
	Format   string        `query:"format" enum:"csv,xlsx" default:"xlsx"`
	Template string        `query:"template" pattern:"^[a-z0-9_]{0,40}$" doc:"nothing: all; of one, what was filled in is in the file too, as far as the caller may see it"`
	State    string        `query:"state" enum:"running,returned,approved,rejected,withdrawn" doc:"nothing: all"`
	From     clock.Instant `query:"from_at" minimum:"0" doc:"opened from this instant on; nothing: ever, and of all 90 days before the end"`
	To       clock.Instant `query:"to_at" minimum:"0" doc:"opened before this instant; nothing: now"`
	Query    string        `query:"q" maxLength:"100" doc:"as lists are searched; not of all"`
}

// exportKinds are the media types of the files.
var exportKinds = map[string]string{"csv": "text/csv; charset=utf-8", "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"}

func (s *Service) export(ctx context.Context, who authz.Principal, in *exportInput) (*fileOutput, error) {
	x := Export{Box: in.Scope, Format: in.Format, Template: in.Template, State: in.State, Query: in.Query, From: in.From, To: in.To}
	if in.Scope == "all" {
		x.Box, x.Query = "", ""
		x.From, x.To = s.span(in.From, in.To)
	}
	data, name, err := s.Exported(ctx, who, x)
	return saved(exportKinds[in.Format], data, name, err)
}
