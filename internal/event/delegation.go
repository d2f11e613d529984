package event

import "tonggui/internal/platform/id"

// DelegationChanged tells that somebody made or took back a delegation, or that one began or ended.
// Accounts are who delegates and their delegate.
type DelegationChanged struct {
	Delegation id.ID
	Accounts   []id.ID
}

// Kind names the event.
func (DelegationChanged) Kind() string { return "approval.delegation_changed" }
