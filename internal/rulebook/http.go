package rulebook

import (
	"context"

	"tonggui/internal/platform/apperr"
	"tonggui/internal/platform/authz"
	"tonggui/internal/platform/clock"
	"tonggui/internal/platform/httpapi"
)

// RuleView is a rule as its value stands for the reader.
type RuleView struct {
	ID           string        `json:"id"`
	Title        string        `json:"title"`
	Requirements []string      `json:"requirements"`
	Carried      Carried       `json:"carried" enum:"enforced,measured,assisted"`
	Unit         string        `json:"unit" doc:"s for seconds, empty for a count"`
	Min          int64         `json:"min"`
	Max          int64         `json:"max"`
	Value        int64         `json:"value" doc:"as it holds for the reader now"`
	Version      int64         `json:"version" doc:"0 is the default"`
	Scope        Scope         `json:"scope"`
	Since        clock.Instant `json:"since_at"`
	Clause       apperr.Clause `json:"clause"`
}

type setIn struct {
	ID   string `path:"id" maxLength:"100"`
	Body struct {
		Scope     Scope         `json:"scope"`
		Value     *int64        `json:"value" nullable:"true" doc:"null withdraws the scope's value"`
		Effective clock.Instant `json:"effective_at,omitempty" minimum:"0" doc:"0 is now"`
		Reason    string        `json:"reason" minLength:"2" maxLength:"500"`
	}
}

type setOut struct {
	Version int64 `json:"version"`
}

// Routes adds the room's operations to the server.
func (b *Book) Routes(s *httpapi.Server) {
	httpapi.Handle(s, httpapi.Op{ID: "list_rules", Method: "GET", Path: "/rules", Tag: "Rules", Action: authz.RulesRead,
		Summary: "The rules and their values as they hold for the reader"},
		func(_ context.Context, who authz.Principal, _ *struct{}) (*httpapi.Body[httpapi.List[RuleView]], error) {
			return httpapi.OK(httpapi.List[RuleView]{Items: b.views(who)}, nil)
		})
	httpapi.Handle(s, httpapi.Op{ID: "set_rule_value", Method: "PUT", Path: "/admin/rules/{id}", Tag: "Rules", Action: authz.RulesSet,
		Summary: "Set a rule's value for a scope, now or later",
		Errors:  []*apperr.Def{ErrUnknownRule, ErrOutOfBounds, ErrEffectivePast, ErrScopeInvalid}},
		func(ctx context.Context, who authz.Principal, in *setIn) (*httpapi.Body[setOut], error) {
			v, err := b.Set(ctx, who, Change{Rule: in.ID, Scope: in.Body.Scope, Value: in.Body.Value,
				Effective: in.Body.Effective, Reason: in.Body.Reason})
			return httpapi.OK(setOut{v}, err)
		})
}

func (b *Book) views(who authz.Principal) []RuleView {
	now := b.db.Now()
	out := []RuleView{}
	for _, r := range Declared() {
		v := b.Value(r.ID, SubjectOf(who), now)
		out = append(out, RuleView{ID: r.ID, Title: b.text(who.Language, "rule."+r.ID+".title"), Requirements: r.Requirements,
			Carried: r.Carried, Unit: r.Unit, Min: r.Min, Max: r.Max, Value: v.Value, Version: v.Version, Scope: v.Scope,
			Since: v.Since, Clause: b.Clause(r.ID, who.Language)})
	}
	return out
}
