package rulebook

import (
	"math"
	"time"

	"tonggui/internal/platform/clock"
	"tonggui/internal/platform/id"
	"tonggui/internal/platform/ref"
)

// State is how far a proposal has come.
type State string

// The states of a proposal. From Open it goes to one of the others and stays there.
const (
	Open      State = "open"
	Confirmed State = "confirmed"
	Rejected  State = "rejected"
	Withdrawn State = "withdrawn"
	Expired   State = "expired"
)

// proposalLife is how long a proposal waits for a decision.
const proposalLife = 7 * 24 * time.Hour

// never is when a proposal expires on which an approval decides: that has its own limits.
const never = clock.Instant(math.MaxInt64)

// Proposal is a change of a rule that somebody asks for.
type Proposal struct {
	ID        id.ID          `json:"id"`
	Rule      RuleName       `json:"rule"`
	Scope     ScopeView      `json:"scope"`
	Value     *int64         `json:"value" nullable:"true" doc:"null withdraws the value of the scope"`
	Stage     Stage          `json:"stage" enum:"watch,warn,enforce"`
	Effective clock.Instant  `json:"effective_at" doc:"0: when it is confirmed"`
	Until     *clock.Instant `json:"until_at" nullable:"true" doc:"the first instant at which it no longer holds"`
	Reason    string         `json:"reason"`
	Trial     *id.ID         `json:"trial_id" nullable:"true" doc:"the trial run that it follows"`
	Before    *RuleValue     `json:"before" doc:"what is in force at the scope now; null where nothing is set for it"`
	AskedBy   ref.Named      `json:"asked_by"`
	AskedAt   clock.Instant  `json:"asked_at"`
	Expires   *clock.Instant `json:"expires_at" nullable:"true" doc:"null: its approval goes on until somebody decides"`
	Approval  *id.ID         `json:"approval_id" nullable:"true" doc:"the approval that decides on it; null: administrators do so here"`
	State     State          `json:"state" enum:"open,confirmed,rejected,withdrawn,expired"`
	DecidedBy *ref.Named     `json:"decided_by" doc:"null while open and where it expired"`
	DecidedAt *clock.Instant `json:"decided_at" nullable:"true"`
	Note      string         `json:"decision_note"`
	Version   *int64         `json:"version" nullable:"true" doc:"of the value that it became"`
	Abilities []string       `json:"abilities" nullable:"false" doc:"what the reader may do with it: rules.decide, rules.withdraw"`
}

// proposal is a row of rule_proposals.
type proposal struct {
	id                 id.ID
	change             Change
	trial              id.ID
	asked              id.ID
	askedAt, expiresAt clock.Instant
	state              State
	decided            id.ID
	decidedAt          *clock.Instant
	note               string
	version            *int64
	byApproval         bool
}

// stateAt is the state at an instant: nobody can decide any more once the time is over, also before
// that was written down.
func (p proposal) stateAt(now clock.Instant) State {
	if p.state == Open && p.expiresAt <= now {
		return Expired
	}
	return p.state
}
