//go:build unix

package realtime

import (
	"io"
	"syscall"
)

const unixLike = true

// tries are single attempts to read or write without waiting. The functions are made once, so that an
// attempt allocates nothing.
type tries struct {
	b           []byte
	n           int
	err         error
	read, write func(fd uintptr) bool
}

func (t *tries) init() {
	t.read = func(fd uintptr) bool {
		t.n, t.err = again(syscall.Read, int(fd), t.b)
		return true // also where nothing is ready: the poller must not wait here
	}
	t.write = func(fd uintptr) bool {
		t.n, t.err = again(syscall.Write, int(fd), t.b)
		return true
	}
}

func again(do func(int, []byte) (int, error), fd int, b []byte) (int, error) {
	for {
		n, err := do(fd, b)
		switch err {
		case syscall.EINTR:
			continue
		case syscall.EAGAIN:
			err = errWait
		}
		return max(n, 0), err
	}
}

// tryWrite writes what the line takes now, perhaps only a part.
func (t *tries) tryWrite(l line, b []byte) (int, error) {
	t.b = b
	if err := l.raw.Write(t.write); err != nil {
		return 0, err
	}
	return t.n, t.err
}

// tryRead reads what has arrived; the end of the line is io.EOF.
func (t *tries) tryRead(l line, b []byte) (int, error) {
	t.b = b
	if err := l.raw.Read(t.read); err != nil {
		return 0, err
	}
	if t.n == 0 && t.err == nil {
		return 0, io.EOF
	}
	return t.n, t.err
}
