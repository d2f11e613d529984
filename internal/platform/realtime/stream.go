package realtime

import (
	"bytes"
	"slices"
	"strconv"

	"tonggui/internal/platform/id"
)

const ringSize = 8192

// stream numbers what is pushed and keeps the newest of it for those who return. The hub's mutex
// guards it.
type stream struct {
	epoch  string
	offset int64
	ring   [ringSize]sent
	// oldest is the first offset that is still there. Long lists of accounts are counted, each once
	// however many frames share it, and the oldest frames go when they come to too much.
	oldest int64
	lists  map[*id.ID]int // how many frames share a long list, by its first element
	held   int            // ids in long lists
}

const (
	// longList is from where on a list of accounts is counted.
	longList = 1024
	// maxHeld bounds the ids in long lists: a group of 100,000 whose members change between any two
	// messages has another list for each.
	maxHeld = 4 << 20
)

// sent is a frame with those it was for.
type sent struct {
	offset   int64
	packet   *packet
	accounts []id.ID // nil for everybody
	sorted   bool    // accounts are in order, so that one can be found quickly
}

// few is up to how many accounts are looked through one by one.
const few = 16

func (s *stream) add(accounts []id.ID, typ string, payload []byte) sent {
	s.offset++
	if s.oldest == 0 || s.offset-s.oldest == ringSize {
		s.forget()
	}
	one := sent{s.offset, eventPacket(s.offset, typ, payload), accounts, len(accounts) > few && slices.IsSortedFunc(accounts, compare)}
	s.ring[s.offset%ringSize] = one
	if len(accounts) >= longList {
		if s.lists[&accounts[0]]++; s.lists[&accounts[0]] == 1 {
			s.held += len(accounts)
		}
		for s.held > maxHeld && s.oldest < s.offset {
			s.forget()
		}
	}
	return one
}

// forget drops the oldest frame, if there is one.
func (s *stream) forget() {
	if s.oldest > 0 {
		old := &s.ring[s.oldest%ringSize]
		if len(old.accounts) >= longList {
			list := &old.accounts[0]
			if s.lists[list]--; s.lists[list] == 0 {
				delete(s.lists, list)
				s.held -= len(old.accounts)
			}
		}
		*old = sent{}
	}
	s.oldest++
}

func (s *stream) begin(epoch string) {
	s.epoch = epoch
	clear(s.ring[:])
	s.oldest, s.lists, s.held = s.offset+1, map[*id.ID]int{}, 0
}

// holds tells whether everything behind an offset is still there.
func (s *stream) holds(epoch string, offset int64) bool {
	return epoch == s.epoch && offset >= 0 && offset <= s.offset && s.offset-offset < ringSize && offset+1 >= s.oldest
}

// since appends what was sent behind an offset for an account.
func (s *stream) since(offset int64, account id.ID, to []*packet) []*packet {
	return pick(s.behind(offset), account, to)
}

func pick(all []sent, account id.ID, to []*packet) []*packet {
	for _, one := range all {
		if one.isFor(account) {
			to = append(to, one.packet)
		}
	}
	return to
}

// behind returns what was sent behind an offset, for whomever.
func (s *stream) behind(offset int64) []sent {
	out := make([]sent, 0, s.offset-offset)
	for o := offset + 1; o <= s.offset; o++ {
		if one := s.ring[o%ringSize]; one.offset == o {
			out = append(out, one)
		}
	}
	return out
}

// hello is the first frame of a connection.
func (s *stream) hello(resumed bool) *packet {
	return textPacket(128, func(b []byte) []byte {
		b = append(b, `{"t":"hello","d":{"epoch":"`...)
		b = append(b, s.epoch...)
		b = append(b, `","offset":`...)
		b = strconv.AppendInt(b, s.offset, 10)
		b = append(b, `,"ping_s":`...)
		b = strconv.AppendInt(b, int64(pingEvery.Seconds()), 10)
		b = append(b, `,"reset":`...)
		return append(strconv.AppendBool(b, !resumed), "}}"...)
	})
}

// isFor tells whether a frame was for an account.
func (s sent) isFor(account id.ID) bool {
	switch {
	case s.accounts == nil:
		return true
	case s.sorted:
		_, found := slices.BinarySearchFunc(s.accounts, account, compare)
		return found
	default:
		return slices.Contains(s.accounts, account)
	}
}

// wanted returns isFor for many questions.
func (s sent) wanted() func(id.ID) bool {
	if s.accounts == nil || s.sorted {
		return s.isFor
	}
	set := make(map[id.ID]struct{}, len(s.accounts))
	for _, a := range s.accounts {
		set[a] = struct{}{}
	}
	return func(a id.ID) bool { _, ok := set[a]; return ok }
}

func compare(a, b id.ID) int { return bytes.Compare(a[:], b[:]) }
