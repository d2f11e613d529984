package messaging

import (
	"errors"

	"tonggui/internal/approvals/words"
	"tonggui/internal/messaging/content"
	"tonggui/internal/platform/authz"
	"tonggui/internal/platform/db"
	"tonggui/internal/platform/id"
)

// Cards is how other rooms show their objects in conversations. Its zero value is of no use.
type Cards struct {
	s       *Service
	subject string
}

// CardsOf returns how the room of a subject sends cards.
func (s *Service) CardsOf(subject string) Cards { return Cards{s, subject} }

// Card puts a card of an object into the conversation of two people, in the name of the one who has
// brought it before the other, as part of what has brought it there; the conversation is opened where they
// have none. Sent again with the same once it changes nothing. Nobody is told where one of the two has
// left, or where both are the same.
func (c Cards) Card(tx *db.Tx, from, to, object id.ID, title words.Words, once id.ID) error {
	s := c.s
	if from == to || !s.here(from) || !s.here(to) {
		return nil
	}
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
	m := &message{Conversation: in, Sender: from, ClientID: once, Seq: t.Seq, Epoch: t.Epoch, At: tx.Now, Kind: content.KindCard,
		Content: content.SealCard(c.subject, object, title)}
	if err := s.insert(tx, m); err != nil {
		return err
	}
	// Whoever it is sent for has not looked at the conversation.
	return advanceActor(tx, in, from, t.Seq)
}

// here tells whether somebody can be talked with.
func (s *Service) here(account id.ID) bool {
	p, known := s.People.Person(account)
	return known && p.Status != left
}
