package approvals

import (
	"context"
	"fmt"

	"tonggui/internal/approvals/engine"
	"tonggui/internal/approvals/form"
	"tonggui/internal/approvals/signature"
	"tonggui/internal/platform/apperr"
	"tonggui/internal/platform/authz"
	"tonggui/internal/platform/clock"
	"tonggui/internal/platform/db"
	"tonggui/internal/platform/i18n"
	"tonggui/internal/platform/id"
)

// Trial is an application that is only tried: for somebody else, or by a definition that is not published.
type Trial struct {
	As         *id.ID
	Definition *form.Definition
}

// applicant is who applies, or is thought to.
type applicant struct {
	account, department id.ID
	roles               []authz.Role
}

// Preview tells who would be asked and what is wrong with a form as it is; nothing is kept. Whoever may:
// everybody what they may apply for, ApprovalDesign everything and for everybody.
//
// Errors: apperr.NotFound, apperr.Forbidden, ErrDefinition.
func (s *Service) Preview(ctx context.Context, who authz.Principal, a Application, t Trial) (out ApprovalPreview, err error) {
	designs := authz.Can(who, authz.ApprovalDesign)
	if (t.As != nil || t.Definition != nil) && !designs {
		return out, apperr.Forbidden.New()
	}
	from := applicant{who.Account, who.Department, who.Roles}
	if t.As != nil {
		department, roles, known := s.People.Standing(*t.As)
		if !known {
			return out, apperr.Invalid.At("body.as", "unknown")
		}
		from = applicant{*t.As, department, roles}
	}
	err = s.DB.Read(ctx, func(q db.Q) error {
		e, err := s.tried(q, a, t, from, designs)
		if err != nil {
			return err
		}
		out, err = s.previewed(q, who, from, e, a)
		return err
	})
	return out, err
}

// tried is what a preview goes by.
func (s *Service) tried(q db.Q, a Application, t Trial, from applicant, designs bool) (edition, error) {
	if t.Definition != nil {
		if faults := s.check(*t.Definition); len(faults) > 0 {
			return edition{}, &apperr.Error{Def: ErrDefinition, Fields: within("body.definition.", faults)}
		}
		return newEdition(a.Template, a.Version, *t.Definition, id.Zero, 0)
	}
	found, err := selectTemplate(q, a.Template, false)
	if err != nil {
		return edition{}, err
	}
	e, err := s.edition(q, a.Template, a.Version)
	if err == nil && !designs && (!s.offered(found, e.definition) || !s.mayApply(e.definition, from.department, from.roles)) {
		err = apperr.NotFound.New()
	}
	return e, err
}

func (s *Service) previewed(q db.Q, who authz.Principal, from applicant, e edition, a Application) (out ApprovalPreview, err error) {
	values, faults, err := s.faults(q, filler{account: from.account}, e, a.Values)
	if err != nil {
		return out, err
	}
	out = ApprovalPreview{Steps: []PreviewStep{}, Values: values, Problems: faultsOf(faults)}
	w, done, err := s.world(q, e.key, from.department, e.form.Facts(values))
	if err != nil {
		return out, err
	}
	line, err := engine.Preview(e.definition.Route, engine.Begin{Applicant: from.account, Chosen: a.Chosen}, w)
	if failed := done(); failed != nil {
		return out, failed
	}
	if err != nil {
		return out, err
	}
	for _, v := range line {
		if len(v.Arms) == 0 && (v.Kind == "approve" || v.Kind == "cc") {
			out.Steps = append(out.Steps, s.previewStep(who, e.definition, v))
		}
	}
	return out, nil
}

// Open opens an approval. The same id again answers with the same approval. Whoever may: ApprovalApply, for
// whom the template is.
//
// Errors: apperr.NotFound, ErrTemplateOver, ErrNotForYou, ErrValues, ErrIDTaken, those of the engine and of
// the effect.
func (s *Service) Open(ctx context.Context, who authz.Principal, one id.ID, a Application, copies []id.ID, draft *id.ID) (out Approval, err error) {
	if one.IsZero() {
		return out, apperr.Invalid.At("body.id", "required")
	}
	if err := s.present(copies, "body.cc"); err != nil {
		return out, err
	}
	company, err := s.People.CompanyName(ctx)
	if err != nil {
		return out, err
	}
	err = s.DB.Write(ctx, func(tx *db.Tx) error {
		if known, err := s.openedBefore(tx, who, one, a); err != nil || known {
			if err == nil {
				out, err = s.shown(tx, who, one)
			}
			return err
		}
		if err := s.opened(tx, who, one, company, a, copies); err != nil {
			return err
		}
		if draft != nil {
			if _, err := deleteDraft(tx, who.Account, *draft); err != nil {
				return err
			}
		}
		out, err = s.shown(tx, who, one)
		return err
	})
	return out, err
}

