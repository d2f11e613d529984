package acknowledgement

import (
	"encoding/hex"

	"tonggui/internal/platform/clock"
	"tonggui/internal/platform/id"
	"tonggui/internal/platform/ref"
)

// Acknowledgement is somebody's own part in a version of a regulation.
type Acknowledgement struct {
	RegulationID id.ID          `json:"regulation_id"`
	Version      int64          `json:"version"`
	Title        string         `json:"title"`
	VersionHash  string         `json:"version_hash" doc:"SHA-256 of the words, hex; sent back with the acknowledgement"`
	EffectiveAt  clock.Instant  `json:"effective_at"`
	State        string         `json:"state" enum:"waiting,overdue,done,ended"`
	AskedAt      clock.Instant  `json:"asked_at"`
	DueAt        clock.Instant  `json:"due_at" doc:"by when it is to be acknowledged"`
	OpenedAt     *clock.Instant `json:"opened_at" doc:"when it was first read; null while it was not"`
	OpenMS       int64          `json:"open_ms" doc:"how long it was open, in milliseconds by the server's clock"`
	RemindedAt   *clock.Instant `json:"reminded_at"`
	Reminders    int64          `json:"reminders" doc:"how many there were"`
	At           *clock.Instant `json:"acknowledged_at" doc:"null while it waits"`
}

// The states of an acknowledgement.
const (
	stateWaiting = "waiting"
	stateOverdue = "overdue"
	stateDone    = "done"
	stateEnded   = "ended"
)

func (k row) state(now clock.Instant) string {
	switch {
	case k.signedAt > 0:
		return stateDone
	case k.endedAt > 0:
		return stateEnded
	case k.dueAt <= now:
		return stateOverdue
	}
	return stateWaiting
}

func shown(k row, title string, now clock.Instant) Acknowledgement {
	return Acknowledgement{RegulationID: k.regulation, Version: k.version, Title: title, VersionHash: hex.EncodeToString(k.hash), EffectiveAt: k.effectiveAt,
		State: k.state(now), AskedAt: k.askedAt, DueAt: k.dueAt, OpenedAt: given(k.openedAt), OpenMS: k.openMS, RemindedAt: given(k.remindedAt),
		Reminders: k.reminders, At: given(k.signedAt)}
}

func given(at clock.Instant) *clock.Instant {
	if at == 0 {
		return nil
	}
	return &at
}

// AcknowledgementPage is a part of what waits for somebody, or of what they have done.
type AcknowledgementPage struct {
	Items      []Acknowledgement `json:"items" nullable:"false"`
	NextCursor *string           `json:"next_cursor" doc:"null where nothing follows"`
	Waiting    int               `json:"waiting" doc:"how many wait for the caller, late ones too"`
	Overdue    int               `json:"overdue" doc:"how many of them are late"`
	Late       int64             `json:"people_late" doc:"how many people are late in departments whose head the caller is"`
	Abilities  []string          `json:"abilities" nullable:"false" doc:"acknowledgement.state, acknowledgement.demand: what the caller may do about those of others"`
}

// OwnAcknowledgement is what a version demands of the caller.
type OwnAcknowledgement struct {
	Acknowledgement *Acknowledgement `json:"acknowledgement" doc:"null where the caller was not asked"`
}

// AcknowledgementCounts are how many people stand where.
type AcknowledgementCounts struct {
	Asked   int64 `json:"asked"`
	Done    int64 `json:"done"`
	Opened  int64 `json:"opened" doc:"of those who have not: how many have begun to read"`
	Overdue int64 `json:"overdue" doc:"of those who have not: how many are late"`
}

func (c *AcknowledgementCounts) add(o AcknowledgementCounts) {
	c.Asked, c.Done, c.Opened, c.Overdue = c.Asked+o.Asked, c.Done+o.Done, c.Opened+o.Opened, c.Overdue+o.Overdue
}

// AcknowledgementDemand is a regulation with what it demands, and how far that has come.
type AcknowledgementDemand struct {
	RegulationID id.ID                 `json:"regulation_id"`
	Title        string                `json:"title"`
	Version      int64                 `json:"version" doc:"in force; 0: none is"`
	EffectiveAt  *clock.Instant        `json:"effective_at"`
	Required     bool                  `json:"required"`
	Departments  []ref.Named           `json:"departments" nullable:"false" doc:"of whom, with those below them; empty: of everybody"`
	Totals       AcknowledgementCounts `json:"totals" doc:"for the version in force, as far as the caller may see"`
}

// AcknowledgementState is how far a version has come, department by department.
type AcknowledgementState struct {
	AcknowledgementDemand
	Of        int64                       `json:"of" doc:"the version that the counts are about"`
	Versions  []int64                     `json:"versions" nullable:"false" doc:"that were ever asked for, newest first"`
	Items     []AcknowledgementDepartment `json:"items" nullable:"false" doc:"departments in their order, each before those below it"`
	Abilities []string                    `json:"abilities" nullable:"false"`
}

// AcknowledgementDepartment is a department with all below it.
type AcknowledgementDepartment struct {
	ID    id.ID  `json:"id"`
	Name  string `json:"name"`
	Depth int    `json:"depth" doc:"0 for the outermost that is listed"`
	AcknowledgementCounts
}

// AcknowledgementPerson is somebody who was asked.
type AcknowledgementPerson struct {
	Person      ref.Person     `json:"person"`
	State       string         `json:"state" enum:"waiting,overdue,done,ended"`
	AskedAt     clock.Instant  `json:"asked_at"`
	DueAt       clock.Instant  `json:"due_at"`
	OpenedAt    *clock.Instant `json:"opened_at"`
	OpenMS      int64          `json:"open_ms"`
	Reminders   int64          `json:"reminders"`
	RemindedAt  *clock.Instant `json:"reminded_at"`
	EscalatedAt *clock.Instant `json:"escalated_at" doc:"when the head was told"`
	EscalatedTo *ref.Person    `json:"escalated_to"`
	At          *clock.Instant `json:"acknowledged_at"`
}
