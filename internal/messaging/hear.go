package messaging

import (
	"context"
	"errors"
	"slices"

	"tonggui/internal/event"
	"tonggui/internal/platform/db"
	"tonggui/internal/platform/id"
)

// hear turns the room's own events into frames for the connections of this node. Every node hears
// every event, so no bus is needed for them. Frames may come twice; they tell to look, or carry the
// present state.
func (s *Service) hear(ctx context.Context, f db.Fact) error {
	if err := s.tell(ctx, f); err != nil {
		return err
	}
	return s.marks.Hear(ctx, f)
}

func (s *Service) tell(ctx context.Context, f db.Fact) error {
	switch f.Kind {
	case event.MembersChanged{}.Kind():
		return heard(ctx, f, s.hearMembers)
	case event.ConversationRenamed{}.Kind():
		return heard(ctx, f, func(ctx context.Context, e event.ConversationRenamed) error {
			return s.tellChanged(ctx, e.Conversation)
		})
	case event.MessageEdited{}.Kind():
		return heard(ctx, f, func(ctx context.Context, e event.MessageEdited) error {
			return s.tellMessage(ctx, e.Conversation, e.Seq)
		})
	case event.MessageRecalled{}.Kind():
		return heard(ctx, f, func(ctx context.Context, e event.MessageRecalled) error {
			return s.tellMessage(ctx, e.Conversation, e.Seq)
		})
	case event.MessageCorrected{}.Kind():
		return heard(ctx, f, func(ctx context.Context, e event.MessageCorrected) error {
			return s.tellMessage(ctx, e.Conversation, e.Seq)
		})
	}
	return nil
}

func heard[E any](ctx context.Context, f db.Fact, do func(context.Context, E) error) error {
	var e E
	if err := f.Decode(&e); err != nil {
		return err
	}
	return do(ctx, e)
}

// conversationFrame is the data of conversation.added, .changed and .removed.
type conversationFrame struct {
	ConversationID id.ID `json:"conversation_id"`
}

func (s *Service) hearMembers(ctx context.Context, e event.MembersChanged) error {
	frame := conversationFrame{e.Conversation}
	now, err := s.delivery.rosters.now(ctx, e.Conversation)
	if err != nil {
		return err
	}
	// Who has come and gone since hears only how it stands now.
	is := func(a id.ID) bool {
		_, found := slices.BinarySearchFunc(now, a, byBytes)
		return found
	}
	added := slices.DeleteFunc(slices.Clone(e.Added), func(a id.ID) bool { return !is(a) })
	removed := slices.DeleteFunc(slices.Clone(e.Removed), is)
	s.push(removed, "conversation.removed", frame)
	s.push(added, "conversation.added", frame)
	s.push(without(now, added), "conversation.changed", frame)
	return nil
}

// without returns a roster without some of its members.
func without(members, some []id.ID) []id.ID {
	if len(some) == 0 {
		return members
	}
	some = slices.SortedFunc(slices.Values(some), byBytes)
	return slices.DeleteFunc(slices.Clone(members), func(a id.ID) bool {
		_, found := slices.BinarySearchFunc(some, a, byBytes)
		return found
	})
}

func (s *Service) tellChanged(ctx context.Context, conversation id.ID) error {
	members, err := selectMembersWhoSee(s.DB.Ask(ctx), conversation, 1<<62)
	if err != nil {
		return err
	}
	s.push(members, "conversation.changed", conversationFrame{conversation})
	return nil
}

// tellMessage pushes a changed message as it is now to those who may see it now.
func (s *Service) tellMessage(ctx context.Context, conversation id.ID, seq int64) error {
	q := s.DB.Ask(ctx)
	m, err := selectMessage(q, conversation, seq)
	if errors.Is(err, db.ErrNone) {
		return nil
	}
	if err != nil {
		return err
	}
	members, err := selectMembersWhoSee(q, conversation, seq)
	if err != nil {
		return err
	}
	frame, err := s.frame(q, m)
	if err != nil {
		return err
	}
	s.push(members, "message.changed", frame)
	return nil
}

func (s *Service) push(accounts []id.ID, typ string, data any) {
	if len(accounts) > 0 {
		s.Push.Send(accounts, typ, data)
	}
}
