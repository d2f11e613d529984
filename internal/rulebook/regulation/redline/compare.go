package redline

import "slices"

// What says what became of a clause.
type What string

// What can become of one.
const (
	Same    What = "same"
	Changed What = "changed" // its number, title or text
	Added   What = "added"
	Removed What = "removed"
)

// Change is a clause in both versions, or in one. Old and New are indexes; -1 where it is not there.
type Change struct {
	What   What
	Moved  bool // its neighbours are others now
	Old    int
	New    int
	Number []Span
	Title  []Span
	Text   []Span
}

// Compare lists what became of each clause, in the order of next; what is gone comes where it stood.
func Compare(old, next []Clause) []Change {
	of := Match(old, next)
	steady := rising(of)
	gone := make([]bool, len(old))
	for i := range old {
		gone[i] = !slices.Contains(of, i)
	}
	out := make([]Change, 0, len(next))
	at := 0
	flush := func(to int) {
		for ; at < to; at++ {
			if gone[at] {
				c := old[at]
				out = append(out, Change{What: Removed, Old: at, New: -1, Number: Diff(c.Number, ""), Title: Diff(c.Title, ""), Text: Diff(c.Text, "")})
			}
		}
	}
	for k, c := range next {
		i := of[k]
		if i < 0 {
			out = append(out, Change{What: Added, Old: -1, New: k, Number: Diff("", c.Number), Title: Diff("", c.Title), Text: Diff("", c.Text)})
			continue
		}
		if steady[k] {
			flush(i)
			at = max(at, i+1)
		}
		o := old[i]
		change := Change{What: Same, Moved: !steady[k], Old: i, New: k, Number: Diff(o.Number, c.Number), Title: Diff(o.Title, c.Title), Text: Diff(o.Text, c.Text)}
		if o.Number != c.Number || o.Title != c.Title || o.Text != c.Text || o.Kind != c.Kind {
			change.What = Changed
		}
		out = append(out, change)
	}
	flush(len(old))
	return out
}

// rising marks the longest run of pairs whose order is the same in both versions; the others were moved.
func rising(of []int) []bool {
	var ends []int // index of the pair that ends the best run of each length
	before := make([]int, len(of))
	for k, i := range of {
		before[k] = -1
		if i < 0 {
			continue
		}
		n, _ := slices.BinarySearchFunc(ends, i, func(k, i int) int { return of[k] - i })
		if n > 0 {
			before[k] = ends[n-1]
		}
		if n == len(ends) {
			ends = append(ends, k)
		} else {
			ends[n] = k
		}
	}
	steady := make([]bool, len(of))
	if len(ends) > 0 {
		for k := ends[len(ends)-1]; k >= 0; k = before[k] {
			steady[k] = true
		}
	}
	return steady
}
