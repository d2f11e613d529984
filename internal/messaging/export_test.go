package messaging

import (
	"context"

	"tonggui/internal/event"
	"tonggui/internal/platform/db"
	"tonggui/internal/platform/id"
	"tonggui/internal/platform/tracing"
)

// Lanes is how many barriers of type "message.created" Barrier sends.
const Lanes = lanes

// Barrier makes delivery and follower push frames to an account of the test's own, behind
// everything that was committed before: when they have arrived, so has all else.
func (s *Service) Barrier(account id.ID) error {
	here := id.ID{0: 0xff}
	return s.DB.Write(context.Background(), func(tx *db.Tx) error {
		if err := upsertMember(tx, here, member{Account: account, Role: Common, JoinedEpoch: 1}); err != nil {
			return err
		}
		tx.AfterCommit(func() {
			for i := range lanes {
				lane := id.ID{0: 0xff, 15: byte(i)}
				s.delivery.rosters.remember(lane, roster{1, []id.ID{account}})
				s.delivery.enqueue(message{Conversation: lane, Epoch: 1}, tracing.Mark{})
			}
		})
		return tx.Say(event.ConversationRenamed{Conversation: here})
	})
}

// Verify recomputes the hash of a stored message as it was sent.
func (s *Service) Verify(conversation id.ID, seq int64) (bool, error) {
	q := s.DB.Ask(context.Background())
	m, err := selectMessage(q, conversation, seq)
	if err != nil {
		return false, err
	}
	if m.EditCount > 0 {
		if m.Content, err = selectOriginal(q, conversation, seq); err != nil {
			return false, err
		}
	}
	const secrets = `SELECT salt FROM messages WHERE conversation_id = ? AND seq = ?`
	if m.Salt, err = db.Value[[]byte](q, secrets, conversation, seq); err != nil {
		return false, err
	}
	stored, err := db.Value[[]byte](q, `SELECT hash FROM messages WHERE conversation_id = ? AND seq = ?`, conversation, seq)
	return string(stored) == string(m.hash()), err
}

// Ranges reads a conversation in both directions without passing the access door first.
func (s *Service) Ranges(conversation, account id.ID) (rows int, err error) {
	q := s.DB.Ask(context.Background())
	before, err := selectBefore(q, conversation, account, 1<<62, 100)
	if err != nil {
		return 0, err
	}
	after, err := selectAfter(q, conversation, account, 0, 100)
	return len(before) + len(after), err
}

// ReadPlain reads a body as the short way does.
func ReadPlain(body []byte) (Outgoing, bool) { return readPlain(body) }

// Roster returns the members in an epoch as they are kept, and as the database has them.
func (s *Service) Roster(conversation id.ID, epoch int64) (kept, read []id.ID, err error) {
	if kept, err = s.delivery.rosters.members(context.Background(), conversation, epoch); err == nil {
		read, err = selectMembersOf(s.DB.Ask(context.Background()), conversation, epoch)
	}
	return kept, read, err
}

// ForgetPages has the next page read from the database.
func (s *Service) ForgetPages() { s.pages = newPages() }
