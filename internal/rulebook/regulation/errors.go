package regulation

import (
	"errors"

	"tonggui/internal/platform/apperr"
	"tonggui/internal/rulebook/regulation/text"
)

// Errors of this room.
var (
	ErrNotText       = apperr.Define(422, "regulation.not_text")
	ErrFileEmpty     = apperr.Define(422, "regulation.file_empty")
	ErrFileTooLarge  = apperr.Define(413, "regulation.file_too_large")
	ErrDoubtUnknown  = apperr.Define(422, "regulation.doubt_unknown")
	ErrDoubtWay      = apperr.Define(422, "regulation.doubt_decision")
	ErrDoubtsOpen    = apperr.Define(409, "regulation.doubts_open")
	ErrImportApplied = apperr.Define(409, "regulation.import_applied")
	ErrDraftExists   = apperr.Define(409, "regulation.draft_exists")
	ErrNotDraft      = apperr.Define(409, "regulation.not_draft")
	ErrOutdated      = apperr.Define(409, "regulation.outdated")
	ErrPlace         = apperr.Define(422, "regulation.place_invalid")
	ErrTooManyParts  = apperr.Define(422, "regulation.too_many_parts")
	ErrIncomplete    = apperr.Define(422, "regulation.incomplete")
	ErrEffectivePast = apperr.Define(422, "regulation.effective_in_past")
	ErrEffectiveLate = apperr.Define(422, "regulation.effective_order")
)

// unreadable turns the reader's errors into the room's.
func unreadable(err error) error {
	switch {
	case errors.Is(err, text.ErrEmpty):
		return ErrFileEmpty.New()
	case errors.Is(err, text.ErrTooLarge):
		return ErrFileTooLarge.New("max", text.MaxSource)
	case errors.Is(err, text.ErrNoText):
		return ErrNotText.New()
	}
	return err
}
