package event

import "tonggui/internal/platform/id"

// ApprovalChanged tells that something was done about an approval: to who applied, was asked or was told.
// Counted are those of them whose turns or copies became more or fewer.
type ApprovalChanged struct {
	Approval id.ID
	People   []id.ID
	Counted  []id.ID
}

// Kind names the event.
func (ApprovalChanged) Kind() string { return "approvals.changed" }
