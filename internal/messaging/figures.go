package messaging

import (
	"strconv"
	"sync/atomic"

	"tonggui/internal/platform/metrics"
)

// Figures count what the room did since its start, for the metrics.
type Figures struct {
	Stored    atomic.Int64       // messages, also those of forwards and of the system
	NotPushed atomic.Int64       // messages that clients must pull, because pushing them failed
	Polls     atomic.Int64       // looks into the database for what the bus may have lost
	CaughtUp  atomic.Int64       // messages that were pushed because of such a look, or of a gap
	Send      *metrics.Histogram // from a message being taken to its commit
	Push      *metrics.Histogram // from the commit, or word of it from another node, to the sockets
}

func newFigures() Figures { return Figures{Send: metrics.NewTiming(), Push: metrics.NewTiming()} }

// Lanes tells how many messages wait in each lane to be pushed; a full lane holds up senders.
func (s *Service) Lanes() map[string]float64 {
	out := make(map[string]float64, lanes)
	for i, lane := range s.delivery.lanes {
		out[strconv.Itoa(i)] = float64(len(lane))
	}
	return out
}
