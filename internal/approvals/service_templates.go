package approvals

import (
	"context"
	"slices"

	"tonggui/internal/approvals/form"
	"tonggui/internal/platform/apperr"
	"tonggui/internal/platform/authz"
	"tonggui/internal/platform/db"
	"tonggui/internal/platform/i18n"
	"tonggui/internal/platform/id"
)

// edition returns a version of a template. They never change, so each is read once; there are few.
func (s *Service) edition(q db.Q, key string, version int64) (edition, error) {
	type place struct {
		key     string
		version int64
	}
	if e, ok := s.editions.Load(place{key, version}); ok {
		return e.(edition), nil
	}
	e, err := selectEdition(q, key, version)
	if _, writing := q.(*db.Tx); err == nil && !writing { // what this transaction wrote may be taken back
		s.editions.Store(place{key, version}, e)
	}
	return e, err
}

// offered tells whether a template can be applied for: it is, and there is what does its effect.
func (s *Service) offered(t template, d form.Definition) bool {
	return t.enabled && (d.Effect == "" || s.effects[d.Effect] != nil)
}

// mayApply tells whether a template is for an account.
func (s *Service) mayApply(d form.Definition, department id.ID, roles []authz.Role) bool {
	a := d.WhoMayApply
	if a.All {
		return true
	}
	if slices.ContainsFunc(roles, func(r authz.Role) bool { return slices.Contains(a.Roles, string(r)) }) {
		return true
	}
	return slices.ContainsFunc(s.People.Line(department), func(d id.ID) bool { return slices.Contains(a.Departments, d.String()) })
}

// Templates lists what somebody may apply for, in the order of categories and names. Whoever may: everybody.
func (s *Service) Templates(ctx context.Context, who authz.Principal) ([]ApprovalTemplate, error) {
	out := []ApprovalTemplate{}
	err := s.DB.Read(ctx, func(q db.Q) error {
		all, err := s.newest(q)
		if err != nil {
			return err
		}
		recent, err := selectRecent(q, who.Account)
		if err != nil {
			return err
		}
		for _, t := range all {
			d := t.definition
			if !s.offered(t.template, d) || !s.mayApply(d, who.Department, who.Roles) {
				continue
			}
			v := ApprovalTemplate{Key: t.template.key, Version: t.template.version, Name: d.Name.In(who.Language), About: d.About.In(who.Language), Category: d.Category, Effect: d.Effect}
			if at := recent[t.template.key]; at > 0 {
				v.MineRecent = &at
			}
			out = append(out, v)
		}
		return nil
	})
	return out, err
}

// current is a template with its newest version.
type current struct {
	template
	edition
}

func (s *Service) newest(q db.Q) ([]current, error) {
	all, err := selectTemplates(q)
	if err != nil {
		return nil, err
	}
	out := make([]current, 0, len(all))
	for _, t := range all {
		e, err := s.edition(q, t.key, t.version)
		if err != nil {
			return nil, err
		}
		out = append(out, current{t, e})
	}
	slices.SortStableFunc(out, func(a, b current) int {
		return slices.Index(form.Categories, a.definition.Category) - slices.Index(form.Categories, b.definition.Category)
	})
	return out, nil
}

// Template returns a version of a template, 0 for the newest. Who may not apply for it sees the versions of
// approvals that they see; designers see all.
//
// Errors: apperr.NotFound.
func (s *Service) Template(ctx context.Context, who authz.Principal, key string, version int64) (out TemplateVersion, err error) {
	err = s.DB.Read(ctx, func(q db.Q) error {
		t, err := selectTemplate(q, key, false)
		if err != nil {
			return err
		}
		if version == 0 {
			version = t.version
		}
		e, err := s.edition(q, key, version)
		if err != nil {
			return err
		}
		if !authz.Can(who, authz.ApprovalDesign) && (!s.offered(t, e.definition) || !s.mayApply(e.definition, who.Department, who.Roles)) {
			return apperr.NotFound.New()
		}
		out = s.shownEdition(who, t, e)
		return nil
	})
	return out, err
}

func (s *Service) shownEdition(who authz.Principal, t template, e edition) TemplateVersion {
	return TemplateVersion{Key: t.key, Version: e.version, Newest: t.version, Enabled: t.enabled, Definition: e.definition,
		EffectWords: effectWords(who.Language, e.definition.Effect), At: e.at, By: s.named(e.by)}
}

// effectWords say what an effect does.
func effectWords(language, effect string) string {
	if effect == "" {
		return ""
	}
	return i18n.Text(language, "server", "effect."+effect, nil)
}

// AllTemplates lists every template. Whoever may: ApprovalDesign.
func (s *Service) AllTemplates(ctx context.Context, who authz.Principal) (AdminTemplateList, error) {
	out := AdminTemplateList{Items: []AdminTemplate{}, Effects: []KnownEffect{}}
	if !authz.Can(who, authz.ApprovalDesign) {
		return out, apperr.Forbidden.New()
	}
	for _, e := range s.Deps.Effects {
		out.Effects = append(out.Effects, KnownEffect{e.Name(), effectWords(who.Language, e.Name()), true})
	}
	err := s.DB.Read(ctx, func(q db.Q) error {
		all, err := s.newest(q)
		for _, t := range all {
			out.Items = append(out.Items, s.shownAdmin(who, t.template, t.edition))
			effect := t.definition.Effect
			known := slices.ContainsFunc(out.Effects, func(e KnownEffect) bool { return e.Name == effect })
			if effect != "" && !known && coming(effect) {
				out.Effects = append(out.Effects, KnownEffect{effect, effectWords(who.Language, effect), false})
			}
		}
		return err
	})
	return out, err
}

func (s *Service) shownAdmin(who authz.Principal, t template, e edition) AdminTemplate {
	d := e.definition
	return AdminTemplate{Key: t.key, Version: t.version, Name: d.Name.In(who.Language), Category: d.Category, Effect: d.Effect, EffectWords: effectWords(who.Language, d.Effect), Enabled: t.enabled,
		BuiltIn: t.builtIn, Offered: s.offered(t, d), ChangedAt: t.changedAt, ChangedBy: s.named(e.by)}
}

// Versions lists the versions of a template, the newest first. Whoever may: ApprovalDesign.
//
// Errors: apperr.NotFound.
func (s *Service) Versions(ctx context.Context, who authz.Principal, key string) ([]TemplateEdition, error) {
	if !authz.Can(who, authz.ApprovalDesign) {
		return nil, apperr.Forbidden.New()
	}
	out, by, err := selectEditions(s.DB.Ask(ctx), key)
	if err == nil && len(out) == 0 {
		err = apperr.NotFound.New()
	}
	for i := range out {
		out[i].By = s.named(by[i])
	}
	return out, err
}

// CheckTemplate tells every fault of a definition. Whoever may: ApprovalDesign.
func (s *Service) CheckTemplate(who authz.Principal, d form.Definition) ([]TemplateFault, error) {
	if !authz.Can(who, authz.ApprovalDesign) {
		return nil, apperr.Forbidden.New()
	}
	return faultsOf(s.check(d)), nil
}

func faultsOf(fields []apperr.Field) []TemplateFault {
	out := make([]TemplateFault, 0, len(fields))
	for _, f := range fields {
		out = append(out, TemplateFault{f.Name, f.Code, f.Params})
	}
	return out
}
