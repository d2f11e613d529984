package realtime_test

import (
	"context"
	"crypto/tls"
	"encoding/json"
	"errors"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"tonggui/internal/platform/apperr"
	"tonggui/internal/platform/authz"
	"tonggui/internal/platform/clock"
	"tonggui/internal/platform/id"
	"tonggui/internal/platform/realtime"

	"github.com/gorilla/websocket"
)

type house struct {
	hub   *realtime.Hub
	url   string
	clock *clock.Fake
	shut  atomic.Pointer[error] // why nobody is let in any more

	broken error // why no state can be read
	online atomic.Int64
}

// open starts a hub behind HTTP; the bearer is the account.
func open(t testing.TB) *house { return openBy(t, httptest.NewServer) }

// openBoth runs a test on lines that are written without waiting, and on those that are not.
func openBoth(t *testing.T, test func(*testing.T, *house)) {
	t.Run("plain", func(t *testing.T) { test(t, open(t)) })
	t.Run("TLS", func(t *testing.T) { test(t, openBy(t, httptest.NewTLSServer)) })
}

func openBy(t testing.TB, start func(http.Handler) *httptest.Server) *house {
	t.Helper()
	h := &house{clock: clock.NewFake(time.Date(2026, 3, 2, 2, 0, 0, 0, time.UTC))}
	h.hub = realtime.NewHub(h.clock, slog.New(slog.DiscardHandler))
	var told sync.Map
	h.hub.OnActivity(func(account id.ID, n int, _ bool) {
		before, _ := told.Swap(account, n)
		was, _ := before.(int)
		h.online.Add(int64(n - was))
	})
	h.hub.OnAsked("state", func(_ context.Context, who authz.Principal) (any, error) { return who.Account, h.broken })
	h.hub.OnFrame("typing", func(*realtime.Conn, json.RawMessage) error { return nil })
	auth := func(_ context.Context, r *http.Request) (authz.Principal, realtime.Again, error) {
		account, err := id.Parse(strings.TrimPrefix(r.Header.Get("Authorization"), "Bearer "))
		again := func() error {
			if shut := h.shut.Load(); shut != nil {
				return *shut
			}
			return err
		}
		return authz.Principal{Account: account, Session: account}, again, again()
	}
	srv := start(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h.hub.Serve(w, r, "http://"+r.Host, auth, func(w http.ResponseWriter, _ *http.Request, err error) {
			http.Error(w, err.Error(), http.StatusForbidden)
		}, errors.New("cross-origin"))
	}))
	t.Cleanup(func() { h.hub.Close(); srv.Close() })
	h.url = "ws" + strings.TrimPrefix(srv.URL, "http")
	return h
}

type client struct {
	*websocket.Conn
	t *testing.T
}

func (h *house) dial(t *testing.T, account id.ID, query string, header ...string) (*client, *http.Response, error) {
	head := http.Header{"Authorization": {"Bearer " + account.String()}}
	if len(header) == 2 {
		head.Set(header[0], header[1])
	}
	dialer := websocket.Dialer{TLSClientConfig: &tls.Config{InsecureSkipVerify: true}}
	ws, resp, err := dialer.Dial(h.url+query, head)
	if err != nil {
		return nil, resp, err
	}
	t.Cleanup(func() { _ = ws.Close() })
	_ = ws.SetReadDeadline(time.Now().Add(10 * time.Second))
	return &client{ws, t}, resp, nil
}

