package search

import (
	"container/heap"
	"slices"

	"tonggui/internal/platform/db"
	"tonggui/internal/platform/id"
)

// dropped stands for the number of an entry that a newer version has replaced.
const dropped = 1<<32 - 1

// source is a segment that is merged into another.
type source struct {
	id   int64
	head *head
	q    db.Q
	now  []uint32 // the numbers of its entries in the merged segment
	// scope and author are the numbers of its scopes and authors there.
	scope, author []uint32

	// columns: where reading is.
	at   int
	cols *columns

	// lists: where reading is.
	next  int // the block that follows
	run   [][]byte
	lists postings
	key   key // as it is in the merged segment
}

// runSize is how many blocks of a source are read at once.
const runSize = 64

// merge writes the entries of segments as one. put stores a finished block.
func merge(q db.Q, ids []int64, heads []*head, put func(no int, data []byte) error) (*head, error) {
	out := &head{}
	sources := make([]*source, len(ids))
	for i, h := range heads {
		sources[i] = &source{id: ids[i], head: h, q: q, now: make([]uint32, h.docs)}
		out.scopes = append(out.scopes, h.scopes...)
		out.authors = append(out.authors, h.authors...)
		out.lastAt = max(out.lastAt, h.lastAt)
	}
	out.scopes, out.authors = distinct(out.scopes), distinct(out.authors)
	out.scopeDocs = make([]int, len(out.scopes))
	for _, s := range sources {
		s.scope, s.author = places(s.head.scopes, out.scopes), places(s.head.authors, out.authors)
	}
	w := &writer{head: out, put: put}
	if err := mergeColumns(sources, out, w); err != nil {
		return nil, err
	}
	if err := mergeLists(sources, w); err != nil {
		return nil, err
	}
	return out, w.flush()
}

// places returns the numbers that ids of one list have in another that has all of them.
func places(list, in []id.ID) []uint32 {
	out := make([]uint32, len(list))
	for i, v := range list {
		n, _ := number(in, v)
		out[i] = uint32(n)
	}
	return out
}

// read returns blocks of the source in order, several with one statement.
func (s *source) read(no, end int) ([][]byte, error) {
	if s.head.inline != nil {
		if no-firstBlock >= len(s.head.inline) {
			return nil, ErrBroken
		}
		return s.head.inline[no-firstBlock : end-firstBlock], nil
	}
	end = min(end, no+runSize)
	run, err := selectRun(s.q, s.id, no, end)
	if err == nil && len(run) != end-no {
		err = errGone
	}
	return run, err
}

// place is where the next entry of the source stands.
func (s *source) place() (Place, error) {
	if s.at&(columnSize-1) == 0 {
		raw, err := s.read(s.head.columnBlock(s.at>>columnBits), s.head.columnBlock(s.at>>columnBits)+1)
		if err != nil {
			return Place{}, err
		}
		if s.cols, err = decodeColumns(raw[0], min(s.head.docs-s.at, columnSize)); err != nil {
			return Place{}, err
		}
	}
	i := s.at & (columnSize - 1)
	return Place{s.cols.at[i], s.head.scopes[s.cols.scope[i]], s.cols.seq[i]}, nil
}

// upcoming is a source by its next entry.
type upcoming struct {
	*source
	place Place
}

type byPlace []upcoming

func (b byPlace) Len() int           { return len(b) }
func (b byPlace) Less(i, j int) bool { return b[i].place.Before(b[j].place) }
func (b byPlace) Swap(i, j int)      { b[i], b[j] = b[j], b[i] }
func (b *byPlace) Push(x any)        { *b = append(*b, x.(upcoming)) }
func (b *byPlace) Pop() any {
	old := *b
	*b = old[:len(old)-1]
	return old[len(old)-1]
}

