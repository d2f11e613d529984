package calendar

import "tonggui/internal/platform/apperr"

// Errors of this room.
var (
	ErrFaults = apperr.Define(422, "calendar.faults")
	ErrHours  = apperr.Define(422, "calendar.hours")
	ErrZone   = apperr.Define(422, "calendar.zone")
)
