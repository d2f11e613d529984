package realtime

import (
	"encoding/binary"
	"strconv"
)

// The kinds of WebSocket frames (RFC 6455, 11.8).
const (
	opMore   = 0
	opText   = 1
	opBinary = 2
	opClose  = 8
	opPing   = 9
	opPong   = 10
)

const (
	fin = 0x80
	// maxHeader is the largest header of a frame that a server sends.
	maxHeader = 10
	// atOnce is how much is joined for one write; a larger packet is written alone.
	atOnce = 64 << 10
)

// packet is a frame as it goes over the line, made once and shared by all connections that get it.
type packet struct {
	wire []byte
	body int // where the body begins
	text bool
}

// textPacket makes a packet of what fill appends.
func textPacket(size int, fill func([]byte) []byte) *packet {
	wire := fill(make([]byte, maxHeader, maxHeader+size))
	head := appendHeader(nil, opText, len(wire)-maxHeader)
	wire = wire[maxHeader-len(head):]
	copy(wire, head)
	return &packet{wire, len(head), true}
}

// eventPacket makes the packet of an event by hand: it is made for every message. An offset of 0 is
// left out.
func eventPacket(offset int64, typ string, payload []byte) *packet {
	return textPacket(len(payload)+len(typ)+40, func(b []byte) []byte {
		b = append(b, '{')
		if offset > 0 {
			b = append(b, `"o":`...)
			b = strconv.AppendInt(b, offset, 10)
			b = append(b, ',')
		}
		b = append(b, `"t":"`...)
		b = append(b, typ...)
		b = append(b, `","d":`...)
		return append(append(b, payload...), '}')
	})
}

// controlPacket makes a frame that is no text: ping, pong, close.
func controlPacket(op byte, payload []byte) *packet {
	head := appendHeader(nil, op, len(payload))
	return &packet{wire: append(head, payload...), body: len(head)}
}

func closePacket(code int) *packet {
	return controlPacket(opClose, binary.BigEndian.AppendUint16(nil, uint16(code)))
}

var pingPacket = controlPacket(opPing, nil)

func appendHeader(b []byte, op byte, size int) []byte {
	switch {
	case size < 126:
		return append(b, fin|op, byte(size))
	case size <= 0xffff:
		return binary.BigEndian.AppendUint16(append(b, fin|op, 126), uint16(size))
	default:
		return binary.BigEndian.AppendUint64(append(b, fin|op, 127), uint64(size))
	}
}

// appendPackets writes packets one behind the other; texts that follow each other become one message
// with an array, which is one event for the client instead of many.
func appendPackets(b []byte, packets []*packet) []byte {
	for len(packets) > 0 {
		n := 0
		for n < len(packets) && packets[n].text {
			n++
		}
		n = max(n, 1)
		if n == 1 {
			b = append(b, packets[0].wire...)
		} else {
			b = appendArray(b, packets[:n])
		}
		packets = packets[n:]
	}
	return b
}

func appendArray(b []byte, texts []*packet) []byte {
	size := len(texts) + 1
	for _, p := range texts {
		size += len(p.wire) - p.body
	}
	b = appendHeader(b, opText, size)
	for i, p := range texts {
		if i == 0 {
			b = append(b, '[')
		} else {
			b = append(b, ',')
		}
		b = append(b, p.wire[p.body:]...)
	}
	return append(b, ']')
}
