package acknowledgement

import (
	"context"

	"tonggui/internal/event"
	"tonggui/internal/platform/db"
	"tonggui/internal/platform/id"
)

// frame is the data of acknowledgements.changed.
type frame struct {
	What         string `json:"what"`
	RegulationID id.ID  `json:"regulation_id"`
	Version      int64  `json:"version"`
}

// Hear notes whom news concern and turns the room's events into frames for the connections of this node.
func (s *Service) Hear(_ context.Context, f db.Fact) error {
	switch f.Kind {
	case event.RegulationInForce{}.Kind(), event.RosterApplied{}.Kind(), event.AcknowledgementDemanded{}.Kind():
		s.news.put(true)
	case event.AccountsChanged{}.Kind():
		var e event.AccountsChanged
		if err := f.Decode(&e); err != nil {
			return err
		}
		s.news.put(false, e.Accounts...)
	case event.AcknowledgementTold{}.Kind():
		var e event.AcknowledgementTold
		if err := f.Decode(&e); err != nil {
			return err
		}
		s.Push.Send(e.Accounts, "acknowledgements.changed", frame{e.What, e.Regulation, e.Version})
	}
	return nil
}
