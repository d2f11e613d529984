// Package fold makes different spellings of one character equal, for searching: width, case,
// compatibility forms, and traditional Chinese characters with their simplified ones.
//
// Each character becomes exactly one character, so a place in a folded text is the same place in the
// text as it was written. Folding a second time changes nothing.
package fold

import (
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Version rises whenever a character folds differently than before: what was stored in folded form
// has to be made anew.
const Version = 1

// Rune folds one character.
func Rune(r rune) rune {
	switch {
	case r < utf8.RuneSelf:
		if 'A' <= r && r <= 'Z' {
			return r + 'a' - 'A'
		}
		return r
	case r < plane:
		return basic()[r]
	}
	return slow(r)
}

// String folds a text. Bytes that are no valid UTF-8 become U+FFFD each.
func String(s string) string { return strings.Map(Rune, s) }

// Runes appends the folded characters of a text to dst.
func Runes(dst []rune, s string) []rune {
	for _, r := range s {
		dst = append(dst, Rune(r))
	}
	return dst
}

const plane = 1 << 16

// basic holds the folded form of each character of the first plane, where nearly all text lies.
var basic = sync.OnceValue(func() *[plane]rune {
	table := new([plane]rune)
	for r := range rune(plane) {
		table[r] = slow(r)
	}
	return table
})

// Simplified returns the simplified form of a traditional character, and any other as it is.
func Simplified(r rune) rune {
	if simple, ok := simplified()[r]; ok {
		return simple
	}
	return r
}

var simplified = sync.OnceValue(func() map[rune]rune {
	pairs := []rune(strings.ReplaceAll(simplifications, "\n", ""))
	m := make(map[rune]rune, len(pairs)/2)
	for i := 0; i < len(pairs); i += 2 {
		m[pairs[i]] = pairs[i+1]
	}
	return m
})

// slow folds until nothing changes any more: a wide letter becomes a letter, then a small one.
func slow(r rune) rune {
	for range 4 {
		next := Simplified(lower(plain(r)))
		if next == r {
			break
		}
		r = next
	}
	return r
}

// plain replaces compatibility forms (width, circled digits, ligature-free variants) where a single
// character is meant, and makes every kind of space a space.
func plain(r rune) rune {
	if r != '\n' && r != '\t' && unicode.Is(unicode.Zs, r) {
		return ' '
	}
	if !utf8.ValidRune(r) {
		return utf8.RuneError
	}
	s := norm.NFKC.String(string(r))
	if first, size := utf8.DecodeRuneInString(s); size == len(s) {
		return first
	}
	return r
}

// lower makes all that differ in case only the same: also the long s and the final sigma.
func lower(r rune) rune {
	least := r
	for f := unicode.SimpleFold(r); f != r; f = unicode.SimpleFold(f) {
		least = min(least, f)
	}
	return unicode.ToLower(least)
}
