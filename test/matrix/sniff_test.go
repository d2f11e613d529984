package matrix

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"sync"
	"time"

	"tonggui/internal/event"
	"tonggui/internal/platform/db"
	"tonggui/internal/platform/id"
	"tonggui/internal/testkit/wait"

	"github.com/gorilla/websocket"
)

// frame is one event as a client hears it.
type frame struct {
	Type string          `json:"t"`
	Data json.RawMessage `json:"d"`
}

// sniffer is an open socket that keeps all it hears.
type sniffer struct {
	w      *world
	who    *person
	ws     *websocket.Conn
	mu     sync.Mutex
	come   *sync.Cond
	frames []frame
	closed int // the close code; 0 while open
	ponged chan string
	ended  chan struct{}
}

// dial opens a socket as a client does; the answer tells why not.
func (w *world) dial(token string, header http.Header) (*websocket.Conn, answer) {
	w.t.Helper()
	if header == nil {
		header = http.Header{}
	}
	if token != "" {
		header.Set("Authorization", "Bearer "+token)
	}
	ws, resp, err := websocket.DefaultDialer.Dial("ws"+strings.TrimPrefix(w.server.URL, "http")+"/api/v1/socket?epoch=&offset=0", header)
	if err == nil {
		return ws, answer{status: resp.StatusCode, header: resp.Header}
	}
	if resp == nil {
		w.t.Fatal(err)
	}
	var body bytes.Buffer
	_, _ = body.ReadFrom(resp.Body)
	return nil, answer{resp.StatusCode, body.Bytes(), resp.Header}
}

// sniff opens a socket of a person that listens until the test ends.
func (w *world) sniff(p *person) *sniffer { return w.sniffAs(p, p.token) }

func (w *world) sniffAs(p *person, token string) *sniffer {
	w.t.Helper()
	ws, a := w.dial(token, nil)
	if ws == nil {
		w.t.Fatalf("%s gets no socket: %d %s", p.kind, a.status, a.body)
	}
	s := &sniffer{w: w, who: p, ws: ws, ponged: make(chan string, 16), ended: make(chan struct{})}
	ws.SetPongHandler(func(text string) error { s.ponged <- text; return nil })
	s.come = sync.NewCond(&s.mu)
	go s.listen()
	w.t.Cleanup(func() { _ = ws.Close() })
	s.waitFor("hello", func() bool { return s.has("hello", "") })
	return s
}

func (s *sniffer) listen() {
	for {
		_, data, err := s.ws.ReadMessage()
		s.mu.Lock()
		if err != nil {
			s.closed = -1
			if e, ok := err.(*websocket.CloseError); ok {
				s.closed = e.Code
			}
			s.come.Broadcast()
			s.mu.Unlock()
			close(s.ended)
			return
		}
		if data[0] != '[' {
			data = append(append([]byte{'['}, data...), ']')
		}
		var frames []frame
		if err := json.Unmarshal(data, &frames); err != nil {
			frames = []frame{{Type: "unreadable", Data: data}}
		}
		s.frames = append(s.frames, frames...)
		s.come.Broadcast()
		s.mu.Unlock()
	}
}

// say sends a frame and waits until the server has dealt with it: it answers a ping in its turn.
func (s *sniffer) say(raw string) (open bool) {
	s.w.t.Helper()
	mark := s.w.newID().String()
	s.w.must(s.ws.WriteMessage(websocket.TextMessage, []byte(raw)))
	if err := s.ws.WriteControl(websocket.PingMessage, []byte(mark), time.Now().Add(10*time.Second)); err != nil {
		wait.On(s.w.t, "the end of the socket", s.ended) // the server was quicker: it has closed on the frame, and the answer to that is sent
		return false
	}
	for {
		select {
		case text := <-s.ponged:
			if text == mark {
				return true
			}
		case <-s.ended:
			return false
		}
	}
}

// has tells whether a frame of the type has come whose data contain the text. Hold mu.
func (s *sniffer) has(typ, text string) bool {
	for _, f := range s.frames {
		if f.Type == typ && strings.Contains(string(f.Data), text) {
			return true
		}
	}
	return false
}

