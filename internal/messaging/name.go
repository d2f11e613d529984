package messaging

import (
	"strings"
	"unicode/utf8"

	"tonggui/internal/messaging/content"
)

// MaxName is the length of a group's name in characters.
const MaxName = 60

// cleanName checks a group's name.
func cleanName(name string) (string, error) {
	name = strings.TrimSpace(name)
	switch {
	case !utf8.ValidString(name) || strings.ContainsFunc(name, content.Hidden) || strings.ContainsAny(name, "\n\t"):
		return "", content.ErrControlCharacter.New()
	case content.Blank(name):
		return "", ErrNameEmpty.New()
	case utf8.RuneCountInString(name) > MaxName:
		return "", ErrNameTooLong.New("max", MaxName)
	}
	return name, nil
}
