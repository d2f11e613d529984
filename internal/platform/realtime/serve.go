package realtime

import (
	"context"
	"encoding/json"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"tonggui/internal/platform/apperr"
	"tonggui/internal/platform/authz"
	"tonggui/internal/platform/clock"
	"tonggui/internal/platform/id"

	"github.com/gorilla/websocket"
)

// Authenticate is asked at the upgrade and again for every frame of the client, so that a
// principal whose rights have ended is heard no more.
type Authenticate func(ctx context.Context, r *http.Request) (authz.Principal, error)

// Serve upgrades a request of a principal to a WebSocket and reads from it in a goroutine of its
// own, so that the HTTP server's buffers are freed. origin is our own; fail answers refusals.
//
// Origin is checked here: a browser sends cookies with a cross-origin upgrade, which is a GET and
// passes every protection that looks at the method.
func (h *Hub) Serve(w http.ResponseWriter, r *http.Request, origin string, auth Authenticate,
	fail func(http.ResponseWriter, *http.Request, error), crossOrigin error) {
	if o := r.Header.Get("Origin"); o != "" && !sameOrigin(o, origin) {
		fail(w, r, crossOrigin)
		return
	}
	who, err := auth(r.Context(), r)
	if err != nil {
		fail(w, r, err)
		return
	}
	upgrader := websocket.Upgrader{ReadBufferSize: 1024, WriteBufferPool: buffers, WriteBufferSize: 2048,
		CheckOrigin: func(*http.Request) bool { return true }} // checked above
	ws, err := upgrader.Upgrade(w, r, nil)
	if err != nil {
		return
	}
	now := h.clock.Now()
	c := &Conn{ID: id.New(now), Principal: who, hub: h, ws: ws, tokens: framesBurst, filled: now}
	h.Figures.Opened.Add(1)
	if who.MustChangePassword {
		c.Close(CloseMustChangePass)
		return
	}
	c.touch(now)
	offset, _ := strconv.ParseInt(r.URL.Query().Get("offset"), 10, 64)
	if !h.join(c, r.URL.Query().Get("epoch"), offset) {
		c.Close(CloseShutdown)
		return
	}
	h.report(who.Account)
	// The request lives on only for its credentials; its context ends with the handler.
	credentials := (&http.Request{Header: r.Header, TLS: r.TLS, Host: r.Host, RemoteAddr: r.RemoteAddr, URL: r.URL}).
		WithContext(context.WithoutCancel(r.Context()))
	stillValid := func() error { _, err := auth(credentials.Context(), credentials); return err }
	// A session that ended between the first look and the join was closed before it could be found.
	if err := stillValid(); err != nil {
		c.Close(closeCode(err))
	}
	go c.read(stillValid)
}

// closeCode tells a session that has ended from one that cannot be looked up at the moment: only the
// first sends people to the login page.
func closeCode(err error) int {
	if apperr.From(err).Def.Status >= http.StatusInternalServerError {
		return CloseCutOff
	}
	return CloseSessionEnded
}

func (c *Conn) read(stillValid func() error) {
	defer c.hub.leave(c)
	defer c.end()
	c.ws.SetReadLimit(maxFrame)
	alive := func(string) error { return c.ws.SetReadDeadline(clock.Deadline(readWait)) }
	_ = alive("")
	c.ws.SetPongHandler(alive)
	for {
		kind, data, err := c.ws.ReadMessage()
		if err != nil {
			return
		}
		now := c.hub.clock.Now()
		c.hub.Figures.Received.Add(1)
		if !c.allowed(now) {
			c.Close(CloseTooMany)
			return
		}
		if err := stillValid(); err != nil {
			c.Close(closeCode(err))
			return
		}
		if kind != websocket.TextMessage || c.handle(data) != nil {
			c.Close(CloseBadFrame)
			return
		}
		_ = alive("")
	}
}

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

func (c *Conn) presence(data json.RawMessage) error {
	var p struct {
		Active bool `json:"active"`
	}
	if err := json.Unmarshal(data, &p); err != nil {
		return err
	}
	if p.Active && c.touch(c.hub.clock.Now()) || !p.Active && c.rest() {
		c.hub.report(c.Principal.Account)
	}
	return nil
}

// sameOrigin compares scheme, host and port as browsers write them.
func sameOrigin(got, ours string) bool {
	a, errA := url.Parse(got)
	b, errB := url.Parse(ours)
	return errA == nil && errB == nil && a.Scheme == b.Scheme && strings.EqualFold(a.Host, b.Host)
}
