package search

import (
	"container/heap"
	"context"
	"errors"

	"tonggui/internal/platform/clock"
	"tonggui/internal/platform/db"
	"tonggui/internal/platform/id"
)

// Scope is what somebody may see: the entries of a scope beyond a number.
type Scope struct {
	ID     id.ID
	Beyond int64
}

// Query is what is searched for. What is zero is not asked for.
type Query struct {
	Words  Words
	Scopes []Scope // only in these, ascending by id
	Author id.ID
	Kinds  Kinds         // of any of these kinds
	From   clock.Instant // this instant included
	To     clock.Instant // this instant included
	Below  Place         // only what is older
	// Work bounds how many entries are looked at; 0 means the usual.
	Work int
}

// work is enough for the commonest character in millions of entries, and little enough to answer in
// a fraction of a second.
const work = 4_000_000

// Hits are the candidates of a search, from the newest to the oldest. They belong to one goroutine.
type Hits struct {
	index *Index
	q     db.Q
	query Query
	keys  []key
	heap  scans
	left  int // work
	last  Place
}

// Find begins a search.
//
// Errors: ErrNewer.
func (x *Index) Find(ctx context.Context, query Query) (*Hits, error) {
	if query.Below == (Place{}) {
		query.Below = End
	}
	if query.To > 0 {
		if end := endOf(query.To); end.Before(query.Below) {
			query.Below = end
		}
	}
	if query.Work == 0 {
		query.Work = work
	}
	h := &Hits{index: x, q: x.db.Ask(ctx), query: query, keys: query.Words.keys(), left: query.Work, last: query.Below}
	return h, h.open()
}

// open begins, or begins again, below the last place that was given out.
func (h *Hits) open() error {
	segments, err := h.index.segments(h.q)
	if err != nil {
		return err
	}
	h.heap = h.heap[:0]
	for _, s := range segments {
		if s.firstAt > h.last.At || s.lastAt < h.query.From {
			continue
		}
		below := endOf(s.lastAt)
		if h.last.Before(below) {
			below = h.last
		}
		h.heap = append(h.heap, &scan{segment: s.id, below: below})
	}
	heap.Init(&h.heap)
	return nil
}

// again is how often a search begins anew because segments were merged away under it.
const again = 3

// Next returns the next candidate; false where there is none, or the work was all done: Reached tells
// which.
func (h *Hits) Next() (Place, bool, error) {
	p, ok, err := h.next()
	for range again {
		if !errors.Is(err, errGone) {
			break
		}
		if err = h.open(); err == nil {
			p, ok, err = h.next()
		}
	}
	return p, ok, err
}

func (h *Hits) next() (Place, bool, error) {
	for len(h.heap) > 0 && (h.left > 0 || !h.moved()) {
		s := h.heap[0]
		if s.found {
			s.found = false
			place := s.hit
			s.below = place
			heap.Fix(&h.heap, 0)
			if place.Before(h.last) {
				h.last = place
				return place, true, nil
			}
			continue // indexed twice
		}
		more, err := h.advance(s)
		if err != nil {
			return Place{}, false, err
		}
		if more {
			heap.Fix(&h.heap, 0)
		} else {
			heap.Pop(&h.heap)
		}
	}
	return Place{}, false, nil
}

// moved tells whether the search has come anywhere: however little work is allowed, going on again and
// again comes to an end.
func (h *Hits) moved() bool {
	return h.last.Before(h.query.Below) || h.heap[0].below.Before(h.query.Below)
}

// Reached tells from where to go on, with Query.Below, where the work ended early; false where all
// was searched.
func (h *Hits) Reached() (Place, bool) {
	if len(h.heap) == 0 {
		return Place{}, false
	}
	below := h.heap[0].below
	if h.last.Before(below) {
		below = h.last
	}
	return below, true
}

// scans are the segments that are searched; the one with the newest unknown comes first.
type scans []*scan

func (s scans) Len() int           { return len(s) }
func (s scans) Less(i, j int) bool { return s[j].below.Before(s[i].below) }
func (s scans) Swap(i, j int)      { s[i], s[j] = s[j], s[i] }
func (s *scans) Push(x any)        { *s = append(*s, x.(*scan)) }
func (s *scans) Pop() any {
	old := *s
	last := old[len(old)-1]
	*s = old[:len(old)-1]
	return last
}
