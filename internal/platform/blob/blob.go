package blob

import (
	"context"
	"errors"
	"fmt"
	"io"

	"tonggui/internal/platform/apperr"
)

// Store keeps blobs. It is safe for concurrent use.
//
// Errors of every method: ErrUnavailable where the store cannot be reached or does not work, which
// may end by itself; the context's own error where the caller gave up.
type Store interface {
	// Put stores exactly size bytes of r, at most MaxSize, and returns when they are durable. Putting a key again
	// replaces it whole, so an unknown outcome is settled by repeating. Errors also:
	// apperr.StorageFull; r's own error; ErrSize where r holds fewer or more bytes. After an error
	// nothing new can be opened under the key, unless the outcome was unknown (ErrUnavailable).
	Put(ctx context.Context, key string, r io.Reader, size int64) error
	// Open gives the bytes of a blob from the first one on. The caller closes it. Errors also:
	// ErrNotFound. Reading can give ErrUnavailable too.
	Open(ctx context.Context, key string) (io.ReadCloser, error)
	// Delete removes a blob; one that is not there is no error.
	Delete(ctx context.Context, key string) error
	// Check tells whether the store can be used now, without leaving anything in it.
	Check(ctx context.Context) error
}

// ErrUnavailable says that the store does not answer or is broken; trying later may help.
var ErrUnavailable = apperr.Define(503, "storage.unavailable")

// Errors for rooms, which know what to tell people.
var (
	// ErrNotFound says that the store works and has no such blob.
	ErrNotFound = errors.New("blob: there is no blob with this key")
	// ErrSize says that a source held fewer or more bytes than were announced.
	ErrSize = errors.New("blob: the source does not hold the announced number of bytes")
)

// MaxSize is how large a blob can be, in bytes. Larger things are cut into parts.
const MaxSize = 16 << 20

const minKey, maxKey = 16, 64

func check(key string, size int64) error {
	if size < 0 || size > MaxSize {
		return fmt.Errorf("%w: %d, of at most %d", ErrSize, size, MaxSize)
	}
	return checkKey(key)
}

// checkKey refuses what cannot be a random id: keys become file names and paths of URLs.
func checkKey(key string) error {
	if len(key) < minKey || len(key) > maxKey {
		return fmt.Errorf("blob: a key has %d to %d characters, this one %d", minKey, maxKey, len(key))
	}
	for _, c := range []byte(key) {
		if (c < 'a' || c > 'z') && (c < '0' || c > '9') && c != '-' {
			return fmt.Errorf("blob: a key has no %q", c)
		}
	}
	return nil
}

// source counts what is read and remembers its own error, so that the fault of whoever sends bytes
// is not taken for the store's.
type source struct {
	ctx context.Context
	r   io.Reader
	n   int64
	err error
}

func (s *source) Read(p []byte) (int, error) {
	if err := s.ctx.Err(); err != nil {
		s.err = err
		return 0, err
	}
	n, err := s.r.Read(p)
	s.n += int64(n)
	if err != nil && err != io.EOF {
		s.err = err
	}
	return n, err
}

// exactly wraps r so that one byte more than size can be read, which betrays a source that is too long.
func exactly(ctx context.Context, r io.Reader, size int64) *source {
	return &source{ctx: ctx, r: io.LimitReader(r, size+1)}
}

// verdict says what was wrong with the source, if anything, after a copy.
func (s *source) verdict(size int64) error {
	if s.err != nil {
		return s.err
	}
	if s.n != size {
		return fmt.Errorf("%w: %d instead of %d", ErrSize, s.n, size)
	}
	return nil
}
