package realtime

import (
	"encoding/json"
	"log/slog"
	"slices"
	"strconv"
	"sync"
	"time"

	"tonggui/internal/platform/clock"
	"tonggui/internal/platform/id"
)

// Close codes tell a client whether to come back.
const (
	CloseSessionEnded   = 4001 // do not reconnect; log in
	CloseFrozen         = 4003 // do not reconnect
	CloseTooMany        = 4008 // reconnect after 5 s
	CloseTooSlow        = 4009 // reconnect now
	CloseShutdown       = 4012 // reconnect with jitter
	CloseCutOff         = 4013 // the node does not reach the database; reconnect with jitter, another one may
	CloseBadFrame       = 4400 // reconnect after 5 s
	CloseMustChangePass = 4410 // change the password first
)

const (
	ringSize  = 8192
	pingEvery = 25 * time.Second
	// quietFor is after how long without a sign from the person a connection counts as inactive.
	quietFor = 5 * time.Minute
)

// Activity tells that an account's connections changed: how many are open on this node, and
// whether somebody is active on at least one of them.
type Activity func(account id.ID, connections int, active bool)

// FrameHandler handles a client's frame of one type. An error closes the connection as bad.
type FrameHandler func(c *Conn, data json.RawMessage) error

// Hub holds this node's open connections. It is safe for concurrent use.
type Hub struct {
	epoch    string
	clock    clock.Clock
	log      *slog.Logger
	activity Activity
	gone     func(*Conn)
	frames   map[string]FrameHandler

	mu       sync.RWMutex
	accounts map[id.ID]map[*Conn]struct{}
	// Figures are for the metrics.
	Figures Figures
	offset  int64
	ring    [ringSize]sent
	closed  bool
	stop    chan struct{}
}

// sent is a frame with those it was for.
type sent struct {
	offset   int64
	body     []byte
	accounts []id.ID // nil for everybody
}

// NewHub returns a hub that pings its connections until Close.
func NewHub(c clock.Clock, log *slog.Logger) *Hub {
	h := &Hub{
		epoch: id.New(c.Now()).String(), clock: c, log: log, accounts: map[id.ID]map[*Conn]struct{}{},
		frames: map[string]FrameHandler{}, stop: make(chan struct{}),
		activity: func(id.ID, int, bool) {}, gone: func(*Conn) {},
	}
	go h.tend()
	return h
}

// OnActivity sets who hears of connections that come, go, wake or fall quiet. Call before serving.
func (h *Hub) OnActivity(fn Activity) { h.activity = fn }

// OnGone sets who hears that a connection has ended. Call before serving.
func (h *Hub) OnGone(fn func(*Conn)) { h.gone = fn }

// OnFrame sets the handler of a client frame's type. Call before serving.
func (h *Hub) OnFrame(typ string, fn FrameHandler) { h.frames[typ] = fn }

// Send pushes an event to every open connection of the accounts. data is marshalled once; accounts
// is kept for a while and must not be changed afterwards.
func (h *Hub) Send(accounts []id.ID, typ string, data any) {
	if len(accounts) > 0 {
		h.publish(accounts, typ, data)
	}
}

// Broadcast pushes an event to every open connection.
func (h *Hub) Broadcast(typ string, data any) { h.publish(nil, typ, data) }

// publish numbers a frame, keeps it for those who return, and hands it out; nil accounts are all.
func (h *Hub) publish(accounts []id.ID, typ string, data any) {
	payload, err := json.Marshal(data)
	if err != nil {
		h.log.Error("event cannot be written as JSON", "type", typ, "error", err)
		return
	}
	h.mu.Lock()
	defer h.mu.Unlock()
	h.offset++
	body := frameBody(h.offset, typ, payload)
	h.ring[h.offset%ringSize] = sent{h.offset, body, accounts}
	if accounts != nil && len(accounts) <= len(h.accounts) {
		n := 0
		for _, a := range accounts {
			n += len(h.accounts[a])
			for c := range h.accounts[a] {
				c.push(body)
			}
		}
		h.Figures.sent(n)
		return
	}
	// More recipients than people online: look the other way round.
	wanted := make(map[id.ID]struct{}, len(accounts))
	for _, a := range accounts {
		wanted[a] = struct{}{}
	}
	n := 0
	for a, conns := range h.accounts {
		if _, ok := wanted[a]; ok || accounts == nil {
			n += len(conns)
			for c := range conns {
				c.push(body)
			}
		}
	}
	h.Figures.sent(n)
}

// frameBody writes a frame by hand: it is made for every message.
func frameBody(offset int64, typ string, payload []byte) []byte {
	body := make([]byte, 0, len(payload)+len(typ)+40)
	body = append(body, `{"o":`...)
	body = strconv.AppendInt(body, offset, 10)
	body = append(body, `,"t":"`...)
	body = append(body, typ...)
	body = append(body, `","d":`...)
	return append(append(body, payload...), '}')
}

