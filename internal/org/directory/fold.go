package directory

import (
	"strings"
	"unicode"

	spelling "tonggui/internal/platform/fold"

	"golang.org/x/text/unicode/norm"
)

// fold makes different spellings of one character equal: case, width, tone
// marks, traditional forms. It maps one rune to one rune, so that positions in
// folded text are positions in the text.
func fold(r rune) rune {
	switch {
	case r < 0x80:
		if r >= 'A' && r <= 'Z' {
			return r + 'a' - 'A'
		}
		return r
	case r == 0x3000 || unicode.IsSpace(r):
		return ' '
	case r >= 0xFF01 && r <= 0xFF5E:
		return fold(r - 0xFEE0)
	case r == '珮': // in names as good as the other one
		return '佩'
	case unicode.Is(unicode.Han, r):
		return spelling.Simplified(r)
	case strings.ContainsRune("üǖǘǚǜÜǕǗǙǛ", r):
		return 'v'
	case unicode.Is(unicode.Latin, r):
		for _, base := range norm.NFD.String(string(unicode.ToLower(r))) {
			return base
		}
	}
	return unicode.ToLower(r)
}

func foldText(s string) string { return strings.Map(fold, s) }

// query is what was typed, ready to compare.
type query struct {
	text    string // folded and trimmed: for numbers, posts and departments
	pattern []rune // characters, letters, digits; single spaces end a token
}

func parseQuery(s string) (query, bool) {
	if len(s) > 16*MaxQueryRunes {
		return query{}, false
	}
	q := query{text: strings.Join(strings.FieldsFunc(foldText(norm.NFC.String(s)), func(r rune) bool { return r == ' ' || unicode.IsControl(r) }), " ")}
	for _, r := range q.text {
		switch {
		case unicode.IsLetter(r) || unicode.IsDigit(r):
			q.pattern = append(q.pattern, r)
		case r == '\'' || unicode.Is(unicode.Mn, r): // xi'an
		case len(q.pattern) > 0 && q.pattern[len(q.pattern)-1] != ' ':
			q.pattern = append(q.pattern, ' ')
		}
	}
	if n := len(q.pattern); n > 0 && q.pattern[n-1] == ' ' {
		q.pattern = q.pattern[:n-1]
	}
	return q, q.text != "" && len([]rune(q.text)) <= MaxQueryRunes
}
