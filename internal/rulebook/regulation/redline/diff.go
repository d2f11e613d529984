package redline

import (
	"slices"
	"strings"
	"unicode"
)

// Op says what became of a piece of text.
type Op string

// The operations.
const (
	Kept    Op = "same"
	Insert  Op = "add"
	Deleted Op = "del"
)

// Span is a piece of text and what became of it. All but the added ones make the old text, all but the
// deleted ones the new.
type Span struct {
	Op   Op     `json:"op" enum:"same,add,del"`
	Text string `json:"text"`
}

// Diff compares two texts: Chinese character by character, others word by word. Equal empty texts have
// no spans.
func Diff(old, next string) []Span {
	a, b := tokens(old), tokens(next)
	head := 0
	for head < len(a) && head < len(b) && a[head] == b[head] {
		head++
	}
	tail := 0
	for tail < len(a)-head && tail < len(b)-head && a[len(a)-1-tail] == b[len(b)-1-tail] {
		tail++
	}
	w := &spans{}
	w.add(Kept, a[:head])
	steps, ok := shortest(a[head:len(a)-tail], b[head:len(b)-tail])
	if !ok {
		w.add(Deleted, a[head:len(a)-tail])
		w.add(Insert, b[head:len(b)-tail])
	}
	for _, s := range steps {
		w.add(s.op, []string{s.token})
	}
	w.add(Kept, a[len(a)-tail:])
	return readable(w.out)
}

// tokens cuts a text into words of letters and digits, and single other characters.
func tokens(s string) (out []string) {
	word := -1
	for i, r := range s {
		if wordRune(r) {
			if word < 0 {
				word = i
			}
			continue
		}
		if word >= 0 {
			out = append(out, s[word:i])
			word = -1
		}
		out = append(out, string(r))
	}
	if word >= 0 {
		out = append(out, s[word:])
	}
	return out
}

func wordRune(r rune) bool {
	return (unicode.IsLetter(r) || unicode.IsDigit(r)) && !unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana)
}

// spans collects pieces and joins neighbours of one kind.
type spans struct{ out []Span }

func (w *spans) add(op Op, tokens []string) {
	if len(tokens) == 0 {
		return
	}
	text := strings.Join(tokens, "")
	if n := len(w.out); n > 0 && w.out[n-1].Op == op {
		w.out[n-1].Text += text
		return
	}
	w.out = append(w.out, Span{op, text})
}

type step struct {
	op    Op
	token string
}

// furthest bounds the search: texts with more differences are shown as replaced.
const furthest = 700

// shortest is Myers' greedy search for the fewest insertions and deletions.
func shortest(a, b []string) ([]step, bool) {
	limit := min(len(a)+len(b), furthest)
	reach := make([]int, 2*limit+2)
	var trace [][]int
	for d := 0; d <= limit; d++ {
		trace = append(trace, slices.Clone(reach[limit-d:limit+d+2]))
		for k := -d; k <= d; k += 2 {
			x := 0
			if d > 0 {
				if k == -d || k != d && reach[limit+k-1] < reach[limit+k+1] {
					x = reach[limit+k+1]
				} else {
					x = reach[limit+k-1] + 1
				}
			}
			y := x - k
			for x < len(a) && y < len(b) && a[x] == b[y] {
				x, y = x+1, y+1
			}
			reach[limit+k] = x
			if x >= len(a) && y >= len(b) {
				return walk(trace, a, b), true
			}
		}
	}
	return nil, false
}

// walk goes the way back that the search came.
func walk(trace [][]int, a, b []string) []step {
	var out []step
	x, y := len(a), len(b)
	for d := len(trace) - 1; d > 0; d-- {
		before := trace[d] // reach of d-1 for the diagonals -d..d+1, from index 0
		at := func(k int) int { return before[k+d] }
		k := x - y
		from := k - 1
		if k == -d || k != d && at(k-1) < at(k+1) {
			from = k + 1
		}
		fx := at(from)
		fy := fx - from
		for x > fx && y > fy {
			out = append(out, step{Kept, a[x-1]})
			x, y = x-1, y-1
		}
		if x > fx {
			out = append(out, step{Deleted, a[x-1]})
		} else if y > fy {
			out = append(out, step{Insert, b[y-1]})
		}
		x, y = fx, fy
	}
	for x > 0 {
		out = append(out, step{Kept, a[x-1]})
		x--
	}
	slices.Reverse(out)
	return out
}

// readable gives up single characters that happen to be equal between two changes, and puts what was
// deleted before what was added.
func readable(in []Span) []Span {
	w := &spans{}
	for i := 0; i < len(in); {
		if in[i].Op == Kept {
			w.add(Kept, []string{in[i].Text})
			i++
			continue
		}
		var del, add strings.Builder
		for ; i < len(in); i++ {
			s := in[i]
			if s.Op == Kept {
				if i+1 >= len(in) || len([]rune(s.Text)) > 1 || del.Len() == 0 && add.Len() == 0 || !alone(in, i) {
					break
				}
				del.WriteString(s.Text)
				add.WriteString(s.Text)
				continue
			}
			if s.Op == Deleted {
				del.WriteString(s.Text)
			} else {
				add.WriteString(s.Text)
			}
		}
		if del.Len() > 0 {
			w.add(Deleted, []string{del.String()})
		}
		if add.Len() > 0 {
			w.add(Insert, []string{add.String()})
		}
	}
	return w.out
}

// alone tells whether an equal character stands between changes that are longer than itself.
func alone(in []Span, i int) bool {
	return len([]rune(in[i-1].Text)) > 1 && len([]rune(in[i+1].Text)) > 1
}
