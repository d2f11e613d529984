package approvals

import (
	"context"
	"encoding/json"

	"tonggui/internal/audit"
	"tonggui/internal/event"
	"tonggui/internal/platform/apperr"
	"tonggui/internal/platform/authz"
	"tonggui/internal/platform/clock"
	"tonggui/internal/platform/db"
	"tonggui/internal/platform/id"
)

// Get returns an approval. Whoever may: ApprovalRead.
//
// Errors: apperr.NotFound, also for who has no part in it.
func (s *Service) Get(ctx context.Context, who authz.Principal, one id.ID) (out Approval, err error) {
	err = s.DB.Read(ctx, func(q db.Q) (err error) {
		out, err = s.shown(q, who, one)
		return err
	})
	return out, err
}

// Inspect returns an approval to an administrator who has no part in it, and records that it was read.
// Whoever may: ApprovalInspect.
//
// Errors: apperr.NotFound.
func (s *Service) Inspect(ctx context.Context, who authz.Principal, one id.ID) (out Approval, err error) {
	if !authz.Can(who, authz.ApprovalInspect) {
		return out, apperr.Forbidden.New()
	}
	err = s.DB.Write(ctx, func(tx *db.Tx) error {
		a, err := selectApproval(tx, one, false)
		if err != nil {
			return err
		}
		if out, err = s.view(tx, who, access{approval: a}); err != nil {
			return err
		}
		return audit.Write(tx, who, audit.Entry{Action: authz.ApprovalInspect, Object: "approval", ObjectID: one, Subject: a.applicant,
			Facts: map[string]any{"serial": a.serial}})
	})
	return out, err
}

// Read notes that somebody has read what they were asked or told. Whoever may: ApprovalRead.
//
// Errors: apperr.NotFound.
func (s *Service) Read(ctx context.Context, who authz.Principal, one id.ID) error {
	return s.DB.Write(ctx, func(tx *db.Tx) error {
		if _, err := s.access(tx, who, one, authz.ApprovalRead, false); err != nil {
			return err
		}
		fresh, err := updateRead(tx, one, who.Account)
		if err != nil || !fresh {
			return err
		}
		return tx.Say(event.ApprovalChanged{Approval: one, People: []id.ID{}, Counted: []id.ID{who.Account}})
	})
}

// Counts tells how much waits for somebody.
func (s *Service) Counts(ctx context.Context, who authz.Principal) (ApprovalCounts, error) {
	q := s.DB.Ask(ctx)
	return db.One(q, func(r db.Row) (c ApprovalCounts, err error) { return c, r.Scan(&c.Waiting, &c.Overdue, &c.Copied) },
		`SELECT (SELECT COUNT(*) FROM approval_tasks WHERE person = ? AND state = 'open'),
			(SELECT COUNT(*) FROM approval_tasks WHERE person = ? AND state = 'open' AND due_at > 0 AND due_at < ?),
			(SELECT COUNT(*) FROM approval_copies WHERE person = ? AND read_at = 0)`, who.Account, who.Account, q.At(), who.Account)
}

// maxDrafts is how many drafts somebody can have.
const maxDrafts = 50

// draftBody is what a draft holds.
type draftBody struct {
	Application
	Copies []id.ID `json:"cc"`
}

// Drafts lists what somebody has begun, the newest first.
func (s *Service) Drafts(ctx context.Context, who authz.Principal) (out []ApprovalDraft, err error) {
	out = []ApprovalDraft{}
	err = s.DB.Read(ctx, func(q db.Q) error {
		rows, err := selectDrafts(q, who.Account)
		for _, d := range rows {
			v, err := s.shownDraft(q, who, d)
			if err != nil {
				return err
			}
			out = append(out, v)
		}
		return err
	})
	return out, err
}

