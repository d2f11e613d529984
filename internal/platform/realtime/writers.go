package realtime

import (
	"runtime"
	"sync"
)

// inline is up to how many connections are written by who pushes: to wake another goroutine takes as
// long as a write.
const inline = 4

// writer writes to connections of a large push. While it is at one, more can come to wait for the
// others: the busier the hub, the more each write carries.
type writer struct {
	mu      sync.Mutex
	waiting []*Conn
	wake    chan struct{}
}

func startWriters(stop <-chan struct{}) []*writer {
	out := make([]*writer, runtime.GOMAXPROCS(0))
	for i := range out {
		out[i] = &writer{wake: make(chan struct{}, 1)}
		go out[i].run(stop)
	}
	return out
}

func (w *writer) add(conns []*Conn) {
	w.mu.Lock()
	w.waiting = append(w.waiting, conns...)
	w.mu.Unlock()
	select {
	case w.wake <- struct{}{}:
	default:
	}
}

func (w *writer) run(stop <-chan struct{}) {
	s, taken := newScratch(), []*Conn(nil)
	for {
		select {
		case <-stop:
			return
		case <-w.wake:
		}
		for {
			w.mu.Lock()
			taken, w.waiting = w.waiting, taken[:0]
			w.mu.Unlock()
			if len(taken) == 0 {
				break
			}
			for _, c := range taken {
				c.flush(s)
			}
			clear(taken)
		}
		s.forget()
	}
}

// write sees to it that connections whose writing was claimed are written.
func (h *Hub) write(to *list) {
	defer to.giveBack()
	if len(to.conns) <= inline {
		s := borrow()
		defer s.giveBack()
		for _, c := range to.conns {
			c.flush(s)
		}
		return
	}
	share := (len(to.conns) + len(h.writers) - 1) / len(h.writers)
	for i, rest := 0, to.conns; len(rest) > 0; i++ {
		n := min(share, len(rest))
		h.writers[i].add(rest[:n])
		rest = rest[n:]
	}
}

// list is room for the connections of one push.
type list struct{ conns []*Conn }

var pushLists = sync.Pool{New: func() any { return &list{} }}

func borrowList() *list { return pushLists.Get().(*list) }

func (l *list) giveBack() {
	clear(l.conns)
	l.conns = l.conns[:0]
	pushLists.Put(l)
}
