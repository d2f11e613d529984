package realtime

import (
	"os"
	"sync"
	"syscall"
)

// poller learns from the kernel which connections have something to read, so that those at rest need
// no goroutine. It stands beside the runtime's own poller, which knows only goroutines that wait.
type poller struct {
	file *os.File // the epoll descriptor; the runtime's poller waits for it
	fd   int

	mu    sync.RWMutex
	conns []*Conn // by descriptor
}

const (
	// edgeTriggered: told once about each arrival.
	edgeTriggered = 1 << 31
	eventsAtOnce  = 256
)

// newPoller returns nil where the kernel has none to give.
func newPoller(stop <-chan struct{}) *poller {
	fd, err := syscall.EpollCreate1(syscall.EPOLL_CLOEXEC)
	if err != nil {
		return nil
	}
	if err := syscall.SetNonblock(fd, true); err != nil { // or the runtime would not wait for it
		_ = syscall.Close(fd)
		return nil
	}
	p := &poller{file: os.NewFile(uintptr(fd), "epoll"), fd: fd}
	go p.run()
	go func() {
		<-stop
		_ = p.file.Close()
	}()
	return p
}

func (p *poller) run() {
	raw, err := p.file.SyscallConn()
	if err != nil {
		return
	}
	s, found := newScratch(), make([]syscall.EpollEvent, eventsAtOnce)
	n := 0
	ready := func(fd uintptr) bool {
		n, err = syscall.EpollWait(int(fd), found, 0)
		return n > 0 || err != nil && err != syscall.EINTR
	}
	for {
		if gone := raw.Read(ready); gone != nil || n < 0 {
			return
		}
		for _, e := range found[:n] {
			// The connection may be another than the one that the event was for; it finds nothing then.
			if c := p.at(int(e.Fd)); c != nil {
				c.arrived(s)
			}
		}
	}
}

func (p *poller) at(fd int) *Conn {
	p.mu.RLock()
	defer p.mu.RUnlock()
	if fd >= len(p.conns) {
		return nil
	}
	return p.conns[fd]
}

// watch calls c.arrived whenever something arrives, and now if something has.
func (p *poller) watch(c *Conn) bool {
	if p == nil {
		return false
	}
	var failed error
	err := c.line.raw.Control(func(fd uintptr) {
		p.set(c, int(fd))
		failed = syscall.EpollCtl(p.fd, syscall.EPOLL_CTL_ADD, int(fd),
			&syscall.EpollEvent{Events: syscall.EPOLLIN | syscall.EPOLLRDHUP | edgeTriggered, Fd: int32(fd)})
	})
	if !c.isOpen() { // it ended meanwhile, perhaps before it could be found here
		p.forget(c)
		return true
	}
	if failed != nil {
		p.forget(c)
	}
	return err == nil && failed == nil
}

func (p *poller) set(c *Conn, fd int) {
	p.mu.Lock()
	defer p.mu.Unlock()
	for fd >= len(p.conns) {
		p.conns = append(p.conns, nil)
	}
	p.conns[fd], c.fd = c, int32(fd)
}

// forget is for connections whose line is closed: the kernel has forgotten it then.
func (p *poller) forget(c *Conn) {
	if p == nil {
		return
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	if int(c.fd) < len(p.conns) && p.conns[c.fd] == c {
		p.conns[c.fd] = nil
	}
}
