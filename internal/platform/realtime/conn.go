package realtime

import (
	"bytes"
	"encoding/json"
	"sync"
	"sync/atomic"
	"time"

	"tonggui/internal/platform/authz"
	"tonggui/internal/platform/clock"
	"tonggui/internal/platform/id"

	"github.com/gorilla/websocket"
)

const (
	writeWait = 10 * time.Second
	readWait  = pingEvery*2 + 10*time.Second
	maxFrame  = 16 << 10 // bytes of a client's frame
	// maxWaiting and maxWaitingBytes bound what waits for a slow reader before it is closed.
	maxWaiting      = 1024
	maxWaitingBytes = 4 << 20
	// framesBurst and framesPerSecond bound what a client may say.
	framesBurst     = 60
	framesPerSecond = 10
)

// Conn is one client's open WebSocket.
type Conn struct {
	ID        id.ID
	Principal authz.Principal
	hub       *Hub
	ws        *websocket.Conn
	active    atomic.Int64 // instant of the person's last sign on this device
	noticed   atomic.Bool  // whether the last report counted it as active

	mu      sync.Mutex
	waiting [][]byte
	bytes   int
	writing bool
	closed  bool

	tokens float64
	filled clock.Instant
}

// push queues a shared body. It never blocks: a full queue closes the connection.
func (c *Conn) push(body []byte) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.closed {
		return
	}
	if len(c.waiting) >= maxWaiting || c.bytes+len(body) > maxWaitingBytes {
		go c.Close(CloseTooSlow)
		return
	}
	c.waiting = append(c.waiting, body)
	c.bytes += len(body)
	if !c.writing {
		c.writing = true
		go c.write()
	}
}

// write sends what waits, several frames joined into one message, until nothing waits.
func (c *Conn) write() {
	for {
		c.mu.Lock()
		frames := c.waiting
		c.waiting, c.bytes = nil, 0
		if len(frames) == 0 || c.closed {
			c.writing = false
			c.mu.Unlock()
			return
		}
		c.mu.Unlock()
		_ = c.ws.SetWriteDeadline(clock.Deadline(writeWait))
		if err := c.ws.WriteMessage(websocket.TextMessage, joined(frames)); err != nil {
			c.end()
			return
		}
	}
}

func joined(frames [][]byte) []byte {
	if len(frames) == 1 {
		return frames[0]
	}
	var b bytes.Buffer
	b.WriteByte('[')
	for i, f := range frames {
		if i > 0 {
			b.WriteByte(',')
		}
		b.Write(f)
	}
	b.WriteByte(']')
	return b.Bytes()
}

// Close says why and ends the connection.
func (c *Conn) Close(code int) {
	c.mu.Lock()
	already := c.closed
	c.closed = true
	c.mu.Unlock()
	if already {
		return
	}
	c.hub.Figures.closed(code)
	message := websocket.FormatCloseMessage(code, "")
	_ = c.ws.WriteControl(websocket.CloseMessage, message, clock.Deadline(time.Second))
	_ = c.ws.Close()
}

func (c *Conn) end() {
	c.mu.Lock()
	already := c.closed
	c.closed = true
	c.mu.Unlock()
	if !already {
		c.hub.Figures.closed(closedByClient)
	}
	_ = c.ws.Close()
}

func (c *Conn) ping() {
	_ = c.ws.WriteControl(websocket.PingMessage, nil, clock.Deadline(writeWait))
}

func (c *Conn) activeAt(now clock.Instant) bool {
	return now.Sub(clock.Instant(c.active.Load())) < quietFor
}

// fellQuiet tells once that the person has given no sign for a while.
func (c *Conn) fellQuiet(now clock.Instant) bool {
	return !c.activeAt(now) && c.noticed.CompareAndSwap(true, false)
}

// touch notes a sign of the person and tells whether the connection was quiet before.
func (c *Conn) touch(now clock.Instant) (woke bool) {
	c.active.Store(int64(now))
	return c.noticed.CompareAndSwap(false, true)
}

// rest notes that the person has left the window.
func (c *Conn) rest() (changed bool) {
	c.active.Store(0)
	return c.noticed.CompareAndSwap(true, false)
}

// allowed takes one frame from the client's allowance.
func (c *Conn) allowed(now clock.Instant) bool {
	if passed := now.Sub(c.filled).Seconds(); passed > 0 {
		c.tokens = min(framesBurst, c.tokens+passed*framesPerSecond)
		c.filled = now
	}
	if c.tokens < 1 {
		return false
	}
	c.tokens--
	return true
}

// frame is what a client sends.
type frame struct {
	Type string          `json:"t"`
	Data json.RawMessage `json:"d"`
}
