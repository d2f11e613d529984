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
)

const (
	tag  = "Approvals"
	all  = "/approvals"
	one  = all + "/{id}"
	acts = one + "/acts"
)

// maxForm bounds what a form can weigh; files are named in it, not carried.
const maxForm = 512 << 10

// Routes adds the room's operations to the server.
func (s *Service) Routes(h *httpapi.Server) {
	none := []*apperr.Def{apperr.NotFound}
	apply := []*apperr.Def{apperr.NotFound, ErrValues, ErrTemplateOver, ErrNotForYou, ErrIDTaken}
	httpapi.Handle(h, httpapi.Op{ID: "preview_approval", Method: http.MethodPost, Path: all + "/preview", Tag: tag, Action: authz.ApprovalApply, MaxBody: maxForm, Errors: none,
		Summary: "Who would be asked, and what is wrong with the form as it is; nothing is kept"}, s.preview)
	httpapi.Handle(h, httpapi.Op{ID: "open_approval", Method: http.MethodPost, Path: all, Tag: tag, Action: authz.ApprovalApply, Status: http.StatusCreated, MaxBody: maxForm, Errors: apply,
		Summary: "Apply; the same id again answers with the same approval"}, s.open)
	httpapi.Handle(h, httpapi.Op{ID: "list_approvals", Method: http.MethodGet, Path: all, Tag: tag, Action: authz.ApprovalOwn,
		Summary: "What waits for the caller, what they decided, applied for, or were told of"}, s.list)
	httpapi.Handle(h, httpapi.Op{ID: "count_approvals", Method: http.MethodGet, Path: all + "/counts", Tag: tag, Action: authz.ApprovalOwn,
		Summary: "How much waits for the caller"}, s.count)
	httpapi.Handle(h, httpapi.Op{ID: "get_approval", Method: http.MethodGet, Path: one, Tag: tag, Action: authz.ApprovalRead, Errors: none,
		Summary: "An approval with its form, its route, and what the caller may do"}, s.get)
	httpapi.Handle(h, httpapi.Op{ID: "inspect_approval", Method: http.MethodGet, Path: "/admin/approvals/{id}", Tag: tag, Action: authz.ApprovalInspect, Errors: none,
		Summary: "An approval that the caller has no part in; that it was read is recorded"}, s.inspect)
	httpapi.Handle(h, httpapi.Op{ID: "read_approval", Method: http.MethodPut, Path: one + "/read", Tag: tag, Action: authz.ApprovalRead, Errors: none, Status: http.StatusNoContent,
		Summary: "Say that the caller has read it"}, s.read)
	httpapi.Handle(h, httpapi.Op{ID: "act_on_approval", Method: http.MethodPost, Path: acts, Tag: tag, Action: authz.ApprovalAct, MaxBody: maxForm,
		Errors:  []*apperr.Def{apperr.NotFound, ErrChanged, ErrTextMissing, ErrStrokeMissing, ErrUrgedRecently, ErrNothingToEnd, ErrConfirm, ErrPasskey, ErrChallenge, ErrBroken, ErrValues},
		Summary: "Decide, hand on, add somebody, return, withdraw, urge, end early, comment, tell: every act on an approval"}, s.act)
	httpapi.Handle(h, httpapi.Op{ID: "decide_approvals", Method: http.MethodPost, Path: all + "/batch", Tag: tag, Action: authz.ApprovalAct, Rate: httpapi.Forwards,
		Errors: []*apperr.Def{ErrConfirm, ErrPasskey}, Summary: "Decide several alike; each is decided or refused by itself"}, s.batch)
	httpapi.Handle(h, httpapi.Op{ID: "challenge_approval", Method: http.MethodPost, Path: one + "/challenge", Tag: tag, Action: authz.ApprovalAct, MaxBody: maxForm,
		Errors:  []*apperr.Def{apperr.NotFound, ErrChanged, ErrTextMissing, ErrStrokeMissing, ErrPasskey, ErrValues},
		Summary: "Ask the caller's passkey to sign an act; the act is then sent with what it answers"}, s.challenge)
	s.draftRoutes(h)
	s.phraseRoutes(h)
	s.templateRoutes(h)
	s.workRoutes(h)
}

// Application is what somebody sends to apply, or to see what would happen.
type Application struct {
	Template string             `json:"template" pattern:"^[a-z][a-z0-9_]{0,39}$"`
	Version  int64              `json:"version" minimum:"1"`
	Values   form.Values        `json:"values"`
	Chosen   map[string][]id.ID `json:"chosen,omitempty" doc:"whom the applicant has chosen, by step"`
}

type previewInput struct {
	Body struct {
		Application
		As         *id.ID           `json:"as,omitempty" doc:"for whom it is tried; only those who design templates"`
		Definition *form.Definition `json:"definition,omitempty" doc:"tried instead of the version; only those who design templates"`
	}
}

func (s *Service) preview(ctx context.Context, who authz.Principal, in *previewInput) (*httpapi.Body[ApprovalPreview], error) {
	return httpapi.OK(s.Preview(ctx, who, in.Body.Application, Trial{As: in.Body.As, Definition: in.Body.Definition}))
}

type openInput struct {
	Body struct {
		Application
		ID     id.ID   `json:"id" doc:"of the client's choice; a retry names the same"`
		Copies []id.ID `json:"cc,omitempty" nullable:"false" maxItems:"100" doc:"who is told at once"`
		Draft  *id.ID  `json:"draft_id,omitempty" doc:"the draft that it was, which is removed"`
	}
}

func (s *Service) open(ctx context.Context, who authz.Principal, in *openInput) (*httpapi.Body[Approval], error) {
	return httpapi.OK(s.Open(ctx, who, in.Body.ID, in.Body.Application, in.Body.Copies, in.Body.Draft))
}

