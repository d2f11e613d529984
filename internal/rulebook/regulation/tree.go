package regulation

import (
	"slices"

	"tonggui/internal/platform/clock"
	"tonggui/internal/platform/id"
	"tonggui/internal/rulebook/regulation/redline"
	"tonggui/internal/rulebook/regulation/text"
)

// row is a node by itself: in reading order and with their depths, rows are the tree.
type row struct {
	id    id.ID
	depth int
	kind  text.Kind
	clauseWords
}

type clauseWords struct{ number, title, text string }

// maxParts is how many nodes a version may have.
const maxParts = 5_000

// rowsOf flattens what was read. The ids are still missing.
func rowsOf(parts []text.Part, depth int) (out []row) {
	for _, p := range parts {
		out = append(out, row{depth: depth, kind: p.Kind, clauseWords: clauseWords{p.Number, p.Title, p.Text}})
		out = append(out, rowsOf(p.Children, depth+1)...)
	}
	return out
}

// known gives each row the id of the clause that it was in the version before, and new ones fresh ids.
func known(before, rows []row, now clock.Instant) {
	for k, i := range redline.Match(clausesOf(before), clausesOf(rows)) {
		if i >= 0 {
			rows[k].id = before[i].id
		} else {
			rows[k].id = id.New(now)
		}
	}
}

// clausesOf gives rows as redline wants them.
func clausesOf(rows []row) []redline.Clause {
	out := make([]redline.Clause, len(rows))
	for i, r := range rows {
		out[i] = redline.Clause{Kind: string(r.kind), Number: r.number, Title: r.title, Text: r.text}
		if !r.id.IsZero() {
			out[i].Key = r.id.String()
		}
	}
	return out
}

// treeOf makes the tree of rows, with the rules that carry each node.
func treeOf(rows []row, rules map[id.ID][]string) []RegulationNode {
	out, _ := branch(rows, 0, 0, nil, rules)
	return out
}

func branch(rows []row, i, depth int, above []string, rules map[id.ID][]string) ([]RegulationNode, int) {
	out := []RegulationNode{}
	for i < len(rows) && rows[i].depth >= depth {
		r := rows[i]
		path := append(slices.Clip(above), r.number)
		n := RegulationNode{ID: r.id, Kind: r.kind, Number: r.number, Cite: cite(path), Title: r.title, Text: r.text, Rules: rules[r.id]}
		if n.Rules == nil {
			n.Rules = []string{}
		}
		n.Children, i = branch(rows, i+1, r.depth+1, path, rules)
		out = append(out, n)
	}
	return out, i
}

// end gives where the branch of row i ends.
func end(rows []row, i int) int {
	for k := i + 1; k < len(rows); k++ {
		if rows[k].depth <= rows[i].depth {
			return k
		}
	}
	return len(rows)
}

func find(rows []row, one id.ID) int {
	return slices.IndexFunc(rows, func(r row) bool { return r.id == one })
}

// parent gives the row that contains row i, or -1.
func parent(rows []row, i int) int {
	for k := i - 1; k >= 0; k-- {
		if rows[k].depth < rows[i].depth {
			return k
		}
	}
	return -1
}

// Place says where a node stands: first in Parent, or directly behind the sibling After. Zero for both
// is the first of all.
type Place struct{ Parent, After id.ID }

// at gives the index and depth of a place.
func at(rows []row, p Place) (i, depth int, ok bool) {
	inside, depth := -1, 0
	if !p.Parent.IsZero() {
		if inside = find(rows, p.Parent); inside < 0 {
			return 0, 0, false
		}
		depth = rows[inside].depth + 1
	}
	if p.After.IsZero() {
		return inside + 1, depth, true
	}
	sibling := find(rows, p.After)
	if sibling < 0 || parent(rows, sibling) != inside {
		return 0, 0, false
	}
	return end(rows, sibling), depth, true
}

// insert puts a branch in a place.
func insert(rows, branch []row, p Place) ([]row, bool) {
	i, depth, ok := at(rows, p)
	if !ok {
		return rows, false
	}
	lower := slices.Clone(branch)
	for k := range lower {
		lower[k].depth += depth - branch[0].depth
	}
	return slices.Insert(slices.Clone(rows), i, lower...), true
}

// inOrder tells whether kinds go inwards: a clause may contain clauses, all others only what is smaller.
func inOrder(rows []row) bool {
	for i, r := range rows {
		p := parent(rows, i)
		if p < 0 {
			if r.depth != 0 {
				return false
			}
			continue
		}
		mine, outer := slices.Index(text.Kinds, r.kind), slices.Index(text.Kinds, rows[p].kind)
		if r.depth != rows[p].depth+1 || mine < outer || mine == outer && r.kind != text.Clause {
			return false
		}
	}
	return true
}

func countKind(rows []row, k text.Kind) (n int) {
	for _, r := range rows {
		if r.kind == k {
			n++
		}
	}
	return n
}
