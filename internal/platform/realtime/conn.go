package realtime

import (
	"encoding/json"
	"errors"
	"os"
	"sync"
	"sync/atomic"
	"time"

	"tonggui/internal/platform/authz"
	"tonggui/internal/platform/clock"
)

const (
	writeWait = 10 * time.Second
	// closeWait is for how long a client that does not read holds up its own end. One that is only slow
	// may take longer to learn that it should come back.
	closeWait     = 500 * time.Millisecond
	closeSlowWait = 5 * time.Second
	readWait      = pingEvery*2 + 10*time.Second
	maxFrame      = 16 << 10 // bytes of a client's frame
	// maxWaiting and maxWaitingBytes bound what waits for a slow reader before it is closed.
	maxWaiting      = 1024
	maxWaitingBytes = 4 << 20
	// maxMissed and maxMissedBytes bound what a client that returns gets; whoever missed more loads
	// their state anew. Until it has all of that, it may have as much more waiting.
	maxMissed      = 2 * maxWaiting
	maxMissedBytes = 2 * maxWaitingBytes
	// framesBurst and framesPerSecond bound what a client may say.
	framesBurst     = 60
	framesPerSecond = 10
)

// state is how far the life of a connection has come.
type state uint8

const (
	open    state = iota
	closing       // nothing is pushed any more; the client is told why
	ended
)

// Conn is one client's open WebSocket. At rest it has no goroutine and no buffer where the system
// allows; see line.
type Conn struct {
	Principal authz.Principal
	hub       *Hub
	line      line
	again     Again
	active    atomic.Int64 // instant of the person's last sign on this device
	heard     atomic.Int64 // by clock.Monotonic, when anything last came from the client
	noticed   atomic.Bool  // whether the last report counted it as active
	turn      uint8        // at which second of a round it is pinged
	joined    bool         // guarded by hub.mu
	next      *Conn        // of the same account; guarded by hub.mu

	// Writing. Whoever sets busy writes until nothing waits; so packets keep their order, and nobody
	// else touches the line.
	mu       sync.Mutex
	state    state
	busy     bool
	waits    bool // the one who writes waits for the line
	slow     bool // closed for that
	resuming bool // has not yet got what it missed
	code     int16
	bytes    int32
	fd       int32 // where the poller knows it
	waiting  []*packet
	first    [2]*packet // room for waiting, so that most pushes allocate nothing
	unfinish []byte     // goes out before what waits: the rest of a write that was cut short

	// Reading. Whoever counts arrivals up from 0 reads until none is new.
	arrivals atomic.Int32
	held     *incomplete
	tokens   float32
	filled   clock.Instant
}

// what a push leads to.
type pushed uint8

const (
	settled pushed = iota // somebody is writing, or nothing can be pushed any more
	mine                  // the caller must see to it that the connection is written
)

// push queues a packet. It never waits: a full queue closes the connection, and what waits is dropped
// together: a client that comes back gets it by offset, and nothing in between is missing.
func (c *Conn) push(p *packet) pushed {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.state != open {
		return settled
	}
	limit, limitBytes := maxWaiting, maxWaitingBytes
	if c.resuming {
		limit, limitBytes = limit+maxMissed, limitBytes+maxMissedBytes
	}
	if len(c.waiting) >= limit || int(c.bytes)+len(p.wire) > limitBytes {
		return c.shut(CloseTooSlow)
	}
	if c.waiting == nil {
		c.waiting = c.first[:0]
	}
	c.waiting = append(c.waiting, p)
	c.bytes += int32(len(p.wire))
	return c.claim()
}

func (c *Conn) claim() pushed {
	if c.busy {
		return settled
	}
	c.busy = true
	return mine
}

// shut begins the end of a connection.
func (c *Conn) shut(code int) pushed {
	c.state, c.code, c.slow = closing, int16(code), code == CloseTooSlow
	c.hub.Figures.closed(code)
	c.drop()
	if c.waits {
		c.limit()
	}
	return c.claim()
}

// limit sets until when the line must have taken what is being written.
func (c *Conn) limit() {
	wait := c.hub.writeWait
	switch {
	case c.state == closing && c.slow:
		wait = c.hub.closeSlowWait
	case c.state == closing:
		wait = closeWait
	}
	_ = c.line.SetWriteDeadline(clock.Deadline(wait))
}

