package crypt

import (
	"errors"

	"tonggui/internal/platform/apperr"
)

// ErrKeys says that the key file cannot be used now: nothing can be sealed, and what this process
// has no key for cannot be opened. An administrator must put the file back.
var ErrKeys = apperr.Define(503, "storage.keys_unavailable")

// Errors for rooms, which know what to tell people.
var (
	// ErrDamaged says that something does not open: it was changed, cut off or lengthened, belongs
	// elsewhere, or was sealed with another key.
	ErrDamaged = errors.New("crypt: the sealed bytes were changed or belong elsewhere")
	// ErrSize says that a part's source held fewer or more bytes than were announced.
	ErrSize = errors.New("crypt: the part does not have the announced size")
)
