package regulation

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// How long the words of a draft may be, in characters.
const (
	maxTitle    = 200
	maxNumber   = 40
	maxText     = 20_000
	maxPreamble = 50_000
)

// line tells whether a text is one line without anything that hides or reorders what people read.
func line(s string) bool { return !strings.Contains(s, "\n") && paragraphs(s) }

// paragraphs tells it of a text of several lines.
func paragraphs(s string) bool {
	return utf8.ValidString(s) && !strings.ContainsFunc(s, func(r rune) bool {
		return unicode.IsControl(r) && r != '\n' && r != '\t' || unicode.In(r, unicode.Cf, unicode.Zl, unicode.Zp)
	})
}
