package text

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
)

// heading finds where the title of a part ends whose words are [from, end); from: it has none. Its line
// tells, a colon, or the words themselves; what only the words tell is doubtful unless they are clear.
func (b *builder) heading(m mark, kind Kind, from, end int, leaf bool) int {
	if from >= end {
		return from
	}
	line := b.lineWithin(from, end)
	if m.sub || b.hashes[b.cs[from].line] > 0 && b.cs[m.from].line == b.cs[from].line {
		return line
	}
	words := strings.TrimSpace(b.folded(from, line))
	n, stops := len([]rune(words)), strings.ContainsAny(words, "。;!?,")
	behind := b.skipAll(line) < end
	switch {
	case !stops && n <= 24 && !strings.HasSuffix(words, ":") && (!leaf || behind || kind == Chapter || kind == Section):
		if g := b.guess(from, line); leaf && !behind && g.score >= sure {
			return g.at
		}
		return line
	case kind == Chapter && !stops && n <= 40 && b.at(line) == '\n' && (behind || !leaf):
		return line
	}
	if colon := b.colon(from, line); colon > from {
		return b.colonTitle(from, colon, end)
	}
	return b.glued(m, kind, from, line, end)
}

// colon finds the colon that ends a title; from: there is none, or it ends the beginning of a sentence.
func (b *builder) colon(from, line int) int {
	for i := from; i < line && i-from <= 18; i++ {
		switch c := b.at(i); {
		case c == ':' && digit(b.at(i+1)) && digit(b.at(i-1)):
			return from
		case c == ':':
			if i-from < 2 || leadIn(b.folded(from, i)) || b.skipAll(i+1) >= line {
				return from
			}
			return i + 1
		case strings.ContainsRune("。;,!?《“\"\n", c):
			return from
		}
	}
	return from
}

// colonTitle looks whether two titles stand before the colon: 群组管理群组创建: heads a list of its own.
func (b *builder) colonTitle(from, colon, end int) int {
	g := b.guess(from, colon-1)
	if g.at == from || g.score < sure && !(g.score >= doubtful && len(b.heads(colon, end)) > 0) {
		return colon
	}
	if b.settle(TitleGlued, b.cs[from], runes(b.cs[from:colon]), runes(b.cs[from:g.at]), true) {
		return b.settledEnd(from, end, g.at)
	}
	return colon
}

// glued looks for a title whose line break is missing. Chapters and sections have one; of an article it
// must be clear.
func (b *builder) glued(m mark, kind Kind, from, line, end int) int {
	if kind == Clause || m.style >= tiao && m.style <= tiaoBelow && m.style != dun {
		return from
	}
	g := b.guess(from, line)
	if kind == Article && g.score < sure && !b.siblingTitled(m) {
		return from
	}
	if g.score < doubtful {
		return from
	}
	if g.score >= sure {
		return g.at
	}
	if b.settle(TitleGlued, b.cs[from], runes(b.cs[from:min(line, g.at+10)]), runes(b.cs[from:g.at]), true) {
		return b.settledEnd(from, end, g.at)
	}
	return from
}

// settledEnd is the end of the title that a person wrote, if the words begin with it, else the proposed one.
func (b *builder) settledEnd(from, end, proposed int) int {
	set := b.settled[doubtID(TitleGlued, b.cs[from])]
	if set.Decision != Change {
		return proposed
	}
	i := from
	for _, r := range set.Text {
		if i < end && b.cs[i].r == r {
			i++
		} else if !space(r) {
			return proposed
		}
	}
	return i
}

// siblingTitled tells whether a part of the same list, not far away, has a title with a colon or one that
// is clear.
func (b *builder) siblingTitled(m mark) bool {
	at, _ := slices.BinarySearchFunc(b.marks, m.from, func(o mark, from int) int { return cmp.Compare(o.from, from) })
	for step := 1; step < 40; step++ {
		for _, i := range []int{at - step, at + step} {
			if i >= 0 && i < len(b.marks) && b.marks[i].style == m.style && b.sameParent(i, at) && b.isTitled(i) {
				return true
			}
		}
	}
	return false
}

