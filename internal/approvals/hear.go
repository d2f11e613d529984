package approvals

import (
	"context"

	"tonggui/internal/event"
	"tonggui/internal/platform/db"
	"tonggui/internal/platform/id"
)

// frame is the data of approval.changed and approvals.counts: which approval it was about.
type frame struct {
	ID id.ID `json:"id"`
}

// Hear turns the room's events into frames for the connections of this node, and notes what concerns the jobs.
func (s *Service) Hear(_ context.Context, f db.Fact) error {
	if err := s.hearWork(f); err != nil {
		return err
	}
	if f.Kind != (event.ApprovalChanged{}).Kind() {
		return nil
	}
	var e event.ApprovalChanged
	if err := f.Decode(&e); err != nil {
		return err
	}
	s.Push.Send(e.People, "approval.changed", frame{e.Approval})
	s.Push.Send(e.Counted, "approvals.counts", frame{e.Approval})
	return nil
}
