package wire

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
)

// Socket is an open WebSocket. It answers pings by itself.
type Socket struct {
	loop  *Loop
	conn  *conn
	text  []byte // of a frame that has not arrived as a whole
	open  bool
	reply answer
	// Heard gets the text of each message, one frame or an array of frames.
	Heard func(text []byte) error
}

// key is as good as a random one: it guards against caches between browser and server.
const key = "dGhlIHNhbXBsZSBub25jZQ=="

// Socket asks for an upgrade; the server's first message says that it has taken place.
func (l *Loop) Socket(token, query string, heard func(text []byte) error) (*Socket, error) {
	s := &Socket{loop: l, Heard: heard}
	var err error
	if s.conn, err = l.dial(s.hear); err != nil {
		return nil, err
	}
	return s, s.conn.write(fmt.Appendf(nil, "GET /api/v1/socket%s HTTP/1.1\r\nHost: %s\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"+
		"Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: %s\r\nAuthorization: Bearer %s\r\n\r\n", query, l.host, key, token))
}

// Close ends the connection without a word, as a device does that goes out of reach.
func (s *Socket) Close() { s.loop.drop(s.conn) }

const (
	opText  = 1
	opClose = 8
	opPing  = 9
	opPong  = 10
)

func (s *Socket) hear(data []byte) error {
	if !s.open {
		whole, rest, err := s.reply.feed(data)
		if err != nil || !whole {
			return err
		}
		if s.reply.Status != 101 {
			return fmt.Errorf("the server refuses a socket: %s", s.reply.text)
		}
		s.open, data = true, bytes.Clone(rest)
		s.reply = answer{}
	}
	if len(s.text) > 0 {
		s.text = append(s.text, data...)
		data = s.text
	}
	for {
		op, payload, size, err := frame(data)
		if err != nil {
			return err
		}
		if size == 0 {
			break
		}
		if err := s.handle(op, payload); err != nil {
			return err
		}
		data = data[size:]
	}
	s.text = append(s.text[:0], data...)
	if len(s.text) == 0 && cap(s.text) > 4096 {
		s.text = nil
	}
	return nil
}

func (s *Socket) handle(op byte, payload []byte) error {
	switch op {
	case opText:
		return s.Heard(payload)
	case opPing:
		return s.conn.write(masked(opPong, payload))
	case opClose:
		if len(payload) >= 2 {
			return fmt.Errorf("the server closes a socket with %d", binary.BigEndian.Uint16(payload))
		}
		return errors.New("the server closes a socket")
	}
	return nil
}

// Say sends a text.
func (s *Socket) Say(text []byte) error { return s.conn.write(masked(opText, text)) }

// frame finds the first whole frame in data; size is 0 where it has not arrived as a whole.
func frame(data []byte) (op byte, payload []byte, size int, err error) {
	if len(data) < 2 {
		return 0, nil, 0, nil
	}
	if data[0]&0x80 == 0 || data[0]&0x70 != 0 || data[1]&0x80 != 0 {
		return 0, nil, 0, errors.New("a frame that a server must not send")
	}
	length, from := int(data[1]), 2
	switch length {
	case 126:
		if from = 4; len(data) < from {
			return 0, nil, 0, nil
		}
		length = int(binary.BigEndian.Uint16(data[2:]))
	case 127:
		if from = 10; len(data) < from {
			return 0, nil, 0, nil
		}
		length = int(binary.BigEndian.Uint64(data[2:]))
	}
	if len(data) < from+length {
		return 0, nil, 0, nil
	}
	return data[0] & 0x0f, data[from : from+length], from + length, nil
}

// masked writes a client's frame. Its mask is zero: the server has to undo it all the same.
func masked(op byte, payload []byte) []byte {
	out := []byte{0x80 | op}
	switch n := len(payload); {
	case n < 126:
		out = append(out, 0x80|byte(n))
	case n < 1<<16:
		out = binary.BigEndian.AppendUint16(append(out, 0x80|126), uint16(n))
	default:
		out = binary.BigEndian.AppendUint64(append(out, 0x80|127), uint64(n))
	}
	return append(append(out, 0, 0, 0, 0), payload...)
}

var created = []byte(`"t":"message.created"`)

// Messages counts the messages that a text of the server tells of. The pattern cannot stand inside of
// what somebody wrote: its quotes would be escaped there.
func Messages(text []byte) int { return bytes.Count(text, created) }

// Holds tells whether a frame of the type is in a text of the server.
func Holds(text []byte, typ string) bool { return bytes.Contains(text, []byte(`"t":"`+typ+`"`)) }
