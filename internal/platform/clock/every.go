package clock

import (
	"context"
	"time"
)

// Every calls fn again and again, one call after the other, in a goroutine of its own that ends with
// ctx. failed hears what went wrong but for the end itself; the next call comes all the same.
func Every(ctx context.Context, pause time.Duration, fn func(context.Context) error, failed func(error)) {
	EveryOr(ctx, pause, nil, fn, failed)
}

// EveryOr is Every that also calls fn when something comes from wake; nil: nothing ever does.
func EveryOr(ctx context.Context, pause time.Duration, wake <-chan struct{}, fn func(context.Context) error, failed func(error)) {
	go func() {
		tick := time.NewTicker(pause)
		defer tick.Stop()
		for {
			select {
			case <-ctx.Done():
				return
			case <-wake:
			case <-tick.C:
			}
			if err := fn(ctx); err != nil && ctx.Err() == nil {
				failed(err)
			}
		}
	}()
}