// mergeColumns gives the entries their new numbers, in the order of their places, and writes what is
// known of them.
func mergeColumns(sources []*source, out *head, w *writer) error {
	var next byPlace
	for _, s := range sources {
		p, err := s.place()
		if err != nil {
			return err
		}
		next = append(next, upcoming{s, p})
	}
	heap.Init(&next)
	buf := make([]doc, 0, columnSize)
	var before upcoming // whose the last entry is, and where it stood there
	beforeAt := 0
	for len(next) > 0 {
		u := next[0]
		d := u.cols.doc(u.at & (columnSize - 1))
		d.scope, d.author = u.scope[d.scope], u.author[d.author]
		last := len(buf) - 1
		switch {
		case before.source == nil || before.place != u.place:
			if len(buf) == columnSize {
				if err := w.columns(buf); err != nil {
					return err
				}
				buf = buf[:0]
			}
			buf = append(buf, d)
			u.now[u.at] = uint32(out.docs)
			out.docs++
			out.scopeDocs[d.scope]++
			before, beforeAt = u, u.at
		case d.version > buf[last].version: // replaces the one before
			before.now[beforeAt] = dropped
			buf[last] = d
			u.now[u.at] = uint32(out.docs - 1)
			before, beforeAt = u, u.at
		default:
			u.now[u.at] = dropped
		}
		if u.at++; u.at == u.head.docs {
			heap.Pop(&next)
			continue
		}
		p, err := u.source.place()
		if err != nil {
			return err
		}
		next[0].place = p
		heap.Fix(&next, 0)
	}
	return w.columns(buf)
}

// step goes to the next list of the source; false at the end.
func (s *source) step() (bool, error) {
	for {
		more, err := s.lists.next()
		if err != nil {
			return false, err
		}
		if more {
			s.key = s.translate(s.lists.key)
			return true, nil
		}
		if len(s.run) == 0 {
			if s.next == len(s.head.keys) {
				return false, nil
			}
			if s.run, err = s.read(s.head.postingBlock(s.next), s.head.postingBlock(len(s.head.keys))); err != nil {
				return false, err
			}
		}
		s.lists = postings{rest: s.run[0], key: s.head.keys[s.next], docs: s.head.docs}
		s.run = s.run[1:]
		s.next++
	}
}

// translate gives a key of the source as it is in the merged segment. Order stays: both number their
// scopes and authors ascending.
func (s *source) translate(k key) key {
	n := k & (1<<facetAt - 1)
	switch k &^ n {
	case scopeFacet:
		return scopeFacet | key(s.scope[n])
	case authorFacet:
		return authorFacet | key(s.author[n])
	}
	return k
}

type byKey []*source

func (b byKey) Len() int           { return len(b) }
func (b byKey) Less(i, j int) bool { return b[i].key < b[j].key }
func (b byKey) Swap(i, j int)      { b[i], b[j] = b[j], b[i] }
func (b *byKey) Push(x any)        { *b = append(*b, x.(*source)) }
func (b *byKey) Pop() any {
	old := *b
	*b = old[:len(old)-1]
	return old[len(old)-1]
}

// mergeLists writes the lists of all sources, those of one key as one.
func mergeLists(sources []*source, w *writer) error {
	var next byKey
	for _, s := range sources {
		more, err := s.step()
		if err != nil {
			return err
		}
		if more {
			next = append(next, s)
		}
	}
	heap.Init(&next)
	var numbers []uint32
	var low []uint16
	for len(next) > 0 {
		k := next[0].key
		numbers = numbers[:0]
		for len(next) > 0 && next[0].key == k {
			s := next[0]
			low = s.lists.numbers(low[:0])
			base := int(s.lists.chunk) << chunkBits
			for _, n := range low {
				if base+int(n) >= len(s.now) {
					return ErrBroken
				}
				if now := s.now[base+int(n)]; now != dropped {
					numbers = append(numbers, now)
				}
			}
			more, err := s.step()
			if err != nil {
				return err
			}
			if more {
				heap.Fix(&next, 0)
			} else {
				heap.Pop(&next)
			}
		}
		if !slices.IsSorted(numbers) {
			slices.Sort(numbers)
		}
		if err := w.list(k, numbers); err != nil {
			return err
		}
	}
	return nil
}
