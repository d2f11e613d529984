package realtime

import (
	"time"

	"tonggui/internal/platform/clock"
	"tonggui/internal/platform/id"
)

// Patient lets lines take nothing for longer: on a busy machine a client reads when it may. Call before serving.
func (h *Hub) Patient() { h.writeWait, h.closeSlowWait = time.Minute, time.Minute }

// Round visits every connection as tend does in the course of a round; silent makes it seem that
// nothing has come from them for that long.
func (h *Hub) Round(silent time.Duration) {
	for turn := range uint8(rounds) {
		for _, c := range h.where(func(c *Conn) bool { return c.turn == turn }) {
			c.heard.Add(-int64(silent))
		}
		h.visit(turn)
	}
}

// ReadWait is after how long a silent connection is ended.
const ReadWait = readWait

// Size of what a connection may have waiting.
const (
	MaxWaiting      = maxWaiting
	MaxWaitingBytes = maxWaitingBytes
)

// Goroutines tells whether connections at rest on plain lines need goroutines.
func (h *Hub) Goroutines() bool { return h.poller == nil }

// Parts parses what a client sends, in pieces, until the end or the first fault.
func Parts(pieces ...[]byte) (messages []string, err error) {
	h := &Hub{clock: still(0)}
	c := &Conn{hub: h, tokens: framesBurst}
	c.busy = true // nothing is written
	for _, b := range pieces {
		for {
			message, rest, _, err := c.feed(b)
			if err != nil {
				return messages, err
			}
			if message == nil {
				break
			}
			messages, b = append(messages, string(message)), append([]byte(nil), rest...)
		}
	}
	return messages, nil
}

// Joined is what goes over the line when texts and pings wait together; an empty text is a ping.
func Joined(texts ...string) []byte {
	var all []*packet
	for _, text := range texts {
		p := pingPacket
		if text != "" {
			p = textPacket(len(text), func(b []byte) []byte { return append(b, text...) })
		}
		all = append(all, p)
	}
	return appendPackets(nil, all)
}

// IsFor tells whether the newest frame was for an account.
func (h *Hub) IsFor(account id.ID) bool {
	h.mu.RLock()
	defer h.mu.RUnlock()
	return h.stream.ring[h.stream.offset%ringSize].isFor(account)
}

type still int64

func (s still) Now() clock.Instant { return clock.Instant(s) }

// Rushes tells in which seconds a rush is over, given how many connections come in each.
func Rushes(came ...int64) (over []int) {
	var r rush
	opened := int64(0)
	for second, n := range came {
		if opened += n; r.over(opened) {
			over = append(over, second)
		}
	}
	return over
}
