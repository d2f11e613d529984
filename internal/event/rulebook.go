package event

import (
	"tonggui/internal/platform/clock"
	"tonggui/internal/platform/id"
)

// RuleChanged tells that a rule has a new version of its value; it may lie in the future.
type RuleChanged struct {
	Rule      string
	Version   int64
	Effective clock.Instant
}

// Kind names the event.
func (RuleChanged) Kind() string { return "rulebook.rule_changed" }

// RuleInForce tells that the instant of a value has come, or that of its end.
type RuleInForce struct {
	Rule    string
	Version int64
	Ended   bool
}

// RuleProposed tells that somebody asks for a new value.
type RuleProposed struct{ Proposal id.ID }

// RuleDecided tells that a proposal is no longer open.
type RuleDecided struct{ Proposal id.ID }

// Kinds of the events.
func (RuleInForce) Kind() string  { return "rulebook.rule_in_force" }
func (RuleProposed) Kind() string { return "rulebook.rule_proposed" }
func (RuleDecided) Kind() string  { return "rulebook.rule_decided" }

// RuleTrialChanged tells that a trial run of a rule began, went on or ended.
type RuleTrialChanged struct{ Trial, AskedBy id.ID }

// Kind names the event.
func (RuleTrialChanged) Kind() string { return "rulebook.trial_changed" }

// RegulationPublished tells that a version of a regulation was published; the instant from which it
// holds may lie in the future.
type RegulationPublished struct {
	Regulation id.ID
	Version    int64
	Effective  clock.Instant
}

// RegulationInForce tells that the instant of a version has come.
type RegulationInForce struct {
	Regulation id.ID
	Version    int64
}

// RegulationLinked tells that a rule carries a clause now, or no longer does.
type RegulationLinked struct {
	Regulation, Node id.ID
	Rule             string
	Linked           bool
}

// Kinds of the events.
func (RegulationPublished) Kind() string { return "rulebook.regulation_published" }
func (RegulationInForce) Kind() string   { return "rulebook.regulation_in_force" }
func (RegulationLinked) Kind() string    { return "rulebook.regulation_linked" }
