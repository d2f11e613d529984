package content

import (
	"errors"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/cases"
	"golang.org/x/text/unicode/norm"
)

// A name fits into what people see in one line, and into the folders of every system.
const (
	MaxNameBytes      = 255
	MaxNameCharacters = 120
)

// ErrName says that a name cannot be kept.
var ErrName = errors.New("content: this cannot be the name of a file")

// CleanName gives the name under which a file is kept: in NFC, without spaces around it and without
// the dots at its end that some systems drop.
//
// Errors: ErrName where it is empty, too long, no UTF-8, or holds what leads into other folders,
// hides or reorders what people read.
func CleanName(name string) (string, error) {
	if !utf8.ValidString(name) || len(name) > 4*MaxNameBytes {
		return "", ErrName
	}
	name = norm.NFC.String(name)
	name = strings.TrimSpace(strings.TrimRightFunc(name, func(r rune) bool { return r == '.' || unicode.IsSpace(r) }))
	if name == "" || len(name) > MaxNameBytes || utf8.RuneCountInString(name) > MaxNameCharacters || strings.ContainsFunc(name, forbidden) {
		return "", ErrName
	}
	return name, nil
}

// forbidden characters mislead: separators of folders, controls, marks of direction, what has no
// width. The joiner stays: families of emoji are made with it.
func forbidden(r rune) bool {
	const joiner = '\u200d'
	switch {
	case r == '/' || r == '\\' || r == utf8.RuneError:
		return true
	case r == joiner:
		return false
	}
	return unicode.IsControl(r) || unicode.In(r, unicode.Cf, unicode.Zl, unicode.Zp, unicode.Co, unicode.Cs)
}

// NameKey gives the form in which names are compared with what somebody looks for.
func NameKey(name string) string { return cases.Fold().String(norm.NFKC.String(name)) }
