package marks

import (
	"context"

	"tonggui/internal/event"
	"tonggui/internal/messaging"
	"tonggui/internal/platform/authz"
	"tonggui/internal/platform/clock"
	"tonggui/internal/platform/db"
	"tonggui/internal/platform/id"
	"tonggui/internal/platform/ref"
)

// MaxPins is how many messages of a conversation can be pinned.
const MaxPins = 50

// Pin pins a message for all members, or takes it down. What is so already changes nothing.
//
// Errors: apperr.NotFound; to pin also messaging.ErrNotMarkable, messaging.ErrRecalled, ErrTooManyPins.
func (s *Service) Pin(ctx context.Context, who authz.Principal, conversation id.ID, seq int64, on bool) error {
	if err := allowed(who, authz.MessagePin); err != nil {
		return err
	}
	return s.DB.Write(ctx, func(tx *db.Tx) error {
		m, err := messaging.Enter(tx, who, conversation, seq)
		if on {
			m, err = markable(m, err)
		}
		if err != nil || m.Pinned == on {
			return err
		}
		if on {
			err = pin(tx, who, m)
		} else {
			err = deletePin(tx, spotOf(m))
		}
		if err != nil {
			return err
		}
		if err := messaging.SetPinned(tx, m, on); err != nil {
			return err
		}
		return tx.Say(event.PinsChanged{Conversation: conversation, Seq: seq, By: who.Account})
	})
}

func pin(tx *db.Tx, who authz.Principal, m messaging.Seen) error {
	n, err := countPins(tx, m.Conversation)
	if err != nil {
		return err
	}
	if n >= MaxPins {
		return ErrTooManyPins.New("max", MaxPins)
	}
	return insertPin(tx, spotOf(m), who.Account)
}

// Pinned is a message that was pinned for all members.
type Pinned struct {
	Message messaging.Message `json:"message"`
	By      ref.Named         `json:"by" doc:"who pinned it"`
	At      clock.Instant     `json:"at"`
}

// Pins lists the pinned messages that the reader may see, the last pinned first.
//
// Errors: apperr.NotFound.
func (s *Service) Pins(ctx context.Context, who authz.Principal, conversation id.ID) (out []Pinned, err error) {
	err = s.DB.Read(ctx, func(q db.Q) error {
		if err := messaging.AsMember(q, who, conversation); err != nil {
			return err
		}
		rows, err := selectPins(q, who.Account, conversation)
		if err != nil {
			return err
		}
		shown, err := s.Messages.ShowLines(q, who, linesOf(rows))
		if err != nil {
			return err
		}
		out = make([]Pinned, 0, len(rows))
		for i, r := range rows {
			if m := shown[i].Message; m != nil {
				out = append(out, Pinned{Message: *m, By: s.named(r.by), At: r.at})
			}
		}
		return nil
	})
	return out, err
}

func (s *Service) named(account id.ID) ref.Named {
	return ref.Named{ID: account, Name: s.People.Name(account)}
}
