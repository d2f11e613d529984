package messaging

import (
	"tonggui/internal/platform/authz"
	"tonggui/internal/platform/db"
	"tonggui/internal/platform/id"
	"tonggui/internal/platform/ref"

	"github.com/danielgtaylor/huma/v2"
)

// Where is a conversation in one line, for pages that go over several. Who is no member now gets
// neither its name nor the peer: what it is called today is no longer theirs to know.
type Where struct {
	ID   id.ID       `json:"id"`
	Kind Kind        `json:"kind" enum:"direct,group,self"`
	Name string      `json:"name" doc:"of a group that I am in; empty otherwise"`
	Peer *ref.Person `json:"peer" doc:"the other one of a direct conversation"`
}

// TransformSchema tells the API document what can be null.
func (Where) TransformSchema(_ huma.Registry, s *huma.Schema) *huma.Schema { return orNull(s, "peer") }

// OrNull marks properties that are objects or null, which the frame cannot derive from pointers.
func OrNull(s *huma.Schema, names ...string) *huma.Schema { return orNull(s, names...) }

// LineColumns and LineTables are the parts of a statement that reads messages of several
// conversations together with who may see them, from a table or query x with conversation_id and seq.
// The one argument of LineTables is the reader.
const (
	LineColumns = conversationColumns + `, COALESCE(m.from_seq, 0), COALESCE(m.joined_epoch, 0), COALESCE(m.own_marks, 0),
		CASE WHEN m.account_id IS NULL THEN 0 ELSE 1 END, ` + lastColumns
	LineTables = ` JOIN conversations c ON c.id = x.conversation_id
		LEFT JOIN members m ON m.conversation_id = x.conversation_id AND m.account_id = ? AND m.left_epoch = 0
		LEFT JOIN messages g ON g.conversation_id = x.conversation_id AND g.seq = x.seq AND g.seq > m.from_seq `
)

// Line is a row of such a statement.
type Line struct {
	standing
	isMember bool
	last     message // Seq 0 where the reader may not see it
}

// Fields are what LineColumns are scanned into.
func (l *Line) Fields() []any {
	out := append(l.conversation.fields(), &l.FromSeq, &l.JoinedEpoch, &l.OwnMarks, &l.isMember)
	return append(out, l.last.fields()...)
}

// Shown is a line as the reader sees it.
type Shown struct {
	Conversation Where
	Message      *Message // nil where they may not see it
}

// ShowLines makes the views of lines for one reader; names come from memory, marks by one query for
// each kind.
func (s *Service) ShowLines(q db.Q, who authz.Principal, lines []Line) ([]Shown, error) {
	rows := make([]message, 0, len(lines))
	for _, l := range lines {
		rows = append(rows, l.last)
	}
	names := s.namesOf(rows)
	out := make([]Shown, len(lines))
	marked := make([]Marked, 0, len(lines))
	for i, l := range lines {
		l.Account = who.Account
		out[i].Conversation = s.where(l, who.Account)
		if l.last.Seq == 0 {
			continue
		}
		v := s.lastMessage(who, l.last, names[l.last.Sender])
		out[i].Message = &v
		marked = append(marked, l.last.marked(&v, &l.member))
	}
	return out, s.showMarks(q, who.Account, marked)
}

func (s *Service) where(l Line, reader id.ID) Where {
	w := Where{ID: l.ID, Kind: l.Kind}
	if l.isMember {
		w.Name, w.Peer = l.Name, s.peer(l.conversation, reader)
	}
	return w
}
