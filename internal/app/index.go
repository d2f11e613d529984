package app

import (
	"context"
	"os"
	"path/filepath"

	"tonggui/internal/messaging/search"
	"tonggui/internal/platform/db"
)

// indexFile holds the search index on SQLite. All in it follows from the messages: it may be deleted
// while the server stands, and is left out of backups.
const indexFile = "search.db"

// index opens the search index: in a file of its own on SQLite, so that its upkeep holds up no message,
// in the database itself on PostgreSQL. A file that cannot be had costs the searching, not the rest.
func (h *House) index(ctx context.Context, o Options) {
	own := h.DB
	if h.DB.Dialect() == db.SQLite {
		var err error
		if own, err = openIndex(ctx, o); err != nil {
			h.Log.ErrorContext(ctx, "messages cannot be searched until the next start", "file", indexFile, "error", err)
			return
		}
		h.closeIndex = own.Close
	}
	h.Search = search.New(h.DB, own, o.Log)
	waiting := func() float64 { n, _ := h.Search.Waiting(); return float64(n) }
	lag := func() float64 { _, seconds := h.Search.Waiting(); return seconds }
	h.Metrics.Gauge("tonggui_search_waiting_messages", "Messages that this node knows of and that cannot be searched yet.", waiting)
	h.Metrics.Gauge("tonggui_search_lag_seconds", "For how long the first new message that cannot be searched yet has been waiting.", lag)
}

// migrationsOf lists what a database has to hold.
func migrationsOf(d *db.DB) []db.Migrations {
	if d.Dialect() == db.SQLite {
		return migrations
	}
	return append(migrations[:len(migrations):len(migrations)], search.Migrations...)
}

// openIndex opens the file and makes another one in the place of a damaged one.
func openIndex(ctx context.Context, o Options) (*db.DB, error) {
	d, err := tryIndex(ctx, o)
	if !db.IsDamaged(err) {
		return d, err
	}
	o.Log.WarnContext(ctx, "the search index is damaged and is made anew", "file", indexFile, "error", err)
	for _, ending := range []string{"", "-wal", "-shm"} {
		if err := os.Remove(filepath.Join(o.Dir, indexFile+ending)); err != nil && !os.IsNotExist(err) {
			return nil, err
		}
	}
	return tryIndex(ctx, o)
}

func tryIndex(ctx context.Context, o Options) (*db.DB, error) {
	d, err := db.Open(ctx, db.Options{Dir: o.Dir, File: indexFile, Relaxed: true, Clock: o.Clock, Log: o.Log})
	if err != nil {
		return nil, err
	}
	if _, err := d.Migrate(ctx, search.Migrations); err != nil {
		_ = d.Close()
		return nil, err
	}
	return d, nil
}
