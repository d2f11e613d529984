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
}

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
	one := sent{s.offset, eventPacket(s.offset, typ, payload), accounts, len(accounts) > few && slices.IsSortedFunc(accounts, compare)}
	s.ring[s.offset%ringSize] = one
	return one
}

func (s *stream) begin(epoch string) {
	s.epoch = epoch
	clear(s.ring[:])
}

// holds tells whether everything behind an offset is still there.
func (s *stream) holds(epoch string, offset int64) bool {
	return epoch == s.epoch && offset >= 0 && offset <= s.offset && s.offset-offset < ringSize
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
