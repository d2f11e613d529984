package nodes

import (
	"encoding/json"
	"errors"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"tonggui/internal/testkit/wait"

	"github.com/gorilla/websocket"
)

// read gets a page as JSON.
func read(url string, into any) (status int, err error) {
	resp, err := (&http.Client{Timeout: wait.Limit}).Get(url)
	if err != nil {
		return 0, err
	}
	defer func() { _ = resp.Body.Close() }()
	return resp.StatusCode, json.NewDecoder(resp.Body).Decode(into)
}

type frame struct {
	T string
	D json.RawMessage
}

// socket hears what a node pushes to one person.
type socket struct {
	t      *testing.T
	ws     *websocket.Conn
	reset  bool
	ponged chan string

	mu     sync.Mutex
	heard  []frame
	code   int // with which it was closed; -1 where the line broke
	closed time.Time
}

// listen opens a socket at a node and waits for its first frame.
func (p person) listen(node int, query string) *socket {
	p.t.Helper()
	ws, resp, err := p.dial(node, query)
	if err != nil {
		p.t.Fatal(err)
	}
	_ = resp.Body.Close()
	s := &socket{t: p.t, ws: ws, ponged: make(chan string, 16)}
	ws.SetPongHandler(func(mark string) error { s.ponged <- mark; return nil })
	p.t.Cleanup(func() { _ = ws.Close() })
	go s.hear()
	p.await(5*time.Second, "the socket says hello", func() bool { return len(s.of("hello")) > 0 })
	var hello struct{ Reset bool }
	_ = json.Unmarshal(s.of("hello")[0], &hello)
	s.reset = hello.Reset
	return s
}

func (p person) dial(node int, query string) (*websocket.Conn, *http.Response, error) {
	url := "ws" + strings.TrimPrefix(p.nodes[node].URL, "http") + "/api/v1/socket" + query
	dialer := websocket.Dialer{HandshakeTimeout: 5 * time.Second}
	return dialer.Dial(url, http.Header{"Authorization": {"Bearer " + p.token}})
}

// say sends a frame and waits until the server has dealt with it: it answers a ping in its turn.
func (s *socket) say(frame any) {
	s.t.Helper()
	err := s.ws.WriteJSON(frame)
	if err == nil {
		err = s.ws.WriteControl(websocket.PingMessage, []byte("said"), time.Now().Add(wait.Limit))
	}
	if err != nil {
		s.t.Fatal(err)
	}
	wait.On(s.t, "the answer to a ping", s.ponged)
}

func (s *socket) hear() {
	for {
		_, raw, err := s.ws.ReadMessage()
		if err != nil {
			s.mu.Lock()
			defer s.mu.Unlock()
			s.code, s.closed = -1, time.Now()
			if e, ok := errors.AsType[*websocket.CloseError](err); ok {
				s.code = e.Code
			}
			return
		}
		frames := []frame{{}}
		if raw[0] == '[' {
			err = json.Unmarshal(raw, &frames)
		} else {
			err = json.Unmarshal(raw, &frames[0])
		}
		if err != nil {
			s.t.Errorf("%s: %v", raw, err)
		}
		s.mu.Lock()
		s.heard = append(s.heard, frames...)
		s.mu.Unlock()
	}
}

// of are the frames of one type, in order.
func (s *socket) of(typ string) (out []json.RawMessage) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, f := range s.heard {
		if f.T == typ {
			out = append(out, f.D)
		}
	}
	return out
}

// seqs are the messages that were pushed, in order.
func (s *socket) seqs() (out []int64) {
	for _, raw := range s.of("message.created") {
		var d struct{ Message struct{ Seq int64 } }
		if err := json.Unmarshal(raw, &d); err != nil {
			s.t.Error(err)
		}
		out = append(out, d.Message.Seq)
	}
	return out
}

// got tells whether a message was pushed.
func (s *socket) got(seq int64) func() bool {
	return func() bool {
		for _, one := range s.seqs() {
			if one == seq {
				return true
			}
		}
		return false
	}
}

// ended is the code with which the socket was closed, 0 while it is open.
func (s *socket) ended() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.code
}

// noGap fails where messages were left out, came twice or out of order.
func (s *socket) noGap() {
	s.t.Helper()
	seqs := s.seqs()
	for i, seq := range seqs {
		if seq != seqs[0]+int64(i) {
			s.t.Errorf("pushed %v", seqs)
			return
		}
	}
}
