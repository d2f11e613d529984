package event

import "tonggui/internal/platform/id"

// ApprovalChanged tells those concerned that an approval stands otherwise now: somebody acted, was asked or
// told, or what it brings about was done.
type ApprovalChanged struct {
	Approval id.ID
	Accounts []id.ID
}

// ApprovalEffectStuck tells administrators that what was approved could not be done ("failed"), or that one
// of them has it tried again ("pending") or has closed it ("closed").
type ApprovalEffectStuck struct {
	Approval id.ID
	State    string
	Accounts []id.ID
}

// Kinds of the events.
func (ApprovalChanged) Kind() string     { return "approval.changed" }
func (ApprovalEffectStuck) Kind() string { return "approval.effect_stuck" }
