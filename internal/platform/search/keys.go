package search

import (
	"slices"
	"unicode"

	"tonggui/internal/platform/fold"
)

// key is what an entry is listed under. A character is its own number, two characters are both
// numbers side by side; what is no text has the highest bit.
type key uint64

const (
	runeBits = 21
	noText   = key(1) << 63
	facetAt  = 60 // where the kind of facet stands
)

// The facets: what an entry has beside its text. Scopes and authors are numbered within a segment.
const (
	scopeFacet = noText | iota<<facetAt
	authorFacet
	kindFacet
)

func single(r rune) key  { return key(r) }
func pair(a, b rune) key { return key(a)<<runeBits | key(b) }

// separates tells whether a character ends a word: what is a space or is not seen is not listed.
func separates(r rune) bool { return r <= ' ' || unicode.IsSpace(r) || unicode.IsControl(r) }

// textKeys appends the keys of a text to dst, sorted and without doubles. runes is room to work in.
func textKeys(dst []key, runes []rune, text string) ([]key, []rune) {
	runes = fold.Runes(runes[:0], text)
	start := len(dst)
	before := rune(0)
	for _, r := range runes {
		if separates(r) {
			before = 0
			continue
		}
		dst = append(dst, single(r))
		if before != 0 {
			dst = append(dst, pair(before, r))
		}
		before = r
	}
	slices.Sort(dst[start:])
	return slices.Compact(dst), runes
}
