package org

import (
	"context"
	"errors"

	"tonggui/internal/org/roster"
	"tonggui/internal/platform/db"
	"tonggui/internal/platform/id"
)

// RosterImport says how ImportRoster is to work.
type RosterImport struct {
	FileName string
	Data     []byte
	// Rehearse only tells what would happen.
	Rehearse bool
	// Mode is GoodRows or AllOrNothing.
	Mode string
	// Accept applies also what the rehearsal warns of.
	Accept   bool
	Progress func(done, total int)
}

// Report is what a roster does to the company.
type Report struct {
	Import  *id.ID `json:"import_id"` // null for a rehearsal
	Applied bool   `json:"applied"`
	roster.Counts
	Faults   []roster.Fault  `json:"faults"`
	Warnings []roster.Notice `json:"warnings"`
}

// ImportRoster reads a roster and applies it at once: the way of the command line and of the sample
// company. A refusal comes with the report that explains it.
func (s *Service) ImportRoster(ctx context.Context, o RosterImport) (Report, error) {
	if o.Progress == nil {
		o.Progress = func(int, int) {}
	}
	sheet, err := roster.Read(o.Data, o.FileName, func(done, total int) { o.Progress(done*4, total*10) })
	if file, ok := errors.AsType[*roster.FileError](err); ok {
		return Report{}, fileProblem(file)
	}
	var plan *roster.Plan
	if err := s.db.Read(ctx, func(q db.Q) error {
		v, err := readView(q)
		if err == nil {
			plan = companyOf(v).rehearse(sheet)
		}
		return err
	}); err != nil {
		return Report{}, err
	}
	report := Report{Counts: plan.Counts, Faults: plan.Faults, Warnings: plan.Warnings}
	if o.Rehearse {
		o.Progress(1, 1)
		return report, nil
	}
	m := Import{FileName: shownFileName(o.FileName), State: Rehearsed, Mode: o.Mode, Counts: plan.Counts, Warnings: plan.Warnings}
	if err := mayApply(m, o.Mode, o.Accept); err != nil {
		return report, err
	}
	if err := s.applyNow(ctx, &m, sheet, plan, o.Progress); err != nil {
		return report, err
	}
	report.Import, report.Applied = &m.ID, true
	return report, s.reload(ctx)
}

// applyNow records the import, as if it had come over the screen, and applies it.
func (s *Service) applyNow(ctx context.Context, m *Import, sheet *roster.Sheet, plan *roster.Plan, progress func(done, total int)) error {
	digest := digestOf(plan)
	return s.write(ctx, func(tx *db.Tx) error {
		m.ID = id.New(tx.Now)
		share := readShare
		if err := insertImport(tx, *m, nil); err != nil {
			return err
		}
		if err := putRehearsed(tx, m.ID, plan); err != nil {
			return err
		}
		if err := insertImportRows(tx, m.ID, plan.Entries, 0); err != nil {
			return err
		}
		if _, err := s.apply(tx, *m, sheet, digest, func(part float64) {
			share += (1 - readShare) * part
			progress(int(share*float64(plan.Counts.Rows)), plan.Counts.Rows)
		}); err != nil {
			return err
		}
		_, err := tx.Exec(`UPDATE imports SET mode = ? WHERE id = ?`, m.Mode, m.ID)
		if err != nil {
			return err
		}
		return putApplied(tx, m.ID)
	})
}
