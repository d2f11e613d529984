package text

import (
	"strconv"
	"strings"
)

// level is a part that is still open while the marks are judged in order.
type level struct {
	style  style
	n      int
	inside bool // its number does not begin a line
}

// judge decides mark by mark which ones begin a part.
type judge struct {
	*source
	all    []mark
	taken  []mark
	open   []level
	body   int           // where the words behind the title begin
	last   map[style]int // the newest number of each style, whatever has closed it
	dunRow int           // how many 一、 begin a line
}

func (s *source) judge(body int, all []mark) []mark {
	j := &judge{source: s, all: all, body: body, last: map[style]int{}}
	for _, m := range all {
		if m.style == dun && m.start && !m.bare {
			j.dunRow++
		}
	}
	j.placeArticles()
	j.placeCircles()
	j.placeHeads()
	for i, m := range j.all {
		if !m.sub && len(j.taken) > 0 && m.from < j.taken[len(j.taken)-1].to {
			continue
		}
		if m.start {
			j.atStart(i, m)
		} else {
			j.within(i, m)
		}
	}
	return j.taken
}

// placeArticles looks whether 第三条 goes on after another 一、: then the articles stand below it.
func (j *judge) placeArticles() {
	articles, fresh, below := 0, false, false
	for _, m := range j.all {
		switch {
		case m.style == dun && m.start && !m.bare:
			if articles > 0 && m.n == 1 {
				return // each article has its own
			}
			fresh = articles > 0
		case m.style == tiao && m.n == articles+1:
			articles++
			below = below || fresh && m.n > 1
			fresh = false
		case m.style == chapter && !m.sub:
			fresh = false
		}
	}
	if !below {
		return
	}
	for i := range j.all {
		if j.all[i].style == tiao {
			j.all[i].style = tiaoBelow
		}
	}
}

// placeCircles puts ① below a) where letters come first.
func (j *judge) placeCircles() {
	letters := false
	for i, m := range j.all {
		switch m.style {
		case alpha:
			letters = true
		case circle:
			if !letters {
				return
			}
			j.all[i].style = circleBelow
		}
	}
}

// placeHeads gives Markdown headings that have no number, or one that lists have too, the rank of others
// with as many #, and the uppermost the rank of chapters.
func (j *judge) placeHeads() {
	rank, top := map[int]style{}, 9
	for _, m := range j.all {
		h := j.hashes[j.cs[m.from].line]
		if h == 0 || !m.start {
			continue
		}
		top = min(top, h)
		if !m.sub && rank[h] == none && m.style < dot {
			rank[h] = m.style
		}
	}
	for i, m := range j.all {
		h := j.hashes[j.cs[m.from].line]
		switch {
		case h == 0 || !m.start || !m.sub && m.style < dot:
			continue
		case rank[h] != none:
			j.all[i].style = rank[h]
		default:
			j.all[i].style = []style{chapter, jie, headed, paren}[min(3, h-top)]
		}
	}
}

// current is the open part of a style, or nil.
func (j *judge) current(s style) *level {
	for i := range j.open {
		if j.open[i].style == s {
			return &j.open[i]
		}
	}
	return nil
}

func (j *judge) take(m mark) {
	for len(j.open) > 0 && j.open[len(j.open)-1].style >= m.style {
		j.open = j.open[:len(j.open)-1]
	}
	j.open = append(j.open, level{m.style, m.n, !m.start})
	j.last[m.style] = m.n
	j.taken = append(j.taken, m)
}

// expected tells whether a number follows what is open.
func (j *judge) expected(m mark) bool {
	if c := j.current(m.style); c != nil {
		return m.n == c.n+1
	}
	return m.n == 1 || m.n == j.last[m.style]+1
}

// atStart judges a number that begins a line: it counts unless it is a word of the sentence.
func (j *judge) atStart(i int, m mark) {
	if m.sub {
		m.n = 0
		if c := j.current(m.style); c != nil {
			m.n = c.n // a heading without number leaves the count as it is
		}
		j.take(m)
		return
	}
	expected := j.expected(m)
	switch {
	case m.cited || m.n > 300:
		j.perhaps(m, expected, false)
		return
	case m.bare && !(expected && j.credible(i, m)):
		return
	case m.style >= decimal && m.style < paren && !expected && j.current(m.style) == nil && m.n > 2:
		return
	case m.style == alpha && !expected, m.style == alpha && m.n == 1 && !j.follows(i, m, 2):
		return
	}
	if m.damaged != "" {
		j.numberDoubt(NumberDamaged, &m, m.damaged)
	} else if !expected {
		j.outOfOrder(&m)
	}
	j.take(m)
}

// credible tells whether a number without its sign has neighbours that have it, or are as bare.
func (j *judge) credible(i int, m mark) bool {
	switch m.style {
	case dun:
		return j.dunRow > 0
	case hanParen:
		return m.n > 1 || j.follows(i, m, 2)
	}
	return m.n > 1 || j.follows(i, m, 2)
}

func (j *judge) outOfOrder(m *mark) {
	want, code := 1, NumberMissing
	if c := j.current(m.style); c != nil {
		want = c.n + 1
		switch {
		case m.n == c.n:
			code = NumberRepeated
		case m.n < c.n:
			code = NumberOutOfOrder
		}
	}
	j.numberDoubt(code, m, j.numberLike(*m, want))
}

