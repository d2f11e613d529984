package search

import (
	"encoding/binary"
	"slices"
	"sort"

	"tonggui/internal/platform/clock"
	"tonggui/internal/platform/id"
)

// head is what a segment begins with: who and where its entries are, and in which block what lies.
type head struct {
	docs      int
	lastAt    clock.Instant
	scopes    []id.ID // ascending; entries name them by their number
	scopeDocs []int   // how many entries each has
	authors   []id.ID
	columns   []clock.Instant // the instant of the first entry of each block of columns
	keys      []key           // the first key of each block of lists, and its chunk
	chunks    []uint32
	inline    [][]byte // all blocks, where they are few
}

// The blocks of a segment are numbered: its head, its columns, its lists.
const firstBlock = 1

func (h *head) columnBlock(i int) int  { return firstBlock + i }
func (h *head) postingBlock(i int) int { return firstBlock + len(h.columns) + i }

// chunkCount is how many chunks the segment has.
func (h *head) chunkCount() int { return (h.docs + chunkSize - 1) >> chunkBits }

// cost is how many bytes the head takes in memory, roughly.
func (h *head) cost() int {
	n := 32*(len(h.scopes)+len(h.authors)) + 8*len(h.columns) + 12*len(h.keys) + 200
	for _, b := range h.inline {
		n += len(b) + 24
	}
	return n
}

// blocksOf returns the block in which the list of a key and chunk would stand; false where none can.
func (h *head) blockOf(k key, chunk uint32) (int, bool) {
	i := sort.Search(len(h.keys), func(i int) bool {
		return h.keys[i] > k || h.keys[i] == k && h.chunks[i] > chunk
	})
	return i - 1, i > 0
}

// endOfDocs returns a number below which all entries up to an instant stand, and no more than a
// block of columns that are later.
func (h *head) endOfDocs(at clock.Instant) int {
	i := sort.Search(len(h.columns), func(i int) bool { return h.columns[i] > at })
	return min(i<<columnBits, h.docs)
}

// startOfDocs returns a number from which all entries since an instant stand.
func (h *head) startOfDocs(at clock.Instant) int {
	i := sort.Search(len(h.columns), func(i int) bool { return h.columns[i] >= at })
	return max(i-1, 0) << columnBits
}

// number returns the number of an id in one of the head's lists.
func number(list []id.ID, of id.ID) (int, bool) {
	return slices.BinarySearchFunc(list, of, compareIDs)
}

const headVersion = 1

func (h *head) encode() []byte {
	dst := []byte{headVersion}
	dst = binary.AppendUvarint(dst, uint64(h.docs))
	dst = binary.AppendUvarint(dst, uint64(h.lastAt))
	dst = binary.AppendUvarint(dst, uint64(len(h.scopes)))
	for i, s := range h.scopes {
		dst = append(dst, s[:]...)
		dst = binary.AppendUvarint(dst, uint64(h.scopeDocs[i]))
	}
	dst = binary.AppendUvarint(dst, uint64(len(h.authors)))
	for _, a := range h.authors {
		dst = append(dst, a[:]...)
	}
	dst = binary.AppendUvarint(dst, uint64(len(h.columns)))
	before := clock.Instant(0)
	for _, at := range h.columns {
		dst = binary.AppendUvarint(dst, uint64(at-before))
		before = at
	}
	dst = binary.AppendUvarint(dst, uint64(len(h.keys)))
	last := key(0)
	for i, k := range h.keys {
		dst = binary.AppendUvarint(dst, uint64(k-last))
		dst = binary.AppendUvarint(dst, uint64(h.chunks[i]))
		last = k
	}
	dst = binary.AppendUvarint(dst, uint64(len(h.inline)))
	for _, b := range h.inline {
		dst = binary.AppendUvarint(dst, uint64(len(b)))
		dst = append(dst, b...)
	}
	return dst
}

func decodeHead(raw []byte) (*head, error) {
	if len(raw) == 0 || raw[0] != headVersion {
		return nil, ErrBroken
	}
	r := reader{raw: raw[1:]}
	h := &head{docs: int(r.uvarint()), lastAt: clock.Instant(r.uvarint())}
	for range r.count(17) {
		h.scopes = append(h.scopes, r.id())
		h.scopeDocs = append(h.scopeDocs, int(r.uvarint()))
	}
	for range r.count(16) {
		h.authors = append(h.authors, r.id())
	}
	before := uint64(0)
	for range r.count(1) {
		before += r.uvarint()
		h.columns = append(h.columns, clock.Instant(before))
	}
	last := uint64(0)
	for range r.count(2) {
		last += r.uvarint()
		h.keys = append(h.keys, key(last))
		h.chunks = append(h.chunks, uint32(r.uvarint()))
	}
	for range r.count(1) {
		h.inline = append(h.inline, r.bytes(r.uvarint()))
	}
	if r.failed || len(r.raw) > 0 || len(h.columns) != (h.docs+columnSize-1)>>columnBits {
		return nil, ErrBroken
	}
	return h, nil
}

// count reads how many follow that take at least size bytes each.
func (r *reader) count(size int) int {
	n := r.uvarint()
	if n > uint64(len(r.raw)/size) {
		r.failed, r.raw = true, nil
		return 0
	}
	return int(n)
}

func (r *reader) id() (out id.ID) {
	copy(out[:], r.bytes(uint64(len(out))))
	return out
}
