package text

import "strings"

// titleEnds are the words that titles of regulations end with.
var titleEnds = []string{"制度", "办法", "规定", "规范", "细则", "条例", "守则", "规程", "章程", "准则", "指引", "手册", "须知", "规则",
	"方案", "标准", "公约", "承诺书", "模板", "总纲", "大纲", "规范模板", "管理制度模板"}

// trailers may follow those words.
var trailers = []string{"(试行)", "(暂行)", "(修订)", "(修订版)", "(试行版)", "(草案)", "(征求意见稿)", "(范本)", "(模板)", "(样本)"}

// prefaces begin what stands before the first number.
var prefaces = []string{"前言", "序言", "引言", "为了", "为规范", "为加强", "为进一步", "为保障", "为确保", "为提高", "根据", "依据", "总则", "目录"}

// title is what the title step found: [from, to) is the title, body is where the rest begins.
type title struct {
	words    string
	from, to int
	body     int
	repeats  [][2]int // the title once more
	breaks   map[int]bool
}

// title finds the title in the first lines, also where it is doubled or the first heading is glued to it.
func (s *source) title() title {
	from := s.skipAll(0)
	end := s.lineEnd(from)
	t := title{from: from, to: from, body: from, breaks: map[int]bool{}}
	if from == len(s.cs) {
		return t
	}
	headed := s.hashes[s.cs[from].line] > 0
	if m, ok := s.markAt(from, true); !ok || m.bare || headed && m.style >= dot && m.n != 1 {
		t.to = s.titleEnd(from, end, headed)
	}
	if t.to == from {
		at := s.cs[from]
		if s.settle(TitleMissing, at, runes(s.cs[from:min(end, from+20)]), "", false) {
			t.words = s.words(TitleMissing, at, "")
		}
		return t
	}
	t.to, t.body = s.halved(&t), t.to
	s.secondLine(&t)
	for len(t.repeats) < 5 && s.repeated(&t) {
	}
	if next := s.skip(t.body); next < len(s.cs) && s.before(next) >= 0 {
		t.breaks[next] = true // the first heading is glued to the title
	}
	t.words = strings.ReplaceAll(s.text(t.from, t.to), "\n", " ")
	return t
}

// titleEnd gives where the title of the first line ends; from: it has none.
func (s *source) titleEnd(from, end int, headed bool) int {
	for i := from + 3; i < min(end, from+80); i++ {
		if !s.endsTitle(from, i) {
			continue
		}
		rest := s.folded(i, min(end, i+8))
		if m, ok := s.markAt(i, true); ok && !m.bare && m.n == 1 && m.style < decimal {
			return i
		}
		if end-from > 40 && (hasPrefix(rest, prefaces) || strings.HasPrefix(s.folded(i, min(end, 2*i-from)), s.folded(from, i))) {
			s.settle(TitleGlued, s.cs[from], runes(s.cs[from:min(end, i+10)]), runes(s.cs[from:i]), true)
			return i
		}
	}
	words := strings.TrimSpace(s.folded(from, min(end, from+200)))
	if !headed && (len([]rune(words)) > 60 || strings.ContainsAny(words, "。;!?") || strings.HasSuffix(words, ",") || strings.HasSuffix(words, ":")) {
		return from
	}
	return end
}

func (s *source) endsTitle(from, to int) bool {
	words := s.folded(max(from, to-12), to)
	for _, t := range trailers {
		words = strings.TrimSuffix(words, t)
	}
	return hasSuffix(words, titleEnds)
}

// halved gives the end of the title's first half where it stands twice in its line.
func (s *source) halved(t *title) int {
	n := t.to - t.from
	for n > 0 && space(s.cs[t.from+n-1].r) {
		n--
	}
	for k := n/2 - 1; k <= n/2+1; k++ {
		if k < 4 || t.from+k >= t.to {
			continue
		}
		if second := s.skip(t.from + k); s.folded(second, t.from+n) == strings.TrimSpace(s.folded(t.from, t.from+k)) {
			t.repeats = append(t.repeats, [2]int{second, t.from + n})
			return t.from + k
		}
	}
	return t.to
}

// secondLine takes a second line into the title: the company's name stands in the first.
func (s *source) secondLine(t *title) {
	next := s.skipAll(t.body)
	end := s.lineEnd(next)
	if len(t.repeats) > 0 || next >= len(s.cs) || s.endsTitle(t.from, s.trimmed(t.from, t.to)) || s.before(next) >= 0 {
		return
	}
	if _, numbered := s.markAt(next, true); numbered || end-next > 40 || !s.endsTitle(next, s.trimmed(next, end)) {
		return
	}
	t.to, t.body = end, end
}

// repeated goes over the title where it stands once more and something follows that does not continue
// a sentence.
func (s *source) repeated(t *title) bool {
	from := s.skipAll(t.body)
	i := from
	for k := t.from; k < t.to; k++ {
		if space(s.cs[k].r) {
			continue
		}
		if i = s.skip(i); s.at(i) != s.cs[k].f || i >= len(s.cs) {
			return false
		}
		i++
	}
	rest := s.skip(i)
	if s.at(rest) != '\n' && !hasPrefix(s.folded(rest, min(len(s.cs), rest+8)), prefaces) && !strings.HasPrefix(s.folded(rest, min(len(s.cs), rest+i-from)), s.folded(from, i)) {
		if m, ok := s.markAt(rest, true); !ok || m.bare {
			return false
		}
	}
	t.repeats = append(t.repeats, [2]int{from, i})
	t.body = i
	return true
}

func (s *source) trimmed(from, to int) int {
	for to > from && space(s.cs[to-1].r) {
		to--
	}
	return to
}

func hasPrefix(s string, all []string) bool {
	for _, p := range all {
		if strings.HasPrefix(s, p) {
			return true
		}
	}
	return false
}

func hasSuffix(s string, all []string) bool {
	for _, p := range all {
		if strings.HasSuffix(s, p) {
			return true
		}
	}
	return false
}
