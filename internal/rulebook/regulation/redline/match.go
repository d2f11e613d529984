package redline

import (
	"cmp"
	"slices"
	"strings"
	"unicode"

	"tonggui/internal/platform/fold"
)

// Clause is a part of a regulation by itself, without those below it. Key names it across versions;
// empty: it is not known yet, and its words decide.
type Clause struct {
	Key                       string
	Kind, Number, Title, Text string
}

// likeness from which two clauses count as one that was changed.
const likeEnough = 0.45

// Match gives for each clause of next the index of the clause in old that it was, or -1. No clause of
// old is given twice.
func Match(old, next []Clause) []int {
	m := &matcher{old: old, next: next, of: slices.Repeat([]int{-1}, len(next)), taken: make([]bool, len(old))}
	m.exactly(func(c Clause) string { return c.Key })
	m.exactly(func(c Clause) string {
		if words := bare(c.Title + c.Text); words != "" {
			return c.Kind + words
		}
		return ""
	})
	m.alike()
	return m.of
}

type matcher struct {
	old, next []Clause
	of        []int // by index of next
	taken     []bool
}

func (m *matcher) pair(i, k int) { m.of[k], m.taken[i] = i, true }

// exactly pairs what has the same key, in order where several have it.
func (m *matcher) exactly(key func(Clause) string) {
	waiting := map[string][]int{}
	for i, c := range m.old {
		if k := key(c); k != "" && !m.taken[i] {
			waiting[k] = append(waiting[k], i)
		}
	}
	for k, c := range m.next {
		if list := waiting[key(c)]; m.of[k] < 0 && len(list) > 0 {
			m.pair(list[0], k)
			waiting[key(c)] = list[1:]
		}
	}
}

type likeness struct {
	old, next int
	score     float64
}

// most is how many pairs are compared; beyond it only those that stand near each other.
const most = 400_000

// alike pairs what is left by how much the words have in common, the likest first.
func (m *matcher) alike() {
	olds, nexts := m.left()
	near := len(olds) + len(nexts)
	if n := len(olds) * len(nexts); n > most {
		near = most / len(nexts)
	}
	var all []likeness
	grams := map[int][]uint64{}
	for _, i := range olds {
		grams[i] = bigrams(m.old[i])
	}
	for at, k := range nexts {
		mine := bigrams(m.next[k])
		middle := at * len(olds) / len(nexts)
		for o := max(0, middle-near); o < min(len(olds), middle+near+1); o++ {
			i := olds[o]
			if m.old[i].Kind != m.next[k].Kind {
				continue
			}
			if score := common(grams[i], mine) + m.place(i, k); score >= likeEnough {
				all = append(all, likeness{i, k, score})
			}
		}
	}
	slices.SortStableFunc(all, func(a, b likeness) int {
		return cmp.Or(cmp.Compare(b.score, a.score), cmp.Compare(a.next, b.next), cmp.Compare(a.old, b.old))
	})
	for _, l := range all {
		if !m.taken[l.old] && m.of[l.next] < 0 {
			m.pair(l.old, l.next)
		}
	}
}

func (m *matcher) left() (olds, nexts []int) {
	for i := range m.old {
		if !m.taken[i] {
			olds = append(olds, i)
		}
	}
	for k := range m.next {
		if m.of[k] < 0 {
			nexts = append(nexts, k)
		}
	}
	return olds, nexts
}

// place is what the number, the title and the neighbours say for a pair.
func (m *matcher) place(i, k int) (score float64) {
	if t := bare(m.next[k].Title); t != "" && t == bare(m.old[i].Title) {
		score += 0.3
	}
	if n := bare(m.next[k].Number); n != "" && n == bare(m.old[i].Number) {
		score += 0.1
	}
	if i > 0 && k > 0 && m.of[k-1] == i-1 || i+1 < len(m.old) && k+1 < len(m.next) && m.of[k+1] == i+1 {
		score += 0.1
	}
	return score
}

// bare is a text without punctuation and spaces, in folded form.
func bare(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return fold.Rune(r)
		}
		return -1
	}, s)
}

// bigrams are the pairs of neighbouring characters, sorted.
func bigrams(c Clause) []uint64 {
	words := []rune(bare(c.Title + c.Text))
	out := make([]uint64, 0, len(words))
	for i := 0; i+1 < len(words); i++ {
		out = append(out, uint64(words[i])<<32|uint64(words[i+1]))
	}
	slices.Sort(out)
	return out
}

// common is how much of both is in the other, from 0 to 1.
func common(a, b []uint64) float64 {
	if len(a)+len(b) == 0 {
		return 0
	}
	same := 0
	for i, k := 0, 0; i < len(a) && k < len(b); {
		switch {
		case a[i] == b[k]:
			same, i, k = same+1, i+1, k+1
		case a[i] < b[k]:
			i++
		default:
			k++
		}
	}
	return 2 * float64(same) / float64(len(a)+len(b))
}
