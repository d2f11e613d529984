package blob

import (
	"context"
	"io"
	"sync/atomic"
	"time"

	"tonggui/internal/platform/apperr"
	"tonggui/internal/platform/clock"
	"tonggui/internal/platform/metrics"
)

// Watched is a store whose calls are counted.
type Watched struct {
	Store
	put, open, remove counted
}

// Watch counts the calls of a store from now on.
func Watch(s Store) *Watched {
	return &Watched{s, newCounted(), newCounted(), newCounted()}
}

type counted struct {
	took   *metrics.Histogram
	failed *atomic.Int64
}

func newCounted() counted { return counted{metrics.NewTiming(), new(atomic.Int64)} }

// done notes a call. Only the store's own faults count: not a blob that is not there, nor a caller
// who left or sent too little.
func (w counted) done(began time.Duration, err error) error {
	w.took.Took(clock.Monotonic() - began)
	if err != nil && (apperr.Has(err, ErrUnavailable) || apperr.Has(err, apperr.StorageFull)) {
		w.failed.Add(1)
	}
	return err
}

// Put is the store's.
func (s *Watched) Put(ctx context.Context, key string, r io.Reader, size int64) error {
	began := clock.Monotonic()
	return s.put.done(began, s.Store.Put(ctx, key, r, size))
}

// Open is the store's. The time is until the first byte can be read.
func (s *Watched) Open(ctx context.Context, key string) (io.ReadCloser, error) {
	began := clock.Monotonic()
	body, err := s.Store.Open(ctx, key)
	return body, s.open.done(began, err)
}

// Delete is the store's.
func (s *Watched) Delete(ctx context.Context, key string) error {
	began := clock.Monotonic()
	return s.remove.done(began, s.Store.Delete(ctx, key))
}

// Took is how long calls took, by operation.
func (s *Watched) Took() map[string]*metrics.Histogram {
	return map[string]*metrics.Histogram{"put": s.put.took, "open": s.open.took, "delete": s.remove.took}
}

// Failed is how many calls the store failed, by operation.
func (s *Watched) Failed() map[string]float64 {
	return map[string]float64{"put": float64(s.put.failed.Load()), "open": float64(s.open.failed.Load()), "delete": float64(s.remove.failed.Load())}
}
