package coverage

import (
	"context"
	"time"

	"tonggui/internal/platform/authz"
	"tonggui/internal/platform/clock"
	"tonggui/internal/platform/db"
	"tonggui/internal/platform/id"
	"tonggui/internal/rulebook"
	"tonggui/internal/rulebook/regulation"
)

// counted is how far back events are counted.
const counted = 30 * 24 * time.Hour

// Checkpoint is the newest that was signed of the audit log.
type Checkpoint struct {
	Size int64
	Note string // as it is signed
	At   clock.Instant
}

// Deps are what the room needs from the house.
type Deps struct {
	DB          *db.DB
	Book        *rulebook.Book
	Regulations *regulation.Service
	Text        rulebook.Text
	// Checkpoint returns the newest, or nil where nothing is signed yet.
	Checkpoint func(ctx context.Context) (*Checkpoint, error)
	Company    func(ctx context.Context) (string, error) // its name, for paper
}

// Service is the room. It is safe for concurrent use.
type Service struct{ Deps }

// New returns the room.
func New(d Deps) *Service { return &Service{d} }

// Of tells what carries the clauses of a version today; number 0 is the version in force, or the newest
// where none is.
//
// Errors: apperr.NotFound.
func (s *Service) Of(ctx context.Context, who authz.Principal, one id.ID, number int64) (out RegulationCoverage, err error) {
	if number == 0 {
		r, err := s.Regulations.Get(ctx, who, one)
		if err != nil {
			return out, err
		}
		number = r.Versions[0].Number
		if r.InForce != nil {
			number = *r.InForce
		}
	}
	v, err := s.Regulations.Version(ctx, who, one, number)
	if err != nil {
		return out, err
	}
	out.At = s.DB.Now()
	out.Regulation = CoveredRegulation{one, v.Title, v.Number, v.State, v.EffectiveAt}
	var counts map[string]EventCounts
	if authz.Can(who, authz.RulesCounts) {
		from := out.At.Add(-counted)
		out.CountedFrom = &from
		if counts, err = s.counts(ctx, from, out.At); err != nil {
			return out, err
		}
	}
	w := walk{rules: s.rules(who, out.At, counts), out: &out}
	out.Items = []CoveredClause{}
	w.nodes(v.Items, nil, nil)
	return out, nil
}

// counts sum up what each rule said over the whole company.
func (s *Service) counts(ctx context.Context, from, to clock.Instant) (map[string]EventCounts, error) {
	all, err := s.Book.Counts(ctx, from, to)
	out := map[string]EventCounts{}
	for _, one := range all {
		c := out[one.Rule]
		c.add(one.Outcome, one.Count)
		out[one.Rule] = c
	}
	return out, err
}

// rules are all declared rules as they stand for the company.
func (s *Service) rules(who authz.Principal, now clock.Instant, counts map[string]EventCounts) map[string]CoveringRule {
	narrower := s.Book.Narrower(now)
	out := map[string]CoveringRule{}
	for _, r := range rulebook.Declared() {
		v := s.Book.Value(r.ID, rulebook.Subject{}, now)
		c := CoveringRule{ID: r.ID, Title: s.Text(who.Language, "rule."+r.ID+".title"), Carried: r.Carried, Value: v.Value, Unit: r.Unit,
			Version: v.Version, Stage: string(v.Stage), Narrower: narrower[r.ID]}
		if counts != nil {
			n := counts[r.ID]
			c.Counts = &n
		}
		out[r.ID] = c
	}
	return out
}

// walk goes through a version's tree.
type walk struct {
	rules map[string]CoveringRule
	out   *RegulationCoverage
}

// nodes notes those that are clauses, and returns the strongest way in which any of them is carried.
func (w *walk) nodes(nodes []regulation.RegulationNode, path []regulation.PathStep, above []CoveringRule) (strongest int) {
	for _, n := range nodes {
		strongest = max(strongest, w.node(n, path, above))
	}
	return strongest
}

func (w *walk) node(n regulation.RegulationNode, path []regulation.PathStep, above []CoveringRule) int {
	c := CoveredClause{NodeID: n.ID, Kind: n.Kind, Number: n.Number, Cite: n.Cite, Path: append([]regulation.PathStep{}, path...), Title: n.Title, Text: n.Text, Rules: []CoveringRule{}}
	for _, one := range n.Rules {
		if r, known := w.rules[one]; known { // a link to a rule of a release that had it carries nothing
			c.Rules = append(c.Rules, r)
		}
	}
	own := len(c.Rules) > 0
	c.Rules = appendOthers(c.Rules, above)
	strongest := 0
	for _, r := range c.Rules {
		strongest = max(strongest, strength(r.Carried))
	}
	at := -1
	if len(n.Children) == 0 || n.Text != "" || own {
		at = len(w.out.Items)
		w.out.Items = append(w.out.Items, c)
	}
	handed := make([]CoveringRule, len(c.Rules))
	for i, r := range c.Rules {
		if r.Via == nil {
			r.Via = &n.ID
		}
		handed[i] = r
	}
	below := w.nodes(n.Children, append(path[:len(path):len(path)], regulation.PathStep{ID: n.ID, Kind: n.Kind, Number: n.Number, Title: n.Title}), handed)
	if at >= 0 {
		item := &w.out.Items[at]
		item.Below, item.None = strongest == 0 && below > 0, strongest == 0 && below == 0
		w.out.Totals.count(max(strongest, below))
	}
	return max(strongest, below)
}

// appendOthers adds the rules of what a clause lies in that are not linked to it itself.
func appendOthers(own, above []CoveringRule) []CoveringRule {
	out := own
	for _, a := range above {
		known := false
		for _, r := range own {
			known = known || r.ID == a.ID
		}
		if !known {
			out = append(out, a)
		}
	}
	return out
}
