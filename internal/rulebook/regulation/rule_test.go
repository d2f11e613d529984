package regulation_test

import "tonggui/internal/rulebook"

// linked is a rule to link clauses with.
var _ = rulebook.Declare(rulebook.Rule[struct{}]{ID: "test.linked", Carried: rulebook.Measured, Clause: "1",
	Decide: func(struct{}, int64) rulebook.Outcome { return rulebook.Allow }})
