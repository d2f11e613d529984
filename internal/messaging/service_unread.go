package messaging

import (
	"context"

	"tonggui/internal/platform/authz"
	"tonggui/internal/platform/db"
	"tonggui/internal/platform/id"
)

// maxUnreadLines bounds UnreadState; who has more unread asks for the list.
const maxUnreadLines = 500

// UnreadState is what a device that knows its conversations needs to show what is new in them.
type UnreadState struct {
	Conversations []UnreadLine `json:"conversations"`
	More          bool         `json:"more"`  // there are more than are named
	Total         int64        `json:"total"` // unread_total of the list
}

// UnreadLine is one conversation with something unread.
type UnreadLine struct {
	ID        id.ID `json:"id"`
	LastSeq   int64 `json:"last_seq"`
	Unread    int64 `json:"unread"`
	Mentioned bool  `json:"mentioned"`
	Muted     bool  `json:"muted"`
}

// UnreadState returns in which conversations of the principal something is unread, in no particular
// order.
func (s *Service) UnreadState(ctx context.Context, who authz.Principal) (UnreadState, error) {
	state := UnreadState{Conversations: []UnreadLine{}}
	err := db.Each(s.DB.Ask(ctx), func(r db.Row) error {
		var l UnreadLine
		err := r.Scan(&l.ID, &l.LastSeq, &l.Unread, &l.Mentioned, &l.Muted)
		if !l.Muted {
			state.Total = min(state.Total+l.Unread, maxUnreadTotal)
		}
		if state.More = len(state.Conversations) == maxUnreadLines; !state.More {
			state.Conversations = append(state.Conversations, l)
		}
		return err
	}, `SELECT c.id, c.last_seq, `+unreadSQL+`, (m.mention_seq > `+seenSQL+` OR c.mention_all_seq > `+seenSQL+`), m.muted
		FROM members m JOIN conversations c ON c.id = m.conversation_id
		WHERE m.account_id = ? AND m.left_epoch = 0 AND (`+unreadSQL+` > 0 OR m.unread_from > 0)`, who.Account)
	return state, err
}
