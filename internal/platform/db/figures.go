package db

import (
	"context"
	"database/sql"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"tonggui/internal/platform/apperr"
	"tonggui/internal/platform/clock"
	"tonggui/internal/platform/metrics"
)

// Figures count what the database did since it was opened.
type Figures struct {
	Jobs    atomic.Int64 // functions handed to Write that were committed
	Commits atomic.Int64 // what they were committed in; on PostgreSQL one for each
	Repeats atomic.Int64 // transactions that PostgreSQL had begin anew
	Full    atomic.Int64 // writes refused because the storage was full
	Away    atomic.Int64 // writes refused because the database did not answer
	Unknown atomic.Int64 // writes whose outcome is not known
	Wait    *metrics.Histogram
	Commit  *metrics.Histogram
	Shared  *metrics.Histogram // jobs in each commit
}

func newFigures() Figures {
	return Figures{Wait: metrics.NewTiming(), Commit: metrics.NewTiming(), Shared: metrics.NewSizes(1, 2, 4, 8, 16, 32, 64, 128, 256, 512)}
}

// committed notes a commit of so many jobs that was begun at an instant of the monotonic clock.
func (f *Figures) committed(jobs int, began time.Duration) {
	f.Jobs.Add(int64(jobs))
	f.Commits.Add(1)
	f.Shared.Note(int64(jobs))
	f.Commit.Took(clock.Monotonic() - began)
}

// failed notes how writes came to nothing, where that is the database's fault.
func (f *Figures) failed(jobs int, err error) {
	for def, n := range map[*apperr.Def]*atomic.Int64{apperr.StorageFull: &f.Full, apperr.Unavailable: &f.Away, apperr.OutcomeUnknown: &f.Unknown} {
		if apperr.Has(err, def) {
			n.Add(int64(jobs))
		}
	}
}

// Waiting is how many writes wait for their commit; 0 on PostgreSQL, where they wait for a connection.
func (d *DB) Waiting() int {
	if d.writer == nil {
		return 0
	}
	return len(d.writer.queue)
}

// Pool tells how the connections are used: on PostgreSQL all, on SQLite the readers.
func (d *DB) Pool() sql.DBStats { return d.pool.Stats() }

// Outbox is how many facts are kept, as far as their numbers tell.
func (d *DB) Outbox(ctx context.Context) (int64, error) {
	return Value[int64](d.Ask(ctx), `SELECT COALESCE(MAX(pos) - MIN(pos) + 1, 0) FROM events`)
}

// follower is what is known of one that follows.
type follower struct {
	name            string
	handled, failed atomic.Int64
	behind          atomic.Int64 // instant of the oldest fact that it has not handled; 0 where there is none
	at              atomic.Pointer[position]
	ended           atomic.Bool
}

// stuck notes that the follower cannot go on since an instant, at the latest.
func (f *follower) stuck(since clock.Instant) {
	f.failed.Add(1)
	f.behind.CompareAndSwap(0, int64(since))
}

type followers struct {
	mu    sync.Mutex
	all   []*follower
	moved *board // woken when one of them has gone on
}

func (f *followers) add(name string, at position) *follower {
	f.mu.Lock()
	defer f.mu.Unlock()
	one := &follower{name: name}
	one.at.Store(&at)
	f.all = append(f.all, one)
	return one
}

// behind tells whether one of them has not come as far as to.
func (f *followers) behind(to position) bool {
	f.mu.Lock()
	defer f.mu.Unlock()
	return slices.ContainsFunc(f.all, func(one *follower) bool { return !one.ended.Load() && one.at.Load().before(to) })
}

// Following is how a follower stands.
type Following struct {
	Name            string
	Lag             time.Duration // the age of the oldest fact that it has not handled
	Handled, Failed int64
}

// Following tells how the followers of this process stand.
func (d *DB) Following() []Following {
	d.followers.mu.Lock()
	defer d.followers.mu.Unlock()
	out := make([]Following, 0, len(d.followers.all))
	for _, f := range d.followers.all {
		one := Following{Name: f.name, Handled: f.handled.Load(), Failed: f.failed.Load()}
		if behind := f.behind.Load(); behind != 0 {
			one.Lag = max(0, d.clock.Now().Sub(clock.Instant(behind)))
		}
		out = append(out, one)
	}
	return out
}
