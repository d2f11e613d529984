package search

import (
	"encoding/binary"
	"errors"
	"math/bits"
)

// chunkBits is how many bits of an entry's number lie within a chunk.
const (
	chunkBits = 16
	chunkSize = 1 << chunkBits
)

// ErrBroken is returned where what is stored cannot be read; the index has to be made anew.
var ErrBroken = errors.New("the search index is damaged")

// A list in a block is: the step from the key before, a head, the chunk where it is not 0, the
// numbers within the chunk. Numbers stand as steps, or as a bit for each entry where that is shorter.
const (
	isDense  = 1
	hasChunk = 2
	headBits = 2
)

// posting is the list of one key in one chunk, as it is stored.
type posting struct {
	n     int
	dense bool
	raw   []byte
}

// appendPosting encodes a list of ascending numbers, all in the chunk, of which docs are taken.
func appendPosting(dst []byte, step uint64, chunk uint32, numbers []uint32, docs int) []byte {
	dst = binary.AppendUvarint(dst, step)
	head := uint64(len(numbers)-1) << headBits
	if chunk > 0 {
		head |= hasChunk
	}
	room := (docs + 7) / 8
	dense := len(numbers) > room
	if !dense { // steps of one byte are most; longer ones may make a bit for each shorter
		dense = len(numbers)*2 > room && sparseSize(numbers) > room
	}
	if dense {
		head |= isDense
	}
	dst = binary.AppendUvarint(dst, head)
	if chunk > 0 {
		dst = binary.AppendUvarint(dst, uint64(chunk))
	}
	if dense {
		start := len(dst)
		dst = append(dst, make([]byte, room)...)
		for _, n := range numbers {
			low := n & (chunkSize - 1)
			dst[start+int(low>>3)] |= 1 << (low & 7)
		}
		return dst
	}
	next := uint32(0)
	for _, n := range numbers {
		low := n & (chunkSize - 1)
		dst = binary.AppendUvarint(dst, uint64(low-next))
		next = low + 1
	}
	return dst
}

func sparseSize(numbers []uint32) (size int) {
	next := uint32(0)
	for _, n := range numbers {
		low := n & (chunkSize - 1)
		size += (bits.Len32((low-next)|1) + 6) / 7
		next = low + 1
	}
	return size
}

// postings reads the lists of a block one after the other.
type postings struct {
	rest  []byte
	key   key
	chunk uint32
	posting
	// docs is how many entries the segment has.
	docs int
}

// next goes to the next list; false at the end of the block.
func (p *postings) next() (bool, error) {
	if len(p.rest) == 0 {
		return false, nil
	}
	step, ok1 := p.uvarint()
	head, ok2 := p.uvarint()
	chunk, ok3 := uint64(0), true
	if head&hasChunk != 0 {
		chunk, ok3 = p.uvarint()
	}
	if !ok1 || !ok2 || !ok3 || chunk > uint64(p.docs)>>chunkBits || head>>headBits >= chunkSize {
		return false, ErrBroken
	}
	p.key += key(step)
	p.chunk, p.n, p.dense = uint32(chunk), int(head>>headBits)+1, head&isDense != 0
	size := p.sizeOf()
	if size < 0 || size > len(p.rest) {
		return false, ErrBroken
	}
	p.raw, p.rest = p.rest[:size], p.rest[size:]
	return true, nil
}

func (p *postings) sizeOf() int {
	if p.dense {
		return (docsIn(p.docs, p.chunk) + 7) / 8
	}
	left := p.n
	for i, b := range p.rest {
		if b < 0x80 {
			if left--; left == 0 {
				return i + 1
			}
		}
	}
	return -1
}

func (p *postings) uvarint() (uint64, bool) {
	v, n := binary.Uvarint(p.rest)
	if n <= 0 {
		return 0, false
	}
	p.rest = p.rest[n:]
	return v, true
}

// docsIn is how many entries of a segment lie in a chunk.
func docsIn(docs int, chunk uint32) int {
	return min(docs-int(chunk)<<chunkBits, chunkSize)
}

// numbers appends the numbers within the chunk to dst.
func (p posting) numbers(dst []uint16) []uint16 {
	if p.dense {
		for i, b := range p.raw {
			for ; b != 0; b &= b - 1 {
				dst = append(dst, uint16(i<<3|bits.TrailingZeros8(b)))
			}
		}
		return dst
	}
	next := uint32(0)
	for raw := p.raw; len(raw) > 0; {
		step := uint32(raw[0])
		size := 1
		if step >= 0x80 {
			long, n := binary.Uvarint(raw)
			if n <= 0 {
				break
			}
			step, size = uint32(long), n
		}
		raw = raw[size:]
		next += step
		dst = append(dst, uint16(next))
		next++
	}
	return dst
}

// keep leaves in list what the posting has too; both ascend. room is for working in.
func (p posting) keep(list, room []uint16) (kept, _ []uint16) {
	kept = list[:0]
	if p.dense {
		for _, n := range list {
			if int(n>>3) < len(p.raw) && p.raw[n>>3]&(1<<(n&7)) != 0 {
				kept = append(kept, n)
			}
		}
		return kept, room
	}
	room = p.numbers(room[:0])
	i := 0
	for _, n := range list {
		for i < len(room) && room[i] < n {
			i++
		}
		if i == len(room) {
			break
		}
		if room[i] == n {
			kept = append(kept, n)
		}
	}
	return kept, room
}
