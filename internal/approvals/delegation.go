package approvals

import (
	"slices"
	"time"

	"tonggui/internal/platform/apperr"
	"tonggui/internal/platform/clock"
	"tonggui/internal/platform/id"
	"tonggui/internal/platform/ref"
)

const (
	// MaxDelegations is how many delegations of somebody can be planned or running.
	MaxDelegations = 20
	// LongestDelegation bounds how long one holds.
	LongestDelegation = 366 * 24 * time.Hour
)

// Errors of delegations.
var (
	// ErrDelegateSelf says that nobody is their own delegate.
	ErrDelegateSelf = apperr.Define(422, "delegation.self")
	// ErrDelegateInactive says that the delegate has left or is frozen.
	ErrDelegateInactive = apperr.Define(422, "delegation.inactive")
	// ErrDelegationOverlaps says that somebody acts for the principal in that span already.
	ErrDelegationOverlaps = apperr.Define(409, "delegation.overlaps")
	// ErrDelegationCircle says that the delegate's turns would come back to the principal.
	ErrDelegationCircle = apperr.Define(409, "delegation.circle")
	// ErrDelegations says how many there can be.
	ErrDelegations = apperr.Define(409, "delegation.too_many")
)

// Delegation is that somebody's turns in approvals go to somebody else too, for a time. Both can take them;
// who is first, decides.
type Delegation struct {
	ID         id.ID          `json:"id"`
	Principal  ref.Person     `json:"principal" doc:"whose turns they are"`
	Delegate   ref.Person     `json:"delegate"`
	FromAt     clock.Instant  `json:"from_at"`
	UntilAt    clock.Instant  `json:"until_at" doc:"the first instant at which it no longer holds"`
	Templates  []TemplateName `json:"templates" nullable:"false" doc:"for which; empty: all"`
	Reason     string         `json:"reason"`
	State      string         `json:"state" enum:"planned,running,over"`
	MadeAt     clock.Instant  `json:"made_at"`
	EndedAt    *clock.Instant `json:"ended_at" doc:"when it was taken back; null: it was not"`
	ApprovalID *id.ID         `json:"approval_id" doc:"the approval that it followed from; null: none"`
}

// NewDelegation is what somebody wants to be done for them.
type NewDelegation struct {
	To        id.ID
	From      clock.Instant // 0: from now on
	Until     clock.Instant
	Templates []string // keys; empty: all
	Reason    string
	Approval  id.ID // that it follows from; zero: none
}

// deputy is a delegation as it is stored.
type deputy struct {
	id, principal, delegate id.ID
	from, until             clock.Instant
	templates               []string
	reason                  string
	madeAt, endedAt         clock.Instant
	startedAt, overAt       clock.Instant
	approval                id.ID
}

// covers tells whether a delegation is for a template.
func (d deputy) covers(template string) bool {
	return len(d.templates) == 0 || slices.Contains(d.templates, template)
}

// meets tells whether two hold at one time for one template.
func (d deputy) meets(o deputy) bool {
	if d.from >= o.until || o.from >= d.until {
		return false
	}
	return len(d.templates) == 0 || slices.ContainsFunc(d.templates, o.covers) || len(o.templates) == 0
}

func (d deputy) state(now clock.Instant) string {
	switch {
	case d.until <= now:
		return "over"
	case d.from > now:
		return "planned"
	}
	return "running"
}

// circle tells whether a new delegation would lead back to where it begins, by others that hold while it
// does for what it is for.
func circle(wanted deputy, others []deputy) bool {
	reached, seen := []id.ID{wanted.delegate}, map[id.ID]bool{wanted.delegate: true}
	for len(reached) > 0 {
		at := reached[0]
		reached = reached[1:]
		for _, o := range others {
			if o.principal != at || !o.meets(wanted) {
				continue
			}
			if o.delegate == wanted.principal {
				return true
			}
			if !seen[o.delegate] {
				seen[o.delegate] = true
				reached = append(reached, o.delegate)
			}
		}
	}
	return false
}

// check tells why a delegation cannot be made beside others that have not ended.
func (d deputy) check(others []deputy, now clock.Instant) error {
	switch {
	case d.delegate == d.principal:
		return ErrDelegateSelf.At("body.to", "unknown")
	case d.until <= d.from:
		return apperr.Invalid.At("body.until_at", "before_start")
	case d.until <= now:
		return apperr.Invalid.At("body.until_at", "past")
	case d.until.Sub(d.from) > LongestDelegation:
		return apperr.Invalid.At("body.until_at", "out_of_range", "max", int(LongestDelegation/(24*time.Hour)))
	}
	own := 0
	for _, o := range others {
		if o.principal != d.principal {
			continue
		}
		if own++; o.meets(d) {
			return ErrDelegationOverlaps.New("from_at", int64(o.from), "until_at", int64(o.until))
		}
	}
	if own >= MaxDelegations {
		return ErrDelegations.New("max", MaxDelegations)
	}
	if circle(d, others) {
		return ErrDelegationCircle.New()
	}
	return nil
}
