package password

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Codes of what a password lacks.
const (
	TooShort     = "password.too_short"
	TooLong      = "password.too_long"
	NeedsLetter  = "password.needs_letter"
	NeedsDigit   = "password.needs_digit"
	NeedsSpecial = "password.needs_special"
	Common       = "password.common"
	Personal     = "password.personal"
)

// Limits in characters. The upper one keeps a login from being a way to make the server work.
const (
	MinLength = 8
	MaxLength = 128
)

// Violation is one thing that is wrong with a password.
type Violation struct {
	Code   string
	Params map[string]any
}

// Own is what outsiders know of the person, and of the company; a password made of it is guessed.
type Own struct {
	Number  string
	Name    string
	Pinyin  []string // of the name, by syllable
	Mobile  string
	Email   string
	Company []string // names of the company
}

// Check tells everything that is wrong with a password that somebody chose; nothing means good.
func Check(password string, own Own) []Violation {
	found := []Violation{}
	add := func(code string, params map[string]any) { found = append(found, Violation{code, params}) }
	if n := utf8.RuneCountInString(password); n < MinLength {
		add(TooShort, map[string]any{"min": MinLength})
	} else if n > MaxLength {
		add(TooLong, map[string]any{"max": MaxLength})
		return found // nobody needs a study of a novel
	}
	if !strings.ContainsFunc(password, unicode.IsLetter) {
		add(NeedsLetter, nil)
	}
	if !strings.ContainsFunc(password, unicode.IsDigit) {
		add(NeedsDigit, nil)
	}
	if !strings.ContainsFunc(password, special) {
		add(NeedsSpecial, nil)
	}
	if common(password) {
		add(Common, nil)
	}
	if personal(password, own) {
		add(Personal, nil)
	}
	return found
}

func special(r rune) bool {
	return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.IsControl(r)
}

// personal tells whether the password contains something of the person's own, also where letters
// were swapped for digits that look like them.
func personal(password string, own Own) bool {
	plain := fold(strings.ToLower(password))
	forms := []string{plain, unleet(plain), onlyAlnum(plain), onlyAlnum(unleet(plain))}
	for _, word := range own.words() {
		for _, form := range forms {
			if strings.Contains(form, word) {
				return true
			}
		}
	}
	return false
}

// words are the pieces of personal data that are long enough to mean something.
func (o Own) words() []string {
	out := []string{}
	add := func(min int, word string) {
		if word = fold(strings.ToLower(word)); utf8.RuneCountInString(word) >= min {
			out = append(out, word)
		}
	}
	add(3, o.Number)
	add(4, strings.TrimLeftFunc(o.Number, func(r rune) bool { return r == '0' || unicode.IsLetter(r) }))
	add(2, o.Name)
	if len(o.Pinyin) > 1 {
		add(4, strings.Join(o.Pinyin, ""))
		add(4, strings.Join(o.Pinyin[1:], "")+o.Pinyin[0]) // weizhang
		add(5, strings.Join(o.Pinyin[1:], ""))             // the given name
	}
	digits := strings.TrimPrefix(o.Mobile, "+")
	add(6, digits)
	if len(digits) >= 11 {
		add(6, digits[len(digits)-6:])
		add(8, digits[len(digits)-8:])
	}
	local, _, _ := strings.Cut(o.Email, "@")
	add(4, local)
	for _, part := range strings.FieldsFunc(local, func(r rune) bool { return strings.ContainsRune("._-+", r) }) {
		add(4, part)
	}
	for _, c := range o.Company {
		add(4, c)
	}
	return out
}

// fold makes full-width letters and digits plain ones.
func fold(s string) string { return norm.NFKC.String(s) }

var leet = strings.NewReplacer("@", "a", "4", "a", "3", "e", "1", "i", "!", "i", "|", "l", "0", "o", "$", "s", "5", "s", "7", "t", "8", "b")

func unleet(s string) string { return leet.Replace(s) }

func onlyAlnum(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return r
		}
		return -1
	}, s)
}
