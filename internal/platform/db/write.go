package db

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"io"
	"net"
	"strings"
	"sync/atomic"

	"tonggui/internal/platform/apperr"
	"tonggui/internal/platform/clock"
	"tonggui/internal/platform/tracing"

	"github.com/jackc/pgx/v5/pgconn"
	"modernc.org/sqlite"
)

// Keeper is an error that leaves something behind: when a function handed to Write returns one,
// all that the function wrote is rolled back, then Keep writes the evidence, and only that is
// committed. The error itself is returned to the caller.
type Keeper interface {
	error
	Keep(tx *Tx) error
}

// Write runs fn in a transaction and returns after the commit is durable. Where fn fails nothing is
// written, but for a Keeper's evidence. fn may run more than once and must not touch the network.
//
// Errors: fn's own; apperr.StorageFull; apperr.OutcomeUnknown where the connection was lost during
// the commit, so that only a retry with the same idempotency key can tell.
func (d *DB) Write(ctx context.Context, fn func(tx *Tx) error) error {
	ctx, span := tracing.Start(ctx, "db.write")
	var err error
	if d.writer == nil {
		err = d.writePostgres(ctx, fn)
	} else {
		err = d.writer.do(ctx, fn)
	}
	span.End(err)
	return err
}

const retries = 8

func (d *DB) writePostgres(ctx context.Context, fn func(tx *Tx) error) error {
	var err error
	for range retries {
		if err = d.tryPostgres(ctx, fn); !retryable(err) {
			break
		}
		d.Figures.Repeats.Add(1)
	}
	if err = classify(err); err != nil {
		d.Figures.failed(1, err)
	}
	d.state.note(err)
	return err
}

func (d *DB) tryPostgres(ctx context.Context, fn func(tx *Tx) error) error {
	err := d.inTx(ctx, fn)
	if keep, ok := errors.AsType[Keeper](err); ok {
		if failed := d.inTx(ctx, keep.Keep); failed != nil {
			return failed
		}
	}
	return err
}

func (d *DB) inTx(ctx context.Context, fn func(tx *Tx) error) error {
	asked := clock.Monotonic()
	stx, err := d.pool.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	began := clock.Monotonic()
	d.Figures.Wait.Took(began - asked)
	defer func() { _ = stx.Rollback() }()
	tx := &Tx{Now: d.clock.Now(), ctx: ctx, db: d, conn: pgTx{stx}}
	if err := safely(fn, tx); err != nil {
		return err
	}
	_, span := tracing.Start(ctx, "db.commit")
	d.reach(BeforeCommit)
	err = stx.Commit()
	d.reach(AfterCommit)
	span.End(err)
	if err != nil {
		// An answer tells that nothing was stored, but for a server's last words.
		if answer, answered := errors.AsType[*pgconn.PgError](err); answered && !fatal(answer) {
			return err
		}
		return apperr.OutcomeUnknown.Because(err)
	}
	d.Figures.committed(1, began)
	if tx.said {
		tx.after = append(tx.after, d.events.told)
	}
	if len(tx.after) > 0 {
		d.then(tx.after)
	}
	return nil
}

type pgTx struct{ tx *sql.Tx }

func (p pgTx) exec(ctx context.Context, query string, args []any) (int64, error) {
	res, err := p.tx.ExecContext(ctx, rebind(query), args...)
	if err != nil {
		return 0, err
	}
	return res.RowsAffected()
}

func (p pgTx) query(ctx context.Context, query string, args []any, each func(Row) error) error {
	rows, err := p.tx.QueryContext(ctx, rebind(query), args...)
	return drain(rows, err, each)
}

// Read runs fn on a consistent snapshot.
func (d *DB) Read(ctx context.Context, fn func(q Q) error) error {
	tx, err := d.pool.BeginTx(ctx, &sql.TxOptions{ReadOnly: true, Isolation: d.snapshotLevel()})
	if err != nil {
		return classify(err)
	}
	defer func() { _ = tx.Rollback() }()
	var src reader = sqliteReader{d.statements, tx}
	if d.dialect == Postgres {
		src = postgresReader{tx}
	}
	return classify(fn(&Snapshot{ctx: ctx, at: d.clock.Now(), src: src}))
}

