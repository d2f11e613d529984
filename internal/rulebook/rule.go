package rulebook

import (
	"cmp"
	"fmt"
	"slices"
)

// Outcome is what a rule says of a case.
type Outcome string

// The outcomes.
const (
	Allow  Outcome = "allow"  // nothing to say; leaves no evidence
	Record Outcome = "record" // allowed and recorded
	Watch  Outcome = "watch"  // allowed and recorded, because the value is only watched; enforced it would block
	Warn   Outcome = "warn"   // allowed, recorded, and the person is told, because the value only warns
	Block  Outcome = "block"  // refused
)

// Stage is how far a value goes with what it would block.
type Stage string

// The stages of a value.
const (
	Watching  Stage = "watch"   // records what it would have done; nobody notices
	Warning   Stage = "warn"    // lets it through and tells the person
	Enforcing Stage = "enforce" // blocks
)

// settle turns what a rule says of a case into what happens at a stage. A rule's function answers
// Allow, Record or Block; only what it would block depends on the stage.
func (s Stage) settle(said Outcome) Outcome {
	switch {
	case said == Block && s == Watching:
		return Watch
	case said == Block && s == Warning:
		return Warn
	}
	return said
}

// Judge tells what a value at a stage makes of a case.
func (r Rule[F]) Judge(facts F, value int64, stage Stage) Outcome {
	return stage.settle(r.Decide(facts, value))
}

// Carried tells how a rule carries its clause.
type Carried string

// The three ways of the requirements.
const (
	Enforced Carried = "enforced"
	Measured Carried = "measured"
	Assisted Carried = "assisted"
)

// Rule declares a rule whose cases have facts of type F.
type Rule[F any] struct {
	ID           string   // "room.name", stable
	Requirements []string // the requirements that it carries
	Carried      Carried
	Unit         string // of the value: "s" for seconds, "" for a count
	Default      int64
	Min, Max     int64  // bounds of the value, both included
	Clause       string // key of the article in the model regulation
	Way          string // action that stays open to whom it stops
	// Decide is pure: the same facts and value give the same outcome at any time. It answers Allow,
	// Record or Block; the stage of the value makes Watch or Warn of Block.
	Decide func(facts F, value int64) Outcome
}

// Info is a declared rule without its function, as pages list it.
type Info struct {
	ID           string
	Requirements []string
	Carried      Carried
	Unit         string
	Default      int64
	Min, Max     int64
	Clause       string
	Way          string
}

var declared = map[string]Info{}

// Declare registers a rule; called from package-level variables only. A doubled id or a default
// outside its bounds is a programming fault and panics at start.
func Declare[F any](r Rule[F]) Rule[F] {
	if _, doubled := declared[r.ID]; doubled || r.Default < r.Min || r.Default > r.Max || r.Decide == nil {
		panic(fmt.Sprintf("rulebook: rule %q is declared wrongly", r.ID))
	}
	declared[r.ID] = Info{r.ID, r.Requirements, r.Carried, r.Unit, r.Default, r.Min, r.Max, r.Clause, r.Way}
	return r
}

// Declared lists every rule, sorted by id.
func Declared() []Info {
	out := make([]Info, 0, len(declared))
	for _, r := range declared {
		out = append(out, r)
	}
	slices.SortFunc(out, func(a, b Info) int { return cmp.Compare(a.ID, b.ID) })
	return out
}
