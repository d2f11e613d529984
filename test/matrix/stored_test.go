package matrix

import (
	"database/sql"
	"encoding/binary"
	"fmt"
	"hash"
	"hash/fnv"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"tonggui/internal/app"
	"tonggui/internal/platform/db"
)

// storage looks into the house's database from outside, over a connection of its own.
type storage struct {
	t       testing.TB
	dialect db.Dialect
	conn    *sql.DB
	last    sums // as it was at lastAt
	lastAt  string
}

func openStorage(t testing.TB, dialect db.Dialect, o app.Options) *storage {
	t.Helper()
	driver, source := "sqlite", "file:"+filepath.Join(o.Dir, "tonggui.db")+"?_pragma=busy_timeout(10000)&_pragma=query_only(ON)"
	if dialect == db.Postgres {
		driver, source = "pgx", o.DatabaseURL
	}
	conn, err := sql.Open(driver, source)
	if err != nil {
		t.Fatal(err)
	}
	conn.SetMaxOpenConns(1) // data_version counts the others' commits as this connection sees them
	t.Cleanup(func() { _ = conn.Close() })
	return &storage{t: t, dialect: dialect, conn: conn}
}

// stamp is cheap to ask and changes with every commit that writes.
func (s *storage) stamp() (out string) {
	s.t.Helper()
	query := `PRAGMA data_version`
	if s.dialect == db.Postgres {
		query = `SELECT pg_snapshot_xmax(pg_current_snapshot())::text`
	}
	if err := s.conn.QueryRow(query).Scan(&out); err != nil {
		s.t.Fatal(err)
	}
	return out
}

// spared are the tables that a refusal may write: evidence and audit; counters of failed logins are
// evidence of guessing. The audit log's numbers are given beside all requests.
var spared = []string{"audit", "evidence", "login_attempts",
	"audit_log", "audit_leaves", "audit_spans", "audit_keys", "audit_tiles", "audit_checkpoints"}

// sums has one over the rows of each table.
type sums map[string]string

func (s *storage) tables() []string {
	s.t.Helper()
	query := `SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY 1`
	if s.dialect == db.Postgres {
		query = `SELECT tablename::text FROM pg_tables WHERE schemaname = 'public' ORDER BY 1`
	}
	// What is listed for searching and what is summed follow by themselves, some time after what was stored, and
	// a node says every second that it is there.
	return slices.DeleteFunc(s.column(query), func(name string) bool {
		return name == "nodes" || strings.HasPrefix(name, "search_") || strings.HasPrefix(name, "approval_sum") || strings.HasPrefix(name, "sqlite_") || strings.HasPrefix(name, "migrations_") || strings.HasPrefix(name, "goose")
	})
}

func (s *storage) column(query string) (out []string) {
	s.t.Helper()
	rows, err := s.conn.Query(query)
	if err != nil {
		s.t.Fatal(err)
	}
	defer func() { _ = rows.Close() }()
	for rows.Next() {
		var v string
		if err := rows.Scan(&v); err != nil {
			s.t.Fatal(err)
		}
		out = append(out, v)
	}
	return out
}

// content reads everything that a refusal must leave alone.
func (s *storage) content() sums {
	s.t.Helper()
	stamp := s.stamp()
	if stamp == s.lastAt {
		return s.last
	}
	out := sums{}
	for _, name := range s.tables() {
		if !slices.Contains(spared, name) {
			out[name] = s.sum(name)
		}
	}
	s.last, s.lastAt = out, stamp
	return out
}

// sum does not depend on the order of rows. When a session was last seen is written beside every
// request and is no act of the person, nor is it that a minute later an approval is in the sums.
func (s *storage) sum(name string) string {
	s.t.Helper()
	rows, err := s.conn.Query(`SELECT * FROM ` + name)
	if err != nil {
		s.t.Fatal(err)
	}
	defer func() { _ = rows.Close() }()
	columns, err := rows.Columns()
	if err != nil {
		s.t.Fatal(err)
	}
	var n, sum uint64
	cells, into := make([]any, len(columns)), make([]any, len(columns))
	for i := range cells {
		into[i] = &cells[i]
	}
	for rows.Next() {
		if err := rows.Scan(into...); err != nil {
			s.t.Fatal(err)
		}
		h := fnv.New64a()
		for i, c := range cells {
			if columns[i] != "last_seen_at" && columns[i] != "took" {
				feed(h, c)
			}
		}
		n, sum = n+1, sum+h.Sum64()
	}
	return fmt.Sprintf("%d rows %x", n, sum)
}

// feed adds a cell to a row's sum; most cells are bytes and numbers.
func feed(h hash.Hash64, cell any) {
	var b [9]byte
	switch v := cell.(type) {
	case []byte:
		b[8] = 'b'
		_, _ = h.Write(v)
	case string:
		b[8] = 's'
		_, _ = h.Write([]byte(v))
	case int64:
		b[8] = 'i'
		binary.BigEndian.PutUint64(b[:8], uint64(v))
	default:
		_, _ = fmt.Fprint(h, v)
	}
	_, _ = h.Write(b[:])
}

// differs names the tables that are not as before.
func (before sums) differs(now sums) (out []string) {
	for name, was := range before {
		if now[name] != was {
			out = append(out, fmt.Sprintf("%s: %s, was %s", name, now[name], was))
		}
	}
	slices.Sort(out)
	return out
}
