package event

import "tonggui/internal/platform/id"

// DelegationChanged tells that somebody made or took back a delegation, or that one began or ended.
// Accounts are who delegates and their delegate.
type DelegationChanged struct {
	Delegation id.ID
	Accounts   []id.ID
}

// Kind names the event.
func (DelegationChanged) Kind() string { return "approvals.delegation_changed" }

// ApprovalEffectStuck tells administrators that what was approved could not be done ("failed"), or that one
// of them has it tried again ("pending") or has closed it ("closed").
type ApprovalEffectStuck struct {
	Approval id.ID
	State    string
	Accounts []id.ID
}

// Kind names the event.
func (ApprovalEffectStuck) Kind() string { return "approvals.effect_stuck" }
