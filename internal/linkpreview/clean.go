package linkpreview

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// maxMarks is how many combining marks in a row stay; more of them cover the neighbouring lines.
const maxMarks = 3

// clean makes one line of text that shows what it is: no control, invisible or direction-changing
// characters, single spaces, at most so many characters.
func clean(text string, length int) string {
	var b strings.Builder
	space, marks, n := false, 0, 0
	for _, r := range text {
		if unicode.Is(unicode.M, r) {
			if marks++; marks > maxMarks {
				continue
			}
		} else {
			marks = 0
		}
		switch {
		case r == utf8.RuneError, hidden(r):
			continue
		case unicode.IsSpace(r), unicode.Is(unicode.Z, r):
			space = b.Len() > 0
			continue
		}
		if n++; n > length {
			return b.String() + "…"
		}
		if space {
			_ = b.WriteByte(' ')
			space, n = false, n+1
		}
		_, _ = b.WriteRune(r)
	}
	return b.String()
}

// hidden tells whether a character shows nothing, or changes how others show.
func hidden(r rune) bool {
	switch r {
	case '\t', '\n', '\r', '\v', '\f', 0x85:
		return false // space
	case 0x115f, 0x1160, 0x3164, 0xffa0, 0x2800: // letters that are blank
		return true
	}
	return unicode.In(r, unicode.Cc, unicode.Cf, unicode.Co, unicode.Cs) || unicode.Is(unicode.Noncharacter_Code_Point, r)
}
