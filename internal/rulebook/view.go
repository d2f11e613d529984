package rulebook

import (
	"slices"

	"tonggui/internal/platform/apperr"
	"tonggui/internal/platform/authz"
	"tonggui/internal/platform/clock"
	"tonggui/internal/platform/db"
	"tonggui/internal/platform/id"
	"tonggui/internal/platform/ref"
)

// RuleName is a rule in one line.
type RuleName struct {
	ID    string `json:"id"`
	Title string `json:"title"`
	Unit  string `json:"unit" doc:"s for seconds, B for bytes, d for days, empty for a count"`
}

// ScopeView is a scope with the name of what it is.
type ScopeView struct {
	Kind ScopeKind `json:"kind" enum:"person,role,group,department,company"`
	ID   string    `json:"id" doc:"an account, a role, a class of groups or a department; empty for the company"`
	Name string    `json:"name" doc:"of a person or a department; else empty"`
}

// RuleView is a rule as its value stands for the reader.
type RuleView struct {
	ID           string        `json:"id"`
	Title        string        `json:"title"`
	Summary      string        `json:"summary" doc:"what the rule says with the value, in one sentence"`
	Requirements []string      `json:"requirements" nullable:"false"`
	Carried      Carried       `json:"carried" enum:"enforced,measured,assisted"`
	Unit         string        `json:"unit" doc:"s for seconds, B for bytes, d for days, empty for a count"`
	Min          int64         `json:"min"`
	Max          int64         `json:"max"`
	Default      int64         `json:"default"`
	Value        int64         `json:"value" doc:"as it holds for the reader now"`
	Stage        Stage         `json:"stage" enum:"watch,warn,enforce"`
	Version      int64         `json:"version" doc:"0 is the default"`
	Scope        ScopeView     `json:"scope" doc:"for whom the value was set"`
	Since        clock.Instant `json:"since_at" doc:"0 for the default"`
	Clause       apperr.Clause `json:"clause"`
	Narrower     int           `json:"narrower" doc:"values for less than the company that are in force now"`
	Proposals    int           `json:"proposals" doc:"changes that wait for a decision"`
}

// RuleValue is a value that was set, for some scope.
type RuleValue struct {
	Scope     ScopeView      `json:"scope"`
	Value     *int64         `json:"value" nullable:"true" doc:"null: the value of the scope was withdrawn"`
	Stage     Stage          `json:"stage" enum:"watch,warn,enforce"`
	Since     clock.Instant  `json:"since_at"`
	Until     *clock.Instant `json:"until_at" nullable:"true" doc:"the first instant at which it no longer holds"`
	SetAt     clock.Instant  `json:"set_at" doc:"when it was confirmed"`
	AskedBy   *ref.Named     `json:"asked_by" doc:"null for the house itself"`
	Confirmed *ref.Named     `json:"confirmed_by" doc:"null for the house itself"`
	Reason    string         `json:"reason"`
	Version   int64          `json:"version"`
	Proposal  *id.ID         `json:"proposal_id" nullable:"true"`
	Replaced  *clock.Instant `json:"replaced_at" nullable:"true" doc:"when a later version for the same scope took its place; may lie ahead"`
}

// RuleDetail is a rule with its values. Those for single people are there for who may propose changes.
type RuleDetail struct {
	RuleView
	Values    []RuleValue `json:"values" nullable:"false" doc:"in force now, the widest scope first; without the default"`
	Upcoming  []RuleValue `json:"upcoming" nullable:"false" doc:"set and not in force yet, the next first"`
	Abilities []string    `json:"abilities" nullable:"false" doc:"what the reader may do: rules.propose, rules.decide, evidence.read"`
}

// names puts ids into words, each asked for once.
type names struct {
	s      *Service
	people map[id.ID]string
}

func (s *Service) names() *names { return &names{s: s, people: map[id.ID]string{}} }

func (n *names) person(one id.ID) *ref.Named {
	if one.IsZero() {
		return nil
	}
	name, asked := n.people[one]
	if !asked {
		for _, p := range n.s.People.People([]id.ID{one}) {
			name = p.Name
		}
		n.people[one] = name
	}
	return &ref.Named{ID: one, Name: name}
}

