package engine

import (
	"slices"

	"tonggui/internal/approvals/route"
	"tonggui/internal/platform/clock"
	"tonggui/internal/platform/id"
)

// Status is where the whole approval stands.
type Status string

// Statuses. The last three are ends.
const (
	Running   Status = "running"
	Returned  Status = "returned" // to the applicant, who resubmits or withdraws
	Approved  Status = "approved"
	Rejected  Status = "rejected"
	Withdrawn Status = "withdrawn"
)

// Ended tells that nothing moves any more.
func (s Status) Ended() bool { return s == Approved || s == Rejected || s == Withdrawn }

// State is everything the engine knows of one approval. It is a value: Do answers with another one and never changes
// the one it was asked about.
type State struct {
	Status    Status             `json:"status"`
	Applicant id.ID              `json:"applicant"`
	Round     int                `json:"round"`            // 1, and one more with each return that is acted on
	Edition   int                `json:"edition"`          // of the content: 1, and one more with each change
	Onward    bool               `json:"onward,omitempty"` // while returned: the applicant may go straight on to who returned it
	Chosen    map[string][]id.ID `json:"chosen,omitempty"` // people whom the applicant chose, by step
	Nodes     []Node             `json:"nodes,omitempty"`  // in the order in which they were reached
}

// NodeState is where one coming to a step stands.
type NodeState string

// States of nodes.
const (
	NodeRunning NodeState = "running"
	NodePassed  NodeState = "passed"
	NodeStopped NodeState = "stopped" // the approval ended here or while it was running
	NodeLeft    NodeState = "left"    // a return went back behind it, or the content changed: it counts no more
)

// Why says what passed or stopped a node that no person decided.
type Why string

// Reasons.
const (
	ByNobody Why = "nobody" // nobody was found, and the route says what then
	BySelf   Why = "self"   // only the applicant was found, and the route leaves them out
	ByAdmin  Why = "admin"  // nobody was found, administrators are asked
	ByChoice Why = "choice" // in a preview: the applicant has not chosen yet
)

// Node is one coming to a step.
type Node struct {
	Step  string    `json:"step"`
	At    int       `json:"at"` // the step's place in the route
	Round int       `json:"round"`
	State NodeState `json:"state"`
	Back  bool      `json:"back,omitempty"` // a return went to this step: its people are asked whatever they agreed to before
	Why   Why       `json:"why,omitempty"`
	How   route.How `json:"how,omitempty"`   // where it is another than the step's
	Arms  []string  `json:"arms,omitempty"`  // of a branch or parallel step: the arms taken
	Asked []id.ID   `json:"asked,omitempty"` // whom fields named, where the step finds people by a field
	Seats []Seat    `json:"seats,omitempty"` // those of the route first, then those added
}

// SeatKind tells how a signature came to be wanted.
type SeatKind string

// Kinds of seats.
const (
	Decide SeatKind = "decide"       // by the route
	Before SeatKind = "added_before" // 前加签: agrees before the seat it was added to
	After  SeatKind = "added_after"  // 后加签: agrees after it
	Beside SeatKind = "added_beside" // 并加签: agrees beside it; in a step that any one decides, as another one of them
)

// Seat is one signature that a node wants.
type Seat struct {
	Kind   SeatKind `json:"kind"`
	Of     int      `json:"of,omitempty"` // the seat it was added to, counted from 1; 0: added to none
	Agreed bool     `json:"agreed,omitempty"`
	Tasks  []Task   `json:"tasks"` // who held it, the first first
}

// TaskState is where somebody's hold on a seat stands.
type TaskState string

// States of tasks.
const (
	Waiting    TaskState = "waiting" // its turn has not come, or others were asked before
	Open       TaskState = "open"
	Done       TaskState = "done"        // decided
	Skipped    TaskState = "skipped"     // not needed any more
	HandedOver TaskState = "handed_over" // another task of the seat took its place
)

// Closed tells that the task will not move any more.
func (s TaskState) Closed() bool { return s == Done || s == Skipped || s == HandedOver }

// Outcome is how a task ended.
type Outcome string

