package approvals

import "tonggui/internal/platform/apperr"

// Errors of this room.
var (
	// ErrChanged says that something was done since the client looked.
	ErrChanged = apperr.Define(409, "approval.changed")
	// ErrTextMissing says that the act needs a reason in words.
	ErrTextMissing = apperr.Define(422, "approval.text_missing")
	// ErrStrokeMissing says that the step asks for a signature by hand.
	ErrStrokeMissing = apperr.Define(422, "approval.stroke_missing")
	// ErrStroke says that a file is no signature by hand.
	ErrStroke = apperr.Define(422, "approval.stroke_wrong")
	// ErrUrgedRecently says when it can be urged again.
	ErrUrgedRecently = apperr.Define(409, "approval.urged_recently")
	// ErrNothingToEnd says that what was approved is over, was ended before, or does not last.
	ErrNothingToEnd = apperr.Define(409, "approval.nothing_to_end")
	// ErrConfirm asks for the password.
	ErrConfirm = apperr.Define(403, "approval.confirm_needed")
	// ErrPasskey asks for a passkey.
	ErrPasskey = apperr.Define(403, "approval.passkey_needed")
	// ErrChallenge says that what the passkey signed is over, or was something else.
	ErrChallenge = apperr.Define(409, "approval.challenge_over")
	// ErrBroken says that what is stored is not what was signed.
	ErrBroken = apperr.Define(409, "approval.broken")

	// ErrValues refuses what was filled in, field by field.
	ErrValues = apperr.Define(422, "approval.values")
	// ErrTemplateOver says that there is a newer version, or that it is no longer offered.
	ErrTemplateOver = apperr.Define(409, "approval.template_over")
	// ErrNotForYou says that others may apply for it.
	ErrNotForYou = apperr.Define(403, "approval.not_for_you")
	// ErrIDTaken says that the id is used for something else.
	ErrIDTaken = apperr.Define(409, "approval.id_taken")
	// ErrDrafts says how many drafts there can be.
	ErrDrafts = apperr.Define(409, "approval.too_many_drafts")

	// ErrDefinition refuses a definition, fault by fault.
	ErrDefinition = apperr.Define(422, "approval.definition")
	// ErrKeyTaken says that another template has the key.
	ErrKeyTaken = apperr.Define(409, "approval.key_taken")
)
