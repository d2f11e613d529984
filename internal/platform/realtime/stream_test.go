package realtime

import (
	"testing"

	"tonggui/internal/platform/id"
)

func listOf(n int) []id.ID {
	out := make([]id.ID, n)
	for i := range out {
		out[i] = id.ID{byte(i >> 16), byte(i >> 8), byte(i)}
	}
	return out
}

func TestTheStreamHoldsFewerFramesWhereEachHasALongListOfItsOwn(t *testing.T) {
	s := stream{epoch: "e", lists: map[*id.ID]int{}}
	const size = maxHeld / 4
	shared := listOf(size)
	for range 100 {
		s.add(shared, "t", nil)
	}
	if s.held != size || !s.holds("e", 0) {
		t.Fatalf("%d ids are held after frames of one list", s.held)
	}
	for range 3 {
		s.add(listOf(size), "t", nil)
	}
	if s.held != maxHeld || !s.holds("e", 0) {
		t.Fatalf("%d ids are held", s.held)
	}
	s.add(listOf(size), "t", nil) // now the frames of the shared list have to go
	if s.held != maxHeld || s.holds("e", 99) || !s.holds("e", 100) || len(s.behind(100)) != 4 || len(s.lists) != 4 {
		t.Errorf("%d ids are held, %d frames behind 100, %d lists", s.held, len(s.behind(100)), len(s.lists))
	}
	s.add(listOf(2*maxHeld), "t", nil) // too long by itself, and yet the newest is kept
	if !s.holds("e", 104) || s.holds("e", 103) || len(s.behind(104)) != 1 {
		t.Errorf("%d frames are behind 104", len(s.behind(104)))
	}
	for range 2 * ringSize {
		s.add(listOf(2), "t", nil)
	}
	if s.held != 0 || len(s.lists) != 0 || len(s.behind(s.offset-ringSize)) != ringSize || s.holds("e", s.offset-ringSize) {
		t.Errorf("%d ids are held in %d lists", s.held, len(s.lists))
	}
	s.add(shared, "t", nil)
	s.begin("f")
	s.add(listOf(2), "t", nil)
	if s.held != 0 || s.holds("e", s.offset) || s.holds("f", s.offset-2) || !s.holds("f", s.offset-1) {
		t.Error("a new epoch begins with nothing")
	}
}
