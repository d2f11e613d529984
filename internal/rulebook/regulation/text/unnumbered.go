package text

import "strings"

// head is a run of words that could head a clause without a number.
type head struct{ from, to int }

// unnumbered is the text of a part without numbered ones below it, and the clauses without numbers that
// a person wants to have. glued: it was a guess where the title ends, so another one may follow it.
func (b *builder) unnumbered(kind Kind, glued bool, from, end int) (string, []Part) {
	out := []Part{}
	heads := b.heads(from, end)
	if kind == Section {
		heads = b.gluedHeads(heads, glued, from, end)
	}
	var cut []head
	for _, h := range heads {
		words := runes(b.cs[h.from:h.to])
		if b.settle(UnnumberedClause, b.cs[h.from], runes(b.cs[h.from:min(end, h.to+6)]), words, false) {
			cut = append(cut, h)
		}
	}
	if len(cut) == 0 {
		return b.text(from, end), out
	}
	for i, h := range cut {
		to := end
		if i+1 < len(cut) {
			to = cut[i+1].from
		}
		out = append(out, Part{Kind: Clause, Title: b.text(h.from, h.to), Text: b.text(h.to, to), Line: b.cs[h.from].line, Children: []Part{}})
	}
	return b.text(from, cut[0].from), out
}

// heads finds words like 发布频率: behind the end of a sentence.
func (b *builder) heads(from, end int) (out []head) {
	for i := from; i < end; i++ {
		if c := b.at(i); c != ':' || digit(b.at(i-1)) && digit(b.at(i+1)) {
			continue
		}
		start, depth := i, 0
		for start > from && i-start <= 16 {
			c := b.at(start - 1)
			if c == ')' {
				depth++
			} else if c == '(' {
				depth--
			}
			if depth == 0 && strings.ContainsRune("。;,:!?、“”\"\n《》…", c) {
				break
			}
			start--
		}
		start = b.skip(start)
		words, n := b.folded(start, i), i-start
		if n < 2 || n > 16 || depth != 0 || b.skipAll(i+1) >= end || !b.mayHead(from, start, words) || leadIn(words) || sentence(words) {
			continue
		}
		out = append(out, head{start, i + 1})
	}
	return out
}

// mayHead tells whether words stand where a clause could begin.
func (b *builder) mayHead(from, start int, words string) bool {
	prev := b.at(b.before(start))
	return start == from || strings.ContainsRune("。;!\n", prev) || prev == ':' && strings.HasSuffix(words, ")")
}

// gluedHeads adds words without a colon that look like a heading in front of a sentence; in a section
// without articles they are all that orders it.
func (b *builder) gluedHeads(found []head, glued bool, from, end int) (out []head) {
	known := map[int]head{}
	for _, h := range found {
		known[h.from] = h
	}
	for i := from; i < end; i++ {
		if i > from && !strings.ContainsRune("。!\n", b.at(i-1)) {
			if h, ok := known[i]; ok {
				out = append(out, h)
			}
			continue
		}
		h, ok := known[i]
		g := b.guess(i, b.lineWithin(i, min(end, i+40)))
		clear := g.named && g.score >= doubtful && !strings.ContainsRune(modals, b.at(g.at)) || glued && i == from && g.score > doubtful
		if clear && g.at < end && (!ok || g.at < h.to-1) {
			h, ok = head{i, g.at}, true
		}
		if ok {
			out = append(out, h)
		}
	}
	return out
}
