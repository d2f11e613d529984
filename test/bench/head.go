package main

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"runtime"
	"strings"
	"time"

	"tonggui/internal/testkit/dbtest"

	_ "github.com/jackc/pgx/v5/stdlib" // driver "pgx"
)

// head says what was measured where, and how durable it is.
func (b *bench) head() (string, error) {
	version, err := exec.Command(b.Binary, "version").Output()
	if err != nil {
		return "", fmt.Errorf("%s: %w (make build makes it)", b.Binary, err)
	}
	syncs, err := syncsPerSecond()
	if err != nil {
		return "", err
	}
	load, _ := os.ReadFile("/proc/loadavg")
	first, _, _ := strings.Cut(string(version), "\n")
	text := fmt.Sprintf("%s, %s, %d processors, load at the start %s\n", first, time.Now().Format("2006-01-02 15:04"), runtime.NumCPU(), strings.Join(strings.Fields(string(load))[:3], " ")) +
		fmt.Sprintf("Everything is stored durably before it is acknowledged: SQLite syncs its log at each (shared) commit, PostgreSQL has\n"+
			"fsync and synchronous_commit on. The disk syncs %d times a second. Load program, server and database share the processors.\n", syncs)
	if b.Quick {
		text += "A quick run: spans are short and crowds are small; do not compare.\n"
	}
	return text, nil
}

// syncsPerSecond appends to a file and syncs it, as a log of commits does.
func syncsPerSecond() (int, error) {
	f, err := os.CreateTemp("", "tonggui-bench-sync-")
	if err != nil {
		return 0, err
	}
	defer func() { _ = os.Remove(f.Name()) }()
	block := make([]byte, 4096)
	n, begin := 0, time.Now()
	for ; err == nil && time.Since(begin) < 300*time.Millisecond; n++ {
		if _, err = f.Write(block); err == nil {
			err = f.Sync()
		}
	}
	return int(float64(n) / time.Since(begin).Seconds()), errors.Join(err, f.Close())
}

// newDatabase creates an empty database on the run's PostgreSQL, which is started for the first one.
func (b *bench) newDatabase(ctx context.Context) (string, error) {
	if b.database == nil {
		s, err := dbtest.StartPostgres("")
		if err != nil {
			return "", fmt.Errorf("PostgreSQL: %w (scripts/prepare.sh installs it)", err)
		}
		b.database = s
	}
	pool, err := sql.Open("pgx", b.database.URL)
	if err != nil {
		return "", err
	}
	defer func() { _ = pool.Close() }()
	b.made++
	name := fmt.Sprintf("bench%d", b.made)
	_, err = pool.ExecContext(ctx, "CREATE DATABASE "+name)
	return strings.Replace(b.database.URL, "/postgres?", "/"+name+"?", 1), err
}

// dropDatabase removes a database that has been measured: the vacuum would go on to tend it.
func (b *bench) dropDatabase(url string) {
	pool, err := sql.Open("pgx", b.database.URL)
	if err != nil {
		return
	}
	defer func() { _ = pool.Close() }()
	name := url[strings.LastIndexByte(url, '/')+1 : strings.IndexByte(url, '?')]
	_, _ = pool.Exec("DROP DATABASE IF EXISTS " + name + " WITH (FORCE)")
}
