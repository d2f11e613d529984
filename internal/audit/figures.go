package audit

import (
	"errors"
	"sync"
)

// figures are what monitoring sees of the log.
type figures struct {
	mu      sync.Mutex
	size    int64
	stopped bool
}

func (f *figures) note(err error, size int64) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.size, f.stopped = size, errors.Is(err, ErrHistory)
}

// Size is how many records have their number, as far as this node knows.
func (l *Log) Size() int64 {
	l.figures.mu.Lock()
	defer l.figures.mu.Unlock()
	return l.figures.size
}

// Stopped tells whether the log was found to be another one than was signed, so that it is not signed
// any more.
func (l *Log) Stopped() bool {
	l.figures.mu.Lock()
	defer l.figures.mu.Unlock()
	return l.figures.stopped
}
