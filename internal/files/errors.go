package files

import "tonggui/internal/platform/apperr"

// Errors of this room.
var (
	ErrNotUsable = apperr.Define(422, "file.not_usable")
)
