package text

import "strings"

// scan lists everything that may be a number of a part, in order. breaks are places that begin a line
// although no line break stands there.
func (s *source) scan(from int, breaks map[int]bool) (out []mark) {
	for line := from; line < len(s.cs); {
		end := s.lineEnd(line)
		first := s.skip(line)
		if !s.tableRow(first, end) {
			out = s.scanLine(out, first, end, breaks)
		}
		line = end + 1
	}
	return out
}

func (s *source) scanLine(out []mark, first, end int, breaks map[int]bool) []mark {
	hashes := 0
	if first < end {
		hashes = s.hashes[s.cs[first].line]
	}
	for i := first; i < end; {
		start := i == first || breaks[i]
		m, ok := s.markAt(i, start)
		if !ok || m.to > end {
			if i == first && (hashes > 0 || s.unnumberedHead(first, end)) {
				out = append(out, s.headMark(first, hashes))
			}
			i++
			continue
		}
		out = append(out, m)
		i = m.to
		if start { // 第一章 一、 and (三)1. follow each other
			if next := s.skip(i); next < end {
				if n, ok := s.markAt(next, true); ok && !n.bare && n.style > m.style && n.n == 1 {
					breaks[next] = true
					i = next
				}
			}
		}
	}
	return out
}

// tableRow tells whether a line is a row of a table: its numbers are cells.
func (s *source) tableRow(first, end int) bool {
	if s.at(first) == '|' {
		return true
	}
	tabs := 0
	for i := first; i < end; i++ {
		if s.cs[i].r == '\t' {
			tabs++
		}
	}
	return tabs >= 2
}

// headMark stands for a Markdown heading without a number, or for 附则 alone in its line.
func (s *source) headMark(i, hashes int) mark {
	m := mark{from: i, to: i, start: true, sub: true, style: chapter}
	switch {
	case hashes >= 4:
		m.style = headed
	case hashes == 3:
		m.style = jie
	}
	return m
}

// unnumberedHead tells whether a line is 附则 and the like, alone.
func (s *source) unnumberedHead(first, end int) bool {
	switch strings.TrimSpace(s.folded(first, end)) {
	case "附则", "总则", "附录", "附件":
		return true
	}
	return false
}
