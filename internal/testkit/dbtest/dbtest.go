// Package dbtest opens databases for tests: SQLite in a temporary folder, and PostgreSQL as the
// Debian package brings it. Where TONGGUI_TEST_DATABASE_URL names a server it is used; else one
// is started for the test process and ended with it.
package dbtest

import (
	"context"
	"database/sql"
	"fmt"
	"os"
	"strings"
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
		o.URL = NewPostgres(t)
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

var databases atomic.Int64

// NewPostgres creates an empty database on the test server and returns its URL; it is dropped with
// the test.
func NewPostgres(t testing.TB) string {
	t.Helper()
	base, err := server()
	if err != nil {
		t.Fatalf("PostgreSQL for tests: %v (scripts/prepare.sh installs it)", err)
	}
	admin, err := sql.Open("pgx", base)
	if err != nil {
		t.Fatal(err)
	}
	defer admin.Close()
	name := fmt.Sprintf("t%d_%d", os.Getpid(), databases.Add(1))
	if _, err := admin.Exec("CREATE DATABASE " + name); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		admin, err := sql.Open("pgx", base)
		if err == nil {
			_, _ = admin.Exec("DROP DATABASE IF EXISTS " + name + " WITH (FORCE)")
			_ = admin.Close()
		}
	})
	return strings.Replace(base, "/postgres?", "/"+name+"?", 1)
}

func (s *Server) ready() bool {
	pool, err := sql.Open("pgx", s.URL)
	if err != nil {
		return false
	}
	defer pool.Close()
	return pool.Ping() == nil
}