// Ask returns a Q for a single statement, without the cost of a snapshot.
func (d *DB) Ask(ctx context.Context) Q {
	var src reader = sqliteReader{statements: d.statements}
	if d.dialect == Postgres {
		src = postgresReader{d.pool}
	}
	return &Snapshot{ctx: ctx, at: d.clock.Now(), src: src}
}

func (d *DB) snapshotLevel() sql.IsolationLevel {
	if d.dialect == Postgres {
		return sql.LevelRepeatableRead
	}
	return sql.LevelDefault // a SQLite transaction reads one snapshot anyway
}

// Snapshot is a consistent view inside Read.
type Snapshot struct {
	ctx context.Context
	at  clock.Instant
	src reader
}

type reader interface {
	rows(ctx context.Context, query string, args []any) (*sql.Rows, error)
}

// At returns the instant of the snapshot.
func (s *Snapshot) At() clock.Instant { return s.at }

func (s *Snapshot) query(query string, args []any, each func(Row) error) error {
	text, args := spread(query, args)
	rows, err := s.src.rows(s.ctx, text, args)
	return away(drain(rows, err, each))
}

// state remembers whether the last write found the storage full, for readiness.
type state struct{ full atomic.Bool }

func (s *state) note(err error) {
	switch {
	case err == nil:
		s.full.Store(false)
	case apperr.Has(err, apperr.StorageFull):
		s.full.Store(true)
	}
}

// Full tells whether the last write that reached the storage found it full. The next write that
// succeeds clears it.
func (d *DB) Full() bool { return d.state.full.Load() }

const (
	sqliteFull    = 13
	sqliteIOErr   = 10
	postgresFull  = "53100"
	postgresAgain = "40"
	postgresStops = "57P"
	postgresLine  = "08"
)

// classify gives a database's own errors the codes that people can act on.
func classify(err error) error {
	if err == nil {
		return nil
	}
	if _, known := errors.AsType[*apperr.Error](err); known {
		return err
	}
	if e, ok := errors.AsType[*sqlite.Error](err); ok {
		// A full disk shows as FULL, or as an I/O error where the log file cannot grow.
		if code := e.Code() & 0xff; code == sqliteFull || code == sqliteIOErr {
			return apperr.StorageFull.Because(err)
		}
	}
	if e, ok := errors.AsType[*pgconn.PgError](err); ok && e.Code == postgresFull {
		return apperr.StorageFull.Because(err)
	}
	return away(err)
}

// away tells errors that mean that PostgreSQL is not there, or went away before it answered; whatever
// was begun is undone by it.
func away(err error) error {
	if err == nil || errors.Is(err, context.Canceled) {
		return err
	}
	if _, ok := errors.AsType[*apperr.Error](err); ok {
		return err
	}
	_, connecting := errors.AsType[*pgconn.ConnectError](err)
	_, network := errors.AsType[net.Error](err)
	answer, answered := errors.AsType[*pgconn.PgError](err)
	if connecting || network || answered && fatal(answer) || errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, io.EOF) || errors.Is(err, driver.ErrBadConn) ||
		pgconn.SafeToRetry(err) /* the connection was closed before the question was put */ {
		return apperr.Unavailable.Because(err)
	}
	return err
}

// fatal tells whether the server ended the connection with these words: it stops, starts, or was told
// to end it.
func fatal(e *pgconn.PgError) bool {
	return e.Severity == "FATAL" || e.Severity == "PANIC" || strings.HasPrefix(e.Code, postgresStops) || strings.HasPrefix(e.Code, postgresLine)
}

func retryable(err error) bool {
	e, ok := errors.AsType[*pgconn.PgError](err)
	return ok && strings.HasPrefix(e.Code, postgresAgain)
}

// IsDuplicate tells whether err is a breach of a unique index.
func IsDuplicate(err error) bool {
	if e, ok := errors.AsType[*pgconn.PgError](err); ok {
		return e.Code == "23505"
	}
	e, ok := errors.AsType[*sqlite.Error](err)
	return ok && (e.Code() == 2067 || e.Code() == 1555)
}

const (
	sqliteCorrupt  = 11
	sqliteNoFormat = 26
)

// IsDamaged tells whether err says that SQLite's file is no intact database.
func IsDamaged(err error) bool {
	e, ok := errors.AsType[*sqlite.Error](err)
	return ok && (e.Code()&0xff == sqliteCorrupt || e.Code()&0xff == sqliteNoFormat)
}
