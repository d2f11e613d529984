package search

import (
	"slices"
	"unicode/utf8"

	"tonggui/internal/platform/fold"
)

// Words are what is searched for: a text has to contain each of them, wherever. They are folded.
type Words [][]rune

// ParseWords cuts a query at its spaces. length is how many characters the words have together.
func ParseWords(query string) (w Words, length int) {
	var word []rune
	for _, r := range fold.String(query) + " " {
		if !separates(r) {
			word = append(word, r)
			length++
			continue
		}
		if len(word) > 0 && !slices.ContainsFunc(w, func(have []rune) bool { return slices.Equal(have, word) }) {
			w = append(w, word)
		}
		word = nil
	}
	return w, length
}

// maxKeys is how many keys a search looks up at most: what has so many in common with a long sentence
// hardly ever is another one.
const maxKeys = 16

// keys are what all that contains the words is listed under, some of them where they are many.
func (w Words) keys() (out []key) {
	for _, word := range w {
		if len(word) == 1 {
			out = append(out, single(word[0]))
		}
		for i := 1; i < len(word); i++ {
			out = append(out, pair(word[i-1], word[i]))
		}
	}
	slices.Sort(out)
	out = slices.Compact(out)
	if n := len(out); n > maxKeys {
		for i := range maxKeys {
			out[i] = out[i*n/maxKeys]
		}
		out = out[:maxKeys]
	}
	return out
}

// In tells whether a text contains all the words.
func (w Words) In(text string) bool {
	folded := fold.Runes(make([]rune, 0, len(text)), text)
	for _, word := range w {
		if index(folded, word) < 0 {
			return false
		}
	}
	return true
}

func index(text, word []rune) int {
	for i := 0; i+len(word) <= len(text); i++ {
		if text[i] == word[0] && slices.Equal(text[i:i+len(word)], word) {
			return i
		}
	}
	return -1
}

// Span is a part of a text, from one place up to another, in UTF-16 units: the way browsers count.
type Span [2]int

// Excerpt is the part of a text around the first of the words, with the places of all words in it.
type Excerpt struct {
	Text  string
	Spans []Span // ascending, apart from each other
}

// Around cuts an excerpt of about width characters out of a text; line breaks become spaces. Where
// no word is in the text it begins at the beginning.
func (w Words) Around(text string, width int) Excerpt {
	folded := fold.Runes(make([]rune, 0, len(text)), text)
	marks := w.marks(folded)
	first := max(slices.Index(marks, true), 0)
	from := 0
	if len(folded) > width {
		from = min(max(first-width/4, 0), len(folded)-width)
	}
	to := min(from+width, len(folded))
	out := Excerpt{Spans: []Span{}}
	raw := make([]byte, 0, 4*width)
	units, i := 0, -1
	if from > 0 {
		raw, units = utf8.AppendRune(raw, '…'), 1
	}
	open := false
	for _, r := range text {
		if i++; i < from || i >= to {
			continue
		}
		switch {
		case marks[i] && !open:
			out.Spans = append(out.Spans, Span{units, units})
			open = true
		case !marks[i]:
			open = false
		}
		if r == '\n' || r == '\t' {
			r = ' '
		}
		raw = utf8.AppendRune(raw, r)
		if units++; r > 0xffff {
			units++
		}
		if open {
			out.Spans[len(out.Spans)-1][1] = units
		}
	}
	if to < len(folded) {
		raw = utf8.AppendRune(raw, '…')
	}
	out.Text = string(raw)
	return out
}

// marks tells of each character whether it belongs to one of the words.
func (w Words) marks(folded []rune) []bool {
	marks := make([]bool, len(folded))
	for _, word := range w {
		for at := 0; at < len(folded); {
			i := index(folded[at:], word)
			if i < 0 {
				break
			}
			for n := range word {
				marks[at+i+n] = true
			}
			at += i + 1
		}
	}
	return marks
}
