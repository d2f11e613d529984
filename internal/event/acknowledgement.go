package event

import "tonggui/internal/platform/id"

// AcknowledgementDemanded tells that what a regulation demands of people was changed.
type AcknowledgementDemanded struct{ Regulation id.ID }

// AcknowledgementTold tells people of a version that concerns them: they are asked to acknowledge it
// ("asked"), reminded ("reminder"), no longer asked ("ended"), have done it ("done"), or are late
// ("overdue", which their heads are told too).
type AcknowledgementTold struct {
	Regulation id.ID
	Version    int64
	What       string
	Accounts   []id.ID
}

// Kinds of the events.
func (AcknowledgementDemanded) Kind() string { return "acknowledgement.demanded" }
func (AcknowledgementTold) Kind() string     { return "acknowledgement.told" }
