package event

// RuleChanged tells that a rule has a new version of its value; it may lie in the future.
type RuleChanged struct {
	Rule    string
	Version int64
}

// Kind names the event.
func (RuleChanged) Kind() string { return "rulebook.rule_changed" }