func (s *Service) shownDraft(q db.Q, who authz.Principal, d draft) (ApprovalDraft, error) {
	var body draftBody
	if err := json.Unmarshal(d.body, &body); err != nil {
		return ApprovalDraft{}, err
	}
	e, err := s.edition(q, d.template, d.version)
	if err != nil {
		return ApprovalDraft{}, err
	}
	name := e.definition.Name.In(who.Language)
	out := ApprovalDraft{ID: d.id, Template: TemplateAt{Key: d.template, Version: d.version, Name: name}, Title: name, Values: body.Values, Chosen: body.Chosen, Copies: body.Copies,
		MadeAt: d.madeAt, ChangedAt: d.changedAt}
	if out.Copies == nil {
		out.Copies = []id.ID{}
	}
	return out, nil
}

// SaveDraft keeps what somebody has begun, as it is: nothing of it is judged.
//
// Errors: apperr.NotFound for a template that there is not, or not for them; ErrDrafts.
func (s *Service) SaveDraft(ctx context.Context, who authz.Principal, one id.ID, a Application, copies []id.ID) (out ApprovalDraft, err error) {
	body, err := json.Marshal(draftBody{a, copies})
	if err != nil {
		return out, err
	}
	if one.IsZero() {
		return out, apperr.Invalid.At("path.id", "required")
	}
	err = s.DB.Write(ctx, func(tx *db.Tx) error {
		e, err := s.edition(tx, a.Template, a.Version)
		if err != nil {
			return err
		}
		if !s.mayApply(e.definition, who.Department, who.Roles) {
			return apperr.NotFound.New()
		}
		d := draft{id: one, account: who.Account, template: a.Template, version: a.Version, body: body, madeAt: tx.Now, changedAt: tx.Now}
		if err := saveDraft(tx, d); err != nil {
			return err
		}
		out, err = s.shownDraft(tx, who, d)
		return err
	})
	return out, err
}

// RemoveDraft throws a draft away.
//
// Errors: apperr.NotFound.
func (s *Service) RemoveDraft(ctx context.Context, who authz.Principal, one id.ID) error {
	return s.DB.Write(ctx, func(tx *db.Tx) error {
		gone, err := deleteDraft(tx, who.Account, one)
		if err == nil && !gone {
			err = apperr.NotFound.New()
		}
		return err
	})
}

// draft is a row of approval_drafts.
type draft struct {
	id, account       id.ID
	template          string
	version           int64
	body              []byte
	madeAt, changedAt clock.Instant
}

func selectDrafts(q db.Q, account id.ID) ([]draft, error) {
	return db.All(q, func(r db.Row) (d draft, err error) {
		var body string
		err = r.Scan(&d.id, &d.account, &d.template, &d.version, &body, &d.madeAt, &d.changedAt)
		d.body = []byte(body)
		return d, err
	}, `SELECT id, account, template, version, body, made_at, changed_at FROM approval_drafts WHERE account = ? ORDER BY changed_at DESC, id DESC`, account)
}

// saveDraft writes a draft of its account's.
func saveDraft(tx *db.Tx, d draft) error {
	n, err := tx.Exec(`UPDATE approval_drafts SET template = ?, version = ?, body = ?, changed_at = ? WHERE id = ? AND account = ?`,
		d.template, d.version, string(d.body), tx.Now, d.id, d.account)
	if err != nil || n > 0 {
		return err
	}
	have, err := db.Value[int](tx, `SELECT COUNT(*) FROM approval_drafts WHERE account = ?`, d.account)
	if err != nil {
		return err
	}
	if have >= maxDrafts {
		return ErrDrafts.New("max", maxDrafts)
	}
	_, err = tx.Exec(`INSERT INTO approval_drafts (id, account, template, version, body, made_at, changed_at) VALUES (?, ?, ?, ?, ?, ?, ?)`,
		d.id, d.account, d.template, d.version, string(d.body), tx.Now, tx.Now)
	return err
}

// deleteDraft tells whether there was one.
func deleteDraft(tx *db.Tx, account, one id.ID) (bool, error) {
	n, err := tx.Exec(`DELETE FROM approval_drafts WHERE id = ? AND account = ?`, one, account)
	return n > 0, err
}
