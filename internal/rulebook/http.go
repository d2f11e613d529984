package rulebook

import (
	"context"

	"tonggui/internal/platform/apperr"
	"tonggui/internal/platform/authz"
	"tonggui/internal/platform/clock"
	"tonggui/internal/platform/httpapi"
	"tonggui/internal/platform/id"
)

const tag = "Rules"

type listIn struct {
	httpapi.Page
	Query string `query:"q" maxLength:"100" doc:"words, all of which must be found in the rule or its clause"`
}

type ruleIn struct {
	ID string `path:"id" maxLength:"100"`
}

type historyIn struct {
	httpapi.Page
	ID string `path:"id" maxLength:"100"`
}

type evidenceIn struct {
	httpapi.Page
	Rule       string        `query:"rule" maxLength:"100"`
	Department string        `query:"department" maxLength:"36" doc:"itself, without those below it"`
	Outcome    string        `query:"outcome" enum:"record,watch,warn,block"`
	From       clock.Instant `query:"from_at" minimum:"0"`
	To         clock.Instant `query:"to_at" minimum:"0" doc:"included; 0 is now"`
}

// Routes adds the room's operations to the server.
func (s *Service) Routes(h *httpapi.Server) {
	httpapi.Handle(h, httpapi.Op{ID: "list_rules", Method: "GET", Path: "/rules", Tag: tag, Action: authz.RulesRead,
		Summary: "The rules and their values as they hold for the reader"}, s.list)
	httpapi.Handle(h, httpapi.Op{ID: "get_rule", Method: "GET", Path: "/rules/{id}", Tag: tag, Action: authz.RulesRead,
		Summary: "A rule with its values for each scope, now and to come", Errors: []*apperr.Def{ErrUnknownRule}}, s.get)
	httpapi.Handle(h, httpapi.Op{ID: "list_rule_history", Method: "GET", Path: "/rules/{id}/history", Tag: tag, Action: authz.RulesRead,
		Summary: "All values that a rule ever had, the newest first", Errors: []*apperr.Def{ErrUnknownRule}}, s.history)
	httpapi.Handle(h, httpapi.Op{ID: "list_evidence", Method: "GET", Path: "/admin/evidence", Tag: tag, Action: authz.EvidenceRead,
		Summary: "What rules have blocked, warned of, watched or recorded, the newest first. Reading it is recorded"}, s.evidence)
	s.proposalRoutes(h)
}

func (s *Service) list(ctx context.Context, who authz.Principal, in *listIn) (*httpapi.Body[httpapi.List[RuleView]], error) {
	return httpapi.OK(s.Rules(ctx, who, in.Query, in.Page))
}

func (s *Service) get(ctx context.Context, who authz.Principal, in *ruleIn) (*httpapi.Body[RuleDetail], error) {
	return httpapi.OK(s.Rule(ctx, who, in.ID))
}

func (s *Service) history(ctx context.Context, who authz.Principal, in *historyIn) (*httpapi.Body[httpapi.List[RuleValue]], error) {
	return httpapi.OK(s.History(ctx, who, in.ID, in.Page))
}

func (s *Service) evidence(ctx context.Context, who authz.Principal, in *evidenceIn) (*httpapi.Body[httpapi.List[Evidence]], error) {
	f := EvidenceFilter{Rule: in.Rule, Outcome: Outcome(in.Outcome), From: in.From, To: in.To}
	if in.Department != "" {
		var err error
		if f.Department, err = id.Parse(in.Department); err != nil {
			return nil, apperr.Invalid.At("query.department", "wrong_form")
		}
	}
	return httpapi.OK(s.Evidence(ctx, who, f, in.Page))
}