func (c *Conn) drop() {
	c.waiting, c.bytes, c.first = nil, 0, [2]*packet{}
}

// Close says why and ends the connection. It does not wait for the client.
func (c *Conn) Close(code int) {
	c.mu.Lock()
	next := settled
	if c.state == open {
		next = c.shut(code)
	}
	c.mu.Unlock()
	if next == mine {
		s := borrow()
		c.flush(s)
		s.giveBack()
	}
}

// take gives out what is to be written next, and whether the connection ends with it. It gives up the
// writing where nothing is.
func (c *Conn) take(s *scratch, wait bool) (b []byte, last bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.state == ended {
		return nil, false
	}
	if wait {
		c.limit()
	}
	c.waits = wait
	if c.state == closing {
		if b, c.unfinish = c.unfinish, nil; c.code != 0 {
			b = append(b, closePacket(int(c.code)).wire...)
			c.code = 0 // it stands in b, whatever becomes of that
		}
		return b, true
	}
	clear(s.packets)
	s.packets = s.packets[:0]
	if n := c.batch(); n > 0 {
		s.packets = append(s.packets, c.waiting[:n]...)
		c.leaveWaiting(n)
	}
	switch {
	case c.unfinish != nil:
		b, c.unfinish = appendPackets(c.unfinish, s.packets), nil
	case len(s.packets) > 0:
		b = s.join()
	default:
		if wait { // the next attempt does not wait, and must not find an old limit
			_ = c.line.SetWriteDeadline(time.Time{})
		}
		c.busy, c.waits = false, false
	}
	return b, false
}

// batch tells how many of the waiting packets go out together.
func (c *Conn) batch() int {
	size := len(c.unfinish)
	for n, p := range c.waiting {
		if size += len(p.wire); size > atOnce {
			if n == 0 && len(c.unfinish) == 0 {
				return 1
			}
			return n
		}
	}
	return len(c.waiting)
}

// leaveWaiting forgets the first n that wait.
func (c *Conn) leaveWaiting(n int) {
	for _, p := range c.waiting[:n] {
		c.bytes -= int32(len(p.wire))
	}
	if n == len(c.waiting) {
		c.waiting, c.first, c.resuming = nil, [2]*packet{}, false
		return
	}
	c.waiting = c.waiting[n:]
}

// flush writes what waits as far as the line takes it, and leaves the rest to a goroutine that waits.
// The caller has claimed the writing.
func (c *Conn) flush(s *scratch) {
	if c.line.raw == nil {
		go c.drain()
		return
	}
	for {
		b, last := c.take(s, false)
		if b == nil {
			return
		}
		n, err := s.tryWrite(c.line, b)
		switch {
		case err == nil && n == len(b):
			if last {
				c.end()
				return
			}
		case err != nil && err != errWait:
			c.end()
			return
		default:
			c.putBack(b[n:])
			go c.drain()
			return
		}
	}
}

// putBack keeps what the line did not take. b may be shared with others.
func (c *Conn) putBack(b []byte) {
	c.mu.Lock()
	c.unfinish = append([]byte(nil), b...)
	c.mu.Unlock()
}

// drain writes like flush and waits for the line, until nothing waits. It is there for slow readers,
// and for lines on which every write may wait.
func (c *Conn) drain() {
	s := borrow()
	defer s.giveBack()
	for {
		b, last := c.take(s, true)
		if b == nil {
			return
		}
		if _, err := c.line.Write(b); err != nil || last {
			code := closedByClient
			if errors.Is(err, os.ErrDeadlineExceeded) {
				code = CloseTooSlow // though it cannot be told any more
			}
			c.endAs(code)
			return
		}
	}
}

// end closes the line and lets the hub forget the connection.
func (c *Conn) end() { c.endAs(closedByClient) }

// endAs is end with the code under which it is counted where it was still open.
func (c *Conn) endAs(code int) {
	c.mu.Lock()
	was := c.state
	c.state, c.unfinish = ended, nil
	c.drop()
	c.mu.Unlock()
	if was == ended {
		return
	}
	if was == open {
		c.hub.Figures.closed(code)
	}
	_ = c.line.Close()
	c.hub.poller.forget(c)
	go c.hub.leave(c) // whoever ends a connection may hold what leaving needs
}

// frame is what a client sends.
type frame struct {
	Type string          `json:"t"`
	Data json.RawMessage `json:"d"`
}
