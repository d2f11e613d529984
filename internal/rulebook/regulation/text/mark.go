package text

import (
	"strings"
	"unicode"
)

// style is a way to number. Its value is its rank: what is smaller contains what is larger.
type style int

const (
	none        style = 0
	part        style = 5  // 第一编
	chapter     style = 10 // 第一章
	grand       style = 15 // 壹、
	jie         style = 20 // 第一节
	tiao        style = 25 // 第一条, above 一、 unless it goes on across it
	dun         style = 30 // 一、
	tiaoBelow   style = 35
	hanParen    style = 40 // (一)
	headed      style = 48 // a third level of Markdown headings without number
	dot         style = 50 // 1.
	dotInside   style = 55 // 1. within the words of a 1.
	decimal     style = 60 // 1.1; one more for each further level
	paren       style = 70 // (1)
	half        style = 75 // 1)
	circle      style = 80 // ①
	alpha       style = 90 // a)
	circleBelow style = 95
)

// mark is a number that may begin a part: [from, to) in the source.
type mark struct {
	style    style
	n        int
	from, to int
	start    bool   // at the beginning of a line
	number   string // what a person wants it to be; empty for as written
	damaged  string // what should stand there, if something of it is missing
	bare     bool   // digits and a space only, or what is missing is its sign: needs a neighbour
	cited    bool   // looks like a word of the sentence
	sub      bool   // has no number of its own; its title follows
}

// bound tells what stands before a mark inside of a line: 2 the end of a sentence, 1 a bracket's end,
// 0 a word.
func (s *source) bound(m mark) int {
	p := s.before(m.from)
	if p < 0 {
		return 2
	}
	switch c := s.at(p); {
	case strings.ContainsRune("。!?;:…|", c):
		return 2
	case strings.ContainsRune("”’」』》)】]", c):
		return 1
	}
	return 0
}

// markAt reads a number at i. start: i begins a line.
func (s *source) markAt(i int, start bool) (m mark, ok bool) {
	m = mark{from: i, start: start}
	switch c := s.at(i); {
	case c == '第':
		ok = s.ordinal(&m)
	case circled(s.cs[i].r) > 0:
		m.style, m.n, m.to, ok = circle, circled(s.cs[i].r), i+1, true
	case c >= '㈠' && c <= '㈩':
		m.style, m.n, m.to, ok = hanParen, int(c-'㈠')+1, i+1, true
	case c >= '⑴' && c <= '⒇':
		m.style, m.n, m.to, ok = paren, int(c-'⑴')+1, i+1, true
	case c >= '⒈' && c <= '⒛':
		m.style, m.n, m.to, ok = dot, int(c-'⒈')+1, i+1, true
	case c == '(' || c == '〔' && start:
		ok = s.bracketed(&m)
	case c >= '0' && c <= '9':
		ok = s.digits(&m)
	case hanDigits[c] > 0 || hanUnits[c] > 0:
		ok = s.han(&m)
	case c >= 'a' && c <= 'z':
		ok = s.letter(&m)
	}
	if !ok || !start && s.belongs(m) {
		return m, false
	}
	return m, true
}

// ordinal reads 第一章, 第 2 条.
func (s *source) ordinal(m *mark) bool {
	i := s.skip(m.from + 1)
	n, end := s.hanNumber(i)
	if end == i {
		n, end = s.number(i)
	}
	if end == i {
		return false
	}
	end = s.skip(end)
	switch s.at(end) {
	case '编', '篇':
		m.style = part
	case '章':
		m.style = chapter
	case '节':
		m.style = jie
	case '条':
		m.style = tiao
	default:
		return false
	}
	m.n, m.to = n, end+1
	if next := s.at(m.to); strings.ContainsRune(":、.", next) && m.start {
		m.to++
	}
	after := s.at(s.skip(m.to))
	m.cited = strings.ContainsRune("的规所之、和至或及与第款项,。;)》”", after)
	return true
}

