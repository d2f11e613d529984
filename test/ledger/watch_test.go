package ledger

import (
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"net/http"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/gorilla/websocket"
)

// watcher is a member's client: it hears what is pushed, comes back when the line breaks, and pulls by
// seq what is missing.
type watcher struct {
	w      *world
	person int
	always []string // conversations of which they are a member all the time
	stop   chan struct{}
	ended  sync.WaitGroup

	mu      sync.Mutex
	ws      *websocket.Conn
	greeted bool // by the open connection
	node    int
	lives   int // connections so far
	codes   map[int]int
	resets  int
	known   map[string]int64 // all up to here is known
	ahead   map[string]map[int64]bool
	heard   Heard
}

// newWatcher is a client that does not listen yet.
func (w *world) newWatcher(person int) *watcher {
	always := []string{w.company.Group}
	if person < 2 {
		always = append(always, w.company.Direct)
	}
	if person == people-1 && !w.company.Deaf {
		always = nil // comes and goes
	}
	return &watcher{w: w, person: person, always: always, node: person % len(w.nodes), stop: make(chan struct{}), codes: map[int]int{},
		known: map[string]int64{}, ahead: map[string]map[int64]bool{},
		heard: Heard{Who: w.company.People[person].ID, Always: always, Unbroken: len(w.nodes) == 1}}
}

// watch lets everybody listen, each at a node.
func (w *world) watch() {
	for i := range w.company.People {
		l := w.newWatcher(i)
		w.watchers = append(w.watchers, l)
		l.ended.Add(1)
		go l.run()
		w.t.Cleanup(l.end)
	}
}

// connected tells whether a socket is open and has said hello.
func (l *watcher) connected() bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.greeted
}

// at is the node at which it listens.
func (l *watcher) at() int {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.node
}

// cut ends the line as a tunnel does, or takes leave.
func (l *watcher) cut(leave bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if leave {
		_ = l.ws.WriteControl(websocket.CloseMessage, websocket.FormatCloseMessage(websocket.CloseGoingAway, ""), time.Now().Add(time.Second))
	}
	_ = l.ws.Close()
	l.greeted = false
}

// end closes the socket and waits until nothing is heard any more.
func (l *watcher) end() {
	l.mu.Lock()
	select {
	case <-l.stop:
	default:
		close(l.stop)
	}
	if l.ws != nil {
		_ = l.ws.Close()
	}
	l.mu.Unlock()
	l.ended.Wait()
}

func (l *watcher) over() bool {
	select {
	case <-l.stop:
		return true
	default:
		return false
	}
}

type offsetAt struct {
	epoch  string
	offset int64
}

func (l *watcher) run() {
	defer l.ended.Done()
	var place offsetAt
	for !l.over() {
		if err := l.connect(&place); err != nil {
			l.mu.Lock()
			l.node = (l.node + 1) % len(l.w.nodes)
			l.mu.Unlock()
			// As clients do: not all at the same moment, and not in a loop.
			time.Sleep(time.Duration(5+rand.IntN(50)) * time.Millisecond)
		}
	}
}

// connect hears one connection to its end.
func (l *watcher) connect(place *offsetAt) error {
	l.mu.Lock()
	base := l.w.nodes[l.node].URL
	l.mu.Unlock()
	url := fmt.Sprintf("ws%s/api/v1/socket?epoch=%s&offset=%d", strings.TrimPrefix(base, "http"), place.epoch, place.offset)
	dialer := websocket.Dialer{HandshakeTimeout: 3 * time.Second}
	ws, resp, err := dialer.Dial(url, http.Header{"Authorization": {"Bearer " + l.w.company.People[l.person].Token}})
	if err != nil {
		return err
	}
	_ = resp.Body.Close()
	defer func() {
		_ = ws.Close()
		l.mu.Lock()
		l.greeted = false
		l.mu.Unlock()
	}()
	l.mu.Lock()
	l.ws = ws
	l.lives++
	l.mu.Unlock()
	for {
		_, raw, err := ws.ReadMessage()
		if err != nil {
			code := -1
			if e, ok := errors.AsType[*websocket.CloseError](err); ok {
				code = e.Code
			}
			l.mu.Lock()
			l.codes[code]++
			l.mu.Unlock()
			return err
		}
		if err := l.take(raw, place); err != nil {
			return err
		}
	}
}

