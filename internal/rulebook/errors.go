package rulebook

import "tonggui/internal/platform/apperr"

// Errors of this room.
var (
	ErrUnknownRule   = apperr.Define(404, "rule.unknown")
	ErrOutOfBounds   = apperr.Define(422, "rule.out_of_bounds")
	ErrEffectivePast = apperr.Define(422, "rule.effective_in_past")
	ErrScopeInvalid  = apperr.Define(422, "rule.scope_invalid")
	ErrUntilInvalid  = apperr.Define(422, "rule.until_invalid")
	// ErrContradiction says which by its parameter reason: same_instant, proposal_open,
	// changes_nothing, nothing_to_withdraw, roles_differ.
	ErrContradiction = apperr.Define(422, "rule.scope_contradiction")
	ErrOwnProposal   = apperr.Define(403, "rule.own_proposal")
	ErrNotDecider    = apperr.Define(403, "rule.not_decider")
	// ErrByApproval says that what is to be done about the proposal is done in its approval.
	ErrByApproval = apperr.Define(409, "rule.by_approval")
	ErrClosed     = apperr.Define(409, "rule.proposal_closed")
	ErrMoved      = apperr.Define(409, "rule.moved") // since it was asked for, what was decided on is not what holds
)