// SendTo pushes an event to single connections; it has no offset and is not kept for resuming.
func (h *Hub) SendTo(conns []*Conn, typ string, data any) {
	body, err := json.Marshal(map[string]any{"t": typ, "d": data})
	if err != nil {
		h.log.Error("event cannot be written as JSON", "type", typ, "error", err)
		return
	}
	h.Figures.sent(len(conns))
	for _, c := range conns {
		c.push(body)
	}
}

// Online tells whether the account has an open connection on this node.
func (h *Hub) Online(account id.ID) bool {
	h.mu.RLock()
	defer h.mu.RUnlock()
	return len(h.accounts[account]) > 0
}

// Connections returns how many connections are open on this node.
func (h *Hub) Connections() int {
	h.mu.RLock()
	defer h.mu.RUnlock()
	n := 0
	for _, conns := range h.accounts {
		n += len(conns)
	}
	return n
}

// CloseAccount closes every connection of an account.
func (h *Hub) CloseAccount(account id.ID, code int) {
	h.closeWhere(account, code, func(*Conn) bool { return true })
}

// CloseSession closes every connection of a session.
func (h *Hub) CloseSession(session id.ID, code int) {
	for _, c := range h.all() {
		if c.Principal.Session == session {
			c.Close(code)
		}
	}
}

func (h *Hub) closeWhere(account id.ID, code int, match func(*Conn) bool) {
	h.mu.RLock()
	found := []*Conn{}
	for c := range h.accounts[account] {
		if match(c) {
			found = append(found, c)
		}
	}
	h.mu.RUnlock()
	for _, c := range found {
		c.Close(code)
	}
}

// CutOff closes every connection and begins a new epoch: while the node was cut off it missed what it
// should have pushed, so whoever comes back must load their state anew.
func (h *Hub) CutOff() {
	h.mu.Lock()
	h.epoch = id.New(h.clock.Now()).String()
	clear(h.ring[:])
	h.mu.Unlock()
	for _, c := range h.all() {
		go c.Close(CloseCutOff) // side by side: one that does not read must not hold up the others
	}
}

// Close tells every client to come back later and ends the hub.
func (h *Hub) Close() {
	h.mu.Lock()
	if h.closed {
		h.mu.Unlock()
		return
	}
	h.closed = true
	close(h.stop)
	h.mu.Unlock()
	for _, c := range h.all() {
		c.Close(CloseShutdown)
	}
}

func (h *Hub) all() []*Conn {
	h.mu.RLock()
	defer h.mu.RUnlock()
	out := []*Conn{}
	for _, conns := range h.accounts {
		for c := range conns {
			out = append(out, c)
		}
	}
	return out
}

// join adds a connection and hands it what it missed, so that nothing falls between the two.
func (h *Hub) join(c *Conn, epoch string, offset int64) bool {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.closed {
		return false
	}
	resumed := epoch == h.epoch && offset <= h.offset && h.offset-offset < ringSize
	hello, _ := json.Marshal(map[string]any{"t": "hello", "d": map[string]any{"epoch": h.epoch, "offset": h.offset,
		"reset": !resumed, "ping_s": int(pingEvery.Seconds())}})
	c.push(hello)
	if resumed {
		for o := offset + 1; o <= h.offset; o++ {
			if s := h.ring[o%ringSize]; s.offset == o && (s.accounts == nil || slices.Contains(s.accounts, c.Principal.Account)) {
				c.push(s.body)
			}
		}
	}
	if h.accounts[c.Principal.Account] == nil {
		h.accounts[c.Principal.Account] = map[*Conn]struct{}{}
	}
	h.accounts[c.Principal.Account][c] = struct{}{}
	return true
}

func (h *Hub) leave(c *Conn) {
	h.mu.Lock()
	delete(h.accounts[c.Principal.Account], c)
	if len(h.accounts[c.Principal.Account]) == 0 {
		delete(h.accounts, c.Principal.Account)
	}
	h.mu.Unlock()
	h.gone(c)
	h.report(c.Principal.Account)
}

func (h *Hub) report(account id.ID) {
	h.mu.RLock()
	n, active := len(h.accounts[account]), false
	for c := range h.accounts[account] {
		active = active || c.activeAt(h.clock.Now())
	}
	h.mu.RUnlock()
	h.activity(account, n, active)
}

// tend pings every connection and notices who has fallen quiet.
func (h *Hub) tend() {
	ticker := time.NewTicker(pingEvery)
	defer ticker.Stop()
	for {
		select {
		case <-h.stop:
			return
		case <-ticker.C:
		}
		for _, c := range h.all() {
			c.ping()
			if c.fellQuiet(h.clock.Now()) {
				h.report(c.Principal.Account)
			}
		}
	}
}
