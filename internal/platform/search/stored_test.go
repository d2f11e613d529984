package search

import (
	"bytes"
	"math/rand/v2"
	"slices"
	"testing"

	"tonggui/internal/platform/clock"
	"tonggui/internal/platform/id"
)

func TestListsAreReadAsTheyWereWritten(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for range 300 {
		docs := 1 + r.IntN(3*chunkSize)
		if r.IntN(2) == 0 {
			docs = 1 + r.IntN(300)
		}
		h := &head{docs: docs, columns: make([]clock.Instant, (docs+columnSize-1)>>columnBits)}
		var blocks [][]byte
		w := writer{head: h, put: func(no int, data []byte) error {
			if no != firstBlock+len(h.columns)+len(blocks) {
				t.Fatalf("block %d", no)
			}
			blocks = append(blocks, data)
			return nil
		}}
		want := map[key][]uint32{}
		for k := key(r.IntN(100)); len(want) < 20; k += 1 + key(r.Uint64N(1<<30)) {
			share := r.Float64() * r.Float64() * r.Float64()
			for n := range docs {
				if r.Float64() < share || n == docs/2 {
					want[k] = append(want[k], uint32(n))
				}
			}
			if err := w.list(k, want[k]); err != nil {
				t.Fatal(err)
			}
		}
		if err := w.flush(); err != nil {
			t.Fatal(err)
		}
		got := map[key][]uint32{}
		for i, raw := range blocks {
			for p := (postings{rest: raw, key: h.keys[i], docs: docs}); ; {
				more, err := p.next()
				if err != nil {
					t.Fatal(err)
				}
				if !more {
					break
				}
				low := p.numbers(nil)
				if len(low) != p.n || !slices.IsSorted(low) {
					t.Fatalf("%d numbers, %d promised", len(low), p.n)
				}
				for _, n := range low {
					got[p.key] = append(got[p.key], uint32(p.chunk)<<chunkBits|uint32(n))
				}
				if b, ok := h.blockOf(p.key, p.chunk); !ok || b != i {
					t.Fatalf("it would be looked for in block %d, not %d", b, i)
				}
				every, odd := make([]uint16, chunkSize/2), []uint16{}
				for j := range every {
					every[j] = uint16(2*j + 1)
				}
				for _, n := range low {
					if n%2 == 1 {
						odd = append(odd, n)
					}
				}
				if kept, _ := p.keep(every, nil); !slices.Equal(kept, odd) {
					t.Fatalf("%d of %d odd ones are kept", len(kept), len(odd))
				}
			}
		}
		for k, numbers := range want {
			if !slices.Equal(got[k], numbers) {
				t.Fatalf("key %d: %d numbers, want %d", k, len(got[k]), len(numbers))
			}
		}
	}
}

func TestKeysAndNumbersAreSortedTogether(t *testing.T) {
	facet := scopeFacet | 70_000
	for _, k := range []key{1, single('的'), pair('a', 'b'), pair(0x10ffff, 0x10ffff), facet, authorFacet, kindFacet | 15} {
		for _, n := range []int{0, 1, 1<<entryBits - 1} {
			if l := listedAs(k, n); l.key() != k || l.entry() != uint32(n) {
				t.Errorf("%x %d became %x %d", k, n, l.key(), l.entry())
			}
		}
	}
	if listedAs(1, 1<<entryBits-1) > listedAs(2, 0) || listedAs(pair(0x10ffff, 0x10ffff), 5) > listedAs(scopeFacet, 0) || listedAs(facet, 9) > listedAs(authorFacet, 0) {
		t.Error("the order of keys is lost")
	}
}

// What is stored may be damaged: reading it ends with an error, never with a fault.
func FuzzDamagedBlocks(f *testing.F) {
	b := build([]Entry{
		{Place: Place{At: 5, Scope: id.ID{1}, Seq: 3}, Author: id.ID{2}, Kinds: 3, Text: "请看 abc"},
		{Place: Place{At: 9, Scope: id.ID{3}, Seq: 1}, Version: 2, Gone: true},
	})
	b.head.inline = b.blocks
	f.Add(b.head.encode())
	for _, raw := range b.blocks {
		f.Add(raw)
	}
	f.Fuzz(func(t *testing.T, raw []byte) {
		if h, err := decodeHead(raw); err == nil {
			if again, err := decodeHead(h.encode()); err != nil || again.docs != h.docs || !slices.Equal(again.keys, h.keys) {
				t.Fatalf("%v: %+v, %+v", err, h, again)
			}
		}
		if c, err := decodeColumns(raw, 2); err == nil {
			if again := encodeColumns([]doc{c.doc(0), c.doc(1)}); !bytes.Equal(again, raw) {
				// Numbers may be written longer than they need be.
				if _, err := decodeColumns(again, 2); err != nil {
					t.Fatal(err)
				}
			}
		}
		p := postings{rest: raw, docs: 70_000}
		for n := 0; ; n++ {
			more, err := p.next()
			if err != nil || !more {
				break
			}
			if len(p.numbers(nil)) > chunkSize || n > len(raw) {
				t.Fatalf("%d numbers", p.n)
			}
		}
	})
}
