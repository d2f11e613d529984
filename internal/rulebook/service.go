package rulebook

import (
	"context"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"tonggui/internal/audit"
	"tonggui/internal/event"
	"tonggui/internal/platform/apperr"
	"tonggui/internal/platform/authz"
	"tonggui/internal/platform/clock"
	"tonggui/internal/platform/db"
	"tonggui/internal/platform/id"
)

// Change is a new value for a scope. Value nil withdraws the scope's value. Effective 0 is now.
type Change struct {
	Rule      string
	Scope     Scope
	Value     *int64
	Effective clock.Instant
	Reason    string
}

// Set stores a new version of a rule's value and returns the version's number. The values of other
// scopes stay. Whoever may: authz.RulesSet.
//
// Errors: ErrUnknownRule, ErrOutOfBounds, ErrEffectivePast, ErrScopeInvalid; nothing is written then.
func (b *Book) Set(ctx context.Context, who authz.Principal, c Change) (version int64, err error) {
	err = b.db.Write(ctx, func(tx *db.Tx) error {
		if c.Effective == 0 {
			c.Effective = tx.Now
		}
		if err := c.check(tx.Now); err != nil {
			return err
		}
		version, err = db.Value[int64](tx, `SELECT COALESCE(MAX(version), 0) + 1 FROM rule_values WHERE rule_id = ?`, c.Rule)
		if err != nil {
			return err
		}
		if _, err := tx.Exec(`INSERT INTO rule_values (rule_id, version, scope_kind, scope_id, value, effective_at, set_at, set_by, reason)
			VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
			c.Rule, version, string(c.Scope.Kind), c.Scope.ID, c.Value, c.Effective, tx.Now, who.Account, c.Reason); err != nil {
			return err
		}
		facts := map[string]any{"rule": c.Rule, "version": version, "scope": c.Scope, "value": c.Value, "effective_at": c.Effective}
		if err := audit.Write(tx, who, audit.Entry{Action: authz.RulesSet, Object: "rule", Facts: facts}); err != nil {
			return err
		}
		return tx.Say(event.RuleChanged{Rule: c.Rule, Version: version})
	})
	if err == nil {
		err = b.Reload(ctx)
	}
	return version, err
}

func (c Change) check(now clock.Instant) error {
	r, known := declared[c.Rule]
	if !known {
		return ErrUnknownRule.New("rule", c.Rule)
	}
	if c.Value != nil && (*c.Value < r.Min || *c.Value > r.Max) {
		return ErrOutOfBounds.At("body.value", "out_of_range", "min", r.Min, "max", r.Max)
	}
	if strings.TrimSpace(c.Reason) == "" || !plain(c.Reason) {
		return apperr.Invalid.At("body.reason", "wrong_form")
	}
	if c.Effective < now {
		return ErrEffectivePast.At("body.effective_at", "past")
	}
	if !c.Scope.valid() {
		return ErrScopeInvalid.At("body.scope.id", "unknown")
	}
	return nil
}

func (s Scope) valid() bool {
	switch s.Kind {
	case ForCompany:
		return s.ID == ""
	case ForRole:
		return slices.Contains(authz.Roles, authz.Role(s.ID))
	case ForPerson, ForDepartment:
		_, err := id.Parse(s.ID)
		return err == nil
	case ForGroupClass:
		return s.ID != "" && plain(s.ID)
	}
	return false
}

// plain tells whether a text has nothing in it that hides or reorders what a person reads in the
// record, or that a database refuses.
func plain(s string) bool {
	return utf8.ValidString(s) && !strings.ContainsFunc(s, func(r rune) bool {
		return unicode.IsControl(r) && r != '\n' || unicode.In(r, unicode.Cf, unicode.Zl, unicode.Zp)
	})
}
