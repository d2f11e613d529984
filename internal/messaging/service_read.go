package messaging

import (
	"context"
	"slices"

	"tonggui/internal/messaging/content"
	"tonggui/internal/platform/apperr"
	"tonggui/internal/platform/authz"
	"tonggui/internal/platform/db"
	"tonggui/internal/platform/id"
	"tonggui/internal/platform/ref"
)

// ReadState is how far a member has read.
type ReadState struct {
	ConversationID id.ID `json:"conversation_id"`
	ReadSeq        int64 `json:"read_seq"`
	Unread         int64 `json:"unread"`
	MarkedUnread   bool  `json:"marked_unread"`
}

func (s standing) readState() ReadState {
	return ReadState{s.ID, s.ReadSeq, s.unread(), s.UnreadFrom > 0}
}

// readFrame is the data of read.others.
type readFrame struct {
	ConversationID id.ID `json:"conversation_id"`
	AccountID      id.ID `json:"account_id"`
	ReadSeq        int64 `json:"read_seq"`
}

// MarkRead tells that the member has read up to a seq. Reading never goes back; what changes
// nothing costs no write.
//
// Errors: apperr.NotFound.
func (s *Service) MarkRead(ctx context.Context, who authz.Principal, conversation id.ID, seq int64) (r ReadState, err error) {
	st, err := s.standing(ctx, who, conversation)
	if err != nil {
		return r, err
	}
	seq = min(seq, st.LastSeq)
	if seq <= st.ReadSeq && (st.UnreadFrom == 0 || st.UnreadFrom > seq) {
		return st.readState(), nil
	}
	before, others := st.ReadSeq, s.othersNow(ctx, st)
	err = s.DB.Write(ctx, func(tx *db.Tx) error {
		changed, err := advanceReader(tx, conversation, who.Account, seq)
		if err != nil {
			return err
		}
		if st, err = admitted(selectStanding(tx, conversation, who.Account)); err != nil || !changed {
			return err
		}
		now := st
		tx.AfterCommit(func() { s.tellRead(now, before, others) })
		return nil
	})
	return st.readState(), err
}

func (s *Service) tellRead(st standing, before int64, others []id.ID) {
	s.sign([]id.ID{st.Account}, "read.mine", st.readState())
	if st.ReadSeq > before {
		s.sign(others, "read.others", readFrame{st.ID, st.Account, st.ReadSeq})
	}
}

// othersNow returns the other members of a group small enough for signs, or nobody where they
// cannot be found at the moment: signs may be lost.
func (s *Service) othersNow(ctx context.Context, st standing) []id.ID {
	if st.MemberCount > maxForSigns {
		return nil
	}
	members, err := s.delivery.rosters.members(ctx, st.ID, st.Epoch)
	if err != nil {
		return nil
	}
	return slices.DeleteFunc(slices.Clone(members), func(a id.ID) bool { return a == st.Account })
}

// MarkUnread marks a conversation to be read again, from a seq or, where seq is 0, from the last
// message. What the others see of one's reading does not change: it was read.
//
// Errors: apperr.NotFound.
func (s *Service) MarkUnread(ctx context.Context, who authz.Principal, conversation id.ID, seq int64) (r ReadState, err error) {
	err = s.DB.Write(ctx, func(tx *db.Tx) error {
		st, err := enter(tx, who, conversation)
		if err != nil {
			return err
		}
		st.UnreadFrom = max(1, st.FromSeq+1, st.LastSeq)
		if seq > 0 {
			st.UnreadFrom = max(1, st.FromSeq+1, min(seq, st.LastSeq))
		}
		if err := found(markUnreadFrom(tx, conversation, who.Account, st.UnreadFrom)); err != nil {
			return err
		}
		r = st.readState()
		tx.AfterCommit(func() { s.sign([]id.ID{who.Account}, "read.mine", r) })
		return nil
	})
	return r, err
}

// Readers is a part of those who have read a message, or have not.
type Readers struct {
	Items       []ref.Person `json:"items" nullable:"false"`
	NextCursor  *string      `json:"next_cursor" doc:"null where nothing follows"`
	ReadCount   int64        `json:"read_count"`
	UnreadCount int64        `json:"unread_count"`
}

// ReadersOf lists who has, or has not, read an own message; after is the last account of the part
// before.
//
// Errors: apperr.NotFound; apperr.Forbidden for the messages of others.
func (s *Service) ReadersOf(ctx context.Context, who authz.Principal, conversation id.ID, seq int64, read bool, after id.ID, limit int) (out Readers, err error) {
	var accounts []id.ID
	err = s.DB.Read(ctx, func(q db.Q) error {
		if _, err := ownMessage(q, who, conversation, seq, authz.ReadersRead); err != nil {
			return err
		}
		readings, err := selectReadings(q, conversation, who.Account, seq, seq)
		if err != nil {
			return err
		}
		r, total := receipts(readings, seq)
		out.ReadCount, out.UnreadCount = r, total-r
		accounts, err = selectReaders(q, conversation, who.Account, seq, read, after, limit+1)
		return err
	})
	if err != nil {
		return out, err
	}
	if len(accounts) > limit {
		accounts = accounts[:limit]
		out.NextCursor = ptr(accounts[limit-1].String())
	}
	people := s.peopleByID(accounts)
	out.Items = make([]ref.Person, 0, len(accounts))
	for _, account := range accounts {
		if p, known := people[account]; known {
			out.Items = append(out.Items, p)
		}
	}
	return out, nil
}

// ownMessage finds a visible message for its sender; what others sent is forbidden, what is not
// visible is not there.
func ownMessage(q db.Q, who authz.Principal, conversation id.ID, seq int64, a authz.Action) (m message, err error) {
	st, err := admitted(selectStanding(q, conversation, who.Account))
	if err != nil {
		return m, err
	}
	if m, err = selectMessage(q, conversation, seq); err != nil {
		return m, absent(err)
	}
	if seq <= st.FromSeq {
		return m, apperr.NotFound.New()
	}
	relation := authz.Member
	if m.Kind != content.KindSystem && m.Sender == who.Account {
		relation = authz.Sender
	}
	if !authz.Can(who, a, relation) {
		return m, apperr.Forbidden.New()
	}
	return m, nil
}
