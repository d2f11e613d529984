package files

import (
	"context"
	"io"
	"sync"
	"sync/atomic"
	"time"

	"tonggui/internal/platform/apperr"
	"tonggui/internal/platform/id"

	"golang.org/x/sync/semaphore"
)

const (
	// Every piece that is being received has firstBuffer; there are firstBuffers of them, and who comes
	// then waits. moreMemory is what they may have together beyond it. When that is used up, parts
	// become smaller, and nothing waits.
	firstBuffer  = 64 << 10
	firstBuffers = 256
	moreMemory   = 48 << 20
	// atOnce is how many pieces of one person are received at a time.
	atOnce = 16
	// flushAfter ends a part that fills slowly, so that what arrived is safe.
	flushAfter = 3 * time.Second
)

// memory bounds what pieces hold while they arrive.
type memory struct {
	first, more *semaphore.Weighted
	mu          sync.Mutex
	running     map[id.ID]int // by account
}

func newMemory() *memory {
	return &memory{first: semaphore.NewWeighted(firstBuffers), more: semaphore.NewWeighted(moreMemory), running: map[id.ID]int{}}
}

// enter lets a person's next piece in. Who sends too many at a time is told to come back.
func (m *memory) enter(account id.ID) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.running[account] >= atOnce {
		return apperr.TooMany.New("retry_after_s", 1)
	}
	m.running[account]++
	return nil
}

func (m *memory) leave(account id.ID) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.running[account]--; m.running[account] == 0 {
		delete(m.running, account)
	}
}

// buffer holds a part while it arrives: a part is sealed together with its size.
type buffer struct {
	from   *memory
	bytes  []byte
	length int
}

func newBuffer(ctx context.Context, from *memory) (*buffer, error) {
	if err := from.first.Acquire(ctx, 1); err != nil {
		return nil, err
	}
	return &buffer{from: from, bytes: make([]byte, firstBuffer)}, nil
}

func (b *buffer) release() {
	b.shrink()
	b.from.first.Release(1)
}

// shrink gives back what the buffer has grown by.
func (b *buffer) shrink() {
	if more := len(b.bytes) - firstBuffer; more > 0 {
		b.from.more.Release(int64(more))
		b.bytes = make([]byte, firstBuffer)
	}
}

// fill reads a part of at most limit bytes: until it is full, the source ends or fails, memory is
// short, or it takes too long. The error is the source's; the bytes read before it count.
func (b *buffer) fill(from io.Reader, limit int64) ([]byte, error) {
	limit = min(limit, partSize)
	if b.length < len(b.bytes) { // a slow client keeps only what it can fill
		b.shrink()
	}
	var late atomic.Bool
	timer := time.AfterFunc(flushAfter, func() { late.Store(true) })
	defer timer.Stop()
	b.length = 0
	for int64(b.length) < limit {
		if b.length == len(b.bytes) && !b.grow() {
			break
		}
		n, err := from.Read(b.bytes[b.length:min(int64(len(b.bytes)), limit)])
		b.length += n
		if err != nil {
			return b.bytes[:b.length], err
		}
		if late.Load() && b.length > 0 {
			break
		}
	}
	return b.bytes[:b.length], nil
}

// grow doubles the buffer where there is memory for it.
func (b *buffer) grow() bool {
	more := min(len(b.bytes), partSize-len(b.bytes))
	if more == 0 || !b.from.more.TryAcquire(int64(more)) {
		return false
	}
	larger := make([]byte, len(b.bytes)+more)
	copy(larger, b.bytes)
	b.bytes = larger
	return true
}
