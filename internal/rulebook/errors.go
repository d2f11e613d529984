package rulebook

import "tonggui/internal/platform/apperr"

// Errors of this room.
var (
	ErrUnknownRule   = apperr.Define(404, "rule.unknown")
	ErrOutOfBounds   = apperr.Define(422, "rule.out_of_bounds")
	ErrEffectivePast = apperr.Define(422, "rule.effective_in_past")
	ErrScopeInvalid  = apperr.Define(422, "rule.scope_invalid")
)