// bracketed reads (一), (1), (a), and (一 whose other half is lost.
func (s *source) bracketed(m *mark) bool {
	i := s.skip(m.from + 1)
	var end int
	if m.n, end = s.hanNumber(i); end > i {
		m.style = hanParen
	} else if m.n, end = s.number(i); end > i {
		m.style = paren
	} else if c := s.at(i); c >= 'a' && c <= 'z' {
		m.style, m.n, end = alpha, int(c-'a')+1, i+1
	} else {
		return false
	}
	closing := s.skip(end)
	if c := s.at(closing); c == ')' || c == '〕' {
		m.to = closing + 1
		if next := s.at(m.to); next == '、' || next == '.' && !digit(s.at(m.to+1)) {
			m.to++
		}
		return true
	}
	if !m.start || m.style == alpha || !unicode.Is(unicode.Han, s.at(end)) || m.n > 30 {
		return false
	}
	m.to, m.bare = end, true
	m.damaged = runes(s.cs[m.from:end]) + string(closingOf(s.cs[m.from].r))
	return true
}

func closingOf(open rune) rune {
	if open == '（' {
		return '）'
	}
	return ')'
}

// digits reads 1. 1、 1) 1.2.3, and at the beginning of a line also 1 before a space.
func (s *source) digits(m *mark) bool {
	n, end := s.number(m.from)
	if end == m.from || digit(s.at(m.from-1)) && circled(s.cs[m.from-1].r) == 0 {
		return false
	}
	m.n, m.style = n, dot
	if gap := s.skip(end); s.at(gap) == '、' {
		end = gap
	}
	switch next := s.at(end); {
	case next == '.' && digit(s.at(end+1)):
		return m.start && s.decimals(m, end)
	case next == '.', next == '、' && !digit(s.at(s.skip(end+1))):
		m.to = end + 1
		if s.at(m.to) == '.' {
			return false // 1...
		}
		return m.start || s.at(s.skip(m.to)) != '\n'
	case next == '、' && m.start: // 3、4号楼
		m.to, m.cited = end+1, true
		return true
	case next == ')':
		m.style, m.to = half, end+1
		return true
	case next == ',' && m.start && unicode.Is(unicode.Han, s.at(s.skip(end+1))):
		m.to, m.bare, m.damaged = end+1, true, runes(s.cs[m.from:end])+"."
		return true
	case m.start && next != '\n' && space(next) && unicode.Is(unicode.Han, s.at(s.skip(end))) && s.short(s.skip(end)):
		m.to, m.bare = end, true
		return !strings.ContainsRune(units, s.at(s.skip(end)))
	}
	return false
}

// decimals reads 1.2 and deeper.
func (s *source) decimals(m *mark, end int) bool {
	depth := 0
	for s.at(end) == '.' && digit(s.at(end+1)) {
		n, after := s.number(end + 1)
		if after == end+1 {
			return false
		}
		m.n, end = n, after
		depth++
	}
	if depth > 4 {
		return false
	}
	if next := s.at(end); next == '.' || next == '、' {
		end++
	}
	m.style, m.to = decimal+style(depth-1), end
	next := s.at(s.skip(end))
	if strings.ContainsRune(units, s.at(end)) || strings.ContainsRune("%‰~-–—/:年月日起至,。;", next) || latinLetter(next) && s.skip(end) == end {
		return false // 1.5倍, 2024.1.1, 3.5GB
	}
	return next != '\n'
}

// units follow a number that counts something.
const units = "倍元万亿千百年月日号天周个人名次分秒小时米吨克升件台套间层楼页份项条款级折岁度%％‰℃"

