package messaging

import "tonggui/internal/platform/apperr"

// Errors of this room, beside those of what is written in package content.
var (
	ErrMentionAllDenied = apperr.Define(403, "message.mention_all_denied")
	ErrClientIDReused   = apperr.Define(409, "message.client_id_reused")
	ErrCannotCorrect    = apperr.Define(422, "message.cannot_correct")
	ErrCannotQuote      = apperr.Define(422, "message.cannot_quote")
	ErrNotForwardable   = apperr.Define(422, "message.not_forwardable")
	ErrTooManyCopies    = apperr.Define(422, "message.too_many_copies")
	ErrNoThread         = apperr.Define(422, "message.no_thread")
	ErrNotEditable      = apperr.Define(422, "message.not_editable")
	ErrRecalled         = apperr.Define(409, "message.recalled")
	ErrRecallExpired    = apperr.Define(403, "message.recall_expired")
	ErrPurposeNeeded    = apperr.Define(422, "message.purpose_needed")

	ErrNobodyAsked = apperr.Define(422, "receipt.nobody_asked")
	ErrNotMarkable = apperr.Define(422, "message.not_markable")

	ErrPeerLeft       = apperr.Define(409, "conversation.peer_left")
	ErrNotAGroup      = apperr.Define(409, "conversation.not_a_group")
	ErrFull           = apperr.Define(409, "conversation.full")
	ErrPersonUnknown  = apperr.Define(422, "conversation.person_unknown")
	ErrPersonInactive = apperr.Define(422, "conversation.person_inactive")
	ErrNameEmpty      = apperr.Define(422, "conversation.name_empty")
	ErrNameTooLong    = apperr.Define(422, "conversation.name_too_long")
	ErrDraftTooLong   = apperr.Define(422, "conversation.draft_too_long")

	ErrQueryEmpty   = apperr.Define(422, "search.query_empty")
	ErrQueryTooLong = apperr.Define(422, "search.query_too_long")
)
