package realtime

import (
	"context"
	"encoding/json"
	"log/slog"
	"sync"
	"sync/atomic"
	"time"

	"tonggui/internal/platform/authz"
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
	pingEvery = 25 * time.Second
	// quietFor is after how long without a sign from the person a connection counts as inactive.
	quietFor = 5 * time.Minute
)

// Activity tells that an account's connections changed: how many are open on this node, and
// whether somebody is active on at least one of them.
type Activity func(account id.ID, connections int, active bool)

// FrameHandler handles a client's frame of one type. An error closes the connection as bad.
type FrameHandler func(c *Conn, data json.RawMessage) error

// State reads what a client may ask for as it connects.
type State func(ctx context.Context, who authz.Principal) (any, error)

// Hub holds this node's open connections. It is safe for concurrent use.
type Hub struct {
	clock    clock.Clock
	log      *slog.Logger
	activity Activity
	gone     func(*Conn)
	frames   map[string]FrameHandler
	states   []namedState
	poller   *poller // nil where every connection has a goroutine that reads
	writers  []*writer
	turns    atomic.Uint32
	entering chan struct{} // holds one for each client that is being let in
	// For how long a line may take nothing.
	writeWait, closeSlowWait time.Duration
	// reporting keeps what is told of an account in the order in which it happened.
	reporting [64]sync.Mutex

	// Figures are for the metrics.
	Figures Figures

	mu       sync.RWMutex
	stream   stream
	accounts map[id.ID]*Conn // the first one; others follow by next
	open     int
	closed   bool
	stop     chan struct{}
}

type namedState struct {
	name string
	read State
}

// NewHub returns a hub that pings its connections until Close.
func NewHub(c clock.Clock, log *slog.Logger) *Hub {
	h := &Hub{
		stream: stream{epoch: id.New(c.Now()).String(), lists: map[*id.ID]int{}}, clock: c, log: log, accounts: map[id.ID]*Conn{},
		frames: map[string]FrameHandler{}, stop: make(chan struct{}), entering: make(chan struct{}, 16),
		activity: func(id.ID, int, bool) {}, gone: func(*Conn) {}, writeWait: writeWait, closeSlowWait: closeSlowWait,
	}
	h.poller = newPoller(h.stop)
	h.writers = startWriters(h.stop)
	go h.tend()
	return h
}

// Entrances sets how many clients are let in at the same time; others wait. When everybody comes back
// at once, more would only hold more memory. Call before serving.
func (h *Hub) Entrances(n int) { h.entering = make(chan struct{}, n) }

// OnActivity sets who hears of connections that come, go, wake or fall quiet. Call before serving.
func (h *Hub) OnActivity(fn Activity) { h.activity = fn }

// OnGone sets who hears that a connection has ended. Call before serving.
func (h *Hub) OnGone(fn func(*Conn)) { h.gone = fn }

// OnFrame sets the handler of a client frame's type. Call before serving.
func (h *Hub) OnFrame(typ string, fn FrameHandler) { h.frames[typ] = fn }

// OnAsked lets clients ask for a state as they connect, with NAME=1 in the query: an event of that
// name follows hello. It is read when pushes already reach the connection, so whatever changes is in
// it, or is pushed behind it, or both. Call before serving.
func (h *Hub) OnAsked(name string, read State) { h.states = append(h.states, namedState{name, read}) }

// Send pushes an event to every open connection of the accounts. data is marshalled once; accounts
// is kept for a while and must not be changed afterwards.
func (h *Hub) Send(accounts []id.ID, typ string, data any) {
	if len(accounts) > 0 {
		h.publish(accounts, typ, data)
	}
}

// Broadcast pushes an event to every open connection.
func (h *Hub) Broadcast(typ string, data any) { h.publish(nil, typ, data) }

// written returns data as JSON; what is pushed all the time writes itself, as encoding/json would.
func written(data any) ([]byte, error) {
	if own, writes := data.(interface{ AppendJSON(b []byte) []byte }); writes {
		return own.AppendJSON(make([]byte, 0, 1024)), nil
	}
	return json.Marshal(data)
}

