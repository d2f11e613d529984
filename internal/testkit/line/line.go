// Package line is a TCP line that tests can hold and cut, between what is tested and what it depends on.
package line

import (
	"net"
	"sync"
	"testing"
)

// Line passes on what comes to Addr.
type Line struct {
	Addr   string
	target string
	t      testing.TB

	mu    sync.Mutex
	free  *sync.Cond
	held  bool
	ended bool
	conns map[net.Conn]struct{}
}

// New opens a line to an address; it ends with the test.
func New(t testing.TB, target string) *Line {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	l := &Line{Addr: listener.Addr().String(), target: target, t: t, conns: map[net.Conn]struct{}{}}
	l.free = sync.NewCond(&l.mu)
	go l.accept(listener)
	t.Cleanup(func() {
		_ = listener.Close()
		l.mu.Lock()
		l.ended, l.held = true, false
		l.mu.Unlock()
		l.free.Broadcast()
		l.Cut()
	})
	return l
}

// To leads new connections to another address.
func (l *Line) To(target string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.target = target
}

// Hold lets nothing through any more, in either direction; connections stay open and nobody is told, as
// when a cable is pulled.
func (l *Line) Hold() {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.held = true
}

// Release lets through again, also what has waited.
func (l *Line) Release() {
	l.mu.Lock()
	l.held = false
	l.mu.Unlock()
	l.free.Broadcast()
}

// Cut ends the connections that there are; new ones are taken.
func (l *Line) Cut() {
	l.mu.Lock()
	defer l.mu.Unlock()
	for c := range l.conns {
		_ = c.Close()
	}
	clear(l.conns)
}

func (l *Line) accept(listener net.Listener) {
	for {
		in, err := listener.Accept()
		if err != nil {
			return
		}
		go func() {
			if !l.pass() {
				_ = in.Close()
				return
			}
			l.mu.Lock()
			target := l.target
			l.mu.Unlock()
			out, err := net.Dial("tcp", target)
			if err != nil {
				_ = in.Close()
				return
			}
			l.mu.Lock()
			l.conns[in], l.conns[out] = struct{}{}, struct{}{}
			l.mu.Unlock()
			go l.carry(in, out)
			l.carry(out, in)
		}()
	}
}

// pass waits until the line is free; false when it is over.
func (l *Line) pass() bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	for l.held {
		l.free.Wait()
	}
	return !l.ended
}

func (l *Line) carry(from, to net.Conn) {
	defer func() { _, _ = from.Close(), to.Close() }()
	buffer := make([]byte, 32<<10)
	for {
		n, err := from.Read(buffer)
		if n > 0 && l.pass() {
			if _, err := to.Write(buffer[:n]); err != nil {
				return
			}
		}
		if err != nil || !l.pass() {
			return
		}
	}
}
