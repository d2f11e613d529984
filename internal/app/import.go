package app

import (
	"context"
	"log/slog"
	"os"
	"path/filepath"

	"tonggui/internal/cli"
	"tonggui/internal/org"
	"tonggui/internal/platform/apperr"
	"tonggui/internal/platform/config"
)

// importRoster reads the file and hands it to the room that the screen uses too.
func importRoster(ctx context.Context, c *config.Config, log *slog.Logger, o cli.ImportOptions) (cli.ImportReport, error) {
	data, err := os.ReadFile(o.File)
	if err != nil {
		return cli.ImportReport{}, err
	}
	h, err := Build(ctx, optionsOf(c, log))
	if err != nil {
		return cli.ImportReport{}, err
	}
	defer h.Close()
	mode := org.GoodRows
	if o.AllOrNothing {
		mode = org.AllOrNothing
	}
	r, err := h.Org.ImportRoster(ctx, org.RosterImport{FileName: filepath.Base(o.File), Data: data, Rehearse: o.Rehearse,
		Mode: mode, Accept: o.AcceptLeavers, Progress: o.Progress})
	if apperr.Has(err, org.ErrImportFaults) || apperr.Has(err, org.ErrImportWarnings) { // the report says which
		err = nil
	}
	report := cli.ImportReport{Rows: r.Rows, Create: r.Create, Change: r.Change, Leave: r.Leave, Same: r.Same, Applied: r.Applied}
	for _, f := range r.Faults {
		report.Faults = append(report.Faults, cli.ImportFault{Line: f.Line, Column: f.Column, Code: f.Code, Value: f.Value, Params: f.Params})
	}
	for _, w := range r.Warnings {
		report.Warnings = append(report.Warnings, cli.ImportWarning{Code: w.Code, Params: w.Params})
	}
	return report, inWords(err)
}
