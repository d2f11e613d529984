package roster

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Reasons in the params of *_invalid faults.
const (
	ReasonControl   = "control"
	ReasonBidi      = "bidi"
	ReasonInvisible = "invisible"
	ReasonMarkup    = "markup"
	ReasonFormula   = "formula"
	ReasonTooLong   = "too_long"
	ReasonTooDeep   = "too_deep"
	ReasonEmpty     = "empty_segment"
	ReasonNoLetter  = "no_letter"
)

// isBidi: characters that reorder text around them.
func isBidi(r rune) bool {
	return r == 0x061C || r == 0x200E || r == 0x200F || r >= 0x202A && r <= 0x202E || r >= 0x2066 && r <= 0x2069
}

// isInvisible: characters without a shape of their own, by which two different
// names would look the same.
func isInvisible(r rune) bool {
	switch {
	case r == 0x00AD, r == 0x034F, r == 0x115F, r == 0x1160, r == 0x17B4, r == 0x17B5, r == 0x3164, r == 0xFFA0, r == 0xFEFF, r == 0x2800:
		return true
	case r >= 0x180B && r <= 0x180F, r >= 0x200B && r <= 0x200D, r >= 0x2060 && r <= 0x2065, r >= 0x206A && r <= 0x206F:
		return true
	case r >= 0xFE00 && r <= 0xFE0F, r >= 0xFFF0 && r <= 0xFFFB, r >= 0xE0000 && r <= 0xE0FFF, r >= 0x1D173 && r <= 0x1D17A:
		return true
	}
	return false
}

func isControl(r rune) bool { return unicode.IsControl(r) || r == 0x2028 || r == 0x2029 }

func hidden(r rune) bool { return isControl(r) || isBidi(r) || isInvisible(r) }

// textProblem names the first thing that keeps a cell from being plain text to
// show to people, or "". The raw cell is needed: trimming would take away the
// tab or the carriage return that spreadsheets treat like a formula sign.
func textProblem(raw string) string {
	if leadsFormula(raw) || leadsFormula(strings.TrimLeftFunc(raw, unicode.IsSpace)) {
		return ReasonFormula
	}
	for _, r := range strings.TrimSpace(raw) {
		switch {
		case isControl(r):
			return ReasonControl
		case isBidi(r):
			return ReasonBidi
		case isInvisible(r):
			return ReasonInvisible
		case r == '<' || r == '>':
			return ReasonMarkup
		}
	}
	return ""
}

// leadsFormula: spreadsheets run a cell that begins like this when the text is
// exported again; the full-width signs are run too.
func leadsFormula(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return strings.ContainsRune("=+-@\t\r＝＋－＠", r) && s != ""
}

func isSpace(r rune) bool { return unicode.IsSpace(r) || r == 0x3000 }

// plain trims and composes: two ways to encode one letter are one letter.
func plain(s string) string { return norm.NFC.String(strings.TrimFunc(s, isSpace)) }

// narrow is for cells that hold codes, not words: full-width forms become
// ASCII, and the ="..." and leading apostrophe by which exports keep leading
// zeros are taken off.
func narrow(s string) string {
	if isASCII(s) {
		s = strings.TrimSpace(s)
	} else {
		s = strings.TrimFunc(norm.NFKC.String(s), isSpace)
	}
	if len(s) >= 3 && strings.HasPrefix(s, `="`) && strings.HasSuffix(s, `"`) {
		s = strings.TrimSpace(s[2 : len(s)-1])
	}
	if len(s) > 1 && s[0] == '\'' {
		s = s[1:]
	}
	return s
}

func isASCII(s string) bool {
	for i := 0; i < len(s); i++ {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// personName takes away the spaces by which two-character names are padded
// (张 三) and folds other runs of spaces into one.
func personName(s string) string {
	s = plain(s)
	if !strings.ContainsFunc(s, isSpace) {
		return s
	}
	parts := strings.FieldsFunc(s, isSpace)
	var b strings.Builder
	b.WriteString(parts[0])
	for i := 1; i < len(parts); i++ {
		before, _ := utf8.DecodeLastRuneInString(parts[i-1])
		after, _ := utf8.DecodeRuneInString(parts[i])
		if !unicode.Is(unicode.Han, before) || !unicode.Is(unicode.Han, after) {
			b.WriteByte(' ')
		}
		b.WriteString(parts[i])
	}
	return b.String()
}

// blankMark: what exports write into cells that do not apply.
func blankMark(s string) bool {
	switch s {
	case "", "-", "--", "—", "——", "/", "无", "N/A", "n/a", "NULL", "null":
		return true
	}
	return false
}

// key makes employee numbers comparable: A001 and a001 are one number.
func key(number string) string { return strings.ToUpper(number) }
