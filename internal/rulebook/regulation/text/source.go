package text

import (
	"strings"
	"unicode"

	"tonggui/internal/platform/fold"
)

// char is a character of the source with its place there. f is its folded form, in which Traditional
// and Simplified, full and half width are the same.
type char struct {
	r, f      rune
	off       int // in characters, from 0
	line, col int // from 1
}

// source is the text as it is read: without Markdown's signs, with settled replacements in place.
type source struct {
	cs      []char
	hashes  map[int]int // line → how many # head it
	settled Settled
	doubts  []Doubt
	guesses int // how many unreadable characters were looked up
}

func space(r rune) bool {
	switch r {
	case '\u200B', '\u200C', '\u200D', '\u2060', '\uFEFF', '\u00AD':
		return true // nothing to see
	}
	return unicode.IsSpace(r)
}

// chars gives each character its place. Every kind of line end becomes one \n.
func chars(s string) []char {
	out := make([]char, 0, len(s)/2)
	line, col, off, afterCR := 1, 1, -1, false
	for _, r := range s {
		off++
		if r == '\n' && afterCR {
			afterCR = false
			continue
		}
		afterCR = r == '\r'
		switch r {
		case '\r', '\u0085', '\u2028', '\u2029', '\f', '\v':
			r = '\n'
		}
		out = append(out, char{r, fold.Rune(r), off, line, col})
		if col++; r == '\n' {
			line, col = line+1, 1
		}
	}
	return out
}

// text is the words in [from, to): lines without the spaces around them, and lines that were only
// wrapped as one.
func (s *source) text(from, to int) string {
	var out []string
	for _, line := range splitLines(s.cs[from:to]) {
		words := strings.TrimFunc(runes(line), space)
		if words == "" {
			continue
		}
		if n := len(out); n > 0 && wrapped(out[n-1], words) {
			if latin(lastRune(out[n-1])) && latin(firstRune(words)) {
				out[n-1] += " "
			}
			out[n-1] += words
			continue
		}
		out = append(out, words)
	}
	return strings.Join(out, "\n")
}

func splitLines(cs []char) (out [][]char) {
	from := 0
	for i, c := range cs {
		if c.r == '\n' {
			out = append(out, cs[from:i])
			from = i + 1
		}
	}
	return append(out, cs[from:])
}

func runes(cs []char) string {
	var b strings.Builder
	for _, c := range cs {
		b.WriteRune(c.r)
	}
	return b.String()
}

// wrapped tells whether a line goes on in the next only because it was full.
func wrapped(line, next string) bool {
	n := len([]rune(line))
	last, first := lastRune(line), firstRune(next)
	return n >= 30 && !strings.ContainsAny(line, "\t|") && !strings.ContainsAny(next, "\t|") &&
		(unicode.Is(unicode.Han, last) || latin(last) || strings.ContainsRune(",，、", last)) &&
		(unicode.Is(unicode.Han, first) || latin(first))
}

func latin(r rune) bool {
	return r < 0x80 && (unicode.IsLetter(r) || unicode.IsDigit(r)) || r == ',' || r == '.'
}

func firstRune(s string) rune {
	for _, r := range s {
		return r
	}
	return 0
}

func lastRune(s string) (last rune) {
	for _, r := range s {
		last = r
	}
	return last
}

// folded is the folded form of [from, to).
func (s *source) folded(from, to int) string {
	var b strings.Builder
	for _, c := range s.cs[from:to] {
		b.WriteRune(c.f)
	}
	return b.String()
}

// at is the folded character at a place; \n before the first and behind the last.
func (s *source) at(i int) rune {
	if i < 0 || i >= len(s.cs) {
		return '\n'
	}
	return s.cs[i].f
}

// skip goes over spaces within the line.
func (s *source) skip(i int) int {
	for i < len(s.cs) && s.cs[i].r != '\n' && space(s.cs[i].r) {
		i++
	}
	return i
}

// skipAll goes over spaces and empty lines.
func (s *source) skipAll(i int) int {
	for i < len(s.cs) && space(s.cs[i].r) {
		i++
	}
	return i
}

// lineEnd is where the line of i ends.
func (s *source) lineEnd(i int) int {
	for i < len(s.cs) && s.cs[i].r != '\n' {
		i++
	}
	return i
}

// lineWithin is where the line of i ends, but for end at the latest: a source may be one line.
func (s *source) lineWithin(i, end int) int {
	for i < end && s.cs[i].r != '\n' {
		i++
	}
	return i
}

// before is the place of the last visible character before i in the same line, or -1.
func (s *source) before(i int) int {
	for i--; i >= 0 && s.cs[i].r != '\n'; i-- {
		if !space(s.cs[i].r) {
			return i
		}
	}
	return -1
}
