package realtime

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"tonggui/internal/platform/apperr"
	"tonggui/internal/platform/authz"
	"tonggui/internal/platform/clock"
	"tonggui/internal/platform/id"
)

// Authenticate is asked at the upgrade. It returns who comes, and how to ask again.
type Authenticate func(ctx context.Context, r *http.Request) (authz.Principal, Again, error)

// Again is asked for every frame of the client, so that a principal whose rights have ended is heard
// no more. It must hold no more of the request than it needs: it lives as long as the connection.
type Again func() error

// Serve upgrades a request of a principal to a WebSocket; it returns when the connection is set up.
// origin is our own; fail answers refusals.
//
// Origin is checked here: a browser sends cookies with a cross-origin upgrade, which is a GET and
// passes every protection that looks at the method.
func (h *Hub) Serve(w http.ResponseWriter, r *http.Request, origin string, auth Authenticate,
	fail func(http.ResponseWriter, *http.Request, error), crossOrigin error) {
	if o := r.Header.Get("Origin"); o != "" && !sameOrigin(o, origin) {
		fail(w, r, crossOrigin)
		return
	}
	select {
	case h.entering <- struct{}{}:
		defer func() { <-h.entering }()
	case <-r.Context().Done(): // left while waiting
		return
	}
	who, again, err := auth(r.Context(), r)
	if err != nil {
		fail(w, r, err)
		return
	}
	answer := handshake(r)
	if answer == nil {
		w.Header().Set("Sec-WebSocket-Version", "13")
		fail(w, r, ErrNoSocket.New())
		return
	}
	conn, err := hijack(w)
	if err != nil {
		fail(w, r, ErrNoSocket.New())
		return
	}
	now := h.clock.Now()
	// Claimed: whatever is pushed from here on goes out in one write with the answer.
	c := &Conn{Principal: who, hub: h, line: newLine(conn), again: again, turn: uint8(h.turns.Add(1) % rounds),
		unfinish: answer, busy: true, tokens: framesBurst, filled: now}
	c.heard.Store(int64(clock.Monotonic()))
	h.Figures.Opened.Add(1)
	h.greet(r, c, now)
	s := borrow()
	c.flush(s)
	s.giveBack()
	if c.isOpen() {
		h.report(who.Account)
		c.listen()
	}
}

// greet lets a connection in and gives it what it missed and what it asks for, or closes it.
func (h *Hub) greet(r *http.Request, c *Conn, now clock.Instant) {
	if c.Principal.MustChangePassword {
		c.Close(CloseMustChangePass)
		return
	}
	c.touch(now)
	query := r.URL.Query()
	offset, _ := strconv.ParseInt(query.Get("offset"), 10, 64)
	if !h.join(c, query.Get("epoch"), offset) {
		c.Close(CloseShutdown)
		return
	}
	for _, s := range h.states {
		if query.Get(s.name) != "1" {
			continue
		}
		v, err := s.read(r.Context(), c.Principal)
		if err != nil {
			h.log.ErrorContext(r.Context(), "a state cannot be read for a client that connects", "state", s.name, "error", err)
			c.Close(CloseCutOff)
			return
		}
		h.SendTo([]*Conn{c}, s.name, v)
	}
	// A session that ended between the first look and the join was closed before it could be found.
	if err := c.again(); err != nil {
		c.Close(closeCode(err))
	}
}

// closeCode tells a session that has ended from one that cannot be looked up at the moment: only the
// first sends people to the login page.
func closeCode(err error) int {
	if apperr.From(err).Def.Status >= http.StatusInternalServerError {
		return CloseCutOff
	}
	return CloseSessionEnded
}

// join adds a connection and hands it what it missed, so that nothing falls between the two.
func (h *Hub) join(c *Conn, epoch string, offset int64) bool {
	missed, resumed := h.missed(c.Principal.Account, epoch, &offset)
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.closed {
		return false
	}
	resumed = resumed && h.stream.holds(epoch, offset)
	if resumed {
		missed = h.stream.since(offset, c.Principal.Account, missed)
		resumed = fits(missed)
	}
	c.push(h.stream.hello(resumed))
	if resumed {
		c.resuming = true // nobody else knows of c yet
		for _, p := range missed {
			c.push(p)
		}
	}
	c.next, h.accounts[c.Principal.Account] = h.accounts[c.Principal.Account], c
	c.joined = true
	h.open++
	return true
}

// missed looks for what an account missed behind an offset, which it moves on. Most of the looking is
// done here, where nobody waits for it.
func (h *Hub) missed(account id.ID, epoch string, offset *int64) (out []*packet, resumed bool) {
	h.mu.RLock()
	if resumed = h.stream.holds(epoch, *offset); !resumed {
		h.mu.RUnlock()
		return nil, false
	}
	all := h.stream.behind(*offset)
	*offset = h.stream.offset
	h.mu.RUnlock()
	return pick(all, account, nil), true
}

// fits tells whether a client that returns can get all of it.
func fits(missed []*packet) bool {
	size := 0
	for _, p := range missed {
		size += len(p.wire)
	}
	return len(missed) <= maxMissed && size <= maxMissedBytes
}

func (h *Hub) leave(c *Conn) {
	h.mu.Lock()
	joined := c.joined
	if joined {
		c.joined = false
		h.open--
		h.unlink(c)
	}
	h.mu.Unlock()
	if joined {
		h.gone(c)
		h.report(c.Principal.Account)
	}
}

func (h *Hub) unlink(c *Conn) {
	account := c.Principal.Account
	if h.accounts[account] == c {
		if c.next == nil {
			delete(h.accounts, account)
		} else {
			h.accounts[account] = c.next
		}
		return
	}
	for at := h.accounts[account]; at != nil; at = at.next {
		if at.next == c {
			at.next = c.next
			return
		}
	}
}

func (h *Hub) report(account id.ID) {
	turn := &h.reporting[account[len(account)-1]%uint8(len(h.reporting))]
	turn.Lock()
	defer turn.Unlock()
	now := h.clock.Now()
	h.mu.RLock()
	n, active := 0, false
	for c := h.accounts[account]; c != nil; c = c.next {
		n++
		active = active || c.activeAt(now)
	}
	h.mu.RUnlock()
	h.activity(account, n, active)
}

var errUnknownFrame = errors.New("unknown type of frame")

func (c *Conn) handle(data []byte) error {
	var f frame
	if err := json.Unmarshal(data, &f); err != nil {
		return err
	}
	if f.Type == "presence" {
		return c.presence(f.Data)
	}
	if c.touch(c.hub.clock.Now()) {
		c.hub.report(c.Principal.Account)
	}
	if handler := c.hub.frames[f.Type]; handler != nil {
		return handler(c, f.Data)
	}
	return errUnknownFrame
}

// sameOrigin compares scheme, host and port as browsers write them.
func sameOrigin(got, ours string) bool {
	a, errA := url.Parse(got)
	b, errB := url.Parse(ours)
	return errA == nil && errB == nil && a.Scheme == b.Scheme && strings.EqualFold(a.Host, b.Host)
}
