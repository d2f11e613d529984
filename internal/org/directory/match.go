package directory

import "unicode/utf8"

// matcher compares one pattern with many names. Each character of the pattern
// is a Chinese character, which must be the token's own, or a letter of a
// reading; every token that takes part takes at least one, and a space ends
// its turn. "zhwei", "zhang w", "张w" and "张伟" are all such patterns.
type matcher struct {
	pattern []rune
	tokens  []token
	failed  [maxTokens]uint64 // positions that led nowhere, by token

	cut   int  // tokens before the last that were cut short
	alt   bool // a reading other than the usual one was needed
	last  int  // token that the match ended in
	whole bool // the last token was taken whole
}

// match finds the pattern from the first token on that it fits. The span is in
// runes of the name; f tells equally good tiers apart.
func (m *matcher) match(tokens []token) (t tier, start, end int, f fit, ok bool) {
	m.tokens = tokens
	clear(m.failed[:len(tokens)])
	for i := range tokens {
		m.cut, m.alt = 0, false
		if !m.from(i, 0) {
			continue
		}
		start, end = int(tokens[i].start), int(tokens[m.last].end)
		switch {
		case i > 0:
			t = tierSubstring
		case m.cut == 0 && m.whole && m.last == len(tokens)-1:
			t = tierExact
		case m.cut == 0:
			t = tierPrefix
		default:
			t = tierInitials
		}
		if m.alt {
			f |= fitAlt
		}
		if m.last < len(tokens)-1 {
			f |= fitPart
		}
		return t, start, end, f, true
	}
	return 0, 0, 0, 0, false
}

// from matches pattern[pos:] with the tokens from i on, longest bites first.
func (m *matcher) from(i, pos int) bool {
	if pos < len(m.pattern) && m.pattern[pos] == ' ' {
		pos++
	}
	if i == len(m.tokens) || m.failed[i]&(1<<pos) != 0 {
		return false
	}
	tok := &m.tokens[i]
	if tok.han != 0 && m.pattern[pos] == tok.han {
		if m.then(i, pos+1, true, false) {
			return true
		}
	}
	for k, reading := range tok.readings {
		for n := m.common(reading, pos); n > 0; n-- {
			if m.then(i, pos+n, n == utf8.RuneCountInString(reading), k > 0) {
				return true
			}
		}
	}
	m.failed[i] |= 1 << pos
	return false
}

// then goes on after token i took the pattern up to pos.
func (m *matcher) then(i, pos int, whole, alt bool) bool {
	if pos == len(m.pattern) {
		m.last, m.whole, m.alt = i, whole, alt
		return true
	}
	if !m.from(i+1, pos) {
		return false
	}
	if !whole {
		m.cut++
	}
	m.alt = m.alt || alt
	return true
}

// common counts the letters that a reading shares with the pattern at pos.
func (m *matcher) common(reading string, pos int) int {
	n := 0
	for _, r := range reading {
		if pos+n == len(m.pattern) || m.pattern[pos+n] != r {
			break
		}
		n++
	}
	return n
}
