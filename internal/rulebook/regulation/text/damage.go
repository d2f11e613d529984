package text

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
)

// repair is a place whose characters are doubtful, and what could stand there.
type repair struct {
	code     Code
	from, to int
	proposal string
}

// repair lists damaged characters and puts in what people have settled for them. Places are those of
// the source as it was given, so that a doubt keeps its id.
func (s *source) repair() {
	var found []repair
	for i := 0; i < len(s.cs); {
		r, ok := s.damageAt(i)
		if !ok {
			i++
			continue
		}
		found = append(found, r)
		i = max(r.to, i+1)
	}
	found = append(found, s.brackets()...)
	found = append(found, s.cutOff()...)
	slices.SortStableFunc(found, func(a, b repair) int { return cmp.Compare(a.from, b.from) })
	var kept []char
	at, open := 0, 0
	for _, r := range found {
		if r.from < at {
			continue // lies within another
		}
		if words := runes(s.cs[r.from:r.to]); s.settle(r.code, s.cs[r.from], words, r.proposal, false) {
			kept = append(kept, s.cs[open:r.from]...)
			for _, c := range chars(s.words(r.code, s.cs[r.from], r.proposal)) {
				place := s.cs[r.from]
				place.r, place.f = c.r, c.f
				kept = append(kept, place)
			}
			open = r.to
		}
		at = r.to
	}
	if open > 0 {
		s.cs = append(kept, s.cs[open:]...)
	}
}

func (s *source) damageAt(i int) (repair, bool) {
	c := s.cs[i]
	switch {
	case unreadable(c.r):
		return s.unreadable(i), true
	case c.r == '?':
		return s.shifted(i)
	case c.r >= 0x80 && c.r <= 0xFF:
		return s.latinRun(i)
	case c.r == '锟' && s.at(i+1) == '斤', c.r == '烫' && s.at(i+1) == '烫' && s.at(i+2) == '烫', c.r == '屯' && s.at(i+1) == '屯' && s.at(i+2) == '屯':
		end := i
		for end < len(s.cs) && strings.ContainsRune("锟斤拷烫屯", s.cs[end].r) {
			end++
		}
		return repair{CharactersDamaged, i, end, ""}, true
	case digit(c.f):
		return s.figures(i)
	case strings.ContainsRune("[【xX×_", c.r):
		return s.placeholder(i)
	case c.f == '或' && strings.ContainsRune(",。;、)", s.at(i+1)) && unicode.Is(unicode.Han, s.at(i-1)):
		return repair{WordsMissing, max(0, i-4), i + 2, ""}, true
	}
	return s.misread(i)
}

// unreadable are characters that no text has.
func unreadable(r rune) bool {
	return r == unicode.ReplacementChar || r < 0x20 && r != '\n' && r != '\t' || r == 0x7F || r >= 0x80 && r < 0xA0 || r >= 0xE000 && r <= 0xF8FF || r >= 0xFFF9 && r <= 0xFFFB
}

// unreadable proposes what stands between the same neighbours elsewhere, if that is always the same.
func (s *source) unreadable(i int) repair {
	end := i
	for end < len(s.cs) && unreadable(s.cs[end].r) {
		end++
	}
	r := repair{CharactersDamaged, i, end, ""}
	if s.guesses++; s.guesses > 100 {
		return r // each looks through the whole source
	}
	l2, l1, r1, r2 := s.at(i-2), s.at(i-1), s.at(end), s.at(end+1)
	var guessed rune
	for p := 2; p+2 < len(s.cs); p++ {
		left, right := s.cs[p-1].f == l1, s.cs[p+1].f == r1
		if !left || !right || !(s.cs[p-2].f == l2 || s.cs[p+2].f == r2) || !unicode.Is(unicode.Han, s.cs[p].r) && !strings.ContainsRune("，。；：、", s.cs[p].r) {
			continue
		}
		if guessed != 0 && guessed != s.cs[p].r {
			return r
		}
		guessed = s.cs[p].r
	}
	if guessed != 0 {
		r.proposal = string(guessed)
	}
	return r
}