// publish numbers a frame, keeps it for those who return, and hands it out; nil accounts are all.
func (h *Hub) publish(accounts []id.ID, typ string, data any) {
	payload, err := written(data)
	if err != nil {
		h.log.Error("event cannot be written as JSON", "type", typ, "error", err)
		return
	}
	to := borrowList()
	h.mu.Lock()
	s := h.stream.add(accounts, typ, payload)
	n := 0
	h.eachOf(s, func(c *Conn) {
		n++
		if c.push(s.packet) == mine {
			to.conns = append(to.conns, c)
		}
	})
	h.mu.Unlock()
	h.Figures.sent(n)
	h.write(to)
}

// eachOf visits the connections of those whom a frame is for.
func (h *Hub) eachOf(s sent, visit func(*Conn)) {
	if s.accounts != nil && len(s.accounts) <= len(h.accounts) {
		for _, a := range s.accounts {
			for c := h.accounts[a]; c != nil; c = c.next {
				visit(c)
			}
		}
		return
	}
	// More recipients than people online: look the other way round.
	wanted := s.wanted()
	for a, c := range h.accounts {
		if wanted(a) {
			for ; c != nil; c = c.next {
				visit(c)
			}
		}
	}
}

// SendTo pushes an event to single connections; it has no offset and is not kept for resuming.
func (h *Hub) SendTo(conns []*Conn, typ string, data any) {
	payload, err := written(data)
	if err != nil {
		h.log.Error("event cannot be written as JSON", "type", typ, "error", err)
		return
	}
	h.Figures.sent(len(conns))
	p, to := eventPacket(0, typ, payload), borrowList()
	for _, c := range conns {
		if c.push(p) == mine {
			to.conns = append(to.conns, c)
		}
	}
	h.write(to)
}

// Online tells whether the account has an open connection on this node.
func (h *Hub) Online(account id.ID) bool {
	h.mu.RLock()
	defer h.mu.RUnlock()
	return h.accounts[account] != nil
}

// Connections returns how many connections are open on this node.
func (h *Hub) Connections() int {
	h.mu.RLock()
	defer h.mu.RUnlock()
	return h.open
}

// CloseAccount closes every connection of an account.
func (h *Hub) CloseAccount(account id.ID, code int) {
	h.mu.RLock()
	var found []*Conn
	for c := h.accounts[account]; c != nil; c = c.next {
		found = append(found, c)
	}
	h.mu.RUnlock()
	for _, c := range found {
		c.Close(code)
	}
}

// CloseSession closes every connection of a session.
func (h *Hub) CloseSession(session id.ID, code int) {
	for _, c := range h.where(func(c *Conn) bool { return c.Principal.Session == session }) {
		c.Close(code)
	}
}

// CutOff closes every connection and begins a new epoch: while the node was cut off it missed what it
// should have pushed, so whoever comes back must load their state anew.
func (h *Hub) CutOff() {
	h.mu.Lock()
	h.stream.begin(id.New(h.clock.Now()).String())
	h.mu.Unlock()
	h.closeAll(CloseCutOff)
}

// Close tells every client to come back later and ends the hub.
func (h *Hub) Close() {
	h.mu.Lock()
	if h.closed {
		h.mu.Unlock()
		return
	}
	h.closed = true
	h.mu.Unlock()
	h.closeAll(CloseShutdown)
	close(h.stop)
}

func (h *Hub) closeAll(code int) {
	for _, c := range h.where(func(*Conn) bool { return true }) {
		c.Close(code)
	}
}

func (h *Hub) where(match func(*Conn) bool) (out []*Conn) {
	h.mu.RLock()
	defer h.mu.RUnlock()
	for _, c := range h.accounts {
		for ; c != nil; c = c.next {
			if match(c) {
				out = append(out, c)
			}
		}
	}
	return out
}
