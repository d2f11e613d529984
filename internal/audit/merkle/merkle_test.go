package merkle_test

import (
	"encoding/binary"
	"errors"
	"testing"

	"tonggui/internal/audit/merkle"

	"golang.org/x/mod/sumdb/tlog"
	"pgregory.net/rapid"
)

type place struct {
	level int
	index int64
}

// store keeps tiles as a database would.
type store map[place][]byte

func (s store) read(level int, index int64) ([]byte, error) { return s[place{level, index}], nil }

func (s store) add(t rapid.TB, size int64, leaves []merkle.Hash) {
	t.Helper()
	tiles, err := merkle.Append(size, s.read, leaves)
	if err != nil {
		t.Fatal(err)
	}
	for _, tile := range tiles {
		if before := s[place{tile.Level, tile.Index}]; len(tile.Hashes) <= len(before) || string(tile.Hashes[:len(before)]) != string(before) {
			t.Fatalf("tile %d/%d does not go on from what it was", tile.Level, tile.Index)
		}
		s[place{tile.Level, tile.Index}] = tile.Hashes
	}
}

func leaf(n int64) merkle.Hash { return tlog.RecordHash(binary.BigEndian.AppendUint64(nil, uint64(n))) }

func leaves(from, to int64) (out []merkle.Hash) {
	for ; from < to; from++ {
		out = append(out, leaf(from))
	}
	return out
}

// oracle stores every hash as tlog itself does.
type oracle []merkle.Hash

func (o *oracle) add(t rapid.TB, n int64) {
	t.Helper()
	more, err := tlog.StoredHashesForRecordHash(n, leaf(n), o)
	if err != nil {
		t.Fatal(err)
	}
	*o = append(*o, more...)
}

func (o *oracle) ReadHashes(indexes []int64) ([]merkle.Hash, error) {
	out := make([]merkle.Hash, len(indexes))
	for i, at := range indexes {
		out[i] = (*o)[at]
	}
	return out, nil
}

func TestTilesGiveTheSameTreeAsStoredHashesWhateverTheBatches(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s, o, edge := store{}, oracle{}, merkle.Edge{}
		size := int64(0)
		for _, batch := range rapid.SliceOfN(rapid.Int64Range(1, 700), 1, 8).Draw(t, "batches") {
			s.add(t, size, leaves(size, size+batch))
			for n := size; n < size+batch; n++ {
				o.add(t, n)
				edge.Add(leaf(n))
			}
			size += batch
		}
		want, err := tlog.TreeHash(size, &o)
		if err != nil {
			t.Fatal(err)
		}
		if got, err := merkle.Root(size, s.read); err != nil || got != want || edge.Root() != want {
			t.Fatalf("of %d leaves: %v, %v, the edge %v; want %v", size, got, err, edge.Root(), want)
		}
		past := rapid.Int64Range(1, size).Draw(t, "past")
		wantPast, _ := tlog.TreeHash(past, &o)
		again, err := merkle.EdgeOf(past, s.read)
		if err != nil || again.Root() != wantPast || again.Size() != past {
			t.Fatalf("the tree as it was with %d leaves: %v, %v", past, again.Root(), err)
		}
		n := rapid.Int64Range(0, size-1).Draw(t, "n")
		p, err := tlog.ProveRecord(size, n, merkle.Hashes(s.read))
		if err != nil || tlog.CheckRecord(p, size, want, n, leaf(n)) != nil {
			t.Fatalf("proof of %d in %d: %v", n, size, err)
		}
		tp, err := tlog.ProveTree(size, past, merkle.Hashes(s.read))
		if err != nil || tlog.CheckTree(tp, size, want, past, wantPast) != nil {
			t.Fatalf("proof from %d to %d: %v", past, size, err)
		}
	})
}

func TestAnEdgeGoesOnFromAStoredTree(t *testing.T) {
	s := store{}
	s.add(t, 0, leaves(0, 70_000)) // three levels of tiles
	for _, size := range []int64{1, 255, 256, 257, 65_535, 65_536, 65_537, 69_999} {
		e, err := merkle.EdgeOf(size, s.read)
		if err != nil {
			t.Fatal(err)
		}
		copied := e.Clone()
		for n := size; n < min(size+300, 70_000); n++ {
			e.Add(leaf(n))
		}
		if want, _ := merkle.Root(e.Size(), s.read); e.Root() != want {
			t.Errorf("from %d: another hash at %d", size, e.Size())
		}
		if want, _ := merkle.Root(size, s.read); copied.Root() != want {
			t.Errorf("the copy at %d has changed", size)
		}
	}
	if (&merkle.Edge{}).Root() != merkle.RootOf(nil) || merkle.RootOf(leaves(0, 1)) != leaf(0) {
		t.Error("the smallest trees")
	}
}

func TestDamagedTilesAreErrorsNotHashes(t *testing.T) {
	s := store{}
	s.add(t, 0, leaves(0, 300))
	s[place{0, 1}] = s[place{0, 1}][:32]
	if _, err := merkle.Root(300, s.read); !errors.Is(err, merkle.ErrTile) {
		t.Error(err)
	}
	if _, err := merkle.Append(300, s.read, leaves(300, 301)); !errors.Is(err, merkle.ErrTile) {
		t.Error(err)
	}
	broken := errors.New("away")
	read := func(int, int64) ([]byte, error) { return nil, broken }
	if _, err := merkle.Append(300, read, leaves(300, 301)); !errors.Is(err, broken) {
		t.Error(err)
	}
	if _, err := merkle.Root(300, read); !errors.Is(err, broken) {
		t.Error(err)
	}
}
