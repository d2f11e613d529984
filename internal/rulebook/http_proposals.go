package rulebook

import (
	"context"
	"net/http"

	"tonggui/internal/platform/apperr"
	"tonggui/internal/platform/authz"
	"tonggui/internal/platform/clock"
	"tonggui/internal/platform/httpapi"
	"tonggui/internal/platform/id"
)

const proposals = "/admin/rule-proposals"

// proposalRoutes are the way of a change.
func (s *Service) proposalRoutes(h *httpapi.Server) {
	wrong := []*apperr.Def{ErrOutOfBounds, ErrEffectivePast, ErrScopeInvalid, ErrUntilInvalid, ErrContradiction}
	httpapi.Handle(h, httpapi.Op{ID: "propose_rule_change", Method: "POST", Path: "/admin/rules/{id}/proposals", Tag: tag, Action: authz.RulesPropose, Status: http.StatusCreated,
		Summary: "Ask for a value of a rule for a scope, at once or later; somebody else confirms it", Errors: append([]*apperr.Def{ErrUnknownRule}, wrong...)}, s.propose)
	httpapi.Handle(h, httpapi.Op{ID: "list_rule_proposals", Method: "GET", Path: proposals, Tag: tag, Action: authz.RulesPropose,
		Summary: "Changes of rules that were asked for, the newest first"}, s.listProposals)
	httpapi.Handle(h, httpapi.Op{ID: "get_rule_proposal", Method: "GET", Path: proposals + "/{id}", Tag: tag, Action: authz.RulesPropose,
		Summary: "A change that was asked for", Errors: []*apperr.Def{apperr.NotFound}}, s.getProposal)
	httpapi.Handle(h, httpapi.Op{ID: "decide_rule_proposal", Method: "POST", Path: proposals + "/{id}/decision", Tag: tag, Action: authz.RulesDecide,
		Summary: "Confirm or reject what another administrator asked for; confirmed, it is a value of the rule",
		Errors:  append([]*apperr.Def{apperr.NotFound, ErrClosed, ErrByApproval, ErrOwnProposal, ErrNotDecider}, wrong...)}, s.decide)
	httpapi.Handle(h, httpapi.Op{ID: "withdraw_rule_proposal", Method: "POST", Path: proposals + "/{id}/withdraw", Tag: tag, Action: authz.RulesPropose,
		Summary: "Take back what one has asked for", Errors: []*apperr.Def{apperr.NotFound, ErrClosed, ErrByApproval}}, s.withdraw)
}

type proposeIn struct {
	ID   string `path:"id" maxLength:"100"`
	Body struct {
		Scope     Scope          `json:"scope"`
		Value     *int64         `json:"value" nullable:"true" doc:"null withdraws the scope's value"`
		Stage     Stage          `json:"stage,omitempty" enum:"watch,warn,enforce" default:"enforce"`
		Effective clock.Instant  `json:"effective_at,omitempty" minimum:"0" doc:"0: when it is confirmed"`
		Until     *clock.Instant `json:"until_at,omitempty" nullable:"true" minimum:"0" doc:"the first instant at which it no longer holds; a value for one person must have one"`
		Reason    string         `json:"reason" minLength:"2" maxLength:"500"`
		Trial     *id.ID         `json:"trial_id,omitempty" nullable:"true" doc:"the trial run that it follows"`
	}
}

func (s *Service) propose(ctx context.Context, who authz.Principal, in *proposeIn) (*httpapi.Body[Proposal], error) {
	b := in.Body
	var trial id.ID
	if b.Trial != nil {
		trial = *b.Trial
	}
	return httpapi.OK(s.Propose(ctx, who, Change{Rule: in.ID, Scope: b.Scope, Value: b.Value, Stage: b.Stage, Effective: b.Effective, Until: b.Until, Reason: b.Reason}, trial))
}

type proposalsIn struct {
	httpapi.Page
	State string `query:"state" enum:"open,confirmed,rejected,withdrawn,expired" doc:"nothing: all"`
}

func (s *Service) listProposals(ctx context.Context, who authz.Principal, in *proposalsIn) (*httpapi.Body[httpapi.List[Proposal]], error) {
	return httpapi.OK(s.Proposals(ctx, who, State(in.State), in.Page))
}

type proposalIn struct {
	ID id.ID `path:"id"`
}

func (s *Service) getProposal(ctx context.Context, who authz.Principal, in *proposalIn) (*httpapi.Body[Proposal], error) {
	return httpapi.OK(s.Proposal(ctx, who, in.ID))
}

type decideIn struct {
	ID   id.ID `path:"id"`
	Body struct {
		Confirm bool   `json:"confirm" doc:"false rejects"`
		Note    string `json:"note,omitempty" maxLength:"500"`
	}
}

func (s *Service) decide(ctx context.Context, who authz.Principal, in *decideIn) (*httpapi.Body[Proposal], error) {
	return httpapi.OK(s.Decide(ctx, who, in.ID, in.Body.Confirm, in.Body.Note))
}

func (s *Service) withdraw(ctx context.Context, who authz.Principal, in *proposalIn) (*httpapi.Body[Proposal], error) {
	return httpapi.OK(s.Withdraw(ctx, who, in.ID))
}
