package acknowledgement

import "tonggui/internal/platform/apperr"

// Errors of this room.
var (
	ErrNotInForce       = apperr.Define(409, "acknowledgement.not_in_force")
	ErrOtherText        = apperr.Define(409, "acknowledgement.other_text")
	ErrNotAsked         = apperr.Define(409, "acknowledgement.not_asked")
	ErrRemindedRecently = apperr.Define(409, "acknowledgement.reminded_recently")
)
