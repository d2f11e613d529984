package wire

import (
	"bytes"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/gorilla/websocket"
)

func TestAnswerIsReadFromAnyPieces(t *testing.T) {
	for _, c := range []struct{ text, body string }{
		{"HTTP/1.1 201 Created\r\nContent-Length: 5\r\n\r\nhello", "hello"},
		{"HTTP/1.1 201 Created\r\nDate: x\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nhel\r\nA\r\n0123456789\r\n0\r\n\r\n", "3\r\nhel\r\nA\r\n0123456789\r\n0\r\n\r\n"},
		{"HTTP/1.1 201 Created\r\nDate: x\r\n\r\n", ""},
	} {
		for size := 1; size <= len(c.text); size++ {
			var a answer
			for from := 0; from < len(c.text); from += size {
				end := min(from+size, len(c.text))
				whole, rest, err := a.feed([]byte(c.text[from:end]))
				if err != nil || whole != (end == len(c.text)) || len(rest) > 0 {
					t.Fatalf("%q in pieces of %d: %v %q %v", c.text, size, whole, rest, err)
				}
			}
			if a.Status != 201 || string(a.Body()) != c.body {
				t.Fatalf("%q in pieces of %d: %d %q", c.text, size, a.Status, a.Body())
			}
		}
	}
	for _, bad := range []string{"SSH-2.0\r\n\r\n", "HTTP/1.1 abc\r\n\r\n", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\n"} {
		var a answer
		if _, _, err := a.feed([]byte(bad)); err == nil {
			t.Errorf("%q was taken", bad)
		}
	}
}

func TestRequestIsOverwrittenInPlace(t *testing.T) {
	r := NewRequest("h", "POST", "/a", "token", []byte(`{"id":"AAAA","again":"AAAA","text":"bb"}`), "AAAA", "bb")
	r.Set("AAAA", "1234")
	r.Set("bb", "xy")
	if !bytes.HasSuffix(r.Raw, []byte("\r\n\r\n"+`{"id":"1234","again":"1234","text":"xy"}`)) || !bytes.Contains(r.Raw, []byte("Content-Length: 40\r\n")) {
		t.Errorf("%s", r.Raw)
	}
	r.Set("AAAA", "5678")
	if bytes.Contains(r.Raw, []byte("1234")) {
		t.Errorf("%s", r.Raw)
	}
}

func TestMessagesAreCountedInJoinedFramesAndNotInWhatPeopleWrite(t *testing.T) {
	text := `[{"o":1,"t":"message.created","d":{"text":"\"t\":\"message.created\""}},{"o":2,"t":"typing","d":{}},{"o":3,"t":"message.created","d":{}}]`
	if n := Messages([]byte(text)); n != 2 {
		t.Errorf("%d", n)
	}
}

// The other end is what the product's is made of: Go's HTTP server and gorilla's WebSocket.
func TestLoopSpeaksHTTPAndWebSocket(t *testing.T) {
	long := strings.Repeat("x", 70_000)
	pongs := make(chan struct{}, 1)
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Header.Get("Authorization") != "Bearer t" {
			t.Errorf("token %q", r.Header.Get("Authorization"))
		}
		if r.URL.Path != "/api/v1/socket" {
			_, _ = w.Write([]byte(long))
			return
		}
		ws, err := (&websocket.Upgrader{}).Upgrade(w, r, nil)
		if err != nil {
			t.Error(err)
			return
		}
		defer func() { _ = ws.Close() }()
		ws.SetPongHandler(func(data string) error { pongs <- struct{}{}; return nil })
		_ = ws.WriteMessage(websocket.TextMessage, []byte("hello"))
		_ = ws.WriteMessage(websocket.TextMessage, []byte(long))
		_ = ws.WriteControl(websocket.PingMessage, []byte("p"), time.Now().Add(time.Second))
		for {
			_, data, err := ws.ReadMessage()
			if err != nil {
				return
			}
			_ = ws.WriteMessage(websocket.TextMessage, append([]byte("echo "), data...))
		}
	}))
	defer server.Close()
	loop, err := NewLoop(t.Context(), strings.TrimPrefix(server.URL, "http://"))
	if err != nil {
		t.Fatal(err)
	}
	defer loop.Close()
	var heard []string
	socket, err := loop.Socket("t", "?a=b", func(text []byte) error { heard = append(heard, string(text)); return nil })
	if err != nil {
		t.Fatal(err)
	}
	answers := 0
	request := NewRequest("h", "GET", "/page", "t", nil).Raw
	var lane *Lane
	lane, err = loop.Lane(func(status int, body []byte) error {
		if answers++; status != 200 || bytes.Count(body, []byte("x")) != len(long) {
			t.Errorf("%d, %d bytes", status, len(body))
		}
		if answers < 3 {
			return lane.Send(request)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if err := lane.Send(request); err != nil {
		t.Fatal(err)
	}
	deadline := time.Now().Add(20 * time.Second)
	if err := loop.Run(deadline, func() bool { return len(heard) == 2 && answers == 3 }); err != nil {
		t.Fatal(err)
	}
	<-pongs
	if err := socket.Say([]byte(long)); err != nil {
		t.Fatal(err)
	}
	if err := loop.Run(deadline, func() bool { return len(heard) == 3 }); err != nil {
		t.Fatal(err)
	}
	if heard[0] != "hello" || heard[1] != long || heard[2] != "echo "+long {
		t.Errorf("heard %d, %d and %d bytes", len(heard[0]), len(heard[1]), len(heard[2]))
	}
	server.CloseClientConnections()
	if err := loop.Run(deadline, func() bool { return false }); err == nil || err == ErrLate {
		t.Errorf("a server that went away: %v", err)
	}
}
