package marks

import (
	"context"

	"tonggui/internal/messaging"
	"tonggui/internal/platform/authz"
	"tonggui/internal/platform/db"
	"tonggui/internal/platform/id"
)

// starFrame is the data of star.changed.
type starFrame struct {
	ConversationID id.ID `json:"conversation_id"`
	Seq            int64 `json:"seq"`
	On             bool  `json:"on"`
}

// Star keeps a message on the principal's own page. A star that is there already changes nothing.
//
// Errors: apperr.NotFound, messaging.ErrNotMarkable, messaging.ErrRecalled.
func (s *Service) Star(ctx context.Context, who authz.Principal, conversation id.ID, seq int64) error {
	if err := allowed(who, authz.MessageKeep); err != nil {
		return err
	}
	return s.DB.Write(ctx, func(tx *db.Tx) error {
		m, err := markable(messaging.Look(tx, who, conversation, seq))
		if err != nil {
			return err
		}
		fresh, err := insertStar(tx, who.Account, spotOf(m))
		if err != nil || !fresh {
			return err
		}
		s.tellStar(tx, who, conversation, seq, true)
		return messaging.NoteOwn(tx, conversation, who.Account)
	})
}

// Unstar takes a star away, also where the message cannot be seen any more.
//
// Errors: apperr.NotFound where there is no star and the message is not visible either.
func (s *Service) Unstar(ctx context.Context, who authz.Principal, conversation id.ID, seq int64) error {
	return s.DB.Write(ctx, func(tx *db.Tx) error {
		was, err := deleteStar(tx, who.Account, spot{conversation, seq})
		if err != nil {
			return err
		}
		if !was {
			_, err := messaging.Look(tx, who, conversation, seq)
			return err
		}
		s.tellStar(tx, who, conversation, seq, false)
		return nil
	})
}

func (s *Service) tellStar(tx *db.Tx, who authz.Principal, conversation id.ID, seq int64, on bool) {
	tx.AfterCommit(func() { s.sign(who.Account, "star.changed", starFrame{conversation, seq, on}) })
}
