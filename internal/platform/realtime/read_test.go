package realtime_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"net"
	"net/http"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"tonggui/internal/platform/id"
	"tonggui/internal/platform/realtime"
	"tonggui/internal/testkit/wait"

	"github.com/gorilla/websocket"
)

func codeOf(t *testing.T, err error) int {
	t.Helper()
	var ce *websocket.CloseError
	if !errors.As(err, &ce) {
		t.Errorf("the line broke: %v", err)
		return -1
	}
	return ce.Code
}

func events(t *testing.T, data []byte) (many []event) {
	t.Helper()
	if data[0] != '[' {
		data = append(append([]byte{'['}, data...), ']')
	}
	if err := json.Unmarshal(data, &many); err != nil {
		t.Fatalf("%s: %v", data, err)
	}
	return many
}

// clientFrame is a frame as clients mask it.
func clientFrame(first byte, payload string) []byte {
	b := []byte{first, 0x80 | byte(len(payload))}
	if len(payload) > 125 {
		b = []byte{first, 0x80 | 126, byte(len(payload) >> 8), byte(len(payload))}
	}
	key := []byte{0x37, 0xfa, 0x21, 0x3d}
	b = append(b, key...)
	for i := range len(payload) {
		b = append(b, payload[i]^key[i%4])
	}
	return b
}

func TestAClientsMessagesAreWholeHoweverTheyArrive(t *testing.T) {
	long := strings.Repeat("长", 3000)
	all := slices.Concat(clientFrame(0x81, "one"), clientFrame(0x89, "ping"), clientFrame(0x01, "tw"), clientFrame(0x8a, ""),
		clientFrame(0x80, "o"), clientFrame(0x81, ""), clientFrame(0x01, ""), clientFrame(0x00, "thr"), clientFrame(0x80, "ee"), clientFrame(0x81, long))
	want := []string{"one", "two", "", "three", long}
	for _, size := range []int{1, 2, 3, 7, 64, 4096, len(all)} {
		pieces := slices.Collect(slices.Chunk(bytes.Clone(all), size))
		if got, err := realtime.Parts(pieces...); err != nil || !slices.Equal(got, want) {
			t.Errorf("in pieces of %d: %d messages, %v", size, len(got), err)
		}
	}
}

func TestWhatIsNoFrameOfAClientIsRefused(t *testing.T) {
	for name, b := range map[string][]byte{
		"unmasked":              {0x81, 0x01, 'x'},
		"reserved bit":          clientFrame(0xc1, "x"),
		"reserved kind":         clientFrame(0x83, "x"),
		"reserved control":      clientFrame(0x8b, "x"),
		"ping in parts":         clientFrame(0x09, "x"),
		"long ping":             clientFrame(0x89, strings.Repeat("x", 126)),
		"rest of nothing":       clientFrame(0x80, "x"),
		"text within text":      append(clientFrame(0x01, "x"), clientFrame(0x81, "y")...),
		"64-bit length":         {0x81, 0xff, 0, 0, 0, 0, 0, 0, 0, 1},
		"too long":              {0x81, 0xfe, 0x40, 0x01},
		"too long in all parts": slices.Concat(clientFrame(0x01, strings.Repeat("x", 12_000)), clientFrame(0x80, strings.Repeat("x", 12_000))),
		"leave":                 clientFrame(0x88, ""),
	} {
		if got, err := realtime.Parts(b); err == nil || len(got) > 0 {
			t.Errorf("%s is taken: %q", name, got)
		}
	}
}

func FuzzPiecesMakeNoDifference(f *testing.F) {
	f.Add(clientFrame(0x81, "hello"), 3)
	f.Add(append(clientFrame(0x01, "a"), clientFrame(0x80, "b")...), 1)
	f.Fuzz(func(t *testing.T, b []byte, size int) {
		whole, errWhole := realtime.Parts(bytes.Clone(b))
		pieces, errPieces := realtime.Parts(slices.Collect(slices.Chunk(bytes.Clone(b), 1+size&0xff))...)
		if !slices.Equal(whole, pieces) || (errWhole == nil) != (errPieces == nil) {
			t.Fatalf("whole: %q %v; in pieces: %q %v", whole, errWhole, pieces, errPieces)
		}
	})
}

func TestTextsThatWaitTogetherAreOneArray(t *testing.T) {
	got := realtime.Joined("1", "2", "", "3", "", "4", "5")
	want := slices.Concat([]byte{0x81, 5}, []byte("[1,2]"), []byte{0x89, 0}, []byte{0x81, 1, '3'}, []byte{0x89, 0}, []byte{0x81, 5}, []byte("[4,5]"))
	if !bytes.Equal(got, want) {
		t.Errorf("%q", got)
	}
}

