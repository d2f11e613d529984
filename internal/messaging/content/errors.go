package content

import "tonggui/internal/platform/apperr"

// What can be wrong with what somebody wrote.
var (
	ErrEmpty            = apperr.Define(422, "message.empty")
	ErrTooLong          = apperr.Define(422, "message.too_long")
	ErrTooManyNodes     = apperr.Define(422, "message.too_many_nodes")
	ErrTooManyFiles     = apperr.Define(422, "message.too_many_files")
	ErrControlCharacter = apperr.Define(422, "content.control_character")
	ErrLinkInvalid      = apperr.Define(422, "content.link_invalid")
	ErrMentionNotMember = apperr.Define(422, "message.mention_not_member")
	ErrNotAVoice        = apperr.Define(422, "message.not_a_voice")
	ErrRecordTooDeep    = apperr.Define(422, "message.record_too_deep")
	ErrRecordTooLarge   = apperr.Define(422, "message.record_too_large")
)
