package realtime

import (
	"errors"
	"net"
	"sync"
	"syscall"
)

// errWait tells that nothing can be read or written at the moment.
var errWait = errors.New("the line is not ready")

// line is what a connection goes over. raw is nil where reading and writing can wait: over TLS, and
// on systems without it.
type line struct {
	net.Conn
	raw syscall.RawConn
}

func newLine(conn net.Conn) line {
	l := line{Conn: conn}
	if !unixLike {
		return l
	}
	// The very types: whatever wraps them has its reasons to see each read and write.
	switch c := conn.(type) {
	case *net.TCPConn:
		l.raw, _ = c.SyscallConn()
	case *net.UnixConn:
		l.raw, _ = c.SyscallConn()
	}
	return l
}

// scratch is what reading and writing need for the moment; connections at rest have none.
type scratch struct {
	packets []*packet // taken from a connection
	joined  []byte    // last, as they go over the line
	last    []*packet
	in      []byte
	tries
}

var scratches = sync.Pool{New: func() any { return newScratch() }}

// inSize is how much is read at once.
const inSize = 4 << 10

func newScratch() *scratch {
	s := &scratch{}
	s.tries.init()
	return s
}

func borrow() *scratch { return scratches.Get().(*scratch) }

func (s *scratch) giveBack() {
	s.forget()
	scratches.Put(s)
}

// forget lets go of packets, and of memory that a single large one took.
func (s *scratch) forget() {
	clear(s.packets)
	clear(s.last)
	s.packets, s.last = s.packets[:0], s.last[:0]
	if cap(s.joined) > 2*atOnce {
		s.joined = nil
	}
}

// join returns packets as they go over the line. Connections that get the same ones after each other
// share the work.
func (s *scratch) join() []byte {
	if len(s.packets) == 1 {
		return s.packets[0].wire
	}
	if !samePackets(s.packets, s.last) {
		s.joined = appendPackets(s.joined[:0], s.packets)
		s.last = append(s.last[:0], s.packets...)
	}
	return s.joined
}

func samePackets(a, b []*packet) bool {
	if len(a) != len(b) {
		return false
	}
	for i := range a {
		if a[i] != b[i] {
			return false
		}
	}
	return true
}

// buffer returns room to read into.
func (s *scratch) buffer() []byte {
	if s.in == nil {
		s.in = make([]byte, inSize)
	}
	return s.in
}