// figures finds ranges whose sign is lost (1620分) and dates that are glued together.
func (s *source) figures(i int) (repair, bool) {
	if p := s.at(i - 1); digit(p) || p == '.' || p == '/' {
		return repair{}, false
	}
	end := i
	for digit(s.at(end)) {
		end++
	}
	number := s.folded(i, end)
	if len(number) == 4 && s.at(end) == '/' {
		return s.gluedDate(i)
	}
	if s.at(end) != '分' || s.at(end+1) == '钟' || !strings.ContainsRune("得为扣计给", s.at(i-1)) || len(number) < 2 || len(number) > 5 || len(number) == 2 && number[0] != '0' || number == "100" {
		return repair{}, false
	}
	from, to := halves(number)
	if to == "" {
		return repair{}, false
	}
	return repair{RangeLost, i, end + 1, from + "-" + to + string(s.cs[end].r)}, true
}

// halves cuts a number into a smaller and a larger one, as equal in length as may be.
func halves(number string) (from, to string) {
	for _, k := range []int{len(number) / 2, len(number)/2 - 1} {
		if k < 1 {
			continue
		}
		a, b := number[:k], number[k:]
		if b[0] != '0' && (a[0] != '0' || a == "0" || len(a) == len(b)) && (len(a) < len(b) || a < b) {
			return a, b
		}
	}
	return "", ""
}

func (s *source) gluedDate(i int) (repair, bool) {
	end, slashes := i, 0
	for digit(s.at(end)) || s.at(end) == '/' {
		if s.at(end) == '/' {
			slashes++
		}
		end++
	}
	words := s.folded(i, end)
	if slashes != 4 {
		return repair{}, false
	}
	second := strings.Index(words, "/")
	second += 1 + strings.Index(words[second+1:], "/")
	third := second + 1 + strings.Index(words[second+1:], "/")
	if third-second != 7 && third-second != 6 { // two digits of a day and four of a year
		return repair{}, false
	}
	return repair{DateGlued, i, end, words[:third-4] + " " + words[third-4:]}, true
}

// placeholder finds what nobody has filled in: [X], ____, XX.
func (s *source) placeholder(i int) (repair, bool) {
	c := s.cs[i].r
	end := i
	switch c {
	case '[', '【':
		if end = s.blankBracket(i); end == i {
			return repair{}, false
		}
		if s.at(end) == '[' && s.blankBracket(end) > end { // [X][X1]: what stood between them is lost
			second := s.blankBracket(end)
			return repair{RangeLost, i, second, runes(s.cs[i:end]) + "-" + runes(s.cs[end:second])}, true
		}
	case '_':
		for s.at(end) == '_' {
			end++
		}
		if end-i < 2 {
			return repair{}, false
		}
	default:
		for end < len(s.cs) && s.cs[end].r == c {
			end++
		}
		if end-i < 2 || latinLetter(s.at(i-1)) || latinLetter(s.at(end)) || digit(s.at(i-1)) || digit(s.at(end)) {
			return repair{}, false
		}
	}
	return repair{Placeholder, i, end, ""}, true
}

// blankBracket gives the end of [X], [X1], [ ] at i; i: it is none.
func (s *source) blankBracket(i int) int {
	if c := s.at(i); c != '[' && c != '【' {
		return i
	}
	for end := i + 1; end-i <= 4; end++ {
		switch c := s.at(end); {
		case c == ']' || c == '】':
			return end + 1
		case c != 'x' && c != '×' && c != ' ' && c != '_' && !(digit(c) && end > i+1):
			return i
		}
	}
	return i
}

// cutOff finds a last sentence without an end, where sentences have ends.
func (s *source) cutOff() []repair {
	end := s.trimmed(0, len(s.cs))
	if end == 0 || !unicode.Is(unicode.Han, s.cs[end-1].r) && !latin(s.cs[end-1].f) && !strings.ContainsRune(",、:(", s.at(end-1)) {
		return nil
	}
	sentences := 0
	for _, c := range s.cs {
		if c.r == '。' {
			sentences++
		}
	}
	from := max(end-12, 0)
	for i := from; i < end; i++ {
		if strings.ContainsRune("\n。;,", s.at(i)) && i+1 < end {
			from = i + 1
		}
	}
	line := end
	for line > 0 && s.cs[line-1].r != '\n' {
		line--
	}
	if sentences < 5 || end-line < 20 { // a signature or a date stands alone
		return nil
	}
	return []repair{{CutOff, from, end, ""}}
}
