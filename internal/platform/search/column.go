package search

import (
	"encoding/binary"

	"tonggui/internal/platform/clock"
)

// columnBits is how many bits of an entry's number lie within a block of columns.
const (
	columnBits = 10
	columnSize = 1 << columnBits
)

// columns are what is known of 1,024 entries that stand together, beside their keys.
type columns struct {
	at      []clock.Instant
	scope   []uint32 // numbers within the segment
	author  []uint32
	seq     []int64
	kinds   []Kinds
	version []int64
	gone    []bool
}

const columnCost = columnSize * 40 // bytes in memory, roughly

// doc is an entry as a segment knows it.
type doc struct {
	at            clock.Instant
	scope, author uint32
	seq           int64
	kinds         Kinds
	version       int64
	gone          bool
}

// encodeColumns writes columns one after the other: what is alike stands together.
func encodeColumns(docs []doc) []byte {
	dst := make([]byte, 0, 12*len(docs))
	before := clock.Instant(0)
	for _, d := range docs {
		dst = binary.AppendUvarint(dst, uint64(d.at-before))
		before = d.at
	}
	for _, d := range docs {
		dst = binary.AppendUvarint(dst, uint64(d.scope))
	}
	for _, d := range docs {
		dst = binary.AppendUvarint(dst, uint64(d.author))
	}
	for _, d := range docs {
		dst = binary.AppendUvarint(dst, uint64(d.seq))
	}
	for _, d := range docs {
		dst = binary.AppendUvarint(dst, uint64(d.kinds))
	}
	for _, d := range docs {
		state := uint64(d.version) << 1
		if d.gone {
			state |= 1
		}
		dst = binary.AppendUvarint(dst, state)
	}
	return dst
}

// decodeColumns reads the columns of n entries.
func decodeColumns(raw []byte, n int) (*columns, error) {
	c := &columns{at: make([]clock.Instant, n), scope: make([]uint32, n), author: make([]uint32, n), seq: make([]int64, n),
		kinds: make([]Kinds, n), version: make([]int64, n), gone: make([]bool, n)}
	r := reader{raw: raw}
	before := uint64(0)
	for i := range n {
		before += r.uvarint()
		c.at[i] = clock.Instant(before)
	}
	for i := range n {
		c.scope[i] = uint32(r.uvarint())
	}
	for i := range n {
		c.author[i] = uint32(r.uvarint())
	}
	for i := range n {
		c.seq[i] = int64(r.uvarint())
	}
	for i := range n {
		c.kinds[i] = Kinds(r.uvarint())
	}
	for i := range n {
		state := r.uvarint()
		c.version[i], c.gone[i] = int64(state>>1), state&1 != 0
	}
	if r.failed || len(r.raw) > 0 {
		return nil, ErrBroken
	}
	return c, nil
}

func (c *columns) doc(i int) doc {
	return doc{c.at[i], c.scope[i], c.author[i], c.seq[i], c.kinds[i], c.version[i], c.gone[i]}
}

// reader reads numbers until one fails; then it gives zeros.
type reader struct {
	raw    []byte
	failed bool
}

func (r *reader) uvarint() uint64 {
	v, n := binary.Uvarint(r.raw)
	if n <= 0 {
		r.failed, r.raw = true, nil
		return 0
	}
	r.raw = r.raw[n:]
	return v
}

func (r *reader) bytes(n uint64) []byte {
	if n > uint64(len(r.raw)) {
		r.failed, r.raw = true, nil
		return nil
	}
	out := r.raw[:n:n]
	r.raw = r.raw[n:]
	return out
}
