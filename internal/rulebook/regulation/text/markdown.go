package text

import "strings"

// newSource reads the characters, takes Markdown's signs out and puts settled replacements in.
func newSource(text string, settled Settled) *source {
	s := &source{cs: chars(text), hashes: map[int]int{}, settled: settled}
	if s.isMarkdown() {
		s.unmark()
	}
	s.repair()
	return s
}

// isMarkdown tells whether a line is a heading with # and a space.
func (s *source) isMarkdown() bool {
	for line := 0; line < len(s.cs); line = s.lineEnd(line) + 1 {
		if _, behind := s.hashRun(s.skip(line)); behind {
			return true
		}
	}
	return false
}

// hashRun gives the end of a run of at most six # at i, and whether it heads a line of words.
func (s *source) hashRun(i int) (end int, heads bool) {
	for end = i; end < len(s.cs) && s.cs[end].r == '#'; end++ {
	}
	words := s.skip(end)
	return end, end > i && end-i <= 6 && words > end && words < s.lineEnd(end)
}

// unmark drops the signs of headings, quotes, rules, emphasis and escapes.
func (s *source) unmark() {
	kept := make([]char, 0, len(s.cs))
	for line := 0; line < len(s.cs); {
		end := s.lineEnd(line)
		first := s.skip(line)
		last := s.trimmed(first, end)
		if end, heads := s.hashRun(first); heads {
			s.hashes[s.cs[first].line] = end - first
			first = end
			for last > first && s.cs[last-1].r == '#' {
				last--
			}
		}
		if s.at(first) == '>' {
			first++
		}
		if !s.ruleLine(first, last) {
			kept = s.unmarkLine(kept, first, last)
		}
		if end < len(s.cs) {
			kept = append(kept, s.cs[end])
		}
		line = end + 1
	}
	s.cs = kept
}

// ruleLine tells whether a line is nothing but --- or ===.
func (s *source) ruleLine(from, to int) bool {
	if to-from < 3 || !strings.ContainsRune("-=*_", s.cs[from].r) {
		return false
	}
	for _, c := range s.cs[from:to] {
		if c.r != s.cs[from].r && c.r != ' ' {
			return false
		}
	}
	return true
}

func (s *source) unmarkLine(kept []char, from, to int) []char {
	stars, unders := pairs(s.cs[from:to], '*'), pairs(s.cs[from:to], '_')
	for i := from; i < to; i++ {
		c := s.cs[i].r
		switch {
		case i+1 < to && c == '*' && s.cs[i+1].r == '*' && stars, i+1 < to && c == '_' && s.cs[i+1].r == '_' && unders:
			i++
			continue
		case c == '\\' && i+1 < to && strings.ContainsRune(".#*_()-[]`>+!、", s.cs[i+1].r):
			continue
		}
		kept = append(kept, s.cs[i])
	}
	return kept
}

// pairs tells whether a sign for emphasis stands there an even number of times, in twos only.
func pairs(cs []char, sign rune) bool {
	n := 0
	for i := 0; i < len(cs); i++ {
		if cs[i].r != sign {
			continue
		}
		run := 1
		for i+1 < len(cs) && cs[i+1].r == sign {
			run++
			i++
		}
		if run == 2 {
			n++
		} else if run > 2 {
			return false
		}
	}
	return n > 0 && n%2 == 0
}
