package marks

import (
	"tonggui/internal/messaging"
	"tonggui/internal/platform/db"
	"tonggui/internal/platform/id"
)

// spot is the place of a message.
type spot struct {
	Conversation id.ID
	Seq          int64
}

func spotOf(m messaging.Seen) spot { return spot{m.Conversation, m.Seq} }

// spots are the places of several views, as a statement asks for them: the conversations and the
// seqs. Places that are not among them may come back and are passed over.
type spots struct {
	conversations, seqs db.List
	views               map[spot]*messaging.Message
}

func spotsOf(all []messaging.Marked, pick func(messaging.Marked) bool) spots {
	out := spots{views: map[spot]*messaging.Message{}}
	conversations, seqs := map[id.ID]bool{}, map[int64]bool{}
	for _, v := range all {
		if !pick(v) {
			continue
		}
		out.views[spot{v.View.ConversationID, v.View.Seq}] = v.View
		if !conversations[v.View.ConversationID] {
			conversations[v.View.ConversationID] = true
			out.conversations = append(out.conversations, v.View.ConversationID)
		}
		if !seqs[v.View.Seq] {
			seqs[v.View.Seq] = true
			out.seqs = append(out.seqs, v.View.Seq)
		}
	}
	return out
}

// Show completes views of messages: one query for each kind of mark that any of them has.
func (s *Service) Show(q db.Q, reader id.ID, views []messaging.Marked) error {
	for _, kind := range []struct {
		has func(messaging.Marked) bool
		add func(q db.Q, reader id.ID, on spots) error
	}{
		{func(v messaging.Marked) bool { return v.Reactions }, addReactions},
		{func(v messaging.Marked) bool { return v.Receipt }, addReceipts},
		{func(v messaging.Marked) bool { return v.Own }, addOwn},
	} {
		on := spotsOf(views, kind.has)
		if len(on.views) == 0 {
			continue
		}
		if err := kind.add(q, reader, on); err != nil {
			return err
		}
	}
	return nil
}

func addReactions(q db.Q, _ id.ID, on spots) error {
	return eachKind(q, on, func(at spot, k kind) {
		if v := on.views[at]; v != nil {
			v.Reactions = append(v.Reactions, k.shown())
		}
	})
}

func addReceipts(q db.Q, reader id.ID, on spots) error {
	return eachReceipt(q, reader, on, func(at spot, r receiptRow) {
		if v := on.views[at]; v != nil && v.Receipt != nil {
			v.Receipt.Confirmed, v.Receipt.Total, v.Receipt.Mine = r.Confirmed, r.Asked, r.mine()
		}
	})
}

func addOwn(q db.Q, reader id.ID, on spots) error {
	return eachOwn(q, reader, on, func(at spot, starred bool) {
		switch v := on.views[at]; {
		case v == nil:
		case starred:
			v.Starred = true
		default:
			v.Later = true
		}
	})
}
