// Package merkle keeps the tree of the audit log (RFC 6962, as golang.org/x/mod/sumdb/tlog computes
// it) in tiles. It is pure.
//
// A tile holds up to Width hashes that stand side by side at one level of the tree; level n of tiles is
// level 8n of the tree. Hashes below are in the tile, hashes above follow from it. Tiles only grow. So a
// log of a million records is about four thousand tiles, and adding a batch touches the last tile of
// each level.
package merkle

import (
	"errors"
	"fmt"

	"golang.org/x/mod/sumdb/tlog"
)

// Hash is a hash of the tree.
type Hash = tlog.Hash

const (
	height = 8
	// Width is how many hashes a full tile holds.
	Width = 1 << height
)

// Tile is one tile as far as it is filled.
type Tile struct {
	Level  int
	Index  int64 // among the tiles of its level
	Hashes []byte
}

// Reader gives the stored hashes of a tile. It may give more than the asked-for tree had.
type Reader func(level int, index int64) ([]byte, error)

// ErrTile says that a tile holds fewer hashes than the tree has: it was damaged.
var ErrTile = errors.New("a tile of the tree is missing or too short")

// Append adds leaves to a tree of size leaves and returns the tiles that are new or longer than before.
func Append(size int64, read Reader, leaves []Hash) ([]Tile, error) {
	var changed []Tile
	for level := 0; len(leaves) > 0; level++ {
		var above []Hash
		data, err := begin(read, level, size)
		if err != nil {
			return nil, err
		}
		for i, h := range leaves {
			data = append(data, h[:]...)
			full := len(data) == Width*tlog.HashSize
			if full {
				above = append(above, fold(data))
			}
			if full || i == len(leaves)-1 {
				changed = append(changed, Tile{level, (size + int64(i)) / Width, data})
				data = nil
			}
		}
		leaves, size = above, size/Width
	}
	return changed, nil
}

// begin returns the hashes of the tile in which the next one of a level comes.
func begin(read Reader, level int, size int64) ([]byte, error) {
	have := int(size%Width) * tlog.HashSize
	if have == 0 {
		return nil, nil
	}
	data, err := read(level, size/Width)
	if err != nil {
		return nil, err
	}
	if len(data) < have {
		return nil, fmt.Errorf("%w: level %d, %d", ErrTile, level, size/Width)
	}
	return append(make([]byte, 0, Width*tlog.HashSize), data[:have]...), nil
}

// fold returns the hash over hashes, a power of two of them.
func fold(data []byte) Hash {
	if len(data) == tlog.HashSize {
		return Hash(data)
	}
	half := len(data) / 2
	return tlog.NodeHash(fold(data[:half]), fold(data[half:]))
}

// Hashes reads single hashes of the tree from its tiles, for tlog's proofs.
func Hashes(read Reader) tlog.HashReader {
	type place struct {
		level int
		index int64
	}
	seen := map[place][]byte{} // a proof asks several times for the same tile
	return tlog.HashReaderFunc(func(indexes []int64) ([]Hash, error) {
		out := make([]Hash, len(indexes))
		for i, index := range indexes {
			level, n := tlog.SplitStoredHashIndex(index)
			below := level % height
			at := place{level / height, n << below / Width}
			data, have := seen[at]
			if !have {
				var err error
				if data, err = read(at.level, at.index); err != nil {
					return nil, err
				}
				seen[at] = data
			}
			from := int(n<<below%Width) * tlog.HashSize
			to := from + tlog.HashSize<<below
			if to > len(data) {
				return nil, fmt.Errorf("%w: level %d, %d", ErrTile, at.level, at.index)
			}
			out[i] = fold(data[from:to])
		}
		return out, nil
	})
}

// Root returns the hash of the tree of the first size leaves.
func Root(size int64, read Reader) (Hash, error) { return tlog.TreeHash(size, Hashes(read)) }
