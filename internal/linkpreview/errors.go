package linkpreview

import "tonggui/internal/platform/apperr"

// Errors of the room.
var (
	ErrOff  = apperr.Define(404, "link_preview.off")  // the company has not switched it on
	ErrNone = apperr.Define(404, "link_preview.none") // refused, away, or nothing to show
)
