package messaging

import (
	"context"
	"slices"

	"tonggui/internal/platform/apperr"
	"tonggui/internal/platform/authz"
	"tonggui/internal/platform/clock"
	"tonggui/internal/platform/db"
	"tonggui/internal/platform/id"
)

// Marks keeps what people put on messages. The sub-room marks implements it; app hands it in.
type Marks interface {
	// Show completes views by what their Marked says there is: one query per kind of mark, none for a
	// kind that no view has. reader is zero for frames, whose body all members share.
	Show(q db.Q, reader id.ID, views []Marked) error
	// Ask opens the receipt that a message asks for, in the transaction that stores it; asked is how
	// many are asked.
	Ask(tx *db.Tx, m Seen, asked int64) error
	// Hear turns facts into frames for the connections of this node, as the room does.
	Hear(ctx context.Context, f db.Fact) error
}

// UseMarks sets who keeps the marks; called before Start.
func (s *Service) UseMarks(m Marks) { s.marks = m }

// Marked is a view and what is to be looked for beside it.
type Marked struct {
	View      *Message
	Reactions bool
	Receipt   bool
	Own       bool // the reader may have put marks of their own in this conversation
}

// Seen is a message as it stands before a member of now who may see it, with all that decides on
// what they may do to it.
type Seen struct {
	Conversation  id.ID
	Seq           int64
	Kind          Kind // of the conversation
	MemberCount   int64
	Sender        id.ID // zero for system lines
	At            clock.Instant
	Epoch         int64 // in which it was sent
	JoinedEpoch   int64 // in which the reader joined
	Receipt       Receipt
	Recalled      bool
	HasReactions  bool
	Pinned        bool
	readerIsAsked bool
}

// Asked tells whether the reader is one of those whom the message's receipt asks: a member when it
// was sent, and ever since, but not its sender.
func (m Seen) Asked() bool { return m.Receipt != NoReceipt && m.readerIsAsked }

// Look is the access door to one message for reading.
//
// Errors: apperr.NotFound where the principal is not a member now or the message is not visible to them.
func Look(q db.Q, who authz.Principal, conversation id.ID, seq int64) (Seen, error) {
	st, err := admitted(selectStanding(q, conversation, who.Account))
	if err != nil {
		return Seen{}, err
	}
	if seq <= st.FromSeq {
		return Seen{}, apperr.NotFound.New()
	}
	m, err := selectMessage(q, conversation, seq)
	if err != nil {
		return Seen{}, absent(err)
	}
	return m.seenBy(st), nil
}

// Enter is the access door to one message for changing what lies beside it: what it returns stays
// true until the commit.
//
// Errors: as Look.
func Enter(tx *db.Tx, who authz.Principal, conversation id.ID, seq int64) (Seen, error) {
	if err := lockConversation(tx, conversation); err != nil {
		return Seen{}, absent(err)
	}
	return Look(tx, who, conversation, seq)
}

// AsMember is the access door to a conversation for reading.
//
// Errors: apperr.NotFound where the principal is not a member now.
func AsMember(q db.Q, who authz.Principal, conversation id.ID) error {
	_, err := admitted(selectStanding(q, conversation, who.Account))
	return err
}

func (m message) seenBy(st standing) Seen {
	return Seen{Conversation: m.Conversation, Seq: m.Seq, Kind: st.Kind, MemberCount: st.MemberCount, Sender: m.Sender, At: m.At,
		Epoch: m.Epoch, JoinedEpoch: st.JoinedEpoch, Receipt: m.Receipt, Recalled: m.RecalledAt > 0,
		HasReactions: m.Marks&markReactions != 0, Pinned: m.Marks&markPinned != 0, readerIsAsked: m.asks(st.member)}
}

// asks tells whether a member was sent the message by somebody else, and has been there ever since.
func (m message) asks(reader member) bool {
	return m.Sender != reader.Account && reader.JoinedEpoch <= m.Epoch
}

// NoteOwn tells readings of the conversation to look for what the member has put there for themself.
func NoteOwn(tx *db.Tx, conversation, account id.ID) error {
	_, err := tx.Exec(`UPDATE members SET own_marks = 1 WHERE conversation_id = ? AND account_id = ? AND own_marks = 0`, conversation, account)
	return err
}

// SetHasReactions tells readers of a message to look for reactions, or not to look any more.
func SetHasReactions(tx *db.Tx, m Seen, has bool) error { return setMark(tx, m, markReactions, has) }

// SetPinned pins a message in the views of all, or takes it down.
func SetPinned(tx *db.Tx, m Seen, pinned bool) error { return setMark(tx, m, markPinned, pinned) }

func setMark(tx *db.Tx, m Seen, mark int64, on bool) error {
	if on {
		return addMark(tx, m.Conversation, m.Seq, mark)
	}
	_, err := tx.Exec(`UPDATE messages SET marks = marks - (marks & ?) WHERE conversation_id = ? AND seq = ?`, mark, m.Conversation, m.Seq)
	return err
}

// WhoSee returns the members of now who may see a message.
func WhoSee(q db.Q, conversation id.ID, seq int64) ([]id.ID, error) {
	return selectMembersWhoSee(q, conversation, seq)
}

// Sign pushes what may be lost to accounts wherever they are connected.
func (s *Service) Sign(accounts []id.ID, typ string, data any) { s.sign(accounts, typ, data) }

// ask opens the receipt of a message that is being sent.
func (s *Service) ask(tx *db.Tx, m *message, asked int64) error {
	if asked < 1 {
		return ErrNobodyAsked.New()
	}
	return s.marks.Ask(tx, Seen{Conversation: m.Conversation, Seq: m.Seq, Sender: m.Sender, At: m.At, Epoch: m.Epoch, Receipt: m.Receipt}, asked)
}

// addMarks completes the views of messages of one conversation; reader is nil for frames. Messages
// without marks, for a reader without marks of their own in the conversation, cost no query.
func (s *Service) addMarks(q db.Q, reader *member, rows []message, out []Message) error {
	all := make([]Marked, 0, len(rows))
	for i, m := range rows {
		all = append(all, m.marked(&out[i], reader))
	}
	account := id.Zero
	if reader != nil {
		account = reader.Account
	}
	return s.showMarks(q, account, all)
}

// marked says what is to be looked for beside a message.
func (m message) marked(view *Message, reader *member) Marked {
	v := Marked{View: view, Reactions: m.Marks&markReactions != 0 && m.RecalledAt == 0, Receipt: view.Receipt != nil}
	if reader != nil {
		v.Own = reader.OwnMarks
		if v.Receipt {
			asked := m.asks(*reader)
			view.Receipt.Asked = &asked
		}
	}
	return v
}

func (s *Service) showMarks(q db.Q, reader id.ID, all []Marked) error {
	there := slices.DeleteFunc(all, func(v Marked) bool { return !v.Reactions && !v.Receipt && !v.Own })
	if len(there) == 0 {
		return nil
	}
	return s.marks.Show(q, reader, there)
}

// unmarked stands where nobody keeps marks.
type unmarked struct{}

func (unmarked) Show(db.Q, id.ID, []Marked) error    { return nil }
func (unmarked) Ask(*db.Tx, Seen, int64) error       { return nil }
func (unmarked) Hear(context.Context, db.Fact) error { return nil }
