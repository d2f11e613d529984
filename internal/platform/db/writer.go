package db

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"runtime/debug"
	"time"

	"tonggui/internal/platform/apperr"
	"tonggui/internal/platform/clock"
	"tonggui/internal/platform/tracing"
)

// maxBatch bounds how many writes share one commit, so that the first of them does not wait long.
const maxBatch = 512

// writer is SQLite's one writing connection and the goroutine that owns it.
type writer struct {
	db    *DB
	conn  sqliteConn
	stmts map[string]sqliteStmt
	queue chan *job
	// careful counts down the commits that give each job a savepoint.
	careful int
	// closing tells that no more work is taken, ended that all that was taken is done.
	closing, ended chan struct{}
	// migrations opens the same file once more: this writer never gives its connection away.
	migrations *sql.DB
}

type job struct {
	ctx  context.Context
	fn   func(*Tx) error
	tx   *Tx
	err  error
	done chan struct{}
	// since is when it was handed over, by the monotonic clock.
	since time.Duration
}

func newWriter(d *DB, conn sqliteConn) *writer {
	return &writer{
		db: d, conn: conn, stmts: map[string]sqliteStmt{},
		queue: make(chan *job, maxBatch), closing: make(chan struct{}), ended: make(chan struct{}),
	}
}

// do hands a function to the writer and waits for its commit.
func (w *writer) do(ctx context.Context, fn func(tx *Tx) error) error {
	j := &job{ctx: ctx, fn: fn, done: make(chan struct{}), since: clock.Monotonic()}
	select {
	case w.queue <- j:
	case <-w.closing:
		return apperr.Unavailable.Because(errClosed)
	case <-ctx.Done():
		return ctx.Err()
	}
	select {
	case <-j.done:
		return j.err
	case <-w.ended:
	}
	select {
	case <-j.done: // it was among the last
		return j.err
	default: // it came after the last look
		return apperr.Unavailable.Because(errClosed)
	}
}

var errClosed = errors.New("the database is closed")

func (w *writer) run() {
	defer close(w.ended)
	batch := make([]*job, 0, maxBatch)
	for {
		select {
		case first := <-w.queue:
			batch = append(batch[:0], first)
		case <-w.closing:
			if batch = w.waiting(batch[:0]); len(batch) == 0 {
				return
			}
		}
		w.commit(w.waiting(batch))
	}
}

// waiting adds the jobs that wait now to a batch.
func (w *writer) waiting(batch []*job) []*job {
	for len(batch) < maxBatch {
		select {
		case j := <-w.queue:
			batch = append(batch, j)
		default:
			return batch
		}
	}
	return batch
}

// carefulFor is for how many commits each job gets a savepoint after one has spoiled a commit.
const carefulFor = 64

// errSpoiled tells that a job failed that had written something and had no savepoint to go back to.
var errSpoiled = errors.New("a job without a savepoint failed")

// commit runs the jobs in one transaction and answers them after the commit: a job that fails takes
// nothing of the others with it. Failing is rare and savepoints cost every job, so at first there are
// none; where one was needed, all that was done is rolled back and done again with them.
func (w *writer) commit(batch []*job) {
	began := clock.Monotonic()
	for _, j := range batch {
		w.db.Figures.Wait.Took(began - j.since)
	}
	w.careful = max(w.careful-1, 0)
	err := w.transact(batch, w.careful > 0)
	if errors.Is(err, errSpoiled) {
		w.careful = carefulFor
		if err = w.control("ROLLBACK"); err == nil {
			err = w.transact(batch, true)
		}
	}
	if err != nil {
		_ = w.control("ROLLBACK")
		err = classify(err)
		w.db.Figures.failed(len(batch), err)
	} else {
		w.db.Figures.committed(len(batch), began)
	}
	w.db.state.note(err)
	var after []func()
	said := false
	for _, j := range batch {
		if err != nil {
			j.err = err
		} else {
			after = append(after, j.tx.after...)
			said = said || j.tx.said
		}
		close(j.done)
	}
	if said {
		after = append(after, w.db.events.told)
	}
	if len(after) > 0 {
		w.db.then(after)
	}
}

