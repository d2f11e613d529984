package event

import "tonggui/internal/platform/id"

// MembersChanged tells that a conversation has new members or lost some.
type MembersChanged struct {
	Conversation id.ID
	Epoch        int64
	Added        []id.ID `json:",omitempty"`
	Removed      []id.ID `json:",omitempty"`
}

// Kind names the event.
func (MembersChanged) Kind() string { return "messaging.members_changed" }

// ConversationRenamed tells that a group has another name.
type ConversationRenamed struct{ Conversation id.ID }

// Kind names the event.
func (ConversationRenamed) Kind() string { return "messaging.renamed" }

// MessageEdited tells that a message has a new version.
type MessageEdited struct {
	Conversation id.ID
	Seq          int64
	Version      int64
}

// Kind names the event.
func (MessageEdited) Kind() string { return "messaging.edited" }

// MessageRecalled tells that a message is hidden.
type MessageRecalled struct {
	Conversation id.ID
	Seq          int64
	By           id.ID
}

// Kind names the event.
func (MessageRecalled) Kind() string { return "messaging.recalled" }

// MessageCorrected tells that a newer message corrects an older one.
type MessageCorrected struct {
	Conversation id.ID
	Seq          int64
	By           int64 // the seq of the correction
}

// Kind names the event.
func (MessageCorrected) Kind() string { return "messaging.corrected" }

// MessageReacted tells that somebody has set or taken back a reaction; No is the emoji's number under
// the message.
type MessageReacted struct {
	Conversation id.ID
	Seq          int64
	No           int64
	By           id.ID
}

// Kind names the event.
func (MessageReacted) Kind() string { return "messaging.reacted" }

// PinsChanged tells that a message was pinned or taken down.
type PinsChanged struct {
	Conversation id.ID
	Seq          int64
	By           id.ID
}

// Kind names the event.
func (PinsChanged) Kind() string { return "messaging.pins_changed" }

// ReceiptAnswered tells that somebody who was asked for a receipt has given it.
type ReceiptAnswered struct {
	Conversation id.ID
	Seq          int64
	By           id.ID
}

// Kind names the event.
func (ReceiptAnswered) Kind() string { return "messaging.receipt_answered" }

// ReceiptReminded tells that the sender has reminded those whose receipt is missing.
type ReceiptReminded struct {
	Conversation id.ID
	Seq          int64
	By           id.ID
}

// Kind names the event.
func (ReceiptReminded) Kind() string { return "messaging.receipt_reminded" }

// LaterDue tells that the time has come of which somebody wanted to be reminded.
type LaterDue struct {
	Account      id.ID
	Conversation id.ID
	Seq          int64
}

// Kind names the event.
func (LaterDue) Kind() string { return "messaging.later_due" }