// isTitled tells it of one part, and remembers it: the parts of a long list ask of each other.
func (b *builder) isTitled(i int) bool {
	if known, ok := b.titled[i]; ok {
		return known
	}
	end := len(b.cs)
	if i+1 < len(b.marks) {
		end = b.marks[i+1].from
	}
	from := b.skipAll(b.marks[i].to)
	line := b.lineWithin(from, end)
	b.titled[i] = from < end && (b.colon(from, line) > from || b.guess(from, line).score >= sure)
	return b.titled[i]
}

func (b *builder) sameParent(i, k int) bool {
	if i > k {
		i, k = k, i
	}
	for _, o := range b.marks[i+1 : k] {
		if o.style < b.marks[k].style {
			return false
		}
	}
	return true
}

// sure is the score from which a title is clear, doubtful that from which it is proposed.
const (
	sure     = 4
	doubtful = 2
)

// guess is where a title could end.
type guess struct {
	at, score int
	named     bool // it ends as titles do
}

// guess weighs every place up to the first punctuation: what a title ends with, what a sentence begins
// with, and words of the title that the sentence takes up.
func (b *builder) guess(from, line int) guess {
	best := guess{at: from}
	stop := from
	for stop < line && stop-from <= 17 && !strings.ContainsRune("。;,:!?《“\"「\n", b.at(stop)) {
		stop++
	}
	ended, begun := -1, false // where a title could have ended before; whether a sentence has begun
	for at := from + 2; at <= min(stop, from+16) && at < line; at++ {
		head := b.folded(from, at)
		if sentence(head) {
			if !sentence(b.folded(from, min(line, at+1))) {
				continue // half of a word like 应对
			}
			break
		}
		known := slices.Contains(headWords, head)
		rest := b.folded(at, min(line, at+6))
		if hasSuffix(head, vetoEnds) && !known || hasPrefix(rest, joints) || strings.HasSuffix(head, "管理") && strings.HasPrefix(rest, "员") {
			continue
		}
		long := at-from >= 4
		score, strong := 0, at-from >= 3 && hasSuffix(head, strongEnds)
		ends := long && hasSuffix(head, headEnds)
		switch {
		case known:
			score = 3
		case strong:
			score = 4
		case ends:
			score = 2
		}
		named := score > 0
		begins := hasPrefix(rest, starters)
		if ended >= 0 && !strong && !b.extends(ended, at) && !(begins && slices.Contains(headEnds, b.folded(ended, at))) || begun {
			score -= 3
		}
		if begins {
			score += 3
			begun = true
		}
		if two := []rune(rest); len(two) >= 2 && long && unicode.Is(unicode.Han, two[0]) && unicode.Is(unicode.Han, two[1]) && strings.Contains(head, string(two[:2])) {
			score += 2
		}
		if score > best.score || score == best.score && ends && b.extends(ended, at) {
			best = guess{at, score, named}
		}
		if ends || known {
			ended = at
		}
	}
	return best
}

// extends tells whether a title that could end at ended goes on to at: 安全管理, 礼仪与效率.
func (b *builder) extends(ended, at int) bool {
	if ended < 0 {
		return false
	}
	more := b.folded(ended, at)
	for _, joint := range joints {
		if second, ok := strings.CutPrefix(more, joint); ok {
			return hasSuffix(second, headEnds) && len([]rune(second)) <= 6
		}
	}
	return slices.Contains(furtherEnds, more)
}

// leadIn tells whether words before a colon lead to what follows and do not name it.
func leadIn(words string) bool { return hasSuffix(words, leadIns) || hasAny(words, listed) }

func hasAny(s string, all []string) bool {
	return slices.ContainsFunc(all, func(w string) bool { return strings.Contains(s, w) })
}

// sentence tells whether words are more than a title.
func sentence(words string) bool {
	for _, w := range notShould {
		words = strings.ReplaceAll(words, w, " ")
	}
	return strings.HasPrefix(words, "本") || strings.HasPrefix(words, "定期") || hasAny(words, veto) || strings.ContainsAny(words, "应需")
}
