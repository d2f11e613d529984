package text

import "strings"

// brackets and quotes whose halves belong together.
var bracketPairs = map[rune]rune{'(': ')', '（': '）', '[': ']', '【': '】', '《': '》', '“': '”', '「': '」', '『': '』', '〔': '〕'}

// other gives the half that a closing one belongs to. Full and half width go together.
func other(closing rune) rune {
	switch closing {
	case ')', '）':
		return '('
	case ']':
		return '['
	case '】':
		return '【'
	case '》':
		return '《'
	case '”':
		return '“'
	case '」':
		return '「'
	case '』':
		return '『'
	case '〕':
		return '〔'
	}
	return 0
}

// brackets lists halves without their others, paragraph by paragraph.
func (s *source) brackets() (out []repair) {
	for from := 0; from < len(s.cs); {
		end := s.paragraph(from)
		out = append(out, s.bracketsIn(from, end)...)
		from = end + 1
	}
	return out
}

// paragraph gives the end of the lines that belong together: up to an empty line or a number.
func (s *source) paragraph(from int) int {
	for {
		end := s.lineEnd(from)
		next := s.skip(end + 1)
		if end >= len(s.cs) || next >= len(s.cs) || s.cs[next].r == '\n' {
			return end
		}
		if _, numbered := s.markAt(next, true); numbered {
			return end
		}
		from = end + 1
	}
}

func (s *source) bracketsIn(from, end int) (out []repair) {
	open := map[rune][]int{}
	for i := from; i < end; i++ {
		c := s.cs[i].r
		if _, opens := bracketPairs[c]; opens {
			kind := c
			if c == '（' {
				kind = '('
			}
			open[kind] = append(open[kind], i)
			continue
		}
		kind := other(c)
		if kind == 0 {
			continue
		}
		if n := len(open[kind]); n > 0 {
			open[kind] = open[kind][:n-1]
		} else if !s.numbering(from, i) {
			out = append(out, repair{BracketUnbalanced, i, i + 1, ""})
		}
	}
	for _, places := range open {
		for _, i := range places {
			if s.skip(from) == i && (isHanDigit(s.at(i+1)) || digit(s.at(i+1))) {
				continue // a number's own
			}
			to := i + 1
			for to < end && !strings.ContainsRune(",。;!?\n", s.at(to)) {
				to++
			}
			out = append(out, repair{BracketUnbalanced, i, to, runes(s.cs[i:to]) + string(bracketPairs[s.cs[i].r])})
		}
	}
	return out
}

// numbering tells whether a closing bracket belongs to a number: 1) and 一).
func (s *source) numbering(from, i int) bool {
	k := i
	for k > from && (digit(s.at(k-1)) || isHanDigit(s.at(k-1)) || latinLetter(s.at(k-1))) && i-k < 3 {
		k--
	}
	return k < i
}