type pushed struct {
	O int64
	T string
	D json.RawMessage
}

func (l *watcher) take(raw []byte, place *offsetAt) error {
	frames := make([]pushed, 1)
	var err error
	if raw[0] == '[' {
		err = json.Unmarshal(raw, &frames)
	} else {
		err = json.Unmarshal(raw, &frames[0])
	}
	if err != nil {
		return err
	}
	for _, f := range frames {
		switch f.T {
		case "hello":
			var hello struct {
				Epoch  string
				Offset int64
				Reset  bool
			}
			if err := json.Unmarshal(f.D, &hello); err != nil {
				return err
			}
			if hello.Reset {
				l.mu.Lock()
				l.resets++
				l.mu.Unlock()
				place.epoch, place.offset = hello.Epoch, hello.Offset
				if err := l.pullAll(); err != nil {
					place.epoch = "" // not loaded: ask for a reset again
					return err
				}
			}
			l.mu.Lock()
			l.greeted = true
			l.mu.Unlock()
			continue
		case "message.created":
			var d struct {
				Message struct {
					Conversation string `json:"conversation_id"`
					Client       string `json:"client_id"`
					Kind         string
					Seq          int64
				}
			}
			if err := json.Unmarshal(f.D, &d); err != nil {
				return err
			}
			m := d.Message
			if m.Kind == "system" {
				m.Client = ""
			}
			if err := l.hear(Frame{l.lives, m.Conversation, m.Client, m.Seq}); err != nil {
				return err
			}
		}
		if f.O > 0 {
			place.offset = f.O
		}
	}
	return nil
}

// hear notes a message, and pulls what stands before it and is not known.
func (l *watcher) hear(f Frame) error {
	l.mu.Lock()
	l.heard.Pushed = append(l.heard.Pushed, f)
	gap := f.Seq > l.known[f.Conversation]+1
	l.note(f)
	l.mu.Unlock()
	for _, conversation := range l.always {
		if gap && conversation == f.Conversation {
			return l.pull(conversation)
		}
	}
	return nil
}

// note remembers that a message is known; the lock is held.
func (l *watcher) note(f Frame) {
	if l.ahead[f.Conversation] == nil {
		l.ahead[f.Conversation] = map[int64]bool{}
	}
	ahead := l.ahead[f.Conversation]
	if f.Seq > l.known[f.Conversation] {
		ahead[f.Seq] = true
	}
	for ahead[l.known[f.Conversation]+1] {
		l.known[f.Conversation]++
		delete(ahead, l.known[f.Conversation])
	}
}

func (l *watcher) pullAll() error {
	for _, conversation := range l.always {
		if err := l.pull(conversation); err != nil {
			return err
		}
	}
	return nil
}

// pull asks for all that follows what is known.
func (l *watcher) pull(conversation string) error {
	l.mu.Lock()
	node, after := l.node, l.known[conversation]
	l.mu.Unlock()
	for !l.over() {
		page, err := l.w.page(node, l.person, conversation, after)
		if err != nil {
			return err
		}
		l.mu.Lock()
		for _, m := range page {
			f := Frame{0, conversation, m.Client, m.Seq}
			l.heard.Pulled = append(l.heard.Pulled, f)
			l.note(f)
		}
		l.mu.Unlock()
		if len(page) == 0 {
			return nil
		}
		after = page[len(page)-1].Seq
	}
	return nil
}

// knows tells whether everything up to a seq is known.
func (l *watcher) knows(conversation string, seq int64) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.known[conversation] >= seq
}

// got tells whether a message was pushed, whatever is missing before it.
func (l *watcher) got(conversation string, seq int64) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	return slices.ContainsFunc(l.heard.Pushed, func(f Frame) bool { return f.Conversation == conversation && f.Seq == seq })
}

// told is what was heard, and with which codes connections ended.
func (l *watcher) told() (Heard, map[int]int) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.heard, l.codes
}