// gone tells whether the socket was closed. Hold mu.
func (s *sniffer) gone() bool { return s.closed != 0 }

// waitFor waits until what holds, or the test has waited too long.
func (s *sniffer) waitFor(what string, holds func() bool) {
	s.w.t.Helper()
	s.mu.Lock()
	defer s.mu.Unlock()
	wait.For(s.w.t, s.who.kind+" hears "+what, s.come, holds, func() string { return fmt.Sprintf("heard %s, closed %d", s.types(), s.closed) })
}

// isGone tells whether the socket is closed by now.
func (s *sniffer) isGone() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.gone()
}

func (s *sniffer) types() string {
	out := []string{}
	for _, f := range s.frames {
		out = append(out, f.Type)
	}
	return strings.Join(out, " ")
}

// take returns what was heard since the last time.
func (s *sniffer) take() []frame {
	s.mu.Lock()
	defer s.mu.Unlock()
	out := s.frames
	s.frames = nil
	return out
}

// flush waits until everything that was pushed to the sniffers has arrived, and takes it away.
func (w *world) flush(all []*sniffer) map[*sniffer][]frame {
	w.t.Helper()
	w.made++
	mark := string(encoded(w.newID()))
	accounts := []id.ID{}
	for _, s := range all {
		accounts = append(accounts, s.who.account)
	}
	w.house.Sockets.Send(accounts, "mark", json.RawMessage(mark))
	out := map[*sniffer][]frame{}
	for _, s := range all {
		s.waitFor("the mark", func() bool { return s.closed != 0 || s.has("mark", mark) })
		for _, f := range s.take() {
			// That the directory has changed is told to all together, some time later, and says no more.
			if f.Type != "mark" && f.Type != "hello" && !(f.Type == "directory.changed" && string(f.Data) == "{}") {
				out[s] = append(out[s], f)
			}
		}
	}
	return out
}

// lanes is how many ways of delivery there may be at most; a conversation takes one by its id.
const lanes = 8

// fence waits until what was said before has come out of every way of delivery: the outbox's
// followers and the lanes of messages.
func (w *world) fence(keeper *sniffer) {
	w.t.Helper()
	for taken := map[byte]bool{}; len(w.fences) < lanes; {
		c := w.group(w.keeper, w.other)
		if lane := c[15] % lanes; !taken[lane] {
			taken[lane] = true
			w.fences = append(w.fences, c)
		}
	}
	w.made++
	for _, c := range w.fences {
		seq := w.say(w.keeper, c)
		text := string(encoded(c)) + `,"seq":` + itoa(seq) + `,`
		keeper.waitFor("a message", func() bool { return keeper.has("message.created", text) })
	}
	keeper.take()
	name := canary + itoa(int64(w.made))
	_, err := w.house.Messaging.Rename(w.ctx(), w.keeper.acting(), w.fences[0], name)
	w.must(err)
	keeper.waitFor("the follower of messaging", func() bool { return keeper.has("conversation.changed", w.fences[0].String()) })
	a := w.send(request{method: "PATCH", path: "/api/v1/settings", token: w.keeper.token, body: encoded(map[string]any{"zone": w.otherZone()})})
	if !a.ok() {
		w.t.Fatalf("the fence's settings: %d %s", a.status, a.body)
	}
	keeper.waitFor("the follower of org", func() bool { return keeper.has("settings.changed", "") })
	mark := w.newID()
	w.must(w.house.DB.Write(w.ctx(), func(tx *db.Tx) error {
		return tx.Say(event.RuleTrialChanged{Trial: mark, AskedBy: w.keeper.account})
	}))
	keeper.waitFor("the follower of rulebook", func() bool { return keeper.has("rule_trial.changed", mark.String()) })
}

// otherZone is never the one before: only what changes is told.
func (w *world) otherZone() string {
	w.zones++
	return []string{"Asia/Tokyo", "Asia/Seoul"}[w.zones%2]
}
