package trial

import (
	"context"
	"net/http"

	"tonggui/internal/platform/apperr"
	"tonggui/internal/platform/authz"
	"tonggui/internal/platform/clock"
	"tonggui/internal/platform/httpapi"
	"tonggui/internal/platform/id"
	"tonggui/internal/rulebook"
)

// Routes adds the room's operations to the server.
func (s *Service) Routes(h *httpapi.Server) {
	const tag, one = "Rules", "/admin/rule-trials/{id}"
	httpapi.Handle(h, httpapi.Op{ID: "start_rule_trial", Method: http.MethodPost, Path: "/admin/rules/{id}/trials", Tag: tag, Action: authz.RulesTry, Status: http.StatusAccepted,
		Rate: httpapi.Costly, Summary: "Try a value of a rule on what happened in a past span; it runs beside, get_rule_trial tells how far it is",
		Errors: []*apperr.Def{rulebook.ErrUnknownRule, rulebook.ErrOutOfBounds, rulebook.ErrScopeInvalid, ErrNoFacts, ErrSpan, ErrBusy}}, s.startTrial)
	httpapi.Handle(h, httpapi.Op{ID: "list_rule_trials", Method: http.MethodGet, Path: "/admin/rules/{id}/trials", Tag: tag, Action: authz.RulesTry,
		Summary: "The trial runs of a rule, the newest first, without their results", Errors: []*apperr.Def{rulebook.ErrUnknownRule}},
		func(ctx context.Context, who authz.Principal, in *listInput) (*httpapi.Body[httpapi.List[RuleTrial]], error) {
			return httpapi.OK(s.Trials(ctx, who, in.ID, in.Page))
		})
	httpapi.Handle(h, httpapi.Op{ID: "get_rule_trial", Method: http.MethodGet, Path: one, Tag: tag, Action: authz.RulesTry,
		Summary: "A trial run: how far it is, and what would have been otherwise", Errors: []*apperr.Def{apperr.NotFound}},
		func(ctx context.Context, who authz.Principal, in *oneInput) (*httpapi.Body[RuleTrial], error) {
			return httpapi.OK(s.Trial(ctx, who, in.ID))
		})
	httpapi.Handle(h, httpapi.Op{ID: "cancel_rule_trial", Method: http.MethodPost, Path: one + "/cancel", Tag: tag, Action: authz.RulesTry,
		Summary: "End a trial run that is still running", Errors: []*apperr.Def{apperr.NotFound, ErrNotRunning}},
		func(ctx context.Context, who authz.Principal, in *oneInput) (*httpapi.Body[RuleTrial], error) {
			return httpapi.OK(s.Cancel(ctx, who, in.ID))
		})
}

type oneInput struct {
	ID id.ID `path:"id"`
}

type listInput struct {
	ID string `path:"id" maxLength:"100"`
	httpapi.Page
}

type ruleTrialInput struct {
	ID   string `path:"id" maxLength:"100"`
	Body struct {
		Scope rulebook.Scope `json:"scope"`
		Value int64          `json:"value"`
		Stage rulebook.Stage `json:"stage,omitempty" enum:"watch,warn,enforce" default:"enforce"`
		From  clock.Instant  `json:"from_at" minimum:"0"`
		To    clock.Instant  `json:"to_at" minimum:"0" doc:"the first instant that no longer counts; at most 366 days later, not in the future"`
	}
}

func (s *Service) startTrial(ctx context.Context, who authz.Principal, in *ruleTrialInput) (*httpapi.Body[RuleTrial], error) {
	b := in.Body
	return httpapi.OK(s.Begin(ctx, who, Question{Rule: in.ID, Scope: b.Scope, Value: b.Value, Stage: b.Stage, Span: Span{b.From, b.To}}))
}
