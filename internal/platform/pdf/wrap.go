package pdf

import (
	"strings"
	"unicode"
)

const (
	notFirst = "、。，；：？！）】》」』”’…—,.;:?!)]}%％·" // never begin a line
	notLast  = "（【《「『“‘([{"                   // never end one
)

// lines breaks text where its lines end: at spaces, and between Chinese characters, but with no
// punctuation at the wrong end.
func (d *Doc) lines(text string, size, room float64) (out []string) {
	for _, paragraph := range strings.Split(text, "\n") {
		out = append(out, d.wrap(clean(paragraph), size, room)...)
	}
	return out
}

// clean drops what has no place on paper.
func clean(s string) []rune {
	out := []rune{}
	for _, r := range s {
		switch {
		case r == '\t' || unicode.IsSpace(r):
			out = append(out, ' ')
		case unicode.IsControl(r) || unicode.Is(unicode.Cf, r):
		default:
			out = append(out, r)
		}
	}
	return out
}

func (d *Doc) wrap(text []rune, size, room float64) (out []string) {
	for len(text) > 0 {
		n, wide := 0, 0.0
		for n < len(text) {
			wide += d.measure(text[n]) * size
			if wide > room && n > 0 {
				break
			}
			n++
		}
		if n < len(text) {
			n = breakAt(text, n)
		}
		out = append(out, strings.TrimRight(string(text[:n]), " "))
		for n < len(text) && text[n] == ' ' {
			n++
		}
		text = text[n:]
	}
	return out
}

// breakAt gives the best place to break at or before n, where the line is full.
func breakAt(text []rune, n int) int {
	for k := n; k > 0 && n-k < 40; k-- {
		switch {
		case strings.ContainsRune(notFirst, text[k]), strings.ContainsRune(notLast, text[k-1]):
		case text[k] == ' ', text[k-1] == ' ', wide(text[k]), wide(text[k-1]):
			return k
		}
	}
	return n
}

func wide(r rune) bool { return r >= 0x2E80 }
