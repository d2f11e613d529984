package directory

import (
	"container/heap"
	"slices"
	"strings"
)

// found is a match inside a search.
type found struct {
	slot       int32
	rank       tier // tier, left, fit
	field      Field
	start, end int32
}

// best keeps the limit best matches, the worst of them on top.
type best[K comparable] struct {
	core  *core[K]
	limit int
	items []found
}

func (b *best[K]) compare(x, y *found) int {
	if x.rank != y.rank {
		return int(x.rank) - int(y.rank)
	}
	if xn, yn := x.field == FieldNumber, y.field == FieldNumber; xn || yn { // in their own order, after names
		if xn && yn {
			return b.core.compareNumbers(x.slot, y.slot)
		}
		if xn {
			return 1
		}
		return -1
	}
	if n := strings.Compare(b.core.entries[x.slot].order, b.core.entries[y.slot].order); n != 0 {
		return n
	}
	return int(x.slot - y.slot) // two people alike in everything that is shown
}

func (b *best[K]) add(f found) {
	if len(b.items) < b.limit {
		heap.Push(b, f)
		return
	}
	if b.compare(&f, &b.items[0]) < 0 {
		b.items[0] = f
		heap.Fix(b, 0)
	}
}

// full tells that no match of the tier could get in any more.
func (b *best[K]) full(t tier) bool { return len(b.items) == b.limit && b.items[0].rank < t<<rankBits }

func (b *best[K]) hits() []Hit[K] {
	slices.SortFunc(b.items, func(x, y found) int { return b.compare(&x, &y) })
	hits := make([]Hit[K], len(b.items))
	for i, f := range b.items {
		hits[i] = Hit[K]{ID: b.core.entries[f.slot].person.ID, Field: f.field, Start: int(f.start), End: int(f.end)}
	}
	return hits
}

// Len, Less, Swap, Push and Pop implement heap.Interface.
func (b *best[K]) Len() int           { return len(b.items) }
func (b *best[K]) Less(i, j int) bool { return b.compare(&b.items[i], &b.items[j]) > 0 }
func (b *best[K]) Swap(i, j int)      { b.items[i], b.items[j] = b.items[j], b.items[i] }

// Push is called by package heap.
func (b *best[K]) Push(f any) { b.items = append(b.items, f.(found)) }

// Pop is called by package heap; nothing is ever taken out.
func (b *best[K]) Pop() any { panic("directory: nothing is taken out") }
