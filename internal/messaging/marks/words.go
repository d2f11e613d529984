package marks

import (
	"strings"
	"unicode/utf8"

	"tonggui/internal/messaging/content"
	"tonggui/internal/platform/apperr"
)

// cleanWords checks words that stand beside a message as those of messages are checked; blank ones
// become empty. field and max are for the refusal.
//
// Errors: content.ErrControlCharacter; apperr.Invalid where there are more than max characters.
func cleanWords(text, field string, max int) (string, error) {
	text, err := content.Clean(strings.TrimSpace(text))
	switch {
	case err != nil:
		return "", err
	case utf8.RuneCountInString(text) > max:
		return "", apperr.Invalid.At(field, "too_long", "max", max)
	case content.Blank(text):
		return "", nil
	}
	return text, nil
}
