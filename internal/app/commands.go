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
	"tonggui/internal/platform/doctor"
)

// Commands returns what the command line does with the house.
func Commands() cli.App {
	return cli.App{Serve: Serve, Demo: runDemo, Setup: setup, ImportRoster: importRoster, ImportRegulation: importRegulation, Migrate: migrate,
		Checks: checks, RotateKeys: rotateKeys, OpenAPI: openAPI,
		ExportAudit: exportAudit, AuditKeys: auditKeys, RotateAuditKey: rotateAuditKey, AcceptRestore: acceptRestore, VerifyAudit: verifyAudit,
		ApprovalKeys: approvalKeys, RotateApprovalKey: rotateApprovalKey, VerifyApproval: verifyApproval, Witness: runWitness, WitnessKey: witnessKey}
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
	return slices.Concat(databaseChecks(c), []doctor.Check{{Name: "inside_tls", Look: func(context.Context) doctor.Finding { return inside(c) }}}, busChecks(c), storageChecks(c))
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
