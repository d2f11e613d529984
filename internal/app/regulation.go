package app

import (
	"context"
	"errors"
	"log/slog"
	"os"
	"path/filepath"

	"tonggui/internal/cli"
	"tonggui/internal/platform/apperr"
	"tonggui/internal/platform/authz"
	"tonggui/internal/platform/config"
	"tonggui/internal/platform/i18n"
	"tonggui/internal/rulebook/regulation"
	"tonggui/internal/rulebook/regulation/text"
)

// importRegulation reads the file and hands it to the room that the screen uses too. A rehearsal does
// not even open the database.
func importRegulation(ctx context.Context, c *config.Config, log *slog.Logger, o cli.RegulationOptions) (cli.RegulationReport, error) {
	data, err := os.ReadFile(o.File)
	if err != nil {
		return cli.RegulationReport{}, err
	}
	if o.Rehearse {
		r, err := regulation.Rehearse(data)
		return reported(r), inWords(err)
	}
	h, err := Build(ctx, optionsOf(c, log))
	if err != nil {
		return cli.RegulationReport{}, err
	}
	defer h.Close()
	m, err := h.Statutes.ImportFile(ctx, authz.Principal{}, filepath.Base(o.File), data)
	out := reported(m.Report)
	if m.RegulationID != nil && m.Version != nil {
		out.RegulationID, out.Version = m.RegulationID.String(), *m.Version
	}
	return out, inWords(err)
}

// inWords says an error as people read it, with its code.
func inWords(err error) error {
	if e, ok := errors.AsType[*apperr.Error](err); ok {
		return errors.New(i18n.Text(i18n.English, "problem", e.Def.Code, e.Params) + " (" + e.Def.Code + ")")
	}
	return err
}

func reported(r regulation.Report) cli.RegulationReport {
	out := cli.RegulationReport{Title: r.Title, Preamble: r.Preamble, Chapters: r.Chapters, Sections: r.Sections, Articles: r.Articles,
		Clauses: r.Clauses, Doubtful: r.Doubtful, Items: reportedParts(r.Items), Doubts: []cli.RegulationDoubt{}}
	for _, d := range r.Doubts {
		out.Doubts = append(out.Doubts, cli.RegulationDoubt{Line: d.Line, Column: d.Column, Code: string(d.Code), Text: d.Text, Proposal: d.Proposal})
	}
	return out
}

func reportedParts(parts []text.Part) []cli.RegulationPart {
	out := []cli.RegulationPart{}
	for _, p := range parts {
		out = append(out, cli.RegulationPart{Kind: string(p.Kind), Number: p.Number, Title: p.Title, Text: p.Text, Line: p.Line, Children: reportedParts(p.Children)})
	}
	return out
}
