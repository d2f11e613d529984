package org

import (
	"context"
	"errors"
	"fmt"
	"runtime/debug"
	"slices"
	"sync"
	"time"

	"tonggui/internal/org/roster"
	"tonggui/internal/platform/apperr"
	"tonggui/internal/platform/db"
	"tonggui/internal/platform/id"
)

// jobs works on imports one at a time: they are large, and a company has one roster. What is to be
// done stands in the table, so a job whose process ended is begun anew by the next one that looks;
// nothing is ever half applied, because applying is one transaction.
type jobs struct {
	process id.ID
	wake    chan struct{}

	mu   sync.Mutex
	now  id.ID // the import being worked on here
	done int64
	of   int64
}

func newJobs(process id.ID) *jobs { return &jobs{process: process, wake: make(chan struct{}, 1)} }

// nudge makes the worker look now.
func (j *jobs) nudge() {
	select {
	case j.wake <- struct{}{}:
	default:
	}
}

// withProgress lays the progress that only this process knows over an import.
func (j *jobs) withProgress(m Import) Import {
	j.mu.Lock()
	defer j.mu.Unlock()
	if m.ID == j.now && (m.State == Reading || m.State == Applying) {
		m.Done, m.Total = j.done, j.of
	}
	return m
}

const (
	lookEvery  = 10 * time.Second
	beatEvery  = 5 * time.Second
	rowsAtOnce = 5000 // of a rehearsal, stored in one transaction
)

// workOnImports looks for imports that wait, until ctx ends.
func (s *Service) workOnImports(ctx context.Context) {
	look := time.NewTicker(lookEvery)
	defer look.Stop()
	for {
		for s.workOnce(ctx) {
			continue
		}
		select {
		case <-ctx.Done():
			return
		case <-s.jobs.wake:
		case <-look.C:
		}
	}
}

// workOnce does one job and tells whether there was one.
func (s *Service) workOnce(ctx context.Context) bool {
	var m Import
	var data []byte
	var attempts int64
	err := s.db.Write(ctx, func(tx *db.Tx) (err error) {
		m, data, attempts, err = claimImport(tx, s.jobs.process)
		return err
	})
	if errors.Is(err, db.ErrNone) {
		return false
	}
	if err == nil {
		err = s.workOn(ctx, m, data, attempts)
	}
	if err != nil {
		if ctx.Err() == nil {
			s.o.Log.ErrorContext(ctx, "an import could not be worked on; it will be tried again", "import", m.ID.String(), "error", err)
		}
		return false
	}
	return true
}

// workOn does the job of an import. What is wrong with the import ends it; what is wrong with the
// machine is returned, and the job is begun anew later.
func (s *Service) workOn(ctx context.Context, m Import, data []byte, attempts int64) error {
	if attempts > maxAttempts {
		return s.failImport(ctx, m, ErrImportFailed.New())
	}
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	go s.keepBeating(ctx, m.ID)
	p := s.progressOf(m)
	defer p.end()
	err := safely(func() error {
		sheet, err := roster.Read(data, m.FileName, p.reading)
		if err != nil {
			return err
		}
		p.counted(len(sheet.Records))
		if m.State == Reading {
			return s.rehearseJob(ctx, m, sheet, p)
		}
		return s.applyJob(ctx, m, sheet, p)
	})
	if file, ok := errors.AsType[*roster.FileError](err); ok {
		return s.failImport(ctx, m, fileProblem(file))
	}
	if e, ok := errors.AsType[*apperr.Error](err); ok && e.Def.Status < 500 {
		return s.failImport(ctx, m, e)
	}
	return err
}

func safely(fn func() error) (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("panic in an import: %v\n%s", p, debug.Stack())
		}
	}()
	return fn()
}