// Outcomes of tasks.
const (
	Agreed       Outcome = "approved"
	Refused      Outcome = "rejected"
	SentBack     Outcome = "returned"
	Earlier      Outcome = "earlier"       // their earlier decision (By) counts
	AutoAgreed   Outcome = "auto_approved" // by the time limit
	AutoRefused  Outcome = "auto_rejected" // likewise
	Transferred  Outcome = "transferred"
	Escalated    Outcome = "escalated"
	Left         Outcome = "left"     // handed over because the person is not active any more
	ByOther      Outcome = "by_other" // the principal or the delegate decided
	Moot         Outcome = "moot"     // the step or the approval went on or ended without it
	DelegateGone Outcome = "delegate_gone"
	HasPlace     Outcome = "has_place" // a delegate who decides in this step anyway: nobody decides it twice
)

// Task is somebody's hold on a seat.
type Task struct {
	ID       id.ID         `json:"id"`
	Person   id.ID         `json:"person"`
	For      id.ID         `json:"for,omitzero"`  // the principal whose delegate the person is
	Over     id.ID         `json:"over,omitzero"` // who would have been asked instead, but had a place in the step already
	State    TaskState     `json:"state"`
	Outcome  Outcome       `json:"outcome,omitempty"`
	By       id.ID         `json:"by,omitzero"`        // the task whose decision counts, or which took its place
	Edition  int           `json:"edition,omitempty"`  // of the content that was agreed to
	Overdue  bool          `json:"overdue,omitempty"`  // the limit passed and the person was reminded
	Reminded int           `json:"reminded,omitempty"` // how often
	OpenedAt clock.Instant `json:"opened_at,omitempty"`
	DueAt    clock.Instant `json:"due_at,omitempty"`
	MindedAt clock.Instant `json:"minded_at,omitempty"` // when they were reminded last
	LookAt   clock.Instant `json:"look_at,omitempty"`   // when the limit is looked at next; 0: never
	ClosedAt clock.Instant `json:"closed_at,omitempty"`
}

// Ticket is a task with where it stands.
type Ticket struct {
	Task
	Step  string   `json:"step"`
	Kind  SeatKind `json:"kind"`
	Round int      `json:"round"`
	Node  int      `json:"node"` // its index in State.Nodes
	Seat  int      `json:"seat"` // its index in Node.Seats
}

// ticket gives a task with where it stands.
func (s *State) ticket(node, seat, task int) Ticket {
	n := &s.Nodes[node]
	return Ticket{
		Task: n.Seats[seat].Tasks[task], Step: n.Step, Kind: n.Seats[seat].Kind, Round: n.Round, Node: node, Seat: seat,
	}
}

// each calls yield with every task, oldest node first, until it answers false.
func (s *State) each(yield func(node, seat, task int) bool) {
	for i := range s.Nodes {
		for j := range s.Nodes[i].Seats {
			for k := range s.Nodes[i].Seats[j].Tasks {
				if !yield(i, j, k) {
					return
				}
			}
		}
	}
}

// Tasks lists every task, oldest node first.
func (s State) Tasks() (out []Ticket) {
	s.each(func(node, seat, task int) bool {
		out = append(out, s.ticket(node, seat, task))
		return true
	})
	return out
}

// Open lists the tasks that wait for somebody's decision.
func (s State) Open() (out []Ticket) {
	s.each(func(node, seat, task int) bool {
		if s.Nodes[node].Seats[seat].Tasks[task].State == Open {
			out = append(out, s.ticket(node, seat, task))
		}
		return true
	})
	return out
}

// Find gives a task by its id.
func (s State) Find(task id.ID) (found Ticket, ok bool) {
	s.each(func(i, j, k int) bool {
		if ok = s.Nodes[i].Seats[j].Tasks[k].ID == task; ok {
			found = s.ticket(i, j, k)
		}
		return !ok
	})
	return found, ok
}

// Agreed lists who has agreed to the content as it is now, in the order of the route and each once: those who decided
// and those for whom they did so as delegates. What was agreed to before the content changed is not among it, nor is
// what a time limit decided.
func (s State) Agreed() (out []id.ID) {
	s.each(func(node, seat, task int) bool {
		n := &s.Nodes[node]
		t := &n.Seats[seat].Tasks[task]
		if n.State == NodePassed && t.Outcome == Agreed && t.Edition == s.Edition {
			for _, one := range []id.ID{t.For, t.Person} {
				if !one.IsZero() && !slices.Contains(out, one) {
					out = append(out, one)
				}
			}
		}
		return true
	})
	return out
}