func TestAClientThatSpeaksAndLeavesAtOnceIsHeardAndForgotten(t *testing.T) {
	openBoth(t, func(t *testing.T, h *house) {
		heard := make(chan string, 100)
		h.hub.OnFrame("say", func(_ *realtime.Conn, data json.RawMessage) error { heard <- string(data); return nil })
		for range 20 {
			c := h.join(t, account(), "")
			for _, text := range []string{`{"t":"say","d":1}`, `{"t":"say","d":2}`} {
				if err := c.WriteMessage(websocket.TextMessage, []byte(text)); err != nil {
					t.Fatal(err)
				}
			}
			_ = c.Close()
			if a, b := wait.On(t, "a frame", heard), wait.On(t, "another frame", heard); a != "1" || b != "2" {
				t.Fatalf("heard %s, then %s", a, b)
			}
		}
		h.empty(t)
	})
}

func TestAConnectionAtRestHasNoGoroutine(t *testing.T) {
	h := open(t)
	if h.hub.Goroutines() {
		t.Skip("this system has no poller")
	}
	before := runtime.NumGoroutine()
	var clients []*client
	for range 50 {
		c := h.join(t, account(), "")
		c.take(1)
		_ = c.WriteMessage(websocket.TextMessage, []byte(`{"t":"typing","d":{}}`))
		clients = append(clients, c)
	}
	for deadline := time.Now().Add(10 * time.Second); runtime.NumGoroutine() > before; time.Sleep(time.Millisecond) {
		if time.Now().After(deadline) {
			t.Fatalf("%d goroutines more for %d connections", runtime.NumGoroutine()-before, len(clients))
		}
	}
}

func TestAClientGetsTheStateThatItAsksForRightAfterHello(t *testing.T) {
	h := open(t)
	a := account()
	c := h.join(t, a, "?state=1")
	got := c.take(2)
	if hello(t, got[0]); got[1].T != "state" || string(got[1].D) != `"`+a.String()+`"` || got[1].O != 0 {
		t.Errorf("after hello came %+v", got[1])
	}
	plain := h.join(t, a, "?state=0")
	plain.take(1)
	h.hub.Send([]id.ID{a}, "next", 1)
	if e := plain.take(1)[0]; e.T != "next" {
		t.Errorf("nobody asked for %+v", e)
	}
	h.broken = errors.New("the database is away")
	if code := h.join(t, a, "?state=1").closeCode(); code != realtime.CloseCutOff {
		t.Errorf("closed with %d", code)
	}
}

func TestWhatIsNoHandshakeIsRefused(t *testing.T) {
	h := open(t)
	good := map[string]string{"Connection": "keep-alive, Upgrade", "Upgrade": "websocket", "Sec-Websocket-Version": "13", "Sec-Websocket-Key": "dGhlIHNhbXBsZSBub25jZQ=="}
	for name, value := range map[string]string{"Connection": "keep-alive", "Upgrade": "h2c", "Sec-Websocket-Version": "8", "Sec-Websocket-Key": "dGhl"} {
		req, _ := http.NewRequest("GET", "http"+strings.TrimPrefix(h.url, "ws"), nil)
		req.Header.Set("Authorization", "Bearer "+account().String())
		for k, v := range good {
			req.Header.Set(k, v)
		}
		req.Header.Set(name, value)
		resp, err := http.DefaultClient.Do(req)
		if err != nil {
			t.Fatal(err)
		}
		_ = resp.Body.Close()
		if resp.StatusCode == http.StatusSwitchingProtocols || resp.Header.Get("Sec-Websocket-Version") != "13" {
			t.Errorf("%s: %s is answered with %s", name, value, resp.Status)
		}
	}
	if h.hub.Connections() != 0 {
		t.Error("a refused handshake leaves a connection")
	}
}

func TestAHandshakeIsAnsweredByItsKey(t *testing.T) {
	h := open(t)
	conn, err := net.Dial("tcp", strings.TrimPrefix(h.url, "ws://"))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = conn.Close() }()
	_, _ = conn.Write([]byte("GET / HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer " + account().String() +
		"\r\nconnection: Upgrade\r\nupgrade: WebSocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"))
	answer := make([]byte, 2000)
	n, _ := conn.Read(answer)
	// The example of RFC 6455, 1.3.
	if !bytes.Contains(answer[:n], []byte("Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n\r\n")) {
		t.Errorf("%q", answer[:n])
	}
}

func TestAFrameIsForThoseWhomItNamesInWhateverOrder(t *testing.T) {
	h := open(t)
	for _, n := range []int{1, 10, 100} {
		var named []id.ID
		for range n {
			named = append(named, account())
		}
		for _, sorted := range []bool{false, true} {
			if sorted {
				slices.SortFunc(named, func(a, b id.ID) int { return bytes.Compare(a[:], b[:]) })
			}
			h.hub.Send(named, "x", 1)
			for _, a := range named {
				if !h.hub.IsFor(a) {
					t.Errorf("%d named, sorted %v: one is not found", n, sorted)
				}
			}
			if h.hub.IsFor(account()) {
				t.Errorf("%d named, sorted %v: a stranger is found", n, sorted)
			}
		}
	}
}
