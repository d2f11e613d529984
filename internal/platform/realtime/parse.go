package realtime

import (
	"encoding/binary"
	"errors"
)

// Close codes of the protocol itself (RFC 6455, 7.4.1).
const (
	closeNormal   = 1000
	closeProtocol = 1002
	closeTooBig   = 1009
)

var (
	errProtocol = errors.New("not a WebSocket frame that a client may send")
	errTooBig   = errors.New("a frame larger than a client may send")
)

// part is a frame of a client. Its payload lies in the buffer that was parsed.
type part struct {
	op      byte
	fin     bool
	payload []byte
}

// parse takes the first frame from b and tells how long it is; 0 where it is not yet complete. The
// payload is unmasked in place.
func parse(b []byte) (f part, n int, err error) {
	if len(b) < 2 {
		return f, 0, nil
	}
	f.op, f.fin = b[0]&0x0f, b[0]&fin != 0
	control := f.op >= opClose
	size, head := int(b[1]&0x7f), 2
	switch {
	case b[0]&0x70 != 0, b[1]&0x80 == 0, f.op > opBinary && f.op < opClose, f.op > opPong, control && (!f.fin || size > 125):
		return f, 0, errProtocol
	case size == 126:
		if head = 4; len(b) < head {
			return f, 0, nil
		}
		size = int(binary.BigEndian.Uint16(b[2:]))
	case size == 127:
		return f, 0, errTooBig
	}
	if size > maxFrame {
		return f, 0, errTooBig
	}
	n = head + 4 + size
	if len(b) < n {
		return f, 0, nil
	}
	f.payload = b[head+4 : n]
	unmask(f.payload, [4]byte(b[head:]))
	return f, n, nil
}

func unmask(b []byte, key [4]byte) {
	for i := range b {
		b[i] ^= key[i&3]
	}
}

// incomplete is what has arrived of a message that is not complete.
type incomplete struct {
	raw     []byte // of a frame
	message []byte // of a message in several frames
	begun   bool
	op      byte
}

// feed takes what arrived and returns the first complete message, if there is one, with what follows
// it; both lie in b or in memory of their own. Control frames are handled on the way.
func (c *Conn) feed(b []byte) (message, rest []byte, op byte, err error) {
	held := c.held
	if held != nil && len(held.raw) > 0 {
		b = append(held.raw, b...)
		held.raw = nil
	}
	for {
		f, n, err := parse(b)
		if err != nil {
			return nil, nil, 0, err
		}
		if n == 0 {
			break
		}
		b = b[n:]
		switch {
		case f.op >= opClose:
			if err := c.control(f); err != nil {
				return nil, nil, 0, err
			}
			continue
		case held != nil && held.begun != (f.op == opMore), held == nil && f.op == opMore:
			return nil, nil, 0, errProtocol
		case f.fin && f.op != opMore:
			c.held = nil
			return f.payload, b, f.op, nil
		}
		if held == nil {
			held = &incomplete{}
			c.held = held
		}
		if f.op != opMore {
			held.begun, held.op = true, f.op
		}
		if len(held.message)+len(f.payload) > maxFrame {
			return nil, nil, 0, errTooBig
		}
		held.message = append(held.message, f.payload...)
		if f.fin {
			message, op = held.message, held.op
			c.held = nil
			return message, b, op, nil
		}
	}
	if len(b) > 0 {
		if held == nil {
			held = &incomplete{}
			c.held = held
		}
		held.raw = append([]byte(nil), b...)
	} else if held != nil && !held.begun {
		c.held = nil
	}
	return nil, nil, 0, nil
}
