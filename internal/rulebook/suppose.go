package rulebook

import "tonggui/internal/platform/clock"

// Possible tells whether a scope could have a value of a rule at a stage, as far as can be seen without
// looking at what there is.
//
// Errors: ErrUnknownRule, ErrOutOfBounds, ErrScopeInvalid.
func Possible(rule string, scope Scope, value int64, stage Stage) error {
	return Change{Rule: rule, Scope: scope, Value: &value, Stage: stage, Reason: "trial"}.check(0)
}

// Scopes lists what applies to a subject, narrowest first.
func (b *Book) Scopes(s Subject) []Scope { return b.scopesOf(s) }

// Held returns the value that stood for a subject of these scopes at an instant.
func (b *Book) Held(rule string, scopes []Scope, at clock.Instant) Value {
	return (*b.values.Load()).at(rule, scopes, at)
}

// Supposed returns the value that would have stood at an instant if the scope of v had had it all the
// time. What stood at a narrower scope then still wins.
func (b *Book) Supposed(rule string, scopes []Scope, at clock.Instant, v Value) Value {
	set := *b.values.Load()
	for _, scope := range scopes {
		if scope == v.Scope {
			return v
		}
		if held, ok := set.in(rule, scope, at); ok {
			return Value{Version: held.version, Value: *held.value, Stage: held.stage, Scope: scope, Since: held.effective}
		}
	}
	return fallback(rule)
}
