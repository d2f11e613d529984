package messaging

import (
	"tonggui/internal/approvals/words"
	"tonggui/internal/messaging/content"
	"tonggui/internal/platform/clock"
	"tonggui/internal/platform/id"
	"tonggui/internal/platform/ref"

	"github.com/danielgtaylor/huma/v2"
)

// Message is a message as a client sees it. What concerns only the reader (the last three) is set
// in answers to the sender, never in frames, whose body all members share.
type Message struct {
	ConversationID  id.ID          `json:"conversation_id"`
	Seq             int64          `json:"seq" doc:"its place in the conversation; there are no gaps"`
	ClientID        *id.ID         `json:"client_id" nullable:"true" doc:"null for system lines"`
	SenderID        *id.ID         `json:"sender_id" nullable:"true" doc:"null for system lines"`
	SenderName      string         `json:"sender_name"`
	At              clock.Instant  `json:"at"`
	Kind            string         `json:"kind" enum:"text,voice,record,card,system"`
	Content         Content        `json:"content" doc:"null where it was recalled, but for its sender"`
	EditedAt        *clock.Instant `json:"edited_at"`
	EditCount       int64          `json:"edit_count"`
	Recalled        *Recall        `json:"recalled"`
	CorrectsSeq     *int64         `json:"corrects_seq"`
	CorrectedBySeq  *int64         `json:"corrected_by_seq"`
	RecallableUntil *clock.Instant `json:"recallable_until_at" doc:"own messages: until when they can be recalled or edited, this instant included"`
	ReadCount       *int64         `json:"read_count" doc:"own messages: how many have read it; null in very large groups"`
	ReaderTotal     *int64         `json:"reader_total" doc:"own messages: to how many it was sent that are still members"`

	QuotesSeq *int64        `json:"quotes_seq" doc:"the message that this one answers"`
	Quoted    *Quoted       `json:"quoted" doc:"what the reader may see of it; null in frames, whose body all members share, and in lists of conversations"`
	ThreadSeq *int64        `json:"thread_seq" doc:"the first message of the thread that this one belongs to"`
	Thread    *Thread       `json:"thread" doc:"of a first message: what was answered in its thread"`
	Reactions []Reaction    `json:"reactions" nullable:"false"`
	Pinned    bool          `json:"pinned" doc:"for all members"`
	Starred   bool          `json:"starred" doc:"by the reader; false in frames"`
	Later     bool          `json:"later" doc:"on the reader's list for later; false in frames"`
	Receipt   *ReceiptState `json:"receipt" doc:"where the sender asked for one"`
}

// Quoted is what an answer shows of the message that it answers.
type Quoted struct {
	Seq        int64  `json:"seq"`
	SenderID   *id.ID `json:"sender_id" nullable:"true"`
	SenderName string `json:"sender_name"`
	Kind       string `json:"kind" enum:"text,voice,record,card,system"`
	Excerpt    string `json:"excerpt" doc:"its beginning as plain text, 120 characters at most; empty where it was recalled"`
	Media      string `json:"media" enum:"none,image,audio,video,voice,document,archive,other,record,card" doc:"what it carries beside text"`
	Recalled   bool   `json:"recalled"`
	// Title is not cut to one language, for pages are remembered for all readers.
	Title words.Words `json:"title,omitempty" doc:"of a card, by language"`
}

// Thread sums up the answers in a thread.
type Thread struct {
	Count   int64         `json:"count"`
	LastSeq int64         `json:"last_seq"`
	LastAt  clock.Instant `json:"last_at"`
}

// Reaction is one emoji under a message and who set it.
type Reaction struct {
	Emoji      string  `json:"emoji"`
	Count      int64   `json:"count"`
	AccountIDs []id.ID `json:"account_ids" nullable:"false" doc:"the first 50, in the order in which they set it"`
}

// ReceiptState tells how far a receipt that the sender asked for has come.
type ReceiptState struct {
	Mode      string        `json:"mode" enum:"confirm,result" doc:"a confirmation, or a result in words"`
	Confirmed int64         `json:"confirmed"`
	Total     int64         `json:"total"`
	Mine      *Confirmation `json:"mine" doc:"the reader's own; null in frames"`
	Asked     *bool         `json:"asked" doc:"whether the reader is one of those who are asked: members when it was sent, without its sender; null in frames"`
}

// Confirmation is a person's answer to a receipt.
type Confirmation struct {
	At     clock.Instant `json:"at"`
	Result string        `json:"result" doc:"empty where none was asked for"`
}

// Recall tells who recalled a message, and when.
type Recall struct {
	By id.ID         `json:"by"`
	At clock.Instant `json:"at"`
}

