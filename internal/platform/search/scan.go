package search

import (
	"cmp"
	"slices"
	"sort"

	"tonggui/internal/platform/clock"
)

// scan is a segment on the way from its newest entry to its oldest.
type scan struct {
	segment int64
	head    *head // nil before it is opened
	// below bounds all that is not given out yet; found tells that hit, right below it, is next.
	below Place
	found bool
	hit   Place
	// beyond tells for each scope from which number on its entries may be seen; hidden where never.
	beyond []int64
	seen   int // entries in scopes that may be seen
	facets []key
	chunk  int      // the one that is searched
	list   []uint16 // its candidates that are left
	ready  bool     // list holds the candidates of chunk
	room   []uint16
}

const hidden = 1<<63 - 1

// lookAtOnce is how many candidates are looked at before another segment may come first.
const lookAtOnce = 256

// advance does one step of work in a segment; false where it has no more.
func (h *Hits) advance(s *scan) (more bool, err error) {
	if s.head == nil {
		if s.head, err = h.index.head(h.q, s.segment); err != nil {
			return false, err
		}
		if !s.open(h.query) {
			return false, nil
		}
		s.chunk = max(s.head.endOfDocs(s.below.At)-1, 0) >> chunkBits
	}
	if !s.ready {
		if err := h.candidates(s); err != nil {
			return false, err
		}
		s.ready = true
	}
	if len(s.list) > 0 {
		return true, h.look(s)
	}
	if s.chunk == 0 || s.chunk<<chunkBits <= s.head.startOfDocs(h.query.From) {
		return false, nil
	}
	s.below = s.bound(s.chunk << chunkBits)
	s.chunk--
	s.ready = false
	return true, nil
}

// bound returns a place that lies behind all entries before a number that begins a block of columns.
func (s *scan) bound(n int) Place {
	p := endOf(s.head.columns[n>>columnBits])
	if s.below.Before(p) {
		return s.below
	}
	return p
}

// open finds out what of the segment may be seen; false where nothing.
func (s *scan) open(q Query) bool {
	if !q.Author.IsZero() {
		n, ok := number(s.head.authors, q.Author)
		if !ok {
			return false
		}
		s.facets = append(s.facets, authorFacet|key(n))
	}
	if q.Kinds != 0 && q.Kinds&(q.Kinds-1) == 0 {
		bit := key(0)
		for q.Kinds>>bit != 1 {
			bit++
		}
		s.facets = append(s.facets, kindFacet|bit)
	}
	s.beyond = make([]int64, len(s.head.scopes))
	for i := range s.beyond {
		s.beyond[i] = hidden
	}
	s.see(q.Scopes)
	return s.seen > 0
}

// see notes which of the segment's scopes may be seen. Both lists ascend: a short one is looked up in a
// long one, else they are walked through side by side.
func (s *scan) see(scopes []Scope) {
	const longer = 16 // times as long: there looking up is quicker
	if len(scopes) < len(s.head.scopes)/longer {
		for _, scope := range scopes {
			if n, ok := number(s.head.scopes, scope.ID); ok {
				s.show(n, scope)
			}
		}
		return
	}
	lookUp := len(s.head.scopes) < len(scopes)/longer
	for n, of := range s.head.scopes {
		if lookUp {
			i := sort.Search(len(scopes), func(i int) bool { return compareIDs(scopes[i].ID, of) >= 0 })
			scopes = scopes[i:]
		}
		for len(scopes) > 0 && compareIDs(scopes[0].ID, of) < 0 {
			scopes = scopes[1:]
		}
		if len(scopes) == 0 {
			return
		}
		if scopes[0].ID == of {
			s.show(n, scopes[0])
		}
	}
}

func (s *scan) show(n int, scope Scope) {
	s.beyond[n] = scope.Beyond
	s.seen += s.head.scopeDocs[n]
}

// candidates finds the entries of a chunk that have all keys; which of them may be seen is looked at
// one by one later.
func (h *Hits) candidates(s *scan) error {
	s.list = s.list[:0]
	docs := docsIn(s.head.docs, uint32(s.chunk))
	lists, ok, err := h.lists(s, append(h.keys[:len(h.keys):len(h.keys)], s.facets...))
	if err != nil || !ok {
		return err
	}
	slices.SortFunc(lists, func(a, b posting) int { return cmp.Compare(a.n, b.n) })
	least := docs
	if len(lists) > 0 {
		least = lists[0].n
	}
	switch {
	case s.fewer(least):
		if s.list, err = h.ofScopes(s); err != nil {
			return err
		}
	case len(lists) > 0:
		s.list = lists[0].numbers(s.list)
		lists = lists[1:]
	default:
		for n := range docs {
			s.list = append(s.list, uint16(n))
		}
	}
	h.left -= len(s.list)
	s.list = s.within(h.query)
	for _, l := range lists {
		if len(s.list) == 0 {
			break
		}
		h.left -= l.n / 4
		s.list, s.room = l.keep(s.list, s.room)
	}
	return nil
}