func (s *Service) rehearseJob(ctx context.Context, m Import, sheet *roster.Sheet, p *progress) error {
	var v *view
	if err := s.db.Read(ctx, func(q db.Q) (err error) {
		v, err = readView(q)
		return err
	}); err != nil {
		return err
	}
	plan := companyOf(v).rehearse(sheet)
	p.at(0.6)
	if err := s.db.Write(ctx, func(tx *db.Tx) error { // an earlier attempt may have left some
		_, err := tx.Exec(`DELETE FROM import_rows WHERE import = ?`, m.ID)
		return err
	}); err != nil {
		return err
	}
	entries, pos := shownEntries(sheet, plan), 0
	for part := range slices.Chunk(entries, rowsAtOnce) {
		if err := s.db.Write(ctx, func(tx *db.Tx) error { return insertImportRows(tx, m.ID, part, pos) }); err != nil {
			return err
		}
		pos += len(part)
		p.at(0.6 + 0.4*float64(pos)/float64(len(entries)))
	}
	err := s.db.Write(ctx, func(tx *db.Tx) error { return putRehearsed(tx, m.ID, plan) })
	if err == nil {
		p.finish(Rehearsed)
	}
	return err
}

// shownEntries are the plan's lines; a file without a usable header has one, which says what is
// wrong with it.
func shownEntries(sheet *roster.Sheet, plan *roster.Plan) []roster.Entry {
	if sheet.Usable() {
		return plan.Entries
	}
	return []roster.Entry{{Line: sheet.HeaderLine, Kind: roster.Faulty, Changes: []roster.FieldChange{}, Faults: sheet.Faults, Notices: []roster.Notice{}}}
}

func (s *Service) applyJob(ctx context.Context, m Import, sheet *roster.Sheet, p *progress) error {
	err := s.write(ctx, func(tx *db.Tx) error {
		share := readShare
		if _, err := s.apply(tx, m, sheet, m.digest, func(part float64) {
			share += (1 - readShare) * part
			p.at(share)
		}); err != nil {
			return err
		}
		return putApplied(tx, m.ID)
	})
	if err != nil {
		return err
	}
	if err := s.reload(ctx); err != nil {
		return err
	}
	p.finish(Applied)
	return nil
}

func (s *Service) failImport(ctx context.Context, m Import, why *apperr.Error) error {
	err := s.db.Write(ctx, func(tx *db.Tx) error { return putFailed(tx, m.ID, why) })
	if err == nil {
		s.progressOf(m).finish(Failed)
	}
	return err
}

// keepBeating shows other processes that somebody works on the import.
func (s *Service) keepBeating(ctx context.Context, one id.ID) {
	ticker := time.NewTicker(beatEvery)
	defer ticker.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-ticker.C:
			_ = s.db.Write(ctx, func(tx *db.Tx) error { return beat(tx, one, s.jobs.process) })
		}
	}
}

// progress tells the importer how far the work is: at most a hundred times.
type progress struct {
	s     *Service
	m     Import
	scale int64 // what 1 stands for: rows, once they are counted
	last  int64
}

func (s *Service) progressOf(m Import) *progress { return &progress{s: s, m: m, scale: int64(m.Rows)} }

// readShare is how much of the work is reading the file.
const readShare = 0.4

// reading hears from roster.Read, which counts in a unit of its own.
func (p *progress) reading(done, total int) {
	if total > 0 && p.m.Rows == 0 {
		p.scale = int64(total)
	}
	p.at(readShare * float64(done) / float64(max(1, total)))
}

// counted hears how many rows there are.
func (p *progress) counted(rows int) {
	p.scale, p.last = int64(rows), 0
	p.at(readShare)
}

func (p *progress) at(share float64) {
	done := min(p.scale, int64(share*float64(p.scale)))
	p.s.jobs.mu.Lock()
	p.s.jobs.now, p.s.jobs.done, p.s.jobs.of = p.m.ID, done, p.scale
	p.s.jobs.mu.Unlock()
	if done-p.last >= max(1, p.scale/100) {
		p.last = done
		p.tell(p.m.State, done)
	}
}

func (p *progress) finish(state ImportState) { p.tell(state, p.scale) }

func (p *progress) end() {
	p.s.jobs.mu.Lock()
	p.s.jobs.now = id.Zero
	p.s.jobs.mu.Unlock()
}

func (p *progress) tell(state ImportState, done int64) {
	if p.m.account.IsZero() {
		return
	}
	p.s.o.Sockets.Send([]id.ID{p.m.account}, "import.progress", map[string]any{"import_id": p.m.ID, "state": state, "done": done, "total": p.scale})
}
