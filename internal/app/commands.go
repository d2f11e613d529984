package app

import (
	"context"
	"encoding/json"
	"log/slog"
	"os"
	"slices"

	"tonggui/internal/cli"
	"tonggui/internal/org"
	"tonggui/internal/platform/apperr"
	"tonggui/internal/platform/clock"
	"tonggui/internal/platform/config"
	"tonggui/internal/platform/db"
	"tonggui/internal/platform/doctor"
)

// Commands returns what the command line does with the house.
func Commands() cli.App {
	return cli.App{Serve: Serve, Demo: runDemo, Setup: setup, ImportRoster: importRoster, Migrate: migrate,
		Checks: checks, RotateKeys: rotateKeys, OpenAPI: openAPI}
}

// setup makes the one-time link for the first administrator.
func setup(ctx context.Context, c *config.Config, log *slog.Logger) (cli.SetupLink, error) {
	h, err := Build(ctx, optionsOf(c, log))
	if err != nil {
		return cli.SetupLink{}, err
	}
	defer h.Close()
	token, err := h.Org.MakeSetupToken(ctx)
	if apperr.Has(err, org.ErrSetupDone) {
		return cli.SetupLink{}, nil
	}
	if err != nil {
		return cli.SetupLink{}, err
	}
	ends := h.Clock.Now().Add(org.SetupLife)
	return cli.SetupLink{Needed: true, URL: c.Origin() + "/setup#" + token, ExpiresAt: int64(ends)}, nil
}

func migrate(ctx context.Context, c *config.Config, log *slog.Logger) (cli.MigrateReport, error) {
	o := optionsOf(c, log)
	d, err := openDB(ctx, &o)
	if err != nil {
		return cli.MigrateReport{}, err
	}
	applied, err := d.Migrate(ctx, migrationsOf(d))
	if closing := d.Close(); err == nil {
		err = closing
	}
	return cli.MigrateReport{Applied: applied}, err
}

// checks are doctor's looks beyond the machine.
func checks(c *config.Config) []doctor.Check {
	return slices.Concat(databaseChecks(c), busChecks(c), storageChecks(c))
}

// databaseChecks are doctor's looks at the database; they change nothing.
func databaseChecks(c *config.Config) []doctor.Check {
	return []doctor.Check{{Name: "database", Look: func(ctx context.Context) doctor.Finding {
		o := optionsOf(c, nil)
		if _, err := os.Stat(c.Path("tonggui.db")); o.DatabaseURL == "" && err != nil {
			return doctor.Worry("start `tonggui serve` or run `tonggui migrate`", "there is no database in %s yet", c.Data)
		}
		d, err := openDB(ctx, &o)
		if err != nil {
			return doctor.Bad("check database_url, or the rights on the data folder", "the database does not answer: %v", err)
		}
		defer func() { _ = d.Close() }()
		return pending(ctx, d)
	}}}
}

func pending(ctx context.Context, d *db.DB) doctor.Finding {
	n, err := d.Pending(ctx, migrationsOf(d))
	switch {
	case err != nil:
		return doctor.Bad("read the message; restore a backup if the file is damaged", "the schema cannot be read: %v", err)
	case n > 0:
		return doctor.Worry("run `tonggui migrate`, or start `tonggui serve`, which does it", "%d migrations are not applied yet", n)
	}
	if err := d.CheckFloor(ctx, migrationsOf(d)); err != nil {
		return doctor.Bad("install the version that the other servers run", "%v", err)
	}
	return doctor.Good("%s answers and is at this program's version", d.Dialect())
}

// openAPI gives the API document: the routes are registered, nothing is opened that stays.
func openAPI() ([]byte, error) {
	dir, err := os.MkdirTemp("", "tonggui-openapi-")
	if err != nil {
		return nil, err
	}
	defer func() { _ = os.RemoveAll(dir) }()
	h, err := Build(context.Background(), Options{Dir: dir, Clock: clock.NewSystem()})
	if err != nil {
		return nil, err
	}
	defer h.Close()
	return json.MarshalIndent(h.HTTP.Document(), "", "  ")
}
