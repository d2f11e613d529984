package db

import (
	"cmp"
	"context"
	"database/sql"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"time"

	"tonggui/internal/platform/clock"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/stdlib"
	_ "modernc.org/sqlite" // driver "sqlite"
)

// Dialect names the database below.
type Dialect string

// The two databases.
const (
	SQLite   Dialect = "sqlite"
	Postgres Dialect = "postgres"
)

// Options say which database to open.
type Options struct {
	URL  string // postgres://...; empty for SQLite in Dir
	Dir  string // data folder of SQLite
	File string // SQLite's file in it; tonggui.db where empty
	// Relaxed syncs SQLite's log only now and then: a power cut takes the last commits back, but
	// breaks nothing. For what can be made anew.
	Relaxed bool
	Clock   clock.Clock
	Log     *slog.Logger
	// MaxConns bounds the connections to PostgreSQL and the readers of SQLite; 0 means 16.
	MaxConns int
	// Before is called before each statement of a write, with its text, and around each commit, with
	// BeforeCommit and AfterCommit. Tests end the process there; nil for nobody.
	Before func(statement string)
}

// What Options.Before is called with around commits.
const (
	BeforeCommit = "COMMIT"
	AfterCommit  = "COMMITTED"
)

// DB is an open database. It is safe for concurrent use.
type DB struct {
	dialect Dialect
	clock   clock.Clock
	log     *slog.Logger
	pool    *sql.DB // PostgreSQL: everything; SQLite: readers
	writer  *writer // SQLite only
	// statements are SQLite's prepared reading statements.
	statements *statements
	after      chan []func()
	stopped    chan struct{}
	ending     sync.RWMutex // held for writing to close after
	ended      bool
	events     *board
	state      state
	lines      *lines // PostgreSQL only
	followers  followers
	before     func(statement string) // nil for nobody
	// Figures are for the metrics.
	Figures Figures
}

// Open opens the database and starts its writer. It migrates nothing.
func Open(ctx context.Context, o Options) (*DB, error) {
	if o.MaxConns == 0 {
		o.MaxConns = 16
	}
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	d := &DB{
		dialect: SQLite, clock: o.Clock, log: o.Log, before: o.Before, events: newBoard(),
		after: make(chan []func(), 1024), stopped: make(chan struct{}), followers: followers{moved: newBoard()}, Figures: newFigures(),
	}
	var err error
	if o.URL != "" {
		d.dialect = Postgres
		err = d.openPostgres(ctx, o)
	} else {
		err = d.openSQLite(ctx, o)
	}
	if err != nil {
		return nil, err
	}
	go d.runAfter()
	return d, nil
}

// connectFor is how long PostgreSQL may take to answer a new connection.
const connectFor = 3 * time.Second

func (d *DB) openPostgres(ctx context.Context, o Options) error {
	config, err := pgx.ParseConfig(o.URL)
	if err != nil {
		return fmt.Errorf("database_url: %w", err)
	}
	if config.ConnectTimeout == 0 { // the URL's connect_timeout
		config.ConnectTimeout = connectFor
	}
	d.lines = newLines(config.DialFunc)
	config.DialFunc = d.lines.dial
	pool := stdlib.OpenDB(*config)
	pool.SetMaxOpenConns(o.MaxConns)
	pool.SetMaxIdleConns(o.MaxConns)
	pool.SetConnMaxLifetime(time.Hour)
	if err := pool.PingContext(ctx); err != nil {
		_ = pool.Close()
		return fmt.Errorf("PostgreSQL does not answer: %w", err)
	}
	d.pool = pool
	return nil
}

// checkpointEvery is how many pages of 4 KiB the log has when they go into the file. Busy pages are
// written to the log again and again; the longer it is, the fewer of them are copied.
const checkpointEvery = 8192

// Secured tells the host of a PostgreSQL address, and whether nothing can travel there unencrypted.
func Secured(address string) (host string, encrypted bool) {
	config, err := pgx.ParseConfig(address)
	if err != nil {
		return "", false
	}
	encrypted = config.TLSConfig != nil
	for _, f := range config.Fallbacks {
		encrypted = encrypted && f.TLSConfig != nil
	}
	return config.Host, encrypted
}

// readerIdle is how long a reader of SQLite stays open without work.
const readerIdle = 15 * time.Second

func (d *DB) openSQLite(ctx context.Context, o Options) error {
	if err := os.MkdirAll(o.Dir, 0o700); err != nil {
		return fmt.Errorf("data folder: %w", err)
	}
	path := filepath.Join(o.Dir, cmp.Or(o.File, "tonggui.db"))
	const pragmas = "?_pragma=journal_mode(WAL)&_pragma=busy_timeout(10000)" +
		"&_pragma=cache_size(-65536)&_pragma=temp_store(MEMORY)&_pragma=trusted_schema(OFF)&_pragma=cell_size_check(ON)"
	// FULL syncs the log at each commit: an acknowledged write survives a power cut.
	durability := "&_pragma=synchronous(FULL)"
	if o.Relaxed {
		durability = "&_pragma=synchronous(NORMAL)"
	}
	file := "file:" + strings.NewReplacer("?", "%3f", "#", "%23").Replace(path) + pragmas + durability
	conn, err := openSQLiteConn(file + fmt.Sprintf("&_pragma=wal_autocheckpoint(%d)", checkpointEvery))
	if err != nil {
		return fmt.Errorf("%s: %w", path, err)
	}
	_ = os.Chmod(path, 0o600)
	readers, err := sql.Open("sqlite", file+"&_pragma=query_only(ON)")
	if err != nil {
		return err
	}
	readers.SetMaxOpenConns(o.MaxConns)
	readers.SetMaxIdleConns(o.MaxConns)
	readers.SetConnMaxIdleTime(readerIdle) // each has pages in memory: a rush should not hold them for good
	d.pool = readers
	d.statements = newStatements(readers)
	migrations, err := sql.Open("sqlite", file)
	if err != nil {
		return err
	}
	migrations.SetMaxIdleConns(0) // used at start only
	d.writer = newWriter(d, conn)
	d.writer.migrations = migrations
	go d.writer.run()
	return nil
}

// reach tells whoever wants to know that a write has come so far.
func (d *DB) reach(statement string) {
	if d.before != nil {
		d.before(statement)
	}
}

// Dialect tells which database is open.
func (d *DB) Dialect() Dialect { return d.dialect }

// Now returns the instant of the database's clock, for what happens outside a transaction.
func (d *DB) Now() clock.Instant { return d.clock.Now() }

// Ping tells whether the database answers.
func (d *DB) Ping(ctx context.Context) error { return d.pool.PingContext(ctx) }

// Close ends the writer after the work it has taken and closes all connections.
func (d *DB) Close() error {
	if d.writer != nil {
		d.writer.close()
	}
	d.ending.Lock()
	d.ended = true
	close(d.after)
	d.ending.Unlock()
	<-d.stopped
	if d.statements != nil {
		d.statements.close()
	}
	return d.pool.Close()
}

// runAfter runs the functions registered with AfterCommit, in commit order on SQLite, one at a
// time, away from the writer, so that a slow listener never delays a commit.
func (d *DB) runAfter() {
	defer close(d.stopped)
	for batch := range d.after {
		runAll(batch)
	}
}

// then has functions run after a commit. Somebody may wait for them, so none is lost even while the
// database is being closed.
func (d *DB) then(batch []func()) {
	d.ending.RLock()
	defer d.ending.RUnlock()
	if d.ended {
		runAll(batch)
		return
	}
	d.after <- batch
}

func runAll(batch []func()) {
	for _, fn := range batch {
		fn()
	}
}
