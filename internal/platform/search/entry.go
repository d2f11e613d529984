package search

import (
	"cmp"
	"encoding/binary"
	"fmt"
	"strconv"
	"strings"

	"tonggui/internal/platform/clock"
	"tonggui/internal/platform/id"
)

// Place is where an entry stands among all others. Later places come first.
type Place struct {
	At    clock.Instant
	Scope id.ID
	Seq   int64
}

// Compare orders places from the oldest to the newest.
func (p Place) Compare(o Place) int {
	if c := cmp.Compare(p.At, o.At); c != 0 {
		return c
	}
	if c := compareIDs(p.Scope, o.Scope); c != 0 {
		return c
	}
	return cmp.Compare(p.Seq, o.Seq)
}

// Before tells whether p is older than o.
func (p Place) Before(o Place) bool { return p.Compare(o) < 0 }

// next is the first place behind p.
func (p Place) next() Place {
	p.Seq++
	return p
}

// End lies behind every place.
var End = endOf(1<<63 - 1)

// endOf lies behind every place of an instant.
func endOf(at clock.Instant) Place {
	p := Place{At: at, Seq: 1<<63 - 1}
	for i := range p.Scope {
		p.Scope[i] = 0xff
	}
	return p
}

// String writes the place as a cursor.
func (p Place) String() string { return fmt.Sprintf("%d_%s_%d", p.At, p.Scope, p.Seq) }

// ParsePlace reads what String wrote.
func ParsePlace(cursor string) (p Place, ok bool) {
	parts := strings.Split(cursor, "_")
	if len(parts) != 3 {
		return p, false
	}
	at, bad := strconv.ParseInt(parts[0], 10, 64)
	scope, wrong := id.Parse(parts[1])
	seq, odd := strconv.ParseInt(parts[2], 10, 64)
	return Place{At: clock.Instant(at), Scope: scope, Seq: seq}, bad == nil && wrong == nil && odd == nil
}

// Kinds is a set of kinds of entry, one bit each; what they mean is the shelf's.
type Kinds uint16

// Entry is one thing that can be found.
type Entry struct {
	Place
	Version int64 // rises when the entry changes
	Author  id.ID
	Kinds   Kinds
	Gone    bool   // is not found any more
	Text    string // as it was written
}

func compareIDs(a, b id.ID) int {
	if c := cmp.Compare(binary.BigEndian.Uint64(a[:8]), binary.BigEndian.Uint64(b[:8])); c != 0 {
		return c
	}
	return cmp.Compare(binary.BigEndian.Uint64(a[8:]), binary.BigEndian.Uint64(b[8:]))
}
