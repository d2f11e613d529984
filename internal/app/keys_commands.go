package app

import (
	"context"
	"errors"
	"log/slog"

	"tonggui/internal/audit"
	"tonggui/internal/platform/config"
	"tonggui/internal/platform/crypt"
	"tonggui/internal/platform/db"
)

// withKeys opens the database and the key file for a command, beside a server that may run. The database must be at
// this program's version.
func withKeys(ctx context.Context, c *config.Config, log *slog.Logger, fn func(*db.DB, *crypt.Keys, Options) error) (err error) {
	o := optionsOf(c, log)
	d, err := openDB(ctx, &o)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, d.Close()) }()
	if waiting, err := d.Pending(ctx, migrationsOf(d)); err != nil || waiting > 0 {
		return errors.Join(err, errors.New("the database is not at this program's version: start `tonggui serve` or run `tonggui migrate` first"))
	}
	keys, err := o.Storage.Keys.Open(func() (bool, error) { return audit.KeysNeeded(ctx, d) })
	if err != nil {
		return err
	}
	return fn(d, keys, o)
}