func (n *names) scope(s Scope) ScopeView {
	v := ScopeView{Kind: s.Kind, ID: s.ID}
	one, err := id.Parse(s.ID)
	if err != nil {
		return v
	}
	switch s.Kind {
	case ForPerson:
		v.Name = n.person(one).Name
	case ForDepartment:
		v.Name = n.s.People.Department(one)
	}
	return v
}

func (n *names) value(v stored) RuleValue {
	return RuleValue{Scope: n.scope(v.scope), Value: v.value, Stage: v.stage, Since: v.effective, Until: v.until, SetAt: v.setAt,
		AskedBy: n.person(v.asked), Confirmed: n.person(v.confirmed), Reason: v.reason, Version: v.version, Proposal: some(v.proposal)}
}

func some(v id.ID) *id.ID {
	if v.IsZero() {
		return nil
	}
	return &v
}

// view is a rule for a reader at an instant.
func (s *Service) view(n *names, who authz.Principal, r Info, values valueSet, open map[string]int, now clock.Instant) RuleView {
	v := s.Book.Value(r.ID, SubjectOf(who), now)
	return RuleView{ID: r.ID, Title: s.Book.title(r.ID, who.Language), Summary: s.Book.summary(r, v.Value, who.Language), Requirements: r.Requirements,
		Carried: r.Carried, Unit: r.Unit, Min: r.Min, Max: r.Max, Default: r.Default, Value: v.Value, Stage: v.Stage, Version: v.Version,
		Scope: n.scope(v.Scope), Since: v.Since, Clause: s.Book.Clause(r.ID, who.Language), Narrower: values.narrower(r.ID, now), Proposals: open[r.ID]}
}

func (s *Service) shown(q db.Q, who authz.Principal, p proposal) (Proposal, error) {
	all, err := s.shownAll(q, who, []proposal{p})
	if err != nil {
		return Proposal{}, err
	}
	return all[0], nil
}

func (s *Service) shownAll(q db.Q, who authz.Principal, rows []proposal) ([]Proposal, error) {
	values, err := loadValues(q, "")
	if err != nil {
		return nil, err
	}
	n, out := s.names(), make([]Proposal, 0, len(rows))
	for _, p := range rows {
		c := p.change
		v := Proposal{ID: p.id, Rule: RuleName{c.Rule, s.Book.title(c.Rule, who.Language), declared[c.Rule].Unit}, Scope: n.scope(c.Scope), Value: c.Value, Stage: c.Stage,
			Effective: c.Effective, Until: c.Until, Reason: c.Reason, Trial: some(p.trial), AskedBy: *n.person(p.asked), AskedAt: p.askedAt,
			Expires: &p.expiresAt, State: p.stateAt(q.At()), DecidedBy: n.person(p.decided), DecidedAt: p.decidedAt, Note: p.note, Version: p.version, Abilities: []string{}}
		if p.byApproval {
			v.Approval, v.Expires = &p.id, nil
		}
		if have, set := values.in(c.Rule, c.Scope, q.At()); set {
			before := n.value(have)
			v.Before = &before
		}
		if v.State == Open {
			v.Abilities = s.abilitiesOn(who, v)
		}
		out = append(out, v)
	}
	return out, nil
}

func (s *Service) abilitiesOn(who authz.Principal, p Proposal) []string {
	out := []string{}
	if p.Approval != nil {
		return out // what there is to do is done there
	}
	if authz.Can(who, authz.RulesDecide) && s.Consent.May(who, p) == nil {
		out = append(out, string(authz.RulesDecide))
	}
	if p.AskedBy.ID == who.Account {
		out = append(out, "rules.withdraw")
	}
	return out
}

// widest orders scopes from the company down to one person.
func widest(a, b stored) int {
	order := []ScopeKind{ForCompany, ForDepartment, ForGroupClass, ForRole, ForPerson}
	return slices.Index(order, a.scope.Kind) - slices.Index(order, b.scope.Kind)
}
