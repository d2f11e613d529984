package content

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

var lineEnds = strings.NewReplacer("\r\n", "\n", "\r", "\n")

// Clean keeps a text as it was typed, with \n for line ends, and refuses characters that are not seen
// but change what is seen.
//
// Errors: ErrControlCharacter.
func Clean(text string) (string, error) {
	if strings.Contains(text, "\r") {
		text = lineEnds.Replace(text)
	}
	if !utf8.ValidString(text) || strings.ContainsFunc(text, Hidden) {
		return "", ErrControlCharacter.New()
	}
	return text, nil
}

// Hidden tells whether a character is a control character other than a line break or tab, or one
// that turns the reading direction of what follows.
func Hidden(r rune) bool {
	switch {
	case r == '\n' || r == '\t':
		return false
	case r >= 0x202A && r <= 0x202E, r >= 0x2066 && r <= 0x2069, r == 0x2028, r == 0x2029:
		return true
	}
	return unicode.IsControl(r)
}

// Blank tells whether nothing of a text can be seen.
func Blank(text string) bool {
	for _, r := range text {
		if !unicode.IsSpace(r) && !unicode.Is(unicode.Cf, r) {
			return false
		}
	}
	return true
}
