package trial

import (
	"encoding/json"

	"tonggui/internal/platform/clock"
	"tonggui/internal/platform/id"
	"tonggui/internal/rulebook"
)

// State is where a trial stands.
type State string

// The states.
const (
	Running   State = "running"
	Done      State = "done"
	Cancelled State = "cancelled"
	Failed    State = "failed"
)

// RuleTrial is a trial run.
type RuleTrial struct {
	ID        id.ID          `json:"id"`
	Rule      string         `json:"rule"`
	Scope     TrialScope     `json:"scope"`
	Value     int64          `json:"value"`
	Stage     rulebook.Stage `json:"stage" enum:"watch,warn,enforce"`
	From      clock.Instant  `json:"from_at"`
	To        clock.Instant  `json:"to_at" doc:"the first instant that no longer counts"`
	State     State          `json:"state" enum:"running,done,cancelled,failed"`
	ErrorCode *string        `json:"error_code" doc:"why it failed"`
	Done      int64          `json:"done" doc:"facts looked at so far"`
	Total     int64          `json:"total" doc:"0 until they are counted"`
	AskedBy   TrialName      `json:"asked_by"`
	AskedAt   clock.Instant  `json:"asked_at"`
	Result    *TrialResult   `json:"result" doc:"null until it is done, and in lists"`
}

// TrialScope is a scope with its name.
type TrialScope struct {
	Kind rulebook.ScopeKind `json:"kind" enum:"person,role,group,department,company"`
	ID   string             `json:"id"`
	Name string             `json:"name" doc:"of a person or a department; empty for others"`
}

// TrialName names a person or a department; the name is empty where it is not known any more.
type TrialName struct {
	ID   id.ID  `json:"id"`
	Name string `json:"name"`
}

// TrialResult says what would have been otherwise.
type TrialResult struct {
	TrialSums
	Departments []TrialDepartment `json:"departments" nullable:"false" doc:"where most would have been otherwise comes first"`
	Samples     []TrialSample     `json:"samples" nullable:"false" doc:"of facts that would have been otherwise, the newest first, at most 50"`
}

// TrialSums count facts; a refusal counts as often as it was repeated.
type TrialSums struct {
	Facts        int64         `json:"facts"`
	Before       TrialOutcomes `json:"before"`
	After        TrialOutcomes `json:"after"`
	Changed      int64         `json:"changed" doc:"for which anything would have been otherwise"`
	NewlyBlocked int64         `json:"newly_blocked"`
	NewlyAllowed int64         `json:"newly_allowed" doc:"blocked then, and would not be"`
}

// TrialOutcomes count facts by what became of them.
type TrialOutcomes struct {
	Allow  int64 `json:"allow"`
	Record int64 `json:"record"`
	Watch  int64 `json:"watch"`
	Warn   int64 `json:"warn"`
	Block  int64 `json:"block"`
}

// TrialDepartment is the part of one department.
type TrialDepartment struct {
	Department TrialName `json:"department" doc:"zero where people are in none"`
	TrialSums
}

// TrialSample is a fact that would have been otherwise.
type TrialSample struct {
	At         clock.Instant    `json:"at"`
	Person     TrialName        `json:"person"`
	Department TrialName        `json:"department"`
	Object     string           `json:"object"`
	Facts      json.RawMessage  `json:"facts" doc:"ids and numbers on which the rule decides"`
	Before     rulebook.Outcome `json:"before" enum:"allow,record,watch,warn,block"`
	After      rulebook.Outcome `json:"after" enum:"allow,record,watch,warn,block"`
	Place      *Place           `json:"place" doc:"null where there is none that the viewer may see now"`
}

func (o *TrialOutcomes) add(what rulebook.Outcome, n int64) {
	switch what {
	case rulebook.Allow:
		o.Allow += n
	case rulebook.Record:
		o.Record += n
	case rulebook.Watch:
		o.Watch += n
	case rulebook.Warn:
		o.Warn += n
	case rulebook.Block:
		o.Block += n
	}
}

func (s *TrialSums) add(before, after rulebook.Outcome, n int64) {
	s.Facts += n
	s.Before.add(before, n)
	s.After.add(after, n)
	if before == after {
		return
	}
	s.Changed += n
	switch rulebook.Block {
	case after:
		s.NewlyBlocked += n
	case before:
		s.NewlyAllowed += n
	}
}
