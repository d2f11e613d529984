package realtime

import (
	"errors"
	"slices"

	"tonggui/internal/platform/clock"
)

// errClosed tells that the client takes its leave.
var errClosed = errors.New("closed by the client")

// listen begins to read: by the poller where it can, else in a goroutine.
func (c *Conn) listen() {
	if c.line.raw == nil || !c.hub.poller.watch(c) {
		go c.readAll()
	}
}

// arrived is the poller's word that there is something to read. It does not wait: the first message
// of the client is handled in a goroutine, which goes on with what follows.
func (c *Conn) arrived(s *scratch) {
	seen := c.arrivals.Add(1)
	if seen > 1 {
		return // somebody is reading and will look again
	}
	for {
		more, message, rest, op, ok := c.read(s)
		switch {
		case !ok:
			return
		case message != nil:
			go c.converse(slices.Clone(message), slices.Clone(rest), op)
			return
		case more:
			continue
		case c.arrivals.CompareAndSwap(seen, 0):
			return
		}
		seen = c.arrivals.Load()
	}
}

// converse handles messages until nothing is left to read.
func (c *Conn) converse(message, rest []byte, op byte) {
	s := borrow()
	defer s.giveBack()
	seen, more, ok := int32(0), true, true
	for {
		for message != nil {
			if !c.hear(message, op) {
				return
			}
			if message, rest, op, ok = c.digest(rest); !ok {
				return
			}
		}
		if !more && c.arrivals.CompareAndSwap(seen, 0) {
			return
		}
		seen = c.arrivals.Load()
		if more, message, rest, op, ok = c.read(s); !ok {
			return
		}
	}
}

// read takes what has arrived, without waiting; more tells that there may be more of it. It is not ok
// where the connection has ended.
func (c *Conn) read(s *scratch) (more bool, message, rest []byte, op byte, ok bool) {
	buffer := s.buffer()
	n, err := s.tryRead(c.line, buffer)
	if err == errWait {
		return false, nil, nil, 0, true
	}
	if err != nil {
		c.end()
		return false, nil, nil, 0, false
	}
	message, rest, op, ok = c.digest(buffer[:n])
	return true, message, rest, op, ok // the end of the line may have arrived with it
}

// readAll reads on a line where reading waits.
func (c *Conn) readAll() {
	buffer := make([]byte, 1024)
	for {
		n, err := c.line.Read(buffer)
		if err != nil {
			c.end()
			return
		}
		message, rest, op, ok := c.digest(buffer[:n])
		for ok && message != nil {
			if ok = c.hear(message, op); ok {
				message, rest, op, ok = c.digest(rest)
			}
		}
		if !ok {
			return
		}
	}
}

// digest takes bytes from the client and returns the first whole message among them. Where they break
// the protocol it closes the connection and is not ok.
func (c *Conn) digest(b []byte) (message, rest []byte, op byte, ok bool) {
	c.heard.Store(int64(clock.Monotonic()))
	message, rest, op, err := c.feed(b)
	switch {
	case err == nil:
		if message == nil {
			return nil, nil, 0, true
		}
		return message, rest, op, true
	case errors.Is(err, errTooBig):
		c.Close(closeTooBig)
	case errors.Is(err, errTooMany):
		c.Close(CloseTooMany)
	case errors.Is(err, errClosed):
		c.Close(closeNormal)
	default:
		c.Close(closeProtocol)
	}
	return nil, nil, 0, false
}

var errTooMany = errors.New("more frames than a client may send")

// control handles a frame that is no message.
func (c *Conn) control(f part) error {
	switch f.op {
	case opPing:
		if !c.allowed() {
			return errTooMany
		}
		if c.push(controlPacket(opPong, f.payload)) == mine {
			s := borrow()
			c.flush(s)
			s.giveBack()
		}
	case opClose:
		return errClosed
	}
	return nil
}

// hear handles a whole message. It is not ok where the connection has ended by it.
func (c *Conn) hear(message []byte, op byte) (ok bool) {
	if !c.isOpen() {
		return false
	}
	c.hub.Figures.Received.Add(1)
	code := 0
	if !c.allowed() {
		code = CloseTooMany
	} else if err := c.again(); err != nil {
		code = closeCode(err)
	} else if op != opText || c.handle(message) != nil {
		code = CloseBadFrame
	}
	if code != 0 {
		c.Close(code)
	}
	return code == 0
}

func (c *Conn) isOpen() bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.state == open
}

// allowed takes one frame from the client's allowance.
func (c *Conn) allowed() bool {
	now := c.hub.clock.Now()
	if passed := now.Sub(c.filled).Seconds(); passed > 0 {
		c.tokens = min(framesBurst, c.tokens+float32(passed*framesPerSecond))
		c.filled = now
	}
	if c.tokens < 1 {
		return false
	}
	c.tokens--
	return true
}
