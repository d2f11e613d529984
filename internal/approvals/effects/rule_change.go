package effects

import (
	"cmp"
	"strconv"

	"tonggui/internal/approvals"
	"tonggui/internal/approvals/builtin"
	"tonggui/internal/approvals/form"
	"tonggui/internal/platform/apperr"
	"tonggui/internal/platform/clock"
	"tonggui/internal/platform/db"
	"tonggui/internal/platform/id"
	"tonggui/internal/rulebook"
)

const ruleChange = "rule_change"

// RuleChange gives a rule the value that was approved.
type RuleChange struct{ Rules func() *rulebook.Service }

// Name implements approvals.Effect.
func (RuleChange) Name() string { return ruleChange }

// Automatic implements approvals.Effect: a second person confirms each change.
func (RuleChange) Automatic() bool { return false }

// Check implements approvals.Effect.
func (r RuleChange) Check(q db.Q, a approvals.Applied) error {
	asked, err := askedIn(a)
	if err != nil {
		return err
	}
	return inForm(r.Rules().CheckAsked(q, asked), fieldsOf(asked.Change))
}

// Do implements approvals.Effect.
func (r RuleChange) Do(tx *db.Tx, a approvals.Applied) (string, error) {
	asked, err := askedIn(a)
	if err != nil {
		return "", err
	}
	version, err := r.Rules().Approved(tx, asked, a.Agreed)
	return asked.Change.Rule + "/" + strconv.FormatInt(version, 10), err
}

// changeValues are the fields of the form.
type changeValues struct {
	Rule       string `json:"rule"`
	Scope      string `json:"scope"`
	Department string `json:"department"`
	Role       string `json:"role"`
	Person     string `json:"person"`
	Withdraw   bool   `json:"withdraw"`
	Value      string `json:"value"`
	Stage      string `json:"stage"`
	Effective  millis `json:"effective_at"`
	Until      millis `json:"until_at"`
	Reason     string `json:"reason"`
	Trial      string `json:"trial"`
}

// askedIn reads what an approval asks for.
func askedIn(a approvals.Applied) (rulebook.Asked, error) {
	var v changeValues
	if err := a.Decode(&v); err != nil {
		return rulebook.Asked{}, err
	}
	c := rulebook.Change{Rule: builtin.RuleOf(v.Rule), Scope: rulebook.Scope{Kind: rulebook.ScopeKind(v.Scope), ID: cmp.Or(v.Department, v.Role, v.Person)},
		Stage: rulebook.Stage(v.Stage), Effective: v.Effective.instant(), Reason: v.Reason}
	if v.Until > 0 {
		until := v.Until.instant()
		c.Until = &until
	}
	out := rulebook.Asked{ID: a.ID, By: a.Applicant, Since: a.HandedAt, Change: c}
	if !v.Withdraw {
		n, err := strconv.ParseInt(v.Value, 10, 64)
		if err != nil {
			return out, apperr.Invalid.At("body.values.value", "wrong_form")
		}
		out.Change.Value = &n
	}
	if v.Trial != "" {
		trial, err := id.Parse(v.Trial)
		if err != nil {
			return out, apperr.Invalid.At("body.values.trial", "wrong_form")
		}
		out.Trial = trial
	}
	return out, nil
}

// inValues fills the form for a change.
func inValues(c rulebook.Change, trial *id.ID) form.Values {
	v := form.Values{"rule": builtin.RuleOption(c.Rule), "scope": string(c.Scope.Kind), "reason": c.Reason, "withdraw": c.Value == nil}
	if c.Scope.ID != "" {
		v[string(c.Scope.Kind)] = c.Scope.ID
	}
	if c.Value != nil {
		v["value"], v["stage"] = strconv.FormatInt(*c.Value, 10), string(c.Stage)
	}
	if at := ofInstant(c.Effective); at != nil {
		v["effective_at"] = at
	}
	if c.Until != nil {
		v["until_at"] = ofInstant(*c.Until)
	}
	if trial != nil {
		v["trial"] = trial.String()
	}
	return v
}

// whole leaves of an instant what forms can hold.
func whole(at clock.Instant) clock.Instant { return at / 1000 * 1000 }

// fieldsOf names the fields of the form that are called otherwise than where rules are changed.
func fieldsOf(c rulebook.Change) map[string]string {
	out := map[string]string{"trial_id": "trial", "scope.id": "scope"}
	if c.Scope.ID != "" {
		out["scope.id"] = string(c.Scope.Kind)
	}
	return out
}
