package directory

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// search is one query on its way.
type search[K comparable] struct {
	core  *core[K]
	query query
	best  best[K]
	seen  []uint64 // slots that were found, as bits
}

// run looks where the best matches are first and skips the costlier, weaker
// looks once there is enough.
func (s *search[K]) run() []Hit[K] {
	s.numberPrefix()
	s.names()
	if !s.best.full(tierSubstring) {
		s.numberPart()
	}
	if !s.best.full(tierWord) {
		s.words()
	}
	return s.best.hits()
}

// offer takes a match of a slot, unless the slot was found already.
func (s *search[K]) offer(slot int32, t tier, fit fit, field Field, start, end int) {
	word, bit := slot/64, uint64(1)<<(slot%64)
	if s.seen[word]&bit != 0 {
		return
	}
	s.seen[word] |= bit
	rank := t<<rankBits | tier(fit)
	if !s.core.entries[slot].person.Active {
		rank |= rankLeft
	}
	s.best.add(found{slot: slot, rank: rank, field: field, start: int32(start), end: int32(end)})
}

func (s *search[K]) numberPrefix() {
	text := s.query.text
	from, _ := slices.BinarySearchFunc(s.core.numbers, text, func(slot int32, text string) int {
		return strings.Compare(s.core.texts[slot], text)
	})
	n, active := utf8.RuneCountInString(text), 0
	for _, slot := range s.core.numbers[from:] {
		number := s.core.texts[slot]
		// They come in the order of the result: once there are enough active
		// people, nobody further down can get in.
		if !strings.HasPrefix(number, text) || active == s.best.limit {
			return
		}
		if s.core.entries[slot].person.Active {
			active++
		}
		t := tierPrefix
		if len(number) == len(text) {
			t = tierExact
		}
		s.offer(slot, t, 0, FieldNumber, 0, n)
	}
}

func (s *search[K]) names() {
	if len(s.query.pattern) == 0 {
		return
	}
	m := matcher{pattern: s.query.pattern}
	for _, slot := range s.candidates() {
		e := &s.core.entries[slot]
		if e.dead {
			continue
		}
		if t, start, end, fit, ok := m.match(e.tokens); ok {
			s.offer(slot, t, fit, FieldName, start, end)
		}
	}
}

// candidates picks the shortest posting that every match must be in: that of
// one of the pattern's characters, or of its first letters.
func (s *search[K]) candidates() []int32 {
	pattern := s.query.pattern
	var list []int32
	found := false
	consider := func(key uint64) {
		if other := s.core.postings[key]; !found || len(other) < len(list) {
			list, found = other, true
		}
	}
	for _, r := range pattern {
		if unicode.Is(unicode.Han, r) {
			consider(single(r))
		}
	}
	if first := pattern[0]; !unicode.Is(unicode.Han, first) {
		consider(single(first))
		rest := pattern[1:]
		if len(rest) > 0 && rest[0] == ' ' {
			rest = rest[1:]
		}
		if len(rest) > 0 && !unicode.Is(unicode.Han, rest[0]) {
			consider(pair(first, rest[0]))
		}
	}
	return list
}

// numberPart looks inside numbers, for at least two characters with a digit:
// anything else would only make noise.
func (s *search[K]) numberPart() {
	text := s.query.text
	if len(text) < 2 || !strings.ContainsAny(text, "0123456789") {
		return
	}
	n := utf8.RuneCountInString(text)
	for slot, number := range s.core.texts {
		if at := strings.Index(number, text); at > 0 && !s.core.entries[slot].dead {
			start := utf8.RuneCountInString(number[:at])
			s.offer(int32(slot), tierSubstring, 0, FieldNumber, start, start+n)
		}
	}
}

// words looks into posts and departments, whose different texts are few.
func (s *search[K]) words() {
	text := s.query.text
	n := utf8.RuneCountInString(text)
	if n < 2 && text[0] < utf8.RuneSelf {
		return
	}
	// Posts first: who matches in both is shown with the post.
	s.texts(s.core.posts, FieldPost, text, n)
	s.texts(s.core.places, FieldDepartment, text, n)
}

func (s *search[K]) texts(groups map[string][]int32, field Field, text string, n int) {
	for word, slots := range groups {
		at := strings.Index(word, text)
		if at < 0 {
			continue
		}
		start := utf8.RuneCountInString(word[:at])
		for _, slot := range slots {
			if !s.core.entries[slot].dead {
				s.offer(slot, tierWord, 0, field, start, start+n)
			}
		}
	}
}
