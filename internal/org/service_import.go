package org

import (
	"context"
	"strconv"
	"strings"

	"tonggui/internal/audit"
	"tonggui/internal/org/roster"
	"tonggui/internal/platform/apperr"
	"tonggui/internal/platform/authz"
	"tonggui/internal/platform/db"
	"tonggui/internal/platform/httpapi"
	"tonggui/internal/platform/id"
)

// maxFileName is how much of a file's name is kept, in characters.
const maxFileName = 120

// CreateImport takes a roster in and begins its rehearsal.
func (s *Service) CreateImport(ctx context.Context, who authz.Principal, fileName string, data []byte) (Import, error) {
	m := Import{FileName: shownFileName(fileName), State: Reading, account: who.Account, session: who.Session, Warnings: []roster.Notice{}}
	err := s.write(ctx, func(tx *db.Tx) error {
		m.ID, m.CreatedAt = id.New(tx.Now), tx.Now
		if err := insertImport(tx, m, data); err != nil {
			return err
		}
		return audit.Write(tx, who, audit.Entry{Action: authz.RosterImport, Object: "roster", ObjectID: m.ID,
			Facts: map[string]any{"step": "rehearse", "bytes": len(data)}})
	})
	if err == nil {
		s.jobs.nudge()
	}
	return m, err
}

// shownFileName keeps of a name what is safe to show, and no folders.
func shownFileName(name string) string {
	name = name[strings.LastIndexAny(name, `/\`)+1:]
	if !plainLine(name) || strings.TrimSpace(name) == "" {
		return "roster"
	}
	if runes := []rune(name); len(runes) > maxFileName {
		name = string(runes[len(runes)-maxFileName:])
	}
	return name
}

// Import returns an import as it stands.
func (s *Service) Import(ctx context.Context, one id.ID) (Import, error) {
	m, err := importByID(s.db.Ask(ctx), one)
	if err == nil {
		m = s.jobs.withProgress(m)
	}
	return m, err
}

// ImportRows lists the lines of a rehearsal of one kind.
func (s *Service) ImportRows(ctx context.Context, one id.ID, kind roster.Kind, page httpapi.Page) (httpapi.List[ImportRow], error) {
	out := httpapi.List[ImportRow]{Items: []ImportRow{}}
	after := int64(-1)
	if page.Cursor != "" {
		at, err := strconv.ParseInt(page.Cursor, 10, 64)
		if err != nil {
			return out, httpapi.BadCursor()
		}
		after = at
	}
	q := s.db.Ask(ctx)
	if _, err := importByID(q, one); err != nil {
		return out, err
	}
	rows, err := importRows(q, one, kind, after, page.Limit+1)
	for i, v := range rows {
		if i == page.Limit {
			next := strconv.FormatInt(rows[i-1].pos, 10)
			out.NextCursor = &next
			break
		}
		out.Items = append(out.Items, v.row)
	}
	return out, err
}

// ApplyImport begins to apply a rehearsed import. What the rehearsal warned of must be accepted.
//
// Errors: import.state, import.has_faults (with all_or_nothing), import.not_accepted; later, as the
// import's error_code: import.outdated, import.last_admin, import.rights_ended, import.failed.
func (s *Service) ApplyImport(ctx context.Context, who authz.Principal, one id.ID, mode string, accepted bool) (Import, error) {
	var m Import
	err := s.write(ctx, func(tx *db.Tx) (err error) {
		if m, err = importByID(tx, one); err != nil {
			return err
		}
		if err := mayApply(m, mode, accepted); err != nil {
			return err
		}
		n, err := tx.Exec(`UPDATE imports SET state = ?, mode = ?, account = ?, session = ?, done = 0, owner = NULL, attempts = 0
			WHERE id = ? AND state = ?`, string(Applying), mode, who.Account, who.Session, one, string(Rehearsed))
		if err != nil {
			return err
		}
		if n == 0 { // somebody else was quicker
			return ErrImportState.New("state", string(Applying))
		}
		m.State, m.Mode, m.Done = Applying, mode, 0
		return nil
	})
	if err == nil {
		s.jobs.nudge()
	}
	return m, err
}

func mayApply(m Import, mode string, accepted bool) error {
	switch {
	case m.State != Rehearsed:
		return ErrImportState.New("state", string(m.State))
	case mode == AllOrNothing && m.FaultRows > 0, m.Create+m.Change+m.Leave+m.Same == 0:
		return ErrImportFaults.New("fault_rows", m.FaultRows)
	case len(m.Warnings) > 0 && !accepted:
		return warned(m.Warnings)
	}
	return nil
}

func warned(warnings []roster.Notice) error {
	e := ErrImportWarnings.New()
	for _, w := range warnings {
		e.Fields = append(e.Fields, apperr.Field{Code: w.Code, Params: w.Params})
	}
	return e
}

// apply plans a sheet anew in this transaction and carries the plan out. digest is what was
// rehearsed, nil where nobody looked before.
func (s *Service) apply(tx *db.Tx, m Import, sheet *roster.Sheet, digest []byte, report func(share float64)) (*roster.Plan, error) {
	// Two rosters go in one after the other: the second finds another company than it was rehearsed with.
	if err := lockRoster(tx, m.ID.String()); err != nil {
		return nil, err
	}
	who, err := importer(tx, m)
	if err != nil {
		return nil, err
	}
	before, err := lockAdministrators(tx)
	if err != nil {
		return nil, err
	}
	v, err := readView(tx)
	if err != nil {
		return nil, err
	}
	known := companyOf(v)
	plan := known.rehearse(sheet)
	if digest != nil && string(digest) != string(digestOf(plan)) {
		return nil, ErrImportOutdated.New()
	}
	if m.Mode == AllOrNothing && plan.Counts.FaultRows > 0 {
		return plan, ErrImportFaults.New("fault_rows", plan.Counts.FaultRows)
	}
	w := &applying{tx: tx, known: known, plan: plan, from: m.ID, report: report}
	if err := w.run(); err != nil {
		return nil, err
	}
	if err := s.endLeavers(tx, w); err != nil {
		return nil, err
	}
	if after, err := selectAdministrators(tx); err != nil || !after.keeps(before) {
		return nil, orErr(err, ErrImportAdmin.New())
	}
	c := plan.Counts
	return plan, audit.Write(tx, who, audit.Entry{Action: authz.RosterImport, Object: "roster", ObjectID: m.ID, Facts: map[string]any{
		"step": "apply", "mode": m.Mode, "rows": c.Rows, "create": c.Create, "change": c.Change, "leave": c.Leave, "faults": c.FaultRows}})
}

// lockRoster lets one transaction at a time decide who belongs to the company; by says which did last.
func lockRoster(tx *db.Tx, by string) error { return putCompanyValue(tx, "roster_import", by) }

// importer is whoever applies, if they still may. The command line is the system itself.
func importer(tx *db.Tx, m Import) (authz.Principal, error) {
	if m.account.IsZero() {
		return authz.Principal{}, nil
	}
	a, err := accountByID(tx, m.account)
	who := authz.Principal{Account: a.ID, Session: m.session, Roles: a.Roles}
	if err == nil && (a.Status != Active || !authz.Can(who, authz.RosterImport)) {
		err = ErrImportRights.New()
	}
	return who, err
}
