package messaging

import (
	"context"
	"errors"

	"tonggui/internal/messaging/content"
	"tonggui/internal/platform/authz"
	"tonggui/internal/platform/db"
	"tonggui/internal/platform/id"
)

// SendCard puts a card of an object into the conversation of two people, in the name of the one who has
// brought it before the other; the conversation is opened where they have none. Sent again with the same
// once it changes nothing. Nobody is told where one of the two has left, or where both are the same: the
// object's own room tells them then.
//
// Errors: as content.SealCard; nothing is written.
func (s *Service) SendCard(ctx context.Context, from, to id.ID, subject string, object id.ID, title string, once id.ID) error {
	sealed, err := content.SealCard(subject, object, title)
	if err != nil {
		return err
	}
	if from == to || !s.here(from) || !s.here(to) {
		return nil
	}
	return s.DB.Write(ctx, func(tx *db.Tx) error {
		if _, err := selectSent(tx, from, once); !errors.Is(err, db.ErrNone) {
			return err
		}
		in, err := s.directWith(tx, authz.Principal{Account: from}, to)
		if err != nil {
			return err
		}
		t, err := takeSeqs(tx, in, 1, false)
		if err != nil {
			return err
		}
		m := &message{Conversation: in, Sender: from, ClientID: once, Seq: t.Seq, Epoch: t.Epoch, At: tx.Now, Kind: sealed.Kind, Content: sealed.Body}
		if err := s.insert(tx, m); err != nil {
			return err
		}
		// Whoever it is sent for has not looked at the conversation.
		return advanceActor(tx, in, from, t.Seq)
	})
}

// here tells whether somebody can be talked with.
func (s *Service) here(account id.ID) bool {
	p, known := s.People.Person(account)
	return known && p.Status != left
}
