package condition

import (
	"slices"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

type tokenKind uint8

const (
	tokenEnd tokenKind = iota
	tokenName
	tokenNumber
	tokenText
	tokenSign // operators, brackets and words of the language
)

type token struct {
	kind tokenKind
	at   int
	word string // of a text: what it says
}

// Words lists those that no name can be.
var Words = []string{"and", "or", "not", "in", "contains", "true", "false"}

// lex cuts a source into tokens.
func lex(source string) ([]token, *Fault) {
	if utf8.RuneCountInString(source) > MaxLength {
		return nil, &Fault{Code: TooLong, At: MaxLength}
	}
	runes := []rune(source)
	var out []token
	for i := 0; i < len(runes); {
		if r := runes[i]; r == ' ' || r == '\t' || r == '\n' || r == '\r' {
			i++
			continue
		}
		t, end, fault := next(runes, i)
		if fault != nil {
			return nil, fault
		}
		out = append(out, t)
		i = end
	}
	return append(out, token{tokenEnd, len(runes), ""}), nil
}

func next(runes []rune, at int) (token, int, *Fault) {
	r := runes[at]
	switch {
	case r == '"':
		return lexText(runes, at)
	case isDigit(r):
		return lexNumber(runes, at)
	case isSmall(r):
		end := while(runes, at, func(r rune) bool { return isSmall(r) || isDigit(r) || r == '_' || r == '.' })
		word := string(runes[at:end])
		if slices.Contains(Words, word) {
			return token{tokenSign, at, word}, end, nil
		}
		return token{tokenName, at, word}, end, nil
	}
	two := string(runes[at:min(at+2, len(runes))])
	if two == "!=" || two == "<=" || two == ">=" {
		return token{tokenSign, at, two}, at + 2, nil
	}
	switch r {
	case '+', '-', '*', '/', '=', '<', '>', '(', ')', '[', ']', ',':
		return token{tokenSign, at, string(r)}, at + 1, nil
	}
	return token{}, 0, &Fault{Code: BadCharacter, At: at, Word: string(r)}
}

func lexNumber(runes []rune, at int) (token, int, *Fault) {
	// Letters are taken along, so that 12a is one fault and not two things.
	end := while(runes, at, func(r rune) bool { return isDigit(r) || isSmall(r) || r == '.' || r == '_' })
	word := string(runes[at:end])
	if _, ok := ParseDecimal(word); !ok {
		return token{}, 0, &Fault{Code: BadNumber, At: at, Word: word}
	}
	return token{tokenNumber, at, word}, end, nil
}

func lexText(runes []rune, at int) (token, int, *Fault) {
	var said []rune
	for i := at + 1; i < len(runes); i++ {
		switch r := runes[i]; {
		case r == '"':
			return token{tokenText, at, norm.NFC.String(string(said))}, i + 1, nil
		case r < ' ' || r == 0x7f || r == utf8.RuneError:
			return token{}, 0, &Fault{Code: BadCharacter, At: i, Word: string(r)}
		case r == '\\':
			i++
			if i == len(runes) || runes[i] != '"' && runes[i] != '\\' {
				return token{}, 0, &Fault{Code: BadEscape, At: i - 1}
			}
			said = append(said, runes[i])
		default:
			said = append(said, r)
		}
	}
	return token{}, 0, &Fault{Code: OpenText, At: at}
}

func while(runes []rune, at int, fits func(rune) bool) int {
	for at < len(runes) && fits(runes[at]) {
		at++
	}
	return at
}

func isDigit(r rune) bool { return '0' <= r && r <= '9' }
func isSmall(r rune) bool { return 'a' <= r && r <= 'z' }