// openedBefore tells whether this is a retry.
func (s *Service) openedBefore(tx *db.Tx, who authz.Principal, one id.ID, a Application) (bool, error) {
	have, err := selectApproval(tx, one, false)
	if apperr.Has(err, apperr.NotFound) {
		return false, nil
	}
	if err == nil && (have.applicant != who.Account || have.template != a.Template) {
		err = ErrIDTaken.New()
	}
	return err == nil, err
}

func (s *Service) opened(tx *db.Tx, who authz.Principal, one id.ID, company string, a Application, copies []id.ID) error {
	e, err := s.applicable(tx, who, a)
	if err != nil {
		return err
	}
	d := e.definition
	row := approval{id: one, template: e.key, edition: e.version, applicant: who.Account, department: who.Department, openedAt: tx.Now, effect: d.Effect, effectAt: effectNone, version: 0}
	values, err := s.fill(tx, filler{who.Account, one}, e, a.Values)
	if err != nil {
		return err
	}
	if err := s.possible(tx, row, e, values); err != nil {
		return err
	}
	m := move{who: who, act: engine.Act{Kind: deedSubmit}, level: signature.LevelSession, values: values, copies: copies, audit: authz.ApprovalApply,
		begin: &engine.Begin{Applicant: who.Account, Chosen: a.Chosen}}
	if row.serial, err = s.serial(tx, d); err != nil {
		return err
	}
	out, err := s.judge(tx, row, e, company, m)
	if err != nil {
		return err
	}
	s.describe(&out.a, e)
	free, err := insertApproval(tx, out.a)
	if err == nil && !free {
		err = ErrIDTaken.New() // somebody else was faster with the same id
	}
	if err != nil {
		return err
	}
	return s.settle(tx, e, company, m, &out)
}

// applicable is the version of a template that somebody applies by: the newest, offered, and for them.
func (s *Service) applicable(tx *db.Tx, who authz.Principal, a Application) (edition, error) {
	t, err := selectTemplate(tx, a.Template, false)
	if err != nil {
		return edition{}, err
	}
	e, err := s.edition(tx, a.Template, t.version)
	switch {
	case err != nil:
		return e, err
	case a.Version != t.version || !s.offered(t, e.definition):
		return e, ErrTemplateOver.New("version", t.version)
	case !s.mayApply(e.definition, who.Department, who.Roles):
		return e, ErrNotForYou.New()
	}
	return e, nil
}

// possible asks the effect whether it could be done now.
func (s *Service) possible(q db.Q, a approval, e edition, values form.Values) error {
	effect := s.effects[e.definition.Effect]
	if effect == nil {
		return nil
	}
	raw, err := values.Canonical()
	if err != nil {
		return err
	}
	return effect.Check(q, Applied{ID: a.id, Serial: a.serial, Template: a.template, Version: a.edition, Applicant: a.applicant, Department: a.department,
		OpenedAt: a.openedAt, Values: raw})
}

// serial gives an approval its number. It is counted in the transaction that stores the approval, so that none
// is left out.
func (s *Service) serial(tx *db.Tx, d form.Definition) (string, error) {
	period, err := s.period(tx, d.Serial.Date, tx.Now)
	if err != nil {
		return "", err
	}
	n, err := nextSerial(tx, d.Serial.Prefix, period)
	if err != nil {
		return "", err
	}
	if period != "" {
		period += "-"
	}
	return fmt.Sprintf("%s-%s%0*d", d.Serial.Prefix, period, d.Serial.Digits, n), nil
}

// period is the month or year in which numbers are counted, as the company's days begin.
func (s *Service) period(q db.Q, form string, at clock.Instant) (string, error) {
	layout := map[string]string{"yyyyMM": "200601", "yyyy": "2006"}[form]
	if layout == "" {
		return "", nil
	}
	c, err := s.Days.For(q, id.Zero)
	if err != nil {
		return "", err
	}
	return at.Time().In(c.Zone()).Format(layout), nil
}

// describe makes what lists show and search in. What some step hides is in neither.
func (s *Service) describe(a *approval, e edition) {
	d := e.definition
	a.title = ""
	_, open := e.form.See(a.values, hiddenRights(d))
	for _, f := range d.Fields {
		if text, ok := open[f.ID].(string); ok && f.Kind == form.Text && (f.ID == "title" || f.ID == "subject") {
			a.title = text
		}
	}
	words := []string{a.serial, s.People.Name(a.applicant), s.People.Department(a.department), e.form.SearchText(open, i18n.Languages, s.names(nil))}
	for _, language := range i18n.Languages {
		words = append(words, d.Name.In(language))
	}
	a.search = searchText(words)
}
