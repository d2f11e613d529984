// Package dbtest opens databases for tests: SQLite in a temporary folder, and PostgreSQL as the
// Debian package brings it. Where TONGGUI_TEST_DATABASE_URL names a server it is used; else one
// is started for the test process and ended with it.
package dbtest

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"tonggui/internal/platform/clock"
	"tonggui/internal/platform/db"
)

// Start is the instant at which a test's clock stands: Monday, 2026-03-02, 10:00 in Shanghai.
var Start = time.Date(2026, 3, 2, 2, 0, 0, 0, time.UTC)

// Each runs fn once on SQLite and once on PostgreSQL, as subtests, with empty migrated databases.
func Each(t *testing.T, rooms []db.Migrations, fn func(t *testing.T, d *db.DB, c *clock.Fake)) {
	for _, dialect := range []db.Dialect{db.SQLite, db.Postgres} {
		t.Run(string(dialect), func(t *testing.T) {
			d, c := Open(t, dialect, rooms)
			fn(t, d, c)
		})
	}
}

// Open opens an empty, migrated database that ends with the test.
func Open(t testing.TB, dialect db.Dialect, rooms []db.Migrations) (*db.DB, *clock.Fake) {
	t.Helper()
	c := clock.NewFake(Start)
	o := db.Options{Dir: t.TempDir(), Clock: c}
	if dialect == db.Postgres {
		o.URL = newPostgres(t, migrated(t, rooms))
	}
	d, err := db.Open(context.Background(), o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = d.Close() })
	if _, err := d.Migrate(context.Background(), rooms); err != nil {
		t.Fatal(err)
	}
	return d, c
}

// Beside opens what stands beside a database of Open: a file of its own with the tables of rooms on
// SQLite, the database itself, which Open was given them for, on PostgreSQL.
func Beside(t testing.TB, d *db.DB, c clock.Clock, rooms []db.Migrations) *db.DB {
	t.Helper()
	if d.Dialect() == db.Postgres {
		return d
	}
	own, err := db.Open(context.Background(), db.Options{Dir: t.TempDir(), File: "beside.db", Relaxed: true, Clock: c})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = own.Close() })
	if _, err := own.Migrate(context.Background(), rooms); err != nil {
		t.Fatal(err)
	}
	return own
}

var databases atomic.Int64

// NewPostgres creates an empty database on the test server and returns its URL; it is dropped with
// the test.
func NewPostgres(t testing.TB) string { return newPostgres(t, "template1") }

// CopyPostgres copies a database of NewPostgres to which nobody is connected, and returns the copy's URL.
func CopyPostgres(t testing.TB, of string) string {
	t.Helper()
	u, err := url.Parse(of)
	if err != nil {
		t.Fatal(err)
	}
	return newPostgres(t, strings.TrimPrefix(u.Path, "/"))
}

func newPostgres(t testing.TB, template string) string {
	t.Helper()
	pool, err := maintenance()
	if err != nil {
		t.Fatalf("PostgreSQL for tests: %v (scripts/prepare.sh installs it)", err)
	}
	name := fmt.Sprintf("t%d_%d", os.Getpid(), databases.Add(1))
	if _, err := pool.Exec("CREATE DATABASE " + name + " TEMPLATE " + template); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _, _ = pool.Exec("DROP DATABASE IF EXISTS " + name + " WITH (FORCE)") })
	base, _ := server()
	return strings.Replace(base, "/postgres?", "/"+name+"?", 1)
}

// maintenance is kept open: each connection is a process of its own to start.
var maintenance = sync.OnceValues(func() (*sql.DB, error) {
	base, err := server()
	if err != nil {
		return nil, err
	}
	return sql.Open("pgx", base)
})

var templates = struct {
	sync.Mutex
	byRooms map[string]string
}{byRooms: map[string]string{}}

// migrated names a database to copy that has the rooms' tables: migrating costs more than all else
// about a database. The copies still go through Migrate, which finds nothing to do. A server that is
// not ours to leave things on gets no such database.
func migrated(t testing.TB, rooms []db.Migrations) string {
	t.Helper()
	if os.Getenv("TONGGUI_TEST_DATABASE_URL") != "" {
		return "template1"
	}
	key := ""
	for _, r := range rooms {
		key += "\n" + r.Room
		if err := fs.WalkDir(r.Files, ".", func(path string, e fs.DirEntry, err error) error {
			if err != nil || e.IsDir() {
				return err
			}
			raw, err := fs.ReadFile(r.Files, path)
			key += fmt.Sprintf(" %s %x", path, sha256.Sum256(raw))
			return err
		}); err != nil {
			t.Fatal(err)
		}
	}
	templates.Lock()
	defer templates.Unlock()
	if name, ok := templates.byRooms[key]; ok {
		return name
	}
	pool, err := maintenance()
	if err != nil {
		t.Fatalf("PostgreSQL for tests: %v (scripts/prepare.sh installs it)", err)
	}
	name := fmt.Sprintf("template%d_%d", os.Getpid(), databases.Add(1))
	if _, err := pool.Exec("CREATE DATABASE " + name); err != nil {
		t.Fatal(err)
	}
	base, _ := server()
	d, err := db.Open(context.Background(), db.Options{Dir: t.TempDir(), Clock: clock.NewFake(Start), URL: strings.Replace(base, "/postgres?", "/"+name+"?", 1)})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := d.Migrate(context.Background(), rooms); err != nil {
		t.Fatal(err)
	}
	if err := d.Close(); err != nil {
		t.Fatal(err)
	}
	templates.byRooms[key] = name
	return name
}

// Answers tells whether the server takes questions now.
func (s *Server) Answers() bool {
	pool, err := sql.Open("pgx", s.URL)
	if err != nil {
		return false
	}
	defer pool.Close()
	return pool.Ping() == nil
}
