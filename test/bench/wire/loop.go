// Package wire speaks HTTP/1.1 and WebSocket to a server on this machine at as little cost as possible:
// one thread, one epoll, requests that are made beforehand, no more of an answer read than is needed.
package wire

import (
	"context"
	"errors"
	"fmt"
	"net"
	"strconv"
	"syscall"
	"time"
)

// Loop drives any number of connections from the one goroutine that calls Run.
type Loop struct {
	to     syscall.Sockaddr
	host   string
	epoll  int
	conns  map[int32]*conn
	events []syscall.EpollEvent
	buffer []byte
	now    time.Time
	ctx    context.Context // its end ends Run
}

// conn is one connection; hear gets what arrives.
type conn struct {
	fd     int
	hear   func(data []byte) error
	broken func() error // asked when the other side closes; nil: that is an error
}

// NewLoop returns a loop that connects to host:port, until ctx ends.
func NewLoop(ctx context.Context, address string) (*Loop, error) {
	host, port, err := net.SplitHostPort(address)
	if err != nil {
		return nil, err
	}
	ip := net.ParseIP(host).To4()
	n, err := strconv.Atoi(port)
	if ip == nil || err != nil {
		return nil, fmt.Errorf("%s is not an address of IPv4 with a port", address)
	}
	epoll, err := syscall.EpollCreate1(syscall.EPOLL_CLOEXEC)
	if err != nil {
		return nil, err
	}
	return &Loop{to: &syscall.SockaddrInet4{Port: n, Addr: [4]byte(ip)}, host: address, epoll: epoll, conns: map[int32]*conn{},
		events: make([]syscall.EpollEvent, 512), buffer: make([]byte, 256<<10), ctx: ctx}, nil
}

// Now is when the data arrived that is being handled.
func (l *Loop) Now() time.Time { return l.now }

// dial opens a connection. It waits for the handshake, which the server's kernel makes by itself.
func (l *Loop) dial(hear func([]byte) error) (*conn, error) {
	fd, err := syscall.Socket(syscall.AF_INET, syscall.SOCK_STREAM|syscall.SOCK_CLOEXEC, 0)
	if err != nil {
		return nil, err
	}
	if err := errors.Join(syscall.Connect(fd, l.to), syscall.SetsockoptInt(fd, syscall.IPPROTO_TCP, syscall.TCP_NODELAY, 1),
		syscall.SetNonblock(fd, true)); err != nil {
		_ = syscall.Close(fd)
		return nil, fmt.Errorf("connect to %s: %w", l.host, err)
	}
	c := &conn{fd: fd, hear: hear}
	l.conns[int32(fd)] = c
	return c, syscall.EpollCtl(l.epoll, syscall.EPOLL_CTL_ADD, fd, &syscall.EpollEvent{Events: syscall.EPOLLIN, Fd: int32(fd)})
}

// write sends everything or fails: what is written here always fits into the socket's buffer.
func (c *conn) write(data []byte) error {
	n, err := syscall.Write(c.fd, data)
	if err == nil && n < len(data) {
		err = errors.New("the server does not read")
	}
	return err
}

func (l *Loop) drop(c *conn) {
	if l.conns[int32(c.fd)] == c {
		delete(l.conns, int32(c.fd))
		_ = syscall.Close(c.fd)
	}
}

// Close ends all connections.
func (l *Loop) Close() {
	for _, c := range l.conns {
		l.drop(c)
	}
	_ = syscall.Close(l.epoll)
}

// ErrLate is returned by Run where done did not come true in time.
var ErrLate = errors.New("not done in time")

// Run handles what arrives until done returns true, which is asked after everything that has arrived
// together; at the latest until the deadline.
func (l *Loop) Run(deadline time.Time, done func() bool) error {
	l.now = time.Now()
	for !done() {
		if err := l.ctx.Err(); err != nil {
			return err
		}
		left := deadline.Sub(l.now)
		if left <= 0 {
			return ErrLate
		}
		// Not longer than 20 ms, so that done can look at the time.
		n, err := syscall.EpollWait(l.epoll, l.events, int(min(left, 20*time.Millisecond)/time.Millisecond)+1)
		if err != nil && !errors.Is(err, syscall.EINTR) {
			return err
		}
		l.now = time.Now()
		for _, e := range l.events[:max(n, 0)] {
			if err := l.read(e.Fd); err != nil {
				return err
			}
		}
	}
	return nil
}

func (l *Loop) read(fd int32) error {
	c := l.conns[fd]
	if c == nil {
		return nil // dropped a moment ago
	}
	n, err := syscall.Read(int(fd), l.buffer)
	switch {
	case errors.Is(err, syscall.EAGAIN), errors.Is(err, syscall.EINTR):
		return nil
	case err != nil || n == 0:
		l.drop(c)
		if c.broken != nil {
			return c.broken()
		}
		return fmt.Errorf("the server has closed a connection (%v)", err)
	}
	return c.hear(l.buffer[:n])
}
