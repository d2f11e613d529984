package messaging

import (
	"context"
	"strings"

	"tonggui/internal/platform/authz"
	"tonggui/internal/platform/db"
	"tonggui/internal/platform/id"
	"tonggui/internal/platform/ref"
)

// maxUnreadTotal is where counting ends to be news.
const maxUnreadTotal = 9999

// ConversationPage is a part of a person's list.
type ConversationPage struct {
	Items       []Conversation
	Next        *listPlace // nil at the end
	UnreadTotal int64
}

// List lists the conversations of the principal: pinned ones first, then by the last message.
func (s *Service) List(ctx context.Context, who authz.Principal, filter Filter, after listPlace, limit int) (p ConversationPage, err error) {
	err = s.DB.Read(ctx, func(q db.Q) error {
		rows, err := selectList(q, who.Account, filter, after, limit+1)
		if err != nil {
			return err
		}
		if filter == All && after == listStart && len(rows) <= limit {
			p.UnreadTotal = unreadTotal(rows)
			p.Items, err = s.conversations(q, who, rows)
			return err
		}
		if len(rows) > limit {
			rows = rows[:limit]
			next := rows[limit-1].place()
			p.Next = &next
		}
		if p.Items, err = s.conversations(q, who, rows); err != nil {
			return err
		}
		total, err := selectUnreadTotal(q, who.Account)
		p.UnreadTotal = min(total, maxUnreadTotal)
		return err
	})
	return p, err
}

// unreadTotal adds up what selectUnreadTotal would, where all conversations are at hand.
func unreadTotal(rows []listed) (total int64) {
	for _, l := range rows {
		if !l.Muted {
			total += l.unread()
		}
	}
	return min(total, maxUnreadTotal)
}

// Conversation returns one conversation of the principal.
//
// Errors: apperr.NotFound.
func (s *Service) Conversation(ctx context.Context, who authz.Principal, conversation id.ID) (v Conversation, err error) {
	err = s.DB.Read(ctx, func(q db.Q) error {
		l, err := selectListed(q, conversation, who.Account)
		if err != nil {
			return absent(err)
		}
		views, err := s.conversations(q, who, []listed{l})
		if err == nil {
			v = views[0]
		}
		return err
	})
	return v, err
}

// conversations makes the views of list lines; the people and the marks of all of them are asked for
// once.
func (s *Service) conversations(q db.Q, who authz.Principal, rows []listed) ([]Conversation, error) {
	var ids []id.ID
	for _, l := range rows {
		ids = append(ids, l.last.Sender)
		if l.Kind == Direct {
			ids = append(ids, l.peerOf(who.Account))
		}
	}
	people := s.peopleByID(ids)
	out := make([]Conversation, len(rows))
	marked := make([]Marked, 0, len(rows))
	for i, l := range rows {
		v := Conversation{ID: l.ID, Kind: l.Kind, Name: l.Name, MemberCount: l.MemberCount, LastSeq: l.LastSeq,
			ReadSeq: l.ReadSeq, Unread: l.unread(), MarkedUnread: l.UnreadFrom > 0, Mentioned: l.mentioned(),
			Muted: l.Muted, Pinned: l.PinnedAt > 0, LastAt: l.LastAt, MyRole: l.Role, MyFromSeq: l.FromSeq, Epoch: l.Epoch}
		var peer *ref.Person
		if l.Kind == Direct {
			peer = s.peer(l.conversation, who.Account)
			v.Peer = peer
		}
		if l.draft.At > 0 {
			v.Draft = &Draft{Text: l.draft.Text, UpdatedAt: l.draft.At}
		}
		if l.last.Seq > 0 {
			last := s.lastMessage(who, l.last, people[l.last.Sender].Name)
			v.LastMessage = &last
			marked = append(marked, l.last.marked(&last, &l.member))
		}
		v.Abilities = l.abilities(who, peer)
		out[i] = v
	}
	return out, s.showMarks(q, who.Account, marked)
}

func (s *Service) lastMessage(who authz.Principal, m message, name string) Message {
	if m.Sender == who.Account {
		return s.own(who, m)
	}
	return m.show(name)
}

func (s *Service) peopleByID(ids []id.ID) map[id.ID]ref.Person {
	out := map[id.ID]ref.Person{}
	for _, p := range s.People.People(ids) {
		out[p.ID] = p
	}
	return out
}

// Members lists who is in a conversation, behind a place; query narrows it to names or numbers that
// contain it. next is nil at the end.
//
// Errors: apperr.NotFound.
func (s *Service) Members(ctx context.Context, who authz.Principal, conversation id.ID, query string, after memberPlace, limit int) (out []Member, next *memberPlace, err error) {
	out = []Member{}
	batch := limit + 1
	if query = strings.ToLower(strings.TrimSpace(query)); query != "" {
		batch = 500
	}
	err = s.DB.Read(ctx, func(q db.Q) error {
		if _, err := selectStanding(q, conversation, who.Account); err != nil {
			return absent(err)
		}
		for {
			rows, err := selectMembers(q, conversation, after, batch)
			if err != nil {
				return err
			}
			people := s.peopleByID(accountsOf(rows))
			for _, m := range rows {
				if p, known := people[m.Account]; known && called(p, query) {
					if len(out) == limit {
						next = &after
						return nil
					}
					out = append(out, Member{Person: p, Role: m.Role, JoinedAt: m.JoinedAt})
				}
				after = m.place()
			}
			if len(rows) < batch {
				return nil
			}
		}
	})
	return out, next, err
}

func accountsOf(rows []member) []id.ID {
	out := make([]id.ID, len(rows))
	for i, m := range rows {
		out[i] = m.Account
	}
	return out
}

func called(p ref.Person, query string) bool {
	return query == "" || strings.Contains(strings.ToLower(p.Name), query) || strings.Contains(strings.ToLower(p.Number), query)
}
