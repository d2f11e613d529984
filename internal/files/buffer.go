package files

import (
	"context"
	"io"
	"sync/atomic"
	"time"

	"golang.org/x/sync/semaphore"
)

const (
	// bufferMemory is what all pieces that are being received may hold together. When it is used up
	// parts become smaller, nothing fails.
	bufferMemory = 64 << 20
	firstBuffer  = 64 << 10
	// flushAfter ends a part that fills slowly, so that what arrived is safe.
	flushAfter = 3 * time.Second
)

// buffer holds a part while it arrives: a part is sealed together with its size.
type buffer struct {
	from   *semaphore.Weighted
	bytes  []byte
	length int
}

func newBuffer(ctx context.Context, from *semaphore.Weighted) (*buffer, error) {
	if err := from.Acquire(ctx, firstBuffer); err != nil {
		return nil, err
	}
	return &buffer{from: from, bytes: make([]byte, firstBuffer)}, nil
}

func (b *buffer) release() { b.from.Release(int64(len(b.bytes))) }

// fill reads a part of at most limit bytes: until it is full, the source ends or fails, memory is
// short, or it takes too long. The error is the source's; the bytes read before it count.
func (b *buffer) fill(from io.Reader, limit int64) ([]byte, error) {
	limit = min(limit, partSize)
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
	if more == 0 || !b.from.TryAcquire(int64(more)) {
		return false
	}
	larger := make([]byte, len(b.bytes)+more)
	copy(larger, b.bytes)
	b.bytes = larger
	return true
}