func (w *writer) transact(batch []*job, careful bool) error {
	if err := w.control("BEGIN IMMEDIATE"); err != nil {
		return err
	}
	for _, j := range batch {
		if err := w.runJob(j, careful); err != nil {
			return err
		}
	}
	end := traced(batch)
	w.db.reach(BeforeCommit)
	err := w.control("COMMIT")
	w.db.reach(AfterCommit)
	end(err)
	return err
}

// traced begins a span of the commit in each traced job's trace.
func traced(batch []*job) (end func(error)) {
	var spans []tracing.Span
	for _, j := range batch {
		if _, span := tracing.Start(j.ctx, "db.commit"); span.On() {
			span.Count("tonggui.db.writes", len(batch))
			spans = append(spans, span)
		}
	}
	return func(err error) {
		for _, s := range spans {
			s.End(err)
		}
	}
}

// runJob returns an error only where the transaction as a whole cannot go on.
func (w *writer) runJob(j *job, careful bool) error {
	j.tx = &Tx{Now: w.db.clock.Now(), ctx: context.WithoutCancel(j.ctx), db: w.db, conn: w}
	if j.err = j.ctx.Err(); j.err != nil {
		return nil
	}
	if careful {
		if err := w.control("SAVEPOINT one"); err != nil {
			return err
		}
	}
	if j.err = safely(j.fn, j.tx); j.err != nil {
		if err := w.undo(j, careful); err != nil {
			return err
		}
	}
	if careful {
		return w.control("RELEASE one")
	}
	return nil
}

// undo takes back what a job that failed has written, and writes down the evidence that it leaves.
func (w *writer) undo(j *job, careful bool) error {
	if err := classify(j.err); apperr.Has(err, apperr.StorageFull) {
		return err
	}
	keep, kept := errors.AsType[Keeper](j.err)
	if !careful {
		if j.tx.wrote || kept {
			return errSpoiled
		}
		j.tx.after, j.tx.said = nil, false
		return nil
	}
	j.tx.after, j.tx.said = nil, false
	if err := w.control("ROLLBACK TO one"); err != nil {
		return err
	}
	if kept {
		if err := keep.Keep(j.tx); err != nil {
			j.err = errors.Join(err, w.control("ROLLBACK TO one"))
		}
	}
	return nil
}

// safely runs fn and turns a panic into an error: one faulty write must not end the only writer.
func safely(fn func(*Tx) error, tx *Tx) (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("panic in a write: %v\n%s", p, debug.Stack())
		}
	}()
	return fn(tx)
}

func (w *writer) control(statement string) error {
	_, err := w.exec(context.Background(), statement, nil)
	return err
}

// stmt returns a prepared statement, and whether it is kept or the caller has to close it.
func (w *writer) stmt(ctx context.Context, query string) (s sqliteStmt, kept bool, err error) {
	if s, kept = w.stmts[query]; kept {
		return s, true, nil
	}
	if s, err = w.conn.prepare(ctx, Render(SQLite, query)); err != nil {
		return s, false, err
	}
	if kept = len(query) <= longStatement; kept {
		w.stmts[query] = s
	}
	return s, kept, nil
}

func (w *writer) exec(ctx context.Context, query string, args []any) (int64, error) {
	s, kept, err := w.stmt(ctx, query)
	if err != nil {
		return 0, err
	}
	if !kept {
		defer func() { _ = s.Close() }()
	}
	return s.exec(ctx, args)
}

func (w *writer) query(ctx context.Context, query string, args []any, each func(Row) error) error {
	s, kept, err := w.stmt(ctx, query)
	if err != nil {
		return err
	}
	if !kept {
		defer func() { _ = s.Close() }()
	}
	return s.query(ctx, args, each)
}

func (w *writer) close() {
	close(w.closing)
	<-w.ended
	// A connection with open statements lingers, and its log is not written back into the file.
	for _, s := range w.stmts {
		_ = s.Close()
	}
	_ = w.conn.Close()
	_ = w.migrations.Close()
}
