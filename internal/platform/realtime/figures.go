package realtime

import (
	"strconv"
	"sync/atomic"
)

// closedByClient stands for all closings that are not ours: the person left, or the line broke.
const closedByClient = 0

var closings = [...]int{closedByClient, CloseSessionEnded, CloseFrozen, CloseTooMany, CloseTooSlow, CloseShutdown, CloseCutOff, CloseBadFrame, CloseMustChangePass}

// Figures count what a hub did since its start.
type Figures struct {
	Opened    atomic.Int64 // connections
	Received  atomic.Int64 // frames of clients
	Published atomic.Int64 // frames, each for one or many
	Pushed    atomic.Int64 // frames times connections that they were for
	closings  [len(closings)]atomic.Int64
}

// sent notes a frame for n connections.
func (f *Figures) sent(n int) {
	f.Published.Add(1)
	f.Pushed.Add(int64(n))
}

func (f *Figures) closed(code int) {
	if code < CloseSessionEnded { // the protocol's own: the client broke it, or took its leave
		code = closedByClient
	}
	for i, known := range closings {
		if known == code {
			f.closings[i].Add(1)
		}
	}
}

// Closed tells how many connections were closed with each code; "gone" are those that the client or
// the line ended.
func (f *Figures) Closed() map[string]float64 {
	out := make(map[string]float64, len(closings))
	for i, code := range closings {
		name := "gone"
		if code != closedByClient {
			name = strconv.Itoa(code)
		}
		out[name] = float64(f.closings[i].Load())
	}
	return out
}
