package app

import (
	"context"
	"os"
	"path/filepath"

	"tonggui/internal/messaging/search"
	"tonggui/internal/platform/apperr"
	"tonggui/internal/platform/db"
)

// indexFile holds the search index on SQLite. All in it follows from the messages: it may be deleted
// while the server stands, and is left out of backups.
const indexFile = "search.db"

// index opens the search index: in a file of its own on SQLite, so that its upkeep holds up no message,
// in the database itself on PostgreSQL. A file that cannot be had costs the searching, not the rest.
func (h *House) index(ctx context.Context, o Options) {
	var err error
	if h.DB.Dialect() == db.SQLite {
		h.Search, err = h.openIndex(ctx, o)
	} else {
		h.Search = search.New(h.DB, h.DB, o.Log)
		err = h.Search.Prepare(ctx)
	}
	if err != nil {
		h.Log.ErrorContext(ctx, "messages cannot be searched until the next start", "error", err)
		h.Search = nil
		return
	}
}

// openIndex opens the file, and makes another one in the place of one that cannot be used.
func (h *House) openIndex(ctx context.Context, o Options) (*search.Service, error) {
	s, err := h.tryIndex(ctx, o)
	if err == nil || apperr.Has(err, apperr.StorageFull) {
		return s, err
	}
	o.Log.WarnContext(ctx, "the search index cannot be used and is made anew", "file", indexFile, "error", err)
	if err := removeIndex(o.Dir); err != nil {
		return nil, err
	}
	return h.tryIndex(ctx, o)
}

func removeIndex(dir string) error {
	for _, ending := range []string{"", "-wal", "-shm"} {
		if err := os.Remove(filepath.Join(dir, indexFile+ending)); err != nil && !os.IsNotExist(err) {
			return err
		}
	}
	return nil
}

func (h *House) tryIndex(ctx context.Context, o Options) (*search.Service, error) {
	d, err := db.Open(ctx, db.Options{Dir: o.Dir, File: indexFile, Relaxed: true, Clock: o.Clock, Log: o.Log})
	if err != nil {
		return nil, err
	}
	s := search.New(h.DB, d, o.Log)
	if _, err = d.Migrate(ctx, search.Migrations); err == nil {
		err = s.Prepare(ctx)
	}
	if err != nil {
		_ = d.Close()
		return nil, err
	}
	// Whoever still has the file open goes on with it; the next start makes another one.
	s.OnDamage = func() { _ = removeIndex(o.Dir) }
	h.closeIndex = d.Close
	return s, nil
}

// migrationsOf lists what a database has to hold.
func migrationsOf(d *db.DB) []db.Migrations {
	if d.Dialect() == db.SQLite {
		return migrations
	}
	return append(migrations[:len(migrations):len(migrations)], search.Migrations...)
}