// numberLike writes a number in the manner of a mark.
func (j *judge) numberLike(m mark, n int) string {
	from, to := m.to, m.from
	for i := m.from; i < m.to; i++ {
		if c := j.at(i); digit(c) || isHanDigit(c) {
			from, to = min(from, i), i+1
		}
	}
	switch {
	case from >= to || circled(j.cs[from].r) > 0:
		return strconv.Itoa(n) + "."
	case isHanDigit(j.at(from)) && n < 100:
		return runes(j.cs[m.from:from]) + hanFor(n) + runes(j.cs[to:m.to])
	}
	return runes(j.cs[m.from:from]) + strconv.Itoa(n) + runes(j.cs[to:m.to])
}

func isHanDigit(r rune) bool { return hanDigits[r] > 0 || hanUnits[r] > 0 }

// within judges a number inside of a line: it counts if it continues what is open, or others continue it.
func (j *judge) within(i int, m mark) {
	bound := j.bound(m)
	if c := j.current(dotInside); c != nil && m.style == dot && m.n == c.n+1 {
		m.style = dotInside
		j.take(m)
		return
	}
	c := j.current(m.style)
	switch {
	case m.n == 1 && c != nil:
		j.again(i, m, c, bound)
	case m.n == 1:
		j.first(i, m, bound)
	case j.expected(m) && c != nil:
		j.next(i, m, c, bound)
	case j.expected(m) && m.style <= tiaoBelow && (bound == 2 || j.gluedToHead(m)):
		j.take(m)
	}
}

// first judges a 1 inside of a line. (三)基本原則1.合法性原則 is the usual case.
func (j *judge) first(i int, m mark, bound int) {
	glued := j.gluedToHead(m)
	switch more := j.follows(i, m, 2); {
	case m.style == tiao || m.style == tiaoBelow || m.style <= jie:
		if bound == 2 || glued {
			j.take(m)
		}
	case more && (bound == 2 || glued):
		j.take(m)
	case m.style >= alpha:
	case more:
		j.perhaps(m, true, true)
	case glued && m.style < paren:
		j.perhaps(m, true, true)
	}
}

// again judges a 1 inside of a line while a list of the same style is open: a list within an item, or
// the next list in the same place.
func (j *judge) again(i int, m mark, c *level, bound int) {
	if !j.follows(i, m, 2) || m.style < dot {
		return
	}
	if m.style == dot && !c.inside {
		if bound == 2 {
			m.style = dotInside
			j.take(m)
		}
		return
	}
	if j.settle(ListRestart, j.cs[m.from], j.excerpt(m), "heading", true) {
		j.take(m)
	}
}

// next judges the number that is expected, inside of a line.
func (j *judge) next(i int, m mark, c *level, bound int) {
	better := j.better(i, m)
	switch {
	case better && (bound < 2 || !c.inside):
		return
	case bound == 2:
		j.take(m)
	case m.style == tiao, m.style == tiaoBelow, m.style <= jie, m.style == alpha:
		return
	case bound == 1 && c.inside:
		j.take(m)
	default:
		j.perhaps(m, true, true)
	}
}

// perhaps lists a number as doubtful and takes it if so settled, or proposed.
func (j *judge) perhaps(m mark, list, propose bool) {
	if !list {
		return
	}
	code := HeadingGlued
	if !propose {
		code = NumberInText
	}
	if j.settle(code, j.cs[m.from], j.excerpt(m), "heading", propose) {
		j.take(m)
	}
}

// look is how many numbers ahead are looked at: more than any list has.
const look = 400

// follows tells whether number n of a mark's style comes before its place ends.
func (j *judge) follows(i int, m mark, n int) bool {
	for k := i + 1; k < len(j.all) && k-i < look; k++ {
		switch o := j.all[k]; {
		case o.sub || o.start && !o.bare && !o.cited && o.style < m.style:
			return false
		case o.style == m.style && o.n == n && !o.cited:
			return true
		case o.style == m.style && o.n == 1 && o.start:
			return false
		}
	}
	return false
}

// better tells whether the same number begins a line further on.
func (j *judge) better(i int, m mark) bool {
	for k := i + 1; k < len(j.all) && k-i < look; k++ {
		switch o := j.all[k]; {
		case o.sub || o.start && !o.bare && !o.cited && o.style < m.style:
			return false
		case o.style == m.style && o.start && !o.bare:
			return o.n == m.n
		}
	}
	return false
}

// gluedToHead tells whether a mark follows the heading of the part that is open, so that only the line
// break between them is missing.
func (j *judge) gluedToHead(m mark) bool {
	prev := mark{to: j.body}
	if len(j.taken) > 0 {
		prev = j.taken[len(j.taken)-1]
	}
	if prev.style >= m.style || m.from-prev.to > 24 {
		return false
	}
	return !strings.ContainsAny(j.folded(prev.to, m.from), "\n。;,:!?“\"")
}

// excerpt shows a mark with what follows it.
func (j *judge) excerpt(m mark) string {
	return runes(j.cs[m.from:j.lineWithin(m.to, min(len(j.cs), m.to+12))])
}

func (j *judge) numberDoubt(code Code, m *mark, want string) {
	if j.settle(code, j.cs[m.from], runes(j.cs[m.from:m.to]), want, false) {
		m.number = j.words(code, j.cs[m.from], want)
	}
}
