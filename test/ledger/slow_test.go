package ledger

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"os"
	"strings"
	"syscall"
	"testing"
	"time"

	"tonggui/internal/platform/realtime"
	"tonggui/internal/testkit/process"

	"github.com/gorilla/websocket"
)

const (
	deaf      = 12       // sockets that do not read
	tooMuch   = 14 << 20 // bytes for each of them: more than the server and the machine keep for one
	slowShare = 96 << 20 // bytes that all of them together may cost: frames are shared
)

// covers: MSG-01
func TestSocketsThatDoNotReadAreClosedAndCatchUpAndHarmNobody(t *testing.T) {
	t.Parallel()
	s := process.Start(t, "serve", "")
	w := settle(t, s)
	w.company.Deaf = true
	w.watch()
	for _, l := range w.watchers {
		await(t, 10*time.Second, "everybody listens", func() bool { return l.connected() })
	}
	slow := []*websocket.Conn{}
	for range deaf {
		slow = append(slow, w.listenSlowly(people-1))
	}
	counted := fmt.Sprintf("tonggui_sockets_closed_total{code=\"%d\"} %d\n", realtime.CloseTooSlow, deaf)
	closed := func() bool { _, figures := health(s.URL + "/metrics"); return strings.Contains(figures, counted) }
	before, most, said := residentOf(t, s.PID()), int64(0), 0
	a := &actor{Company: w.company, Person: w.company.People[0], book: w.book, http: http.DefaultClient}
	text := strings.Repeat("长", 9_900)
	for ; !closed(); said += len(text) {
		if said > tooMuch { // what was acknowledged is pushed a little later
			await(t, time.Minute, "the sockets that do not read are closed", closed)
			break
		}
		most = max(most, residentOf(t, s.PID()))
		a.Person = w.company.People[said/len(text)%(people-1)]
		l := Line{Event: Begin, Who: a.ID, Conversation: w.company.Group, Client: NewID()}
		if err := a.book.Write(l); err != nil {
			t.Fatal(err)
		}
		var m struct{ Seq int64 }
		body := map[string]any{"client_id": l.Client, "content": map[string]any{"type": "text", "nodes": []any{map[string]string{"type": "text", "text": text}}}}
		if refused, err := a.settled(http.MethodPost, "/conversations/"+l.Conversation+"/messages", body, &m); err != nil || refused != nil {
			t.Fatal(err, refused)
		}
		l.Event, l.Seq = Ack, m.Seq
		if err := a.book.Write(l); err != nil {
			t.Fatal(err)
		}
	}
	t.Logf("%d MiB said to %d sockets that do not read; the server had %d MiB before and %d at most", said>>20, deaf, before>>20, most>>20)
	if most-before > slowShare {
		t.Errorf("the server grew by %d bytes", most-before)
	}
	codes, ends := map[int]int{}, make(chan int, deaf)
	for _, ws := range slow { // who reads on in time is told why; for the others the line has ended
		go func() { ends <- readToTheEnd(ws) }()
	}
	for range slow {
		codes[<-ends]++
	}
	if told := codes[realtime.CloseTooSlow] + codes[websocket.CloseAbnormalClosure] + codes[lineEnded]; told != deaf {
		t.Errorf("they were closed with %v", codes)
	}
	t.Logf("they were closed with %v", codes)
	// Who was too slow comes back and pulls what is missing.
	late := w.newWatcher(people - 1)
	if err := late.pullAll(); err != nil {
		t.Fatal(err)
	}
	for _, l := range w.watchers {
		if _, codes := l.told(); len(codes) > 0 {
			t.Errorf("who reads was closed, too: %v", codes)
		}
	}
	w.finish((*watcher).knows)
	if err := late.pullAll(); err != nil {
		t.Fatal(err)
	}
	truth := Truth{Stored: w.stored(0)}
	for _, l := range append(w.watchers, late) {
		heard, _ := l.told()
		truth.Heard = append(truth.Heard, heard)
	}
	if wrong := Reconcile(w.lines(), truth); len(wrong) > 0 {
		t.Error(strings.Join(wrong[:min(len(wrong), 20)], "\n"))
	}
}

// listenSlowly opens a socket, takes its first frame, and reads no more.
func (w *world) listenSlowly(person int) *websocket.Conn {
	w.t.Helper()
	dialer := websocket.Dialer{HandshakeTimeout: 5 * time.Second, NetDialContext: func(ctx context.Context, network, address string) (net.Conn, error) {
		d := net.Dialer{Control: func(_, _ string, c syscall.RawConn) (err error) {
			_ = c.Control(func(fd uintptr) { err = syscall.SetsockoptInt(int(fd), syscall.SOL_SOCKET, syscall.SO_RCVBUF, 16<<10) })
			return err
		}}
		return d.DialContext(ctx, network, address)
	}}
	ws, resp, err := dialer.Dial("ws"+strings.TrimPrefix(w.nodes[0].URL, "http")+"/api/v1/socket", http.Header{"Authorization": {"Bearer " + w.company.People[person].Token}})
	if err != nil {
		w.t.Fatal(err)
	}
	_ = resp.Body.Close()
	w.t.Cleanup(func() { _ = ws.Close() })
	if _, _, err := ws.ReadMessage(); err != nil {
		w.t.Fatal(err)
	}
	return ws
}

const lineEnded = -1

// readToTheEnd is the code with which a socket was closed.
func readToTheEnd(ws *websocket.Conn) int {
	_ = ws.SetReadDeadline(time.Now().Add(20 * time.Second))
	for {
		_, _, err := ws.ReadMessage()
		if closed, ok := errors.AsType[*websocket.CloseError](err); ok {
			return closed.Code
		}
		if err != nil {
			return lineEnded
		}
	}
}

// residentOf is how much memory a process has.
func residentOf(t *testing.T, pid int) int64 {
	t.Helper()
	raw, err := os.ReadFile(fmt.Sprintf("/proc/%d/statm", pid))
	if err != nil {
		t.Fatal(err)
	}
	var size, resident int64
	if _, err := fmt.Sscan(string(raw), &size, &resident); err != nil {
		t.Fatal(err)
	}
	return resident * int64(os.Getpagesize())
}

// covers: MSG-01
func TestHundredsWhoseLinesBreakAllAtOnceMissNothing(t *testing.T) {
	t.Parallel()
	s := process.Start(t, "serve", "")
	w := settle(t, s)
	w.company.Deaf, w.company.Pace = true, 100*time.Millisecond
	const each, storms = 34, 5 // for each of the people
	for range each {
		w.watch()
	}
	w.start()
	for storm := range storms {
		w.goOn(30)
		for _, l := range w.watchers {
			if !l.connected() {
				await(t, time.Minute, "everybody is back", l.connected)
			}
		}
		for i, l := range w.watchers {
			l.cut(storm%2 == 0 && i%2 == 0) // some take leave, most just vanish
		}
	}
	w.goOn(20)
	w.finish((*watcher).knows)
	truth, resets, lives := Truth{Stored: w.stored(0)}, 0, 0
	for _, l := range w.watchers {
		heard, _ := l.told()
		truth.Heard = append(truth.Heard, heard)
		resets, lives = resets+l.resets, lives+l.lives
	}
	if wrong := Reconcile(w.lines(), truth); len(wrong) > 0 {
		t.Error(strings.Join(wrong[:min(len(wrong), 20)], "\n"))
	}
	t.Logf("%d sockets were opened, %d of them anew from the start", lives, resets)
	if resets > len(w.watchers) {
		t.Errorf("%d of %d sockets had to load everything again, though the server stayed", resets-len(w.watchers), lives)
	}
}
