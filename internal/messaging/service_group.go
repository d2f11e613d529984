package messaging

import (
	"context"

	"tonggui/internal/audit"
	"tonggui/internal/event"
	"tonggui/internal/platform/authz"
	"tonggui/internal/platform/db"
	"tonggui/internal/platform/id"
)

// Rename gives a group another name; the same name again changes nothing.
//
// Errors: apperr.NotFound, apperr.Forbidden, ErrNotAGroup, ErrNameEmpty, ErrNameTooLong, ErrControlCharacter.
func (s *Service) Rename(ctx context.Context, who authz.Principal, group id.ID, name string) (v Conversation, err error) {
	if name, err = cleanName(name); err != nil {
		return v, err
	}
	err = s.inGroup(ctx, who, group, authz.GroupRename, func(tx *db.Tx, st standing) error {
		if st.Name == name {
			return nil
		}
		if err := updateName(tx, group, name); err != nil {
			return err
		}
		if err := audit.Write(tx, who, audit.Entry{Action: authz.GroupRename, Object: "conversation", ObjectID: group}); err != nil {
			return err
		}
		if err := tx.Say(event.ConversationRenamed{Conversation: group}); err != nil {
			return err
		}
		return s.line(tx, who, group, lineRenamed, nil, name)
	})
	if err != nil {
		return v, err
	}
	return s.Conversation(ctx, who, group)
}

// Preferences are how a member wants a conversation; nil leaves as it is.
type Preferences struct {
	Muted  *bool
	Pinned *bool
}

// Prefer changes one's own preferences; the other devices of the member hear it.
//
// Errors: apperr.NotFound.
func (s *Service) Prefer(ctx context.Context, who authz.Principal, conversation id.ID, p Preferences) (v Conversation, err error) {
	err = s.DB.Write(ctx, func(tx *db.Tx) error {
		var muted *int
		var pinned *int64
		if p.Muted != nil {
			muted = choose(*p.Muted, 1, 0)
		}
		if p.Pinned != nil {
			pinned = choose(*p.Pinned, int64(tx.Now), 0)
		}
		if err := found(updatePreferences(tx, conversation, who.Account, muted, pinned)); err != nil {
			return err
		}
		tx.AfterCommit(func() { s.sign([]id.ID{who.Account}, "conversation.changed", conversationFrame{conversation}) })
		return nil
	})
	if err != nil {
		return v, err
	}
	return s.Conversation(ctx, who, conversation)
}

func choose[T any](yes bool, a, b T) *T {
	if yes {
		return &a
	}
	return &b
}
