package rulebook

import (
	"context"
	"slices"
	"strings"
	"time"
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

// LongestExemption is how long a value for one person can hold at most.
const LongestExemption = 366 * 24 * time.Hour

// Change is a new value for a scope. Value nil withdraws the scope's value. Stage empty is Enforcing,
// Effective 0 is now. Until is the first instant at which it no longer holds; a value for one person,
// which is an exemption, has one when people ask for it.
type Change struct {
	Rule      string
	Scope     Scope
	Value     *int64
	Stage     Stage
	Effective clock.Instant
	Until     *clock.Instant
	Reason    string
}

// Set stores a new version of a rule's value and returns the version's number. The values of other
// scopes stay. This is the house's own way, for its start and its tests; what people want is proposed
// and confirmed.
//
// Errors: ErrUnknownRule, ErrOutOfBounds, ErrEffectivePast, ErrScopeInvalid, ErrUntilInvalid; nothing
// is written then.
func (b *Book) Set(ctx context.Context, who authz.Principal, c Change) (version int64, err error) {
	err = b.db.Write(ctx, func(tx *db.Tx) error {
		if err := lockValues(tx); err != nil {
			return err
		}
		c := c.settled(tx.Now)
		if err := c.check(tx.Now); err != nil {
			return err
		}
		version, err = c.store(tx, stored{asked: who.Account, confirmed: who.Account})
		if err != nil {
			return err
		}
		facts := map[string]any{"rule": c.Rule, "version": version, "scope": c.Scope, "value": c.Value, "stage": c.Stage, "effective_at": c.Effective, "until_at": c.Until}
		return audit.Write(tx, who, audit.Entry{Action: authz.RulesSet, Object: "rule", Facts: facts})
	})
	if err == nil {
		err = b.Reload(ctx)
	}
	return version, err
}

// settled fills in what was left out.
func (c Change) settled(now clock.Instant) Change {
	if c.Effective == 0 {
		c.Effective = now
	}
	if c.Stage == "" || c.Value == nil {
		c.Stage = Enforcing
	}
	return c
}

// store writes the value down and says so.
func (c Change) store(tx *db.Tx, v stored) (int64, error) {
	v.rule, v.scope, v.value, v.stage, v.effective, v.until, v.reason = c.Rule, c.Scope, c.Value, c.Stage, c.Effective, c.Until, c.Reason
	version, err := insertValue(tx, v)
	if err != nil {
		return 0, err
	}
	return version, tx.Say(event.RuleChanged{Rule: c.Rule, Version: version, Effective: c.Effective})
}

// check refuses what can be seen to be wrong without looking at anything else.
func (c Change) check(now clock.Instant) error {
	r, known := declared[c.Rule]
	switch {
	case !known:
		return ErrUnknownRule.New("rule", c.Rule)
	case c.Value != nil && (*c.Value < r.Min || *c.Value > r.Max):
		return ErrOutOfBounds.At("body.value", "out_of_range", "min", r.Min, "max", r.Max)
	case !slices.Contains([]Stage{Watching, Warning, Enforcing}, c.Stage):
		return apperr.Invalid.At("body.stage", "not_a_choice")
	case strings.TrimSpace(c.Reason) == "" || !plain(c.Reason):
		return apperr.Invalid.At("body.reason", "wrong_form")
	case c.Effective < now:
		return ErrEffectivePast.At("body.effective_at", "past")
	case !c.Scope.valid():
		return ErrScopeInvalid.At("body.scope.id", "unknown")
	case c.Until != nil && (*c.Until <= c.Effective || c.Value == nil):
		return ErrUntilInvalid.At("body.until_at", "too_early")
	}
	return nil
}

// checkExemption refuses a value for one person that has no end, or one too far away.
func (c Change) checkExemption() error {
	if c.Scope.Kind != ForPerson || c.Value == nil {
		return nil
	}
	if c.Until == nil {
		return ErrUntilInvalid.At("body.until_at", "missing")
	}
	if c.Until.Sub(c.Effective) > LongestExemption {
		return ErrUntilInvalid.At("body.until_at", "too_late", "days", int(LongestExemption.Hours()/24))
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
