package engine

import (
	"tonggui/internal/approvals/route"
	"tonggui/internal/platform/clock"
	"tonggui/internal/platform/id"
)

// ActKind is something that is done to an approval.
type ActKind string

// Acts of people. Who is the person; Task is theirs where one is needed.
const (
	Approve         ActKind = "approve"          // Task
	Reject          ActKind = "reject"           // Task; ends the approval
	Transfer        ActKind = "transfer"         // Task, To: one
	AddBefore       ActKind = "add_before"       // Task, To: all of them agree first, then the task opens again
	AddAfter        ActKind = "add_after"        // Task, To: asked once the task is agreed to
	AddBeside       ActKind = "add_beside"       // Task, To: asked at once
	ReturnApplicant ActKind = "return_applicant" // Task, Onward: the applicant may come straight back here
	ReturnStep      ActKind = "return_step"      // Task, Step, Onward: what lies between stands
	Resubmit        ActKind = "resubmit"         // by the applicant; Onward only where who returned it allowed that
	Withdraw        ActKind = "withdraw"         // by the applicant
	Urge            ActKind = "urge"             // by the applicant
	EndEarly        ActKind = "end_early"        // by the applicant, once it is approved: what it has brought about ends before its time
	Comment         ActKind = "comment"
	CC              ActKind = "cc" // To
)

// Acts of nobody: jobs do them, Who is zero. A request of a person must never reach the engine with one of them.
const (
	Expire        ActKind = "expire"         // Task whose LookAt has come
	HandOver      ActKind = "hand_over"      // Task whose person is not active; To: one, or empty for the superior, else an administrator
	DelegateTaken ActKind = "delegate_taken" // Task: the delegate whom People names now has it too
	DelegateLeft  ActKind = "delegate_left"  // Task of a delegate who is so no more
	Lapse         ActKind = "lapse"          // returned, and the applicant is not active: ends as withdrawn
)

// System tells that nobody does it: no person can.
func (k ActKind) System() bool {
	return k == Expire || k == HandOver || k == DelegateTaken || k == DelegateLeft || k == Lapse
}

// Aside tells that it moves nothing: nobody is asked, or asked no longer, because of it.
func (k ActKind) Aside() bool { return k == Comment || k == CC || k == Urge }

// Act is one thing done. What its kind has no use for is empty. Resubmitting always counts as an edit.
type Act struct {
	Kind   ActKind
	Who    id.ID
	Task   id.ID
	To     []id.ID
	Step   string
	Onward bool
	Chosen map[string][]id.ID // resubmit: people chosen anew, by step; others stay
	Edited bool               // values are changed with it (World.Facts knows them already): approve only
}

// EventKind is something that has happened to an approval.
type EventKind string

// Events. Those of tasks carry Task as it is now; rows of tasks can be kept by them alone.
const (
	TaskWaiting EventKind = "task_waiting" // made, or put back until others have agreed
	TaskOpened  EventKind = "task_opened"
	TaskClosed  EventKind = "task_closed"
	TaskChanged EventKind = "task_changed" // overdue: remind the person
	StepReached EventKind = "step_reached"
	StepPassed  EventKind = "step_passed"
	StepLeft    EventKind = "step_left" // a return went back behind it, or the content changed
	Told        EventKind = "cc_told"   // Person
	Urged       EventKind = "urged"     // Person, who has Task
	Commented   EventKind = "commented"
	WasReturned EventKind = "returned"    // Step: "" to the applicant
	Resubmitted EventKind = "resubmitted" // by the applicant
	Finished    EventKind = "finished"    // the state's Status says how
)

// Event is one thing that has happened, in the order of happening.
type Event struct {
	Kind   EventKind
	Step   string
	Node   int    // index in State.Nodes of step_reached, step_passed, step_left
	Person id.ID  // the task's, or who is told
	Task   Ticket // of events of tasks
}

// World is what the engine asks and must not know by itself.
type World struct {
	Facts  route.Facts
	People route.People
	Now    clock.Instant
	NewID  func() id.ID
	// Due gives the instant so many minutes of working time later. Without it they are minutes of the wall clock.
	Due func(from clock.Instant, minutes int) clock.Instant
}

// Begin is what an approval starts with.
type Begin struct {
	Applicant id.ID
	Chosen    map[string][]id.ID // by step; people whom the applicant chose where the route asks that
}