func (h *house) join(t *testing.T, account id.ID, query string) *client {
	t.Helper()
	c, _, err := h.dial(t, account, query)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

type event struct {
	O int64           `json:"o"`
	T string          `json:"t"`
	D json.RawMessage `json:"d"`
}

// next returns the frames of the next message, one or several.
func (c *client) next() []event {
	c.t.Helper()
	_, data, err := c.ReadMessage()
	if err != nil {
		c.t.Fatal(err)
	}
	var many []event
	if data[0] != '[' {
		many = make([]event, 1)
		err = json.Unmarshal(data, &many[0])
	} else {
		err = json.Unmarshal(data, &many)
	}
	if err != nil {
		c.t.Fatalf("%s: %v", data, err)
	}
	return many
}

func (c *client) take(n int) []event {
	c.t.Helper()
	var out []event
	for len(out) < n {
		out = append(out, c.next()...)
	}
	return out
}

func (c *client) closeCode() int {
	c.t.Helper()
	for {
		_, _, err := c.ReadMessage()
		var ce *websocket.CloseError
		if errors.As(err, &ce) {
			return ce.Code
		}
		if err != nil {
			c.t.Fatal(err)
		}
	}
}

func account() id.ID { return id.New(clock.Instant(1)) }

func hello(t *testing.T, e event) (d struct {
	Epoch  string
	Offset int64
	Reset  bool
}) {
	t.Helper()
	if e.T != "hello" || json.Unmarshal(e.D, &d) != nil {
		t.Fatalf("first frame %+v is no hello", e)
	}
	return d
}

func TestAnEventReachesEveryDeviceOfItsAccountsAndNobodyElse(t *testing.T) {
	h := open(t)
	a, b := account(), account()
	phone, desktop, other := h.join(t, a, ""), h.join(t, a, ""), h.join(t, b, "")
	for _, c := range []*client{phone, desktop, other} {
		c.take(1)
	}
	h.hub.Send([]id.ID{a}, "first", 1)
	h.hub.Send([]id.ID{b}, "second", 2)
	if e := phone.take(1)[0]; e.T != "first" {
		t.Errorf("phone got %+v", e)
	}
	if e := desktop.take(1)[0]; e.T != "first" {
		t.Errorf("desktop got %+v", e)
	}
	if e := other.take(1)[0]; e.T != "second" {
		t.Errorf("the other got %+v", e)
	}
}

func TestAReturningClientGetsWhatItMissedInOrderAndOnce(t *testing.T) {
	h := open(t)
	a, b := account(), account()
	c := h.join(t, a, "")
	first := hello(t, c.take(1)[0])
	if !first.Reset {
		t.Error("a first visit must load its state")
	}
	_ = c.Close()
	for i := range 100 {
		h.hub.Send([]id.ID{a}, "n", i)
		h.hub.Send([]id.ID{b}, "secret", i)
	}
	again := h.join(t, a, "?epoch="+first.Epoch+"&offset=0")
	got := again.take(101)
	if hello(t, got[0]).Reset {
		t.Fatal("everything was in the ring: no reset is needed")
	}
	for i, e := range got[1:] {
		if e.T != "n" || string(e.D) != strconv.Itoa(i) {
			t.Fatalf("frame %d is %s %s", i, e.T, e.D)
		}
	}
	stranger := h.join(t, a, "?epoch=other&offset=3")
	if !hello(t, stranger.take(1)[0]).Reset {
		t.Fatal("another epoch must reset")
	}
}

func TestAForeignOriginIsRefusedBeforeTheUpgrade(t *testing.T) {
	h := open(t)
	if _, resp, err := h.dial(t, account(), "", "Origin", "https://evil.example"); err == nil || resp.StatusCode != http.StatusForbidden {
		t.Fatalf("upgrade from elsewhere: %v", err)
	}
	if h.hub.Connections() != 0 {
		t.Fatal("a refused upgrade leaves a connection")
	}
}

func TestAFloodAndBadFramesEndWithTheirCodes(t *testing.T) {
	h := open(t)
	flood := h.join(t, account(), "")
	for range 100 {
		if flood.WriteMessage(websocket.TextMessage, []byte(`{"t":"typing","d":{}}`)) != nil {
			break
		}
	}
	if code := flood.closeCode(); code != realtime.CloseTooMany {
		t.Errorf("flood closed with %d", code)
	}
	for _, bad := range []string{`{`, `[]`, `{"t":"unknown"}`, "\xff"} {
		c := h.join(t, account(), "")
		_ = c.WriteMessage(websocket.TextMessage, []byte(bad))
		if code := c.closeCode(); code != realtime.CloseBadFrame {
			t.Errorf("%q closed with %d", bad, code)
		}
	}
	huge := h.join(t, account(), "")
	_ = huge.WriteMessage(websocket.TextMessage, make([]byte, 1<<20))
	if code := huge.closeCode(); code != websocket.CloseMessageTooBig {
		t.Errorf("huge frame closed with %d", code)
	}
}

func TestASlowReaderIsClosedAndOthersGoOn(t *testing.T) {
	h := open(t)
	slow, quick := account(), account()
	h.join(t, slow, "")
	fast := h.join(t, quick, "")
	fast.take(1)
	// Nobody reads the slow connection: its queue must end it, not grow.
	big := strings.Repeat("x", 1<<20)
	for range 40 {
		h.hub.Send([]id.ID{slow}, "big", big)
	}
	h.hub.Send([]id.ID{quick}, "small", 1)
	if e := fast.take(1)[0]; e.T != "small" {
		t.Fatalf("got %+v", e)
	}
	for deadline := time.Now().Add(15 * time.Second); h.hub.Online(slow); time.Sleep(5 * time.Millisecond) {
		if time.Now().After(deadline) {
			t.Fatal("the slow reader is still there")
		}
	}
}

func TestAnEndedSessionIsClosedAndHeardNoMore(t *testing.T) {
	h := open(t)
	a := account()
	c := h.join(t, a, "")
	c.take(1)
	h.hub.CloseSession(a, realtime.CloseSessionEnded)
	if code := c.closeCode(); code != realtime.CloseSessionEnded {
		t.Errorf("closed with %d", code)
	}
	for want, why := range map[int]error{realtime.CloseSessionEnded: apperr.Unauthenticated.New(),
		// Who cannot be looked up at the moment must not be sent to the login page.
		realtime.CloseCutOff: apperr.Unavailable.New()} {
		h.shut.Store(nil)
		d := h.join(t, a, "")
		h.shut.Store(&why)
		_ = d.WriteMessage(websocket.TextMessage, []byte(`{"t":"typing","d":{}}`))
		if code := d.closeCode(); code != want {
			t.Errorf("a frame of a session that is %v closed with %d", why, code)
		}
	}
}

func TestANodeThatIsCutOffClosesItsSocketsAndLetsNobodyResume(t *testing.T) {
	h := open(t)
	a := account()
	c := h.join(t, a, "")
	hello := c.take(1)[0]
	var at struct{ Epoch string }
	if err := json.Unmarshal(hello.D, &at); err != nil || at.Epoch == "" {
		t.Fatal(hello, err)
	}
	h.hub.CutOff()
	if code := c.closeCode(); code != realtime.CloseCutOff {
		t.Errorf("closed with %d", code)
	}
	back := h.join(t, a, "?epoch="+at.Epoch+"&offset=0")
	var again struct{ Reset bool }
	if err := json.Unmarshal(back.take(1)[0].D, &again); err != nil || !again.Reset {
		t.Errorf("what was missed while the node was cut off is taken for nothing: %v", err)
	}
}
