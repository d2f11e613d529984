package marks

import "tonggui/internal/platform/apperr"

// Errors of this room.
var (
	ErrNotAnEmoji       = apperr.Define(422, "reaction.not_an_emoji")
	ErrTooManyReactions = apperr.Define(409, "reaction.too_many")
	ErrTooManyPins      = apperr.Define(409, "pin.too_many")
	ErrTooManyLater     = apperr.Define(409, "later.too_many")

	ErrNoReceipt        = apperr.Define(409, "receipt.none")
	ErrNoResult         = apperr.Define(422, "receipt.no_result")
	ErrAnswered         = apperr.Define(409, "receipt.answered")
	ErrRemindedRecently = apperr.Define(409, "message.reminded_recently")
)