type listInput struct {
	httpapi.Page
	Box      string        `query:"box" enum:"waiting,decided,mine,copied" default:"waiting"`
	Query    string        `query:"q" maxLength:"100" doc:"words of the title, the number, the applicant; all of them are found in each"`
	State    string        `query:"state" enum:"running,returned,approved,rejected,withdrawn" doc:"nothing: all"`
	Template string        `query:"template" pattern:"^[a-z0-9_]{0,40}$" doc:"nothing: all"`
	From     clock.Instant `query:"from_at" minimum:"0" doc:"opened from this instant on"`
	To       clock.Instant `query:"to_at" minimum:"0" doc:"opened before this instant; 0: no end"`
	Unread   bool          `query:"unread" doc:"only what was not read"`
}

func (s *Service) list(ctx context.Context, who authz.Principal, in *listInput) (*httpapi.Body[ApprovalList], error) {
	return httpapi.OK(s.List(ctx, who, Filter{Box: in.Box, Query: in.Query, State: in.State, Template: in.Template, From: in.From, To: in.To, Unread: in.Unread}, in.Page))
}

func (s *Service) count(ctx context.Context, who authz.Principal, _ *struct{}) (*httpapi.Body[ApprovalCounts], error) {
	return httpapi.OK(s.Counts(ctx, who))
}

type oneInput struct {
	ID id.ID `path:"id"`
}

func (s *Service) get(ctx context.Context, who authz.Principal, in *oneInput) (*httpapi.Body[Approval], error) {
	return httpapi.OK(s.Get(ctx, who, in.ID))
}

func (s *Service) inspect(ctx context.Context, who authz.Principal, in *oneInput) (*httpapi.Body[Approval], error) {
	return httpapi.OK(s.Inspect(ctx, who, in.ID))
}

func (s *Service) read(ctx context.Context, who authz.Principal, in *oneInput) (*httpapi.None, error) {
	return httpapi.Done(s.Read(ctx, who, in.ID))
}

// Confirm is how somebody confirms a decision.
type Confirm struct {
	Password  string         `json:"password,omitempty" maxLength:"256" doc:"holds for 15 minutes in the session"`
	Challenge *id.ID         `json:"challenge_id,omitempty" doc:"what the passkey was asked"`
	Passkey   map[string]any `json:"passkey,omitempty" doc:"what it answered: PublicKeyCredential.toJSON()"`
}

// Act is what somebody does to an approval.
type Act struct {
	Kind    string             `json:"kind" enum:"approve,reject,transfer,add_before,add_after,add_beside,return_applicant,return_step,withdraw,resubmit,urge,end_early,comment,cc"`
	Task    *id.ID             `json:"task_id,omitempty" doc:"the turn that it is about; not for what an applicant does, comment and cc"`
	Version int64              `json:"version" minimum:"0" doc:"of the approval as it was seen; comment, cc and urge do not ask for it"`
	To      []id.ID            `json:"to,omitempty" nullable:"false" maxItems:"50" doc:"to whom it is handed, who is added, who is told"`
	Step    string             `json:"step,omitempty" maxLength:"40" doc:"to which it is returned"`
	Onward  bool               `json:"onward,omitempty" doc:"return: what follows may come straight back here; resubmit: straight on to who returned it, where that was allowed"`
	Text    string             `json:"text,omitempty" maxLength:"2000"`
	Values  form.Values        `json:"values,omitempty" doc:"fields that the step may write; resubmit: the whole form"`
	Copies  []id.ID            `json:"cc,omitempty" nullable:"false" maxItems:"50" doc:"who is told of it"`
	Chosen  map[string][]id.ID `json:"chosen,omitempty" doc:"resubmit: whom the applicant chooses anew, by step; others stay"`
	Stroke  *id.ID             `json:"stroke_file_id,omitempty" doc:"the picture of a signature by hand"`
}

type actInput struct {
	ID   id.ID `path:"id"`
	Body struct {
		Act
		Confirm Confirm `json:"confirm,omitzero" doc:"for approve and reject"`
	}
}

func (s *Service) act(ctx context.Context, who authz.Principal, in *actInput) (*httpapi.Body[Approval], error) {
	return httpapi.OK(s.Do(ctx, who, in.ID, in.Body.Act, in.Body.Confirm))
}

type challengeInput struct {
	ID   id.ID `path:"id"`
	Body Act
}

func (s *Service) challenge(ctx context.Context, who authz.Principal, in *challengeInput) (*httpapi.Body[Challenge], error) {
	return httpapi.OK(s.Ask(ctx, who, in.ID, in.Body))
}

// BatchItem is one of several turns.
type BatchItem struct {
	ID      id.ID `json:"id"`
	Task    id.ID `json:"task_id"`
	Version int64 `json:"version" minimum:"1"`
}

type batchInput struct {
	Body struct {
		Items   []BatchItem `json:"items" nullable:"false" minItems:"1" maxItems:"50"`
		Kind    string      `json:"kind" enum:"approve,reject"`
		Text    string      `json:"text,omitempty" maxLength:"2000"`
		Confirm Confirm     `json:"confirm,omitzero"`
	}
}

// BatchResults are what became of each, in the order asked for.
type BatchResults struct {
	Items []BatchResult `json:"items" nullable:"false"`
}

func (s *Service) batch(ctx context.Context, who authz.Principal, in *batchInput) (*httpapi.Body[BatchResults], error) {
	return httpapi.OK(s.Batch(ctx, who, in.Body.Items, in.Body.Kind, in.Body.Text, in.Body.Confirm))
}
