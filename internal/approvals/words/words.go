// Package words holds what people wrote in several languages: names of templates, labels of fields, steps.
package words

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Words maps a language (zh-CN, en) to a text. At least one is not empty.
type Words map[string]string

// Languages are those in which words can be written, the first one first.
var Languages = []string{"zh-CN", "en"}

// In gives the words in a language, else in the first language that has some, else "".
func (w Words) In(language string) string {
	if s := w[language]; s != "" {
		return s
	}
	for _, l := range Languages {
		if s := w[l]; s != "" {
			return s
		}
	}
	return ""
}

// Plain tells that a text is nothing but what people read: lines where lines are allowed, and no characters that
// control a machine. A database may refuse those, and a terminal obey them.
func Plain(s string, lines bool) bool {
	return utf8.ValidString(s) && !strings.ContainsFunc(s, func(r rune) bool { return unicode.IsControl(r) && !(lines && (r == '\n' || r == '\t')) })
}

// Straight tells that a text does not turn the direction in which what follows it is read.
func Straight(s string) bool {
	return !strings.ContainsFunc(s, func(r rune) bool { return r >= 0x202A && r <= 0x202E || r >= 0x2066 && r <= 0x2069 })
}

// Empty tells that there is nothing in any language.
func (w Words) Empty() bool { return strings.TrimSpace(w.In("")) == "" }
