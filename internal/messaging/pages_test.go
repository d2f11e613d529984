package messaging

import (
	"testing"

	"tonggui/internal/platform/id"
)

// takes adds up what both generations hold.
func (p *pages) takes() (n, bytes int) {
	for _, generation := range []map[id.ID]*newest{p.young, p.old} {
		for _, kept := range generation {
			n, bytes = n+1, bytes+kept.size
		}
	}
	return n, bytes
}

func TestWhatIsKeptOfPagesIsBounded(t *testing.T) {
	p := newPages()
	p.limit = 1000
	busy := id.ID{15: 1}
	p.keep(busy, &newest{size: 40})
	for i := range 10_000 {
		p.keep(id.ID{0: byte(i), 1: byte(i >> 8), 2: 1}, &newest{size: i % 100})
		if _, bytes := p.takes(); bytes > p.limit+100 {
			t.Fatalf("%d bytes after %d", bytes, i)
		}
		if p.of(busy) == nil {
			t.Fatalf("what is asked for all the time was forgotten after %d", i)
		}
	}
	if n, _ := p.takes(); n < 5 {
		t.Errorf("only %d are kept", n)
	}
	p.keep(id.ID{9}, &newest{size: 1001})
	if p.of(id.ID{9}) != nil {
		t.Error("more is kept than there is room for")
	}
}

func TestAnOlderPageDoesNotReplaceANewerOne(t *testing.T) {
	p, c := newPages(), id.ID{1}
	for _, at := range []state{{5, 1}, {5, 2}, {6, 2}} {
		p.keep(c, &newest{state: at, size: 1})
	}
	for _, at := range []state{{5, 2}, {6, 1}} {
		p.keep(c, &newest{state: at, size: 1})
		if now := p.of(c).state; now != (state{6, 2}) {
			t.Errorf("%v after %v came late", now, at)
		}
	}
	if _, bytes := p.takes(); bytes != 1 || p.held != 1 {
		t.Errorf("%d bytes, %d counted", bytes, p.held)
	}
}
