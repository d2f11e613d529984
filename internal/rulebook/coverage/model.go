package coverage

import (
	"tonggui/internal/platform/clock"
	"tonggui/internal/platform/id"
	"tonggui/internal/rulebook"
	"tonggui/internal/rulebook/regulation"
	"tonggui/internal/rulebook/regulation/text"
)

// RegulationCoverage is what carries each clause of a version.
type RegulationCoverage struct {
	Regulation  CoveredRegulation `json:"regulation"`
	At          clock.Instant     `json:"at" doc:"as of when values and links are"`
	CountedFrom *clock.Instant    `json:"counted_from_at" doc:"from when to at events are counted; null for who does not see counts"`
	Totals      CoverageTotals    `json:"totals"`
	Items       []CoveredClause   `json:"items" nullable:"false" doc:"in reading order"`
}

// CoveredRegulation names the version.
type CoveredRegulation struct {
	ID          id.ID            `json:"id"`
	Title       string           `json:"title"`
	Version     int64            `json:"version"`
	State       regulation.State `json:"state" enum:"draft,scheduled,in_force,superseded"`
	EffectiveAt *clock.Instant   `json:"effective_at"`
}

// CoverageTotals count the clauses, each once.
type CoverageTotals struct {
	Clauses int       `json:"clauses"`
	Carried CarriedBy `json:"carried"`
	None    int       `json:"none" doc:"clauses that nothing carries"`
}

// CarriedBy counts clauses by the strongest way in which they are carried.
type CarriedBy struct {
	Enforced int `json:"enforced"`
	Measured int `json:"measured"`
	Assisted int `json:"assisted"`
}

// CoveredClause is a clause with the rules that carry it.
type CoveredClause struct {
	NodeID id.ID                 `json:"node_id"`
	Kind   text.Kind             `json:"kind" enum:"chapter,section,article,clause"`
	Number string                `json:"number" doc:"as written"`
	Cite   string                `json:"cite" doc:"how it is cited: the numbers down to it"`
	Path   []regulation.PathStep `json:"path" nullable:"false" doc:"what it lies in, outermost first"`
	Title  string                `json:"title"`
	Text   string                `json:"text"`
	Rules  []CoveringRule        `json:"rules" nullable:"false" doc:"linked to it first, then to what it lies in"`
	Below  bool                  `json:"below" doc:"carried only by what it contains"`
	None   bool                  `json:"none" doc:"nothing carries it"`
}

// CoveringRule is a rule with today's value for the company.
type CoveringRule struct {
	ID       string           `json:"id"`
	Title    string           `json:"title"`
	Via      *id.ID           `json:"via" doc:"what the clause lies in, where the rule is linked to that; null: to the clause itself"`
	Carried  rulebook.Carried `json:"carried" enum:"enforced,measured,assisted"`
	Value    int64            `json:"value" doc:"the company's today"`
	Unit     string           `json:"unit"`
	Version  int64            `json:"version" doc:"of the value; 0 is the default"`
	Stage    string           `json:"stage" enum:"watch,warn,enforce"`
	Narrower int              `json:"narrower" doc:"how many narrower scopes have a value of their own now"`
	Counts   *EventCounts     `json:"counts30" doc:"events of the last 30 days, over the whole company; null for who does not see them"`
}

// EventCounts count what a rule said.
type EventCounts struct {
	Blocked  int64 `json:"blocked"`
	Warned   int64 `json:"warned"`
	Watched  int64 `json:"watched"`
	Recorded int64 `json:"recorded"`
}

// strength orders the ways of carrying; 0 is none.
func strength(c rulebook.Carried) int {
	switch c {
	case rulebook.Enforced:
		return 3
	case rulebook.Measured:
		return 2
	case rulebook.Assisted:
		return 1
	}
	return 0
}

func (t *CoverageTotals) count(strongest int) {
	t.Clauses++
	switch strongest {
	case 3:
		t.Carried.Enforced++
	case 2:
		t.Carried.Measured++
	case 1:
		t.Carried.Assisted++
	default:
		t.None++
	}
}

func (c *EventCounts) add(o rulebook.Outcome, n int64) {
	switch o {
	case rulebook.Block:
		c.Blocked += n
	case rulebook.Warn:
		c.Warned += n
	case rulebook.Watch:
		c.Watched += n
	case rulebook.Record:
		c.Recorded += n
	}
}
