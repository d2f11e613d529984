package db

import (
	"context"
	"database/sql"
	"errors"
	"strconv"
	"strings"
	"sync"

	"tonggui/internal/platform/clock"
)

// ErrNone is returned by One where no row answers.
var ErrNone = errors.New("no such row")

// Q is what can be asked of a database: a Tx inside Write, a Snapshot inside Read.
type Q interface {
	// At is the instant by which the whole transaction or snapshot is judged.
	At() clock.Instant
	query(query string, args []any, each func(Row) error) error
}

// Row is one row of an answer.
type Row interface {
	Scan(dest ...any) error
}

// All returns what scan makes of each row, in order; an empty answer is an empty slice.
func All[T any](q Q, scan func(Row) (T, error), query string, args ...any) ([]T, error) {
	out := []T{}
	err := q.query(query, args, func(r Row) error {
		v, err := scan(r)
		if err == nil {
			out = append(out, v)
		}
		return err
	})
	return out, err
}

// One returns what scan makes of the first row, or ErrNone.
func One[T any](q Q, scan func(Row) (T, error), query string, args ...any) (T, error) {
	var out T
	found := false
	err := q.query(query, args, func(r Row) (err error) {
		if !found {
			out, err = scan(r)
			found = true
		}
		return err
	})
	if err == nil && !found {
		err = ErrNone
	}
	return out, err
}

// Value returns the single column of the first row, or ErrNone.
func Value[T any](q Q, query string, args ...any) (T, error) {
	return One(q, Scalar[T], query, args...)
}

// Scalar scans a row of one column.
func Scalar[T any](r Row) (v T, err error) {
	err = r.Scan(&v)
	return v, err
}

// Each calls fn for every row without keeping them. fn must not use the same Q.
func Each(q Q, fn func(Row) error, query string, args ...any) error {
	return q.query(query, args, fn)
}

// Tx is a transaction inside Write. It belongs to one goroutine.
type Tx struct {
	// Now is the transaction's instant, the only clock inside.
	Now   clock.Instant
	ctx   context.Context
	db    *DB
	conn  execer
	after []func()
	said  bool
	wrote bool // something that was not undone by the database itself
}

type execer interface {
	exec(ctx context.Context, query string, args []any) (int64, error)
	query(ctx context.Context, query string, args []any, each func(Row) error) error
}

// At returns Now; it makes Tx a Q.
func (t *Tx) At() clock.Instant { return t.Now }

// Context returns the caller's context.
func (t *Tx) Context() context.Context { return t.ctx }

// Exec runs a statement and returns how many rows it touched.
func (t *Tx) Exec(query string, args ...any) (int64, error) {
	t.db.reach(query)
	query, args = spread(query, args)
	n, err := t.conn.exec(t.ctx, query, args)
	t.wrote = t.wrote || n > 0
	return n, err
}

// AfterCommit registers fn to run once after the commit. It must be quick and must not fail: a lost
// call costs latency, never data.
func (t *Tx) AfterCommit(fn func()) { t.after = append(t.after, fn) }

func (t *Tx) query(query string, args []any, each func(Row) error) error {
	t.db.reach(query)
	query, args = spread(query, args)
	if t.wrote || strings.HasPrefix(query, "SELECT") {
		return t.conn.query(t.ctx, query, args, each)
	}
	return t.conn.query(t.ctx, query, args, func(r Row) error {
		t.wrote = true // what it returns it has written
		return each(r)
	})
}

func drain(rows *sql.Rows, err error, each func(Row) error) error {
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		if err := each(rows); err != nil {
			return err
		}
	}
	return rows.Err()
}

// rebound caches the `$1, $2` form of each statement: PostgreSQL does not read `?`.
var rebound sync.Map

func rebind(query string) string {
	if v, ok := rebound.Load(query); ok {
		return v.(string)
	}
	out := Render(Postgres, query)
	var b strings.Builder
	n, quoted := 0, false
	for _, c := range out {
		switch {
		case c == '\'':
			quoted = !quoted
			b.WriteRune(c)
		case c == '?' && !quoted:
			n++
			b.WriteByte('$')
			b.WriteString(strconv.Itoa(n))
		default:
			b.WriteRune(c)
		}
	}
	rebound.Store(query, b.String())
	return b.String()
}

// Render turns the comments /*sqlite ...*/ or /*postgres ...*/ of a statement into SQL for the
// database that they name and removes those of the other.
func Render(d Dialect, query string) string {
	for _, other := range []Dialect{SQLite, Postgres} {
		open := "/*" + string(other) + " "
		for {
			i := strings.Index(query, open)
			if i < 0 {
				break
			}
			j := strings.Index(query[i:], "*/")
			if j < 0 {
				break
			}
			inner := query[i+len(open) : i+j]
			if other != d {
				inner = ""
			}
			query = query[:i] + inner + query[i+j+2:]
		}
	}
	return query
}
