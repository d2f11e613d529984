package approvals

import (
	"context"
	"slices"

	"tonggui/internal/approvals/form"
	"tonggui/internal/audit"
	"tonggui/internal/platform/apperr"
	"tonggui/internal/platform/authz"
	"tonggui/internal/platform/db"
	"tonggui/internal/platform/id"
)

// Publish stores a new version of a template, or a new template where key is empty; seen is the newest
// version that the caller has seen, 0 for a new template. What is open goes on by its own version. Whoever
// may: ApprovalDesign.
//
// Errors: ErrDefinition, apperr.NotFound, ErrChanged.
func (s *Service) Publish(ctx context.Context, who authz.Principal, key string, seen int64, d form.Definition) (out TemplateVersion, err error) {
	if !authz.Can(who, authz.ApprovalDesign) {
		return out, apperr.Forbidden.New()
	}
	if faults := s.check(d); len(faults) > 0 {
		return out, &apperr.Error{Def: ErrDefinition, Fields: within("body.definition.", faults)}
	}
	err = s.DB.Write(ctx, func(tx *db.Tx) error {
		t, err := s.ahead(tx, key, seen)
		if err != nil {
			return err
		}
		e, err := newEdition(t.key, t.version+1, d, who.Account, tx.Now)
		if err != nil {
			return err
		}
		t.version, t.builtIn = e.version, false
		if err := updateTemplate(tx, t); err != nil {
			return err
		}
		if err := insertEdition(tx, e); err != nil {
			return err
		}
		out = s.shownEdition(who, t, e)
		return audit.Write(tx, who, audit.Entry{Action: authz.ApprovalDesign, Object: "approval_template",
			Facts: map[string]any{"key": t.key, "version": t.version, "hash": e.hash, "effect": d.Effect}})
	})
	return out, err
}

// ahead locks the template that gets another version, or makes a new one that has none yet.
func (s *Service) ahead(tx *db.Tx, key string, seen int64) (template, error) {
	if seen == 0 {
		if key == "" {
			key = "own_" + shortOf(id.New(tx.Now))
		}
		t := template{key: key, enabled: true}
		free, err := insertTemplate(tx, t)
		if err == nil && !free {
			err = ErrKeyTaken.New("key", key)
		}
		return t, err
	}
	t, err := selectTemplate(tx, key, true)
	if err == nil && t.version != seen {
		err = ErrChanged.New("version", t.version)
	}
	return t, err
}

// shortOf makes a name of what is random in an id.
func shortOf(v id.ID) string { return v.String()[24:] }

// within puts a path before the places of faults.
func within(path string, faults []apperr.Field) []apperr.Field {
	out := slices.Clone(faults)
	for i := range out {
		out[i].Name = path + out[i].Name
	}
	return out
}

// SetEnabled offers a template, or no longer; what is open goes on. One whose effect nothing does yet can be switched
// on, as it can be published: applicants are offered it once something does. Whoever may: ApprovalDesign.
//
// Errors: apperr.NotFound.
func (s *Service) SetEnabled(ctx context.Context, who authz.Principal, key string, enabled bool) (out AdminTemplate, err error) {
	if !authz.Can(who, authz.ApprovalDesign) {
		return out, apperr.Forbidden.New()
	}
	err = s.DB.Write(ctx, func(tx *db.Tx) error {
		t, err := selectTemplate(tx, key, true)
		if err != nil {
			return err
		}
		e, err := s.edition(tx, key, t.version)
		if err != nil {
			return err
		}
		was := t.enabled
		t.enabled = enabled
		out = s.shownAdmin(who, t, e)
		if was == enabled {
			return nil
		}
		if err := updateTemplate(tx, t); err != nil {
			return err
		}
		return audit.Write(tx, who, audit.Entry{Action: authz.ApprovalDesign, Object: "approval_template",
			Facts: map[string]any{"key": key, "version": t.version, "enabled": enabled}})
	})
	return out, err
}