// A list of a scope has to be found and decoded; that pays where it spares so many entries.
const (
	maxScopeLists  = 512
	costOfOneScope = 200 // entries
)

// fewer tells whether going by the scopes that may be seen is less work than a list of n entries.
func (s *scan) fewer(n int) bool {
	chunks := s.head.chunkCount()
	scopes := 0
	for _, beyond := range s.beyond {
		if beyond != hidden {
			if scopes++; scopes > maxScopeLists {
				return false
			}
		}
	}
	return s.seen < s.head.docs && s.seen/chunks+scopes*costOfOneScope < n
}

// ofScopes returns the entries of a chunk in the scopes that may be seen.
func (h *Hits) ofScopes(s *scan) ([]uint16, error) {
	var keys []key
	for n, beyond := range s.beyond {
		if beyond != hidden {
			keys = append(keys, scopeFacet|key(n))
		}
	}
	found, err := h.find(s, keys)
	if err != nil {
		return nil, err
	}
	list := s.list[:0]
	for _, l := range found {
		if l.n > 0 {
			list = l.numbers(list)
		}
	}
	slices.Sort(list)
	return list, nil
}

// lists returns the lists of keys in the chunk; false where one of them is empty.
func (h *Hits) lists(s *scan, keys []key) ([]posting, bool, error) {
	out, err := h.find(s, keys)
	return out, err == nil && !slices.ContainsFunc(out, func(p posting) bool { return p.n == 0 }), err
}

// find returns the lists of keys in the chunk, empty ones where there is none.
func (h *Hits) find(s *scan, keys []key) ([]posting, error) {
	out := make([]posting, len(keys))
	nos := make([]int, 0, len(keys))
	for _, k := range keys {
		if i, ok := s.head.blockOf(k, uint32(s.chunk)); ok {
			nos = append(nos, s.head.postingBlock(i))
		}
	}
	distinct := slices.Compact(slices.Sorted(slices.Values(nos)))
	raw, err := h.index.blocks(h.q, s.segment, s.head, distinct, true)
	if err != nil {
		return nil, err
	}
	for i, k := range keys {
		block, ok := s.head.blockOf(k, uint32(s.chunk))
		if !ok {
			continue
		}
		at, _ := slices.BinarySearch(distinct, s.head.postingBlock(block))
		lists := postings{rest: raw[at], key: s.head.keys[block], docs: s.head.docs}
		for {
			more, err := lists.next()
			if err != nil {
				return nil, err
			}
			if !more || lists.key > k || lists.key == k && lists.chunk > uint32(s.chunk) {
				break
			}
			if lists.key == k && lists.chunk == uint32(s.chunk) {
				out[i] = lists.posting
				break
			}
		}
	}
	return out, nil
}

// within leaves those of the candidates that can lie in the time that is asked for.
func (s *scan) within(q Query) []uint16 {
	first := s.chunk << chunkBits
	from, to := s.head.startOfDocs(q.From)-first, s.head.endOfDocs(s.below.At)-first
	list := s.list
	if to < chunkSize {
		end, _ := slices.BinarySearch(list, uint16(max(to, 0)))
		list = list[:end]
	}
	if from > 0 {
		start, _ := slices.BinarySearch(list, uint16(min(from, chunkSize-1)))
		list = list[start:]
	}
	return list
}

// look goes through candidates from the newest on until one may be seen.
func (h *Hits) look(s *scan) error {
	var c *columns
	block := -1
	for range lookAtOnce {
		if len(s.list) == 0 {
			return nil
		}
		n := s.chunk<<chunkBits | int(s.list[len(s.list)-1])
		s.list = s.list[:len(s.list)-1]
		h.left--
		if n>>columnBits != block {
			var err error
			block = n >> columnBits
			if c, err = h.index.columns(h.q, s.segment, s.head, block); err != nil {
				return err
			}
		}
		i := n & (columnSize - 1)
		place := Place{c.at[i], s.head.scopes[c.scope[i]], c.seq[i]}
		if !place.Before(s.below) {
			continue
		}
		if c.seq[i] > s.beyond[c.scope[i]] && !c.gone[i] && h.query.asksFor(c.at[i], c.kinds[i]) {
			s.found, s.hit, s.below = true, place, place.next()
			return nil
		}
		s.below = place
	}
	return nil
}

func (q Query) asksFor(at clock.Instant, kinds Kinds) bool {
	return at >= q.From && (q.Kinds == 0 || kinds&q.Kinds != 0)
}
