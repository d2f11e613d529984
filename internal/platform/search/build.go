package search

import (
	"cmp"
	"slices"

	"tonggui/internal/platform/id"
)

const (
	// blockSize is what a block of lists has at most, but for a single list that is longer: with
	// what SQLite adds it fills one page.
	blockSize = 4000
	// inlineSize is up to which size a segment is one block.
	inlineSize = 48 << 10
)

// built is a segment before it is stored.
type built struct {
	head   *head
	blocks [][]byte
	size   int
}

// listed says that an entry, by its number, has a key: both in one number, which is quick to sort.
// There is room for it: two characters take 42 bits, and entries are numbered in 20.
type listed uint64

const (
	entryBits = 20
	facetBits = noText | 7<<facetAt
)

func listedAs(k key, n int) listed {
	facet := k & facetBits & -(k >> 63)
	return listed(facet | (k&^facet)<<entryBits | key(n))
}

func (l listed) entry() uint32 { return uint32(l & (1<<entryBits - 1)) }

func (l listed) key() key {
	k := key(l)
	facet := k & facetBits & -(k >> 63)
	return facet | k&^facet>>entryBits
}

// build makes a segment of entries in any order. Where two have the same place, the higher version
// counts.
func build(entries []Entry) built {
	entries = slices.Clone(entries)
	slices.SortFunc(entries, func(a, b Entry) int {
		return cmp.Or(a.Compare(b.Place), cmp.Compare(b.Version, a.Version))
	})
	entries = slices.CompactFunc(entries, func(a, b Entry) bool { return a.Place == b.Place })
	h := &head{docs: len(entries), lastAt: entries[len(entries)-1].At}
	h.number(entries)
	docs := make([]doc, len(entries))
	all := make([]listed, 0, 48*len(entries))
	var keys []key
	var runes []rune
	for i, e := range entries {
		scope, _ := number(h.scopes, e.Scope)
		author, _ := number(h.authors, e.Author)
		h.scopeDocs[scope]++
		docs[i] = doc{e.At, uint32(scope), uint32(author), e.Seq, e.Kinds, e.Version, e.Gone}
		if e.Gone {
			continue
		}
		keys, runes = textKeys(keys[:0], runes, e.Text)
		keys = docs[i].facets(keys)
		for _, k := range keys {
			all = append(all, listedAs(k, i))
		}
	}
	slices.Sort(all)
	b := built{head: h}
	w := writer{head: h, put: func(_ int, data []byte) error {
		b.blocks = append(b.blocks, data)
		b.size += len(data)
		return nil
	}}
	_ = w.columns(docs) // the one error is put's
	var numbers []uint32
	for len(all) > 0 {
		k := all[0].key()
		n := 0
		for numbers = numbers[:0]; n < len(all) && all[n].key() == k; n++ {
			numbers = append(numbers, all[n].entry())
		}
		_ = w.list(k, numbers)
		all = all[n:]
	}
	_ = w.flush()
	return b
}

// number gives the scopes and authors of entries their numbers.
func (h *head) number(entries []Entry) {
	for _, e := range entries {
		h.scopes = append(h.scopes, e.Scope)
		h.authors = append(h.authors, e.Author)
	}
	h.scopes, h.authors = distinct(h.scopes), distinct(h.authors)
	h.scopeDocs = make([]int, len(h.scopes))
}

func distinct(list []id.ID) []id.ID {
	slices.SortFunc(list, compareIDs)
	return slices.Clip(slices.Compact(list))
}

// facets appends the keys that an entry has beside its text; they ascend and follow all text.
func (d doc) facets(dst []key) []key {
	dst = append(dst, scopeFacet|key(d.scope), authorFacet|key(d.author))
	for bit := range key(16) {
		if d.kinds&(1<<bit) != 0 {
			dst = append(dst, kindFacet|bit)
		}
	}
	return dst
}

// writer cuts columns and lists into blocks and notes in the head where they begin. Columns come
// first, then lists by ascending key.
type writer struct {
	head *head
	put  func(no int, data []byte) error
	buf  []byte
	room []byte
	last key
}

func (w *writer) columns(docs []doc) error {
	for part := range slices.Chunk(docs, columnSize) {
		no := w.head.columnBlock(len(w.head.columns))
		w.head.columns = append(w.head.columns, part[0].at)
		if err := w.put(no, encodeColumns(part)); err != nil {
			return err
		}
	}
	return nil
}

// list adds the ascending numbers of the entries that have a key.
func (w *writer) list(k key, numbers []uint32) error {
	for len(numbers) > 0 {
		chunk := numbers[0] >> chunkBits
		n := len(numbers)
		if numbers[n-1]>>chunkBits != chunk {
			n, _ = slices.BinarySearch(numbers, (chunk+1)<<chunkBits)
		}
		docs := docsIn(w.head.docs, chunk)
		w.room = appendPosting(w.room[:0], uint64(k-w.last), chunk, numbers[:n], docs)
		if len(w.buf) == 0 || len(w.buf)+len(w.room) > blockSize {
			if err := w.flush(); err != nil {
				return err
			}
			w.head.keys = append(w.head.keys, k)
			w.head.chunks = append(w.head.chunks, chunk)
			w.room = appendPosting(w.room[:0], 0, chunk, numbers[:n], docs)
		}
		w.buf = append(w.buf, w.room...)
		w.last = k
		numbers = numbers[n:]
	}
	return nil
}

// flush ends the block of lists that is being filled.
func (w *writer) flush() error {
	if len(w.buf) == 0 {
		return nil
	}
	data := w.buf
	w.buf = nil
	return w.put(w.head.postingBlock(len(w.head.keys)-1), data)
}