// han reads 一、 and at the beginning of a line 一) and 一 alone.
func (s *source) han(m *mark) bool {
	n, end := s.hanNumber(m.from)
	if end == m.from || n > 99 {
		return false
	}
	m.n, m.style = n, dun
	number := runes(s.cs[m.from:end])
	if formal(s.at(m.from)) {
		m.style = grand
	}
	if gap := s.skip(end); s.at(gap) == '、' {
		end = gap
	}
	next := s.at(end)
	switch {
	case next == '、', next == '.' && m.start:
		m.to = end + 1
		if _, after := s.hanNumber(m.to); after > m.to && strings.ContainsRune("、季", s.at(after)) {
			m.cited = true // 三、四季度
		}
		return true
	case !m.start || m.style == grand:
		return false
	case next == ')':
		m.style, m.to, m.bare, m.damaged = hanParen, end+1, true, "("+number+")"
		if s.cs[end].r == '）' {
			m.damaged = "（" + number + "）"
		}
		return true
	case s.short(s.skip(end)) && unicode.Is(unicode.Han, s.at(s.skip(end))) && !strings.ContainsRune("是次个种方面名定般切律些直旦边体同致批部分点样起下月日年周号楼层级期季项", s.at(end)),
		next == ',' && unicode.Is(unicode.Han, s.at(s.skip(end+1))):
		if next == ',' {
			end++
		}
		m.to, m.bare, m.damaged = end, true, number+"、"
		return s.at(s.skip(end)) != '\n'
	}
	return false
}

// letter reads a) and a. before words.
func (s *source) letter(m *mark) bool {
	if next := s.at(m.from + 1); next != ')' && next != '.' && next != '、' || latinLetter(s.at(m.from-1)) || digit(s.at(m.from-1)) {
		return false
	}
	m.style, m.n, m.to = alpha, int(s.at(m.from)-'a')+1, m.from+2
	return m.n <= 20 && !latinLetter(s.at(m.to)) && !digit(s.at(m.to)) && (m.start || s.bound(*m) == 2)
}

// short tells whether the rest of the line could be a heading.
func (s *source) short(i int) bool {
	end := s.lineWithin(i, min(len(s.cs), i+25))
	return end-i <= 24 && !strings.ContainsAny(s.folded(i, end), "。;,!?")
}

// pointers stand before a number that is cited; partPointers before that of a part.
var (
	pointers     = []string{"如图", "见图", "附图", "如表", "见表", "附表", "附件", "公式", "示例"}
	partPointers = []string{"第", "章", "节", "条", "款", "项", "按照", "依照", "依据", "根据", "违反", "参见", "详见"}
)

// belongs tells whether a number inside of a line is a word of its sentence.
func (s *source) belongs(m mark) bool {
	prev, next := s.at(m.from-1), s.at(s.skip(m.to))
	words := s.folded(max(0, m.from-3), m.from)
	cited := hasSuffix(words, pointers)
	switch m.style {
	case part, chapter, jie, tiao:
		return m.cited || strings.ContainsRune("按照据依违反本见及和与或至、》《“法例规的在由以(", prev)
	case hanParen, paren, half:
		return cited || hasSuffix(words, partPointers) || strings.ContainsRune("至和或", prev) || strings.ContainsRune("至、和或的,。;)", next) || s.level(s.skip(m.to)) || latinLetter(prev) && m.style == half
	case dun, grand:
		return strings.ContainsRune("第周期初十百千万年月和或、至每", prev) || hanDigits[next] > 0 || next == '十'
	case dot:
		return cited || latinLetter(prev) || strings.ContainsRune(".-/$¥%_+×~(《“满约近超、=<>≥≤", prev) || digit(prev) && circled(s.cs[m.from-1].r) == 0 ||
			prev == ':' && digit(s.at(m.from-2)) || strings.ContainsRune(",。;)%的", next)
	}
	return false
}

// level tells whether the name of a part stands at i (第(一)项), and not a word that begins like one.
func (s *source) level(i int) bool {
	switch s.at(i) {
	case '项', '款', '条', '目':
		return !hasPrefix(s.folded(i, min(len(s.cs), i+2)), []string{"项目", "款项", "条件", "条例", "条码", "目的", "目标", "目录"})
	}
	return false
}

func digit(r rune) bool       { return r >= '0' && r <= '9' }
func latinLetter(r rune) bool { return r >= 'a' && r <= 'z' }
