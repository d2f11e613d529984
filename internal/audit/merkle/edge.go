package merkle

import (
	"math/bits"
	"slices"

	"golang.org/x/mod/sumdb/tlog"
)

// Edge is a tree reduced to what adding leaves and computing its hash need: the hashes of the full
// subtrees at its right edge. The zero Edge is the empty tree.
type Edge struct {
	size  int64
	roots []Hash // of full subtrees, the largest first
}

// EdgeOf reads the edge of a stored tree.
func EdgeOf(size int64, read Reader) (Edge, error) {
	e := Edge{size: size}
	var indexes []int64
	for at, left := int64(0), size; left > 0; {
		level := bits.Len64(uint64(left)) - 1
		indexes = append(indexes, tlog.StoredHashIndex(level, at>>level))
		at += 1 << level
		left -= 1 << level
	}
	var err error
	e.roots, err = Hashes(read).ReadHashes(indexes)
	return e, err
}

// Size is how many leaves the tree has.
func (e *Edge) Size() int64 { return e.size }

// Add adds a leaf.
func (e *Edge) Add(h Hash) {
	for n := e.size; n&1 == 1; n >>= 1 {
		last := len(e.roots) - 1
		h = tlog.NodeHash(e.roots[last], h)
		e.roots = e.roots[:last]
	}
	e.roots = append(e.roots, h)
	e.size++
}

// Root returns the hash of the tree.
func (e *Edge) Root() Hash {
	if e.size == 0 {
		h, _ := tlog.TreeHash(0, nil) // asks for no hashes
		return h
	}
	h := e.roots[len(e.roots)-1]
	for _, left := range slices.Backward(e.roots[:len(e.roots)-1]) {
		h = tlog.NodeHash(left, h)
	}
	return h
}

// Clone returns a copy that grows on its own.
func (e *Edge) Clone() Edge { return Edge{e.size, slices.Clone(e.roots)} }

// RootOf returns the hash of the tree of some leaves.
func RootOf(leaves []Hash) Hash {
	var e Edge
	for _, h := range leaves {
		e.Add(h)
	}
	return e.Root()
}
