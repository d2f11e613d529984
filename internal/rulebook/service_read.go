package rulebook

import (
	"cmp"
	"context"
	"slices"
	"strconv"
	"strings"

	"tonggui/internal/platform/authz"
	"tonggui/internal/platform/db"
	"tonggui/internal/platform/fold"
	"tonggui/internal/platform/httpapi"
)

// Rules lists the rules as they hold for the reader, by id; those only in which every word of query
// is found: in the title, the sentence, the clause, or the requirements.
func (s *Service) Rules(ctx context.Context, who authz.Principal, query string, page httpapi.Page) (out httpapi.List[RuleView], err error) {
	out.Items = []RuleView{}
	if _, known := declared[page.Cursor]; page.Cursor != "" && !known {
		return out, httpapi.BadCursor()
	}
	err = s.DB.Read(ctx, func(q db.Q) error {
		values, err := loadValues(q, "")
		if err != nil {
			return err
		}
		open, err := countOpen(q)
		n := s.names()
		for _, r := range Declared() {
			if r.ID <= page.Cursor {
				continue
			}
			v := s.view(n, who, r, values, open, q.At())
			if !v.says(query) {
				continue
			}
			if len(out.Items) == page.Limit {
				out.NextCursor = &out.Items[page.Limit-1].ID
				break
			}
			out.Items = append(out.Items, v)
		}
		return err
	})
	return out, err
}

// says tells whether all words of a query are found in the rule.
func (v RuleView) says(query string) bool {
	text := fold.String(strings.Join(append([]string{v.ID, v.Title, v.Summary, v.Clause.Number, v.Clause.Text}, v.Requirements...), "\n"))
	for _, word := range strings.Fields(query) {
		if !strings.Contains(text, fold.String(word)) {
			return false
		}
	}
	return true
}

// Rule returns a rule with its values now and those to come.
//
// Errors: ErrUnknownRule.
func (s *Service) Rule(ctx context.Context, who authz.Principal, rule string) (out RuleDetail, err error) {
	r, known := declared[rule]
	if !known {
		return out, ErrUnknownRule.New("rule", rule)
	}
	err = s.DB.Read(ctx, func(q db.Q) error {
		values, err := loadValues(q, rule)
		if err != nil {
			return err
		}
		open, err := countOpen(q)
		n := s.names()
		out = RuleDetail{RuleView: s.view(n, who, r, values, open, q.At()), Values: []RuleValue{}, Upcoming: []RuleValue{}, Abilities: abilities(who)}
		rows := seen(who, values[rule])
		for _, v := range slices.SortedStableFunc(slices.Values(rows), widest) {
			if have, set := values.in(rule, v.scope, q.At()); set && have.version == v.version {
				out.Values = append(out.Values, replaced(n.value(v), rows))
			}
		}
		slices.SortStableFunc(rows, func(a, b stored) int { return cmp.Compare(a.effective, b.effective) })
		for _, v := range rows {
			if v.effective > q.At() {
				out.Upcoming = append(out.Upcoming, replaced(n.value(v), rows))
			}
		}
		return err
	})
	return out, err
}

// seen are the rows of a rule that a person may see, by version: what was set for one person is for
// those who may change rules.
func seen(who authz.Principal, scopes map[Scope][]stored) []stored {
	out := []stored{}
	for scope, rows := range scopes {
		if scope.Kind != ForPerson || authz.Can(who, authz.RulesPropose) {
			out = append(out, rows...)
		}
	}
	slices.SortFunc(out, func(a, b stored) int { return cmp.Compare(a.version, b.version) })
	return out
}

// replaced fills in when a later version took the place of one.
func replaced(v RuleValue, rows []stored) RuleValue {
	for _, other := range rows {
		later := other.effective > v.Since || other.effective == v.Since && other.version > v.Version
		if later && other.scope == (Scope{v.Scope.Kind, v.Scope.ID}) && (v.Replaced == nil || other.effective < *v.Replaced) {
			at := other.effective
			v.Replaced = &at
		}
	}
	return v
}

// History lists all versions of a rule's values, the newest first.
//
// Errors: ErrUnknownRule.
func (s *Service) History(ctx context.Context, who authz.Principal, rule string, page httpapi.Page) (out httpapi.List[RuleValue], err error) {
	out.Items = []RuleValue{}
	if _, known := declared[rule]; !known {
		return out, ErrUnknownRule.New("rule", rule)
	}
	before := int64(0)
	if page.Cursor != "" {
		if before, err = strconv.ParseInt(page.Cursor, 10, 64); err != nil || before < 1 {
			return out, httpapi.BadCursor()
		}
	}
	values, err := loadValues(s.DB.Ask(ctx), rule)
	if err != nil {
		return out, err
	}
	n, rows := s.names(), seen(who, values[rule])
	for _, v := range slices.Backward(rows) {
		if before > 0 && v.version >= before {
			continue
		}
		if len(out.Items) == page.Limit {
			next := strconv.FormatInt(out.Items[page.Limit-1].Version, 10)
			out.NextCursor = &next
			break
		}
		out.Items = append(out.Items, replaced(n.value(v), rows))
	}
	return out, nil
}

func abilities(who authz.Principal) []string {
	out := []string{}
	for _, a := range []authz.Action{authz.RulesPropose, authz.RulesDecide, authz.EvidenceRead} {
		if authz.Can(who, a) {
			out = append(out, string(a))
		}
	}
	return out
}
