package db

import (
	"bytes"
	"context"
	"database/sql"
	"embed"
	"fmt"
	"io/fs"
	"path"
	"strings"

	"github.com/pressly/goose/v3"
	"github.com/pressly/goose/v3/database"
)

//go:embed migrations/*.sql
var own embed.FS

// Migrations are one room's numbered SQL files, in the folder "migrations" of Files.
type Migrations struct {
	Room  string
	Files fs.FS
}

// Migrate brings the database to the newest version: the outbox first, then each room in the order
// given (the order of imports). Each room counts its versions in a table of its own. It returns what
// was applied, as "room/00001_name". Nodes that start together migrate one after the other. A database
// that is newer than this program is left as it is, as long as its floor lets this program in.
//
// Errors: TooOld where the floor lies above this program.
func (d *DB) Migrate(ctx context.Context, rooms []Migrations) ([]string, error) {
	free, err := d.migrateAlone(ctx)
	if err != nil {
		return nil, fmt.Errorf("migrations: %w", err)
	}
	defer free()
	applied, err := d.migrate(ctx, d.withOwn(nil))
	if err != nil {
		return applied, err
	}
	// The table of floors is there now, and nothing of the rooms is touched yet.
	if err := d.CheckFloor(ctx, rooms); err != nil {
		return applied, err
	}
	more, err := d.migrate(ctx, rooms)
	return append(applied, more...), err
}

func (d *DB) migrate(ctx context.Context, rooms []Migrations) ([]string, error) {
	applied := []string{}
	for _, room := range rooms {
		p, err := d.provider(room)
		if err != nil {
			return applied, fmt.Errorf("migrations of %s: %w", room.Room, err)
		}
		done, err := p.Up(ctx)
		for _, r := range done {
			applied = append(applied, room.Room+"/"+strings.TrimSuffix(path.Base(r.Source.Path), ".sql"))
		}
		if err != nil {
			return applied, fmt.Errorf("migrations of %s: %w", room.Room, err)
		}
	}
	return applied, nil
}

// migrationLock is the number of the lock that whoever migrates holds, on PostgreSQL.
const migrationLock = 7_466_726_001

// migrateAlone keeps other nodes from migrating until free is called. SQLite has one node only.
func (d *DB) migrateAlone(ctx context.Context) (free func(), err error) {
	if d.dialect != Postgres {
		return func() {}, nil
	}
	conn, err := d.pool.Conn(ctx)
	if err != nil {
		return nil, err
	}
	if _, err := conn.ExecContext(ctx, `SELECT pg_advisory_lock($1)`, int64(migrationLock)); err != nil {
		_ = conn.Close()
		return nil, err
	}
	return func() {
		_, _ = conn.ExecContext(context.WithoutCancel(ctx), `SELECT pg_advisory_unlock($1)`, int64(migrationLock))
		_ = conn.Close()
	}, nil
}

// Pending tells how many migration files are not applied yet.
func (d *DB) Pending(ctx context.Context, rooms []Migrations) (int, error) {
	pending := 0
	for _, room := range d.withOwn(rooms) {
		p, err := d.provider(room)
		if err != nil {
			return 0, err
		}
		status, err := p.Status(ctx)
		if err != nil {
			return 0, err
		}
		for _, s := range status {
			if s.State == goose.StatePending {
				pending++
			}
		}
	}
	return pending, nil
}

// Ahead names the rooms of which the database holds a newer version than this program knows.
func (d *DB) Ahead(ctx context.Context, rooms []Migrations) ([]string, error) {
	ahead := []string{}
	for _, room := range d.withOwn(rooms) {
		p, err := d.provider(room)
		if err != nil {
			return nil, err
		}
		there, err := p.GetDBVersion(ctx)
		if err != nil {
			return nil, err
		}
		if known, err := newest(room); err != nil {
			return nil, err
		} else if there > known {
			ahead = append(ahead, room.Room)
		}
	}
	return ahead, nil
}

func (d *DB) withOwn(rooms []Migrations) []Migrations {
	return append([]Migrations{{Room: "db", Files: own}}, rooms...)
}

func (d *DB) provider(room Migrations) (*goose.Provider, error) {
	files, err := fs.Sub(room.Files, "migrations")
	if err != nil {
		return nil, err
	}
	dialect := database.DialectSQLite3
	if d.dialect == Postgres {
		dialect = database.DialectPostgres
	}
	store, err := database.NewStore(dialect, "migrations_"+room.Room)
	if err != nil {
		return nil, err
	}
	return goose.NewProvider("", d.migrationPool(), renderedFS{files, d.dialect}, goose.WithStore(store))
}

// migrationPool returns connections that may change the schema.
func (d *DB) migrationPool() *sql.DB {
	if d.writer != nil {
		return d.writer.migrations
	}
	return d.pool
}

// renderedFS shows SQL files with the words of one dialect.
type renderedFS struct {
	fs.FS
	dialect Dialect
}

func (r renderedFS) Open(name string) (fs.File, error) {
	f, err := r.FS.Open(name)
	if err != nil || path.Ext(name) != ".sql" {
		return f, err
	}
	defer f.Close()
	text, err := fs.ReadFile(r.FS, name)
	if err != nil {
		return nil, err
	}
	info, err := f.Stat()
	if err != nil {
		return nil, err
	}
	rendered := Render(r.dialect, string(text))
	return renderedFile{bytes.NewReader([]byte(rendered)), sizedInfo{info, int64(len(rendered))}}, nil
}

type renderedFile struct {
	*bytes.Reader
	info fs.FileInfo
}

func (f renderedFile) Stat() (fs.FileInfo, error) { return f.info, nil }
func (f renderedFile) Close() error               { return nil }

type sizedInfo struct {
	fs.FileInfo
	size int64
}

func (i sizedInfo) Size() int64 { return i.size }
