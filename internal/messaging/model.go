package messaging

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"slices"

	"tonggui/internal/platform/clock"
	"tonggui/internal/platform/id"
)

// Kind is a kind of conversation.
type Kind string

// The kinds.
const (
	Direct Kind = "direct"
	Group  Kind = "group"
	Self   Kind = "self" // a person's notes
)

// Role is a member's role in a group.
type Role string

// The roles.
const (
	Owner  Role = "owner"
	Admin  Role = "admin"
	Common Role = "member"
)

// conversation is a row.
type conversation struct {
	ID            id.ID
	Kind          Kind
	Name          string
	DirectKey     []byte
	LastSeq       int64
	LastAt        clock.Instant
	Epoch         int64
	MemberCount   int64
	MentionAllSeq int64
}

// directKey names the one conversation of two people, whoever opens it; with oneself it is the
// note to self.
func directKey(a, b id.ID) []byte {
	if bytes.Compare(a[:], b[:]) > 0 {
		a, b = b, a
	}
	return append(a[:], b[:]...)
}

// peerOf returns the other one of a direct conversation, oneself in the note to self.
func (c conversation) peerOf(account id.ID) (peer id.ID) {
	if len(c.DirectKey) != 2*len(peer) {
		return id.Zero
	}
	copy(peer[:], c.DirectKey)
	if peer == account {
		copy(peer[:], c.DirectKey[len(peer):])
	}
	return peer
}

// member is a person's row in a conversation.
type member struct {
	Account     id.ID
	Role        Role
	FromSeq     int64
	JoinedSeq   int64
	JoinedEpoch int64
	JoinedAt    clock.Instant
	ReadSeq     int64
	UnreadFrom  int64
	MentionSeq  int64
	Muted       bool
	PinnedAt    clock.Instant
	OwnMarks    bool // they have put marks of their own on messages here, at least once
}

// standing is how a member stands in a conversation: what the access door gives out.
type standing struct {
	conversation
	member
}

// seen is how far the member need not read any more.
func (s standing) seen() int64 { return max(s.ReadSeq, s.JoinedSeq) }

// unread counts what the member has not read, or has marked to be read again.
func (s standing) unread() int64 {
	n := s.LastSeq - s.seen()
	if s.UnreadFrom > 0 {
		n = max(n, s.LastSeq-s.UnreadFrom+1)
	}
	return n
}

// mentioned tells whether something unread names the member or everybody.
func (s standing) mentioned() bool {
	return s.MentionSeq > s.seen() || s.MentionAllSeq > s.seen()
}

// message is a row.
type message struct {
	Conversation  id.ID
	Seq           int64
	Sender        id.ID
	ClientID      id.ID
	At            clock.Instant
	Epoch         int64
	Kind          string
	Content       []byte
	KeyID         int64
	EditedAt      clock.Instant
	EditCount     int64
	RecalledAt    clock.Instant
	RecalledBy    id.ID
	CorrectsSeq   int64
	CorrectedBy   int64
	Quotes        int64 // the message that it answers
	Thread        int64 // the root of the thread that it belongs to
	Receipt       Receipt
	Marks         int64
	Salt, RowHash []byte
}

// What lies beside a message in tables of its own, so that a message without it costs no query.
const (
	markReactions = 1 << iota
	markThread    // it is the root of a thread
	markPinned
)

// Receipt is what a sender asks the others for.
type Receipt int

// The receipts.
const (
	NoReceipt Receipt = iota
	ConfirmReceipt
	ResultReceipt // in words
)

var receiptNames = []string{"", "confirm", "result"}

// String names the receipt; empty for none.
func (r Receipt) String() string { return receiptNames[r] }

// parseReceipt reads the name of a receipt; none for anything else.
func parseReceipt(name string) Receipt {
	return Receipt(max(0, slices.Index(receiptNames, name)))
}

// hash binds what was sent, by whom, when and where. Salt keeps a short text from being guessed
// from the hash once the content is destroyed.
func (m *message) hash() []byte {
	b := make([]byte, 0, 192+len(m.Content))
	b = append(b, "tonggui message 1\n"...)
	b = append(b, m.Conversation[:]...)
	b = append(b, m.Sender[:]...)
	b = append(b, m.ClientID[:]...)
	for _, n := range []int64{m.Seq, int64(m.At), m.Epoch, m.KeyID, m.CorrectsSeq, m.Quotes, m.Thread, int64(m.Receipt), int64(len(m.Kind))} {
		b = binary.BigEndian.AppendUint64(b, uint64(n))
	}
	b = append(b, m.Kind...)
	b = append(b, m.Salt...)
	b = append(b, m.Content...)
	sum := sha256.Sum256(b)
	return sum[:]
}