// Conversation is a conversation as one member sees it.
type Conversation struct {
	ID           id.ID         `json:"id"`
	Kind         Kind          `json:"kind" enum:"direct,group,self"`
	Name         string        `json:"name" doc:"of a group; empty otherwise"`
	Peer         *ref.Person   `json:"peer" doc:"the other one of a direct conversation"`
	MemberCount  int64         `json:"member_count"`
	LastSeq      int64         `json:"last_seq"`
	ReadSeq      int64         `json:"read_seq"`
	Unread       int64         `json:"unread"`
	MarkedUnread bool          `json:"marked_unread"`
	Mentioned    bool          `json:"mentioned" doc:"something unread names me or everybody"`
	Muted        bool          `json:"muted"`
	Pinned       bool          `json:"pinned"`
	Draft        *Draft        `json:"draft"`
	LastMessage  *Message      `json:"last_message"`
	LastAt       clock.Instant `json:"last_at"`
	MyRole       Role          `json:"my_role" enum:"owner,admin,member"`
	MyFromSeq    int64         `json:"my_from_seq" doc:"messages beyond it are visible to me"`
	Epoch        int64         `json:"epoch"`
	Abilities    []string      `json:"abilities" nullable:"false"`
}

// Draft is a text that was not sent, the same on all devices of its author.
type Draft struct {
	Text      string        `json:"text"`
	UpdatedAt clock.Instant `json:"updated_at"`
}

// Member is somebody in a conversation.
type Member struct {
	Person   ref.Person    `json:"person"`
	Role     Role          `json:"role" enum:"owner,admin,member"`
	JoinedAt clock.Instant `json:"joined_at"`
}

// Edit is a version of a message.
type Edit struct {
	Version int64         `json:"version" doc:"1 is what was sent"`
	Content Content       `json:"content"`
	At      clock.Instant `json:"at"`
}

// Content is a stored content, handed on as it is. Nil is null.
type Content []byte

// MarshalJSON writes the stored form.
func (c Content) MarshalJSON() ([]byte, error) {
	if c == nil {
		return []byte("null"), nil
	}
	return c, nil
}

// UnmarshalJSON keeps the form that came.
func (c *Content) UnmarshalJSON(b []byte) error {
	*c = nil
	if string(b) != "null" {
		*c = append(Content{}, b...)
	}
	return nil
}

// Schema describes the kinds of content to the API document.
func (Content) Schema(r huma.Registry) *huma.Schema {
	return &huma.Schema{AnyOf: append(content.Stored(r).OneOf, &huma.Schema{Type: "null"})}
}

// TransformSchema tells the API document what can be null.
func (Message) TransformSchema(_ huma.Registry, s *huma.Schema) *huma.Schema {
	return orNull(s, "recalled", "quoted", "thread", "receipt")
}

// TransformSchema tells the API document what can be null.
func (ReceiptState) TransformSchema(_ huma.Registry, s *huma.Schema) *huma.Schema {
	return orNull(s, "mine")
}

// TransformSchema tells the API document what can be null.
func (Conversation) TransformSchema(_ huma.Registry, s *huma.Schema) *huma.Schema {
	return orNull(s, "peer", "draft", "last_message")
}

// orNull marks properties that are objects or null, which the frame cannot derive from pointers.
func orNull(s *huma.Schema, names ...string) *huma.Schema {
	for _, name := range names {
		of := *s.Properties[name]
		words := of.Description
		of.Description = ""
		s.Properties[name] = &huma.Schema{Description: words, AnyOf: []*huma.Schema{&of, {Type: "null"}}}
	}
	return s
}

// show makes the view that all members share: a recalled content is left out.
func (m message) show(senderName string) Message {
	v := Message{ConversationID: m.Conversation, Seq: m.Seq, ClientID: ptr(m.ClientID), SenderID: ptr(m.Sender),
		SenderName: senderName, At: m.At, Kind: m.Kind, Content: m.Content, EditedAt: ptr(m.EditedAt), EditCount: m.EditCount,
		CorrectsSeq: ptr(m.CorrectsSeq), CorrectedBySeq: ptr(m.CorrectedBy),
		QuotesSeq: ptr(m.Quotes), ThreadSeq: ptr(m.Thread), Reactions: []Reaction{},
		Pinned: m.Marks&markPinned != 0 && m.RecalledAt == 0}
	if m.Receipt != NoReceipt && m.RecalledAt == 0 {
		v.Receipt = &ReceiptState{Mode: receiptNames[m.Receipt]}
	}
	if m.RecalledAt > 0 {
		v.Content, v.Recalled = nil, &Recall{By: m.RecalledBy, At: m.RecalledAt}
	}
	return v
}

// value returns what stands for "none" for nil.
func value[T any](p *T) (v T) {
	if p != nil {
		v = *p
	}
	return v
}

// ptr returns nil for what stands for "none".
func ptr[T comparable](v T) *T {
	var none T
	if v == none {
		return nil
	}
	return &v
}
