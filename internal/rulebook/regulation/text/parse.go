package text

import (
	"cmp"
	"slices"
	"strings"
)

// Parse reads a source, with what people have settled so far. It never fails: a text without numbers is
// all preamble.
func Parse(text string, settled Settled) *Tree {
	s := newSource(text, settled)
	t := s.title()
	marks := s.judge(t.body, s.contents(t.body, s.scan(t.body, t.breaks)))
	b := &builder{source: s, marks: marks, kinds: kindsOf(marks), titled: map[int]bool{}}
	out := &Tree{Title: t.words, Items: []Part{}}
	first := len(s.cs)
	if len(marks) > 0 {
		first = marks[0].from
	}
	out.Preamble = s.text(t.body, first)
	out.Items, _ = b.nodes(0, none)
	slices.SortStableFunc(s.doubts, func(a, b Doubt) int {
		return cmp.Or(cmp.Compare(a.Line, b.Line), cmp.Compare(a.Column, b.Column))
	})
	if out.Doubts = s.doubts; out.Doubts == nil {
		out.Doubts = []Doubt{}
	}
	return out
}

// contents drops the numbers of a table of contents: its lines belong to what stands before the first
// chapter.
func (s *source) contents(body int, all []mark) []mark {
	at := s.skipAll(body)
	for _, c := range "目录" {
		if at = s.skip(at); s.at(at) != c {
			return all
		}
		at++
	}
	if at = s.skipAll(at); len(all) == 0 || all[0].from != at {
		return all
	}
	for i, m := range all[1:] {
		if m.style == all[0].style && m.n == all[0].n {
			return all[i+1:]
		}
	}
	return all
}

// kindsOf gives each style its kind: the usual one, or a lower one where what contains it has that.
func kindsOf(marks []mark) map[style]Kind {
	var used []style
	for _, m := range marks {
		if !slices.Contains(used, m.style) {
			used = append(used, m.style)
		}
	}
	slices.Sort(used)
	out, above := map[style]Kind{}, -1
	for i, s := range used {
		k := natural(s, used[i:])
		if above >= 0 && s > chapter {
			k = max(k, above+1)
		}
		k = min(k, len(Kinds)-1)
		out[s], above = Kinds[k], k
	}
	return out
}

// natural is the kind, as an index of Kinds, that a style has if nothing stands above it. below are the
// styles from it downwards.
func natural(s style, below []style) int {
	has := func(o style) bool { return slices.Contains(below, o) }
	switch {
	case s <= grand, s == dun:
		return 0
	case s == jie, s == hanParen:
		return 1
	case s == tiao, s == tiaoBelow, s == headed:
		return 2
	case s == dot && has(decimal) && has(decimal+1): // 1 / 1.1 / 1.1.1
		return 0
	case s == dot && has(decimal):
		return 1
	case s == dot:
		return 2
	case s == decimal && has(decimal+1):
		return 1
	case s >= decimal && s < paren:
		return 2
	}
	return 3
}

// builder makes the tree of the marks that were taken.
type builder struct {
	*source
	marks  []mark
	kinds  map[style]Kind
	titled map[int]bool // by index of the mark, as far as it was asked for
}

// nodes builds the parts from mark i on that stand below a style, and gives the first mark behind them.
func (b *builder) nodes(i int, above style) ([]Part, int) {
	out := []Part{}
	for i < len(b.marks) && b.marks[i].style > above {
		m := b.marks[i]
		end := len(b.cs)
		if i+1 < len(b.marks) {
			end = b.marks[i+1].from
		}
		leaf := i+1 == len(b.marks) || b.marks[i+1].style <= m.style
		n := b.node(m, end, leaf)
		var children []Part
		if children, i = b.nodes(i+1, m.style); len(children) > 0 {
			n.Children = append(n.Children, children...)
		}
		out = append(out, n)
	}
	return out, i
}

func (b *builder) node(m mark, end int, leaf bool) Part {
	n := Part{Kind: b.kinds[m.style], Number: strings.TrimSpace(runes(b.cs[m.from:m.to])), Line: b.cs[min(m.from, len(b.cs)-1)].line, Children: []Part{}}
	if m.number != "" {
		n.Number = m.number
	}
	from := b.skipAll(m.to)
	doubts := len(b.doubts)
	split := b.heading(m, n.Kind, from, end, leaf)
	glued := len(b.doubts) > doubts && split > from
	n.Title = strings.ReplaceAll(b.text(from, split), "\n", " ")
	if leaf {
		n.Text, n.Children = b.unnumbered(n.Kind, glued, split, end)
		return n
	}
	n.Text = b.text(split, end)
	return n
}
