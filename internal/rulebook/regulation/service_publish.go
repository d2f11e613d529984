package regulation

import (
	"context"
	"strings"

	"tonggui/internal/audit"
	"tonggui/internal/event"
	"tonggui/internal/platform/apperr"
	"tonggui/internal/platform/authz"
	"tonggui/internal/platform/clock"
	"tonggui/internal/platform/db"
	"tonggui/internal/platform/id"
	"tonggui/internal/rulebook"
)

// Publish makes a draft the next version, from an instant on; 0 is now. Whoever may:
// RegulationPublish.
//
// Errors: apperr.NotFound, ErrNotDraft, ErrOutdated, ErrDoubtsOpen, ErrIncomplete, ErrEffectivePast,
// ErrEffectiveLate, apperr.Invalid.
func (s *Service) Publish(ctx context.Context, who authz.Principal, e Edit, effective clock.Instant, reason string) (out RegulationVersion, err error) {
	reason = strings.TrimSpace(reason)
	if reason == "" || !paragraphs(reason) {
		return out, apperr.Invalid.At("body.reason", "wrong_form")
	}
	err = s.DB.Write(ctx, func(tx *db.Tx) error {
		v, err := draftOf(tx, e.Regulation, e.Version)
		if err != nil {
			return err
		}
		at := effective
		if at == 0 {
			at = tx.Now
		}
		if err := s.mayPublish(tx, e, v, at); err != nil {
			return err
		}
		v.published, v.effectiveAt, v.reason = who.Account, &at, reason
		if err := updatePublished(tx, e.Regulation, v); err != nil {
			return err
		}
		if err := updateTitle(tx, e.Regulation, v.title); err != nil {
			return err
		}
		if err := audit.Write(tx, who, audit.Entry{Action: authz.RegulationPublish, Object: "regulation", ObjectID: e.Regulation,
			Facts: map[string]any{"version": v.number, "effective_at": at}}); err != nil {
			return err
		}
		if err := tx.Say(event.RegulationPublished{Regulation: e.Regulation, Version: v.number, Effective: at}); err != nil {
			return err
		}
		if at <= tx.Now {
			if err := announce(tx, due{e.Regulation, v.number}); err != nil {
				return err
			}
		}
		out, err = readVersion(tx, who, e.Regulation, v.number)
		return err
	})
	return out, err
}

func (s *Service) mayPublish(tx *db.Tx, e Edit, v version, at clock.Instant) error {
	switch {
	case v.revision != e.Revision:
		return ErrOutdated.New("revision", v.revision)
	case v.openDoubts > 0:
		return ErrDoubtsOpen.New("open", v.openDoubts)
	case v.title == "" || v.counts == [4]int{}:
		return ErrIncomplete.New()
	case at < tx.Now:
		return ErrEffectivePast.At("body.effective_at", "past")
	}
	all, err := selectVersions(tx, []id.ID{e.Regulation})
	for _, before := range all[e.Regulation] {
		if before.effectiveAt != nil && *before.effectiveAt >= at {
			return ErrEffectiveLate.At("body.effective_at", "too_early", "after_at", *before.effectiveAt)
		}
	}
	return err
}

// Link says that a rule carries a clause from now on; a second time changes nothing. Whoever may:
// RegulationLink.
//
// Errors: apperr.NotFound, rulebook.ErrUnknownRule.
func (s *Service) Link(ctx context.Context, who authz.Principal, one, node id.ID, rule string) (out RegulationClause, err error) {
	if !declared(rule) {
		return out, rulebook.ErrUnknownRule.New("rule", rule)
	}
	return s.relink(ctx, who, one, node, rule, "link", insertLink)
}

// Unlink ends a link; it stays as history. A link that has ended already stays as it is.
//
// Errors: apperr.NotFound; rulebook.ErrUnknownRule for what is no rule and never was linked here.
func (s *Service) Unlink(ctx context.Context, who authz.Principal, one, node id.ID, rule string) (RegulationClause, error) {
	return s.relink(ctx, who, one, node, rule, "unlink", func(tx *db.Tx, of, node id.ID, rule string, by id.ID) (bool, error) {
		ended, err := endLink(tx, of, node, rule, by)
		if err == nil && !ended && !declared(rule) {
			err = rulebook.ErrUnknownRule.New("rule", rule)
		}
		return ended, err
	})
}

func (s *Service) relink(ctx context.Context, who authz.Principal, one, node id.ID, rule, step string,
	change func(tx *db.Tx, of, node id.ID, rule string, by id.ID) (bool, error)) (out RegulationClause, err error) {
	err = s.DB.Write(ctx, func(tx *db.Tx) error {
		if err := lock(tx, one); err != nil {
			return err
		}
		words, err := selectWords(tx, one, node)
		if err != nil {
			return err
		}
		if len(words) == 0 {
			return apperr.NotFound.New()
		}
		changed, err := change(tx, one, node, rule, who.Account)
		if err != nil {
			return err
		}
		if changed {
			if err := audit.Write(tx, who, audit.Entry{Action: authz.RegulationLink, Object: "regulation", ObjectID: one,
				Facts: map[string]any{"step": step, "node": node, "rule": rule}}); err != nil {
				return err
			}
			if err := tx.Say(event.RegulationLinked{Regulation: one, Node: node, Rule: rule, Linked: step == "link"}); err != nil {
				return err
			}
		}
		out, err = readClause(tx, who, one, node, words[len(words)-1].Version)
		return err
	})
	return out, err
}

func declared(rule string) bool {
	for _, r := range rulebook.Declared() {
		if r.ID == rule {
			return true
		}
	}
	return false
}
