package marks

import (
	"context"
	"errors"
	"slices"
	"sync"

	"tonggui/internal/event"
	"tonggui/internal/messaging"
	"tonggui/internal/platform/db"
	"tonggui/internal/platform/id"
)

// Groups up to these sizes: what is told to all members of larger ones costs more than it tells.
const (
	maxForReactions = 2000 // each reaction is told by itself
	maxForAnswers   = 200  // each answer to a receipt is told to all
)

// Hear turns the room's events into frames for the connections of this node. A frame carries the
// present state, so one that comes twice or late does no harm.
func (s *Service) Hear(ctx context.Context, f db.Fact) error {
	q := s.DB.Ask(ctx)
	switch f.Kind {
	case event.MessageReacted{}.Kind():
		return heard(f, func(e event.MessageReacted) error {
			return s.hearReacted(q, kindOf{spot{e.Conversation, e.Seq}, e.No}, e.By)
		})
	case event.PinsChanged{}.Kind():
		return heard(f, func(e event.PinsChanged) error { return s.tellPins(q, spot{e.Conversation, e.Seq}) })
	case event.MessageRecalled{}.Kind():
		return heard(f, func(e event.MessageRecalled) error { return s.hearRecalled(q, spot{e.Conversation, e.Seq}) })
	case event.ReceiptAnswered{}.Kind():
		return heard(f, func(e event.ReceiptAnswered) error { return s.hearAnswered(q, spot{e.Conversation, e.Seq}, e.By) })
	case event.ReceiptReminded{}.Kind():
		return heard(f, func(e event.ReceiptReminded) error { return s.hearReminded(q, spot{e.Conversation, e.Seq}, e.By) })
	case event.LaterDue{}.Kind():
		return heard(f, func(e event.LaterDue) error { return s.hearDue(q, e.Account, spot{e.Conversation, e.Seq}) })
	}
	return nil
}

// heard decodes a fact and hands it on; what a fact names may be gone by now, and is then no news.
func heard[E any](f db.Fact, do func(E) error) error {
	var e E
	if err := f.Decode(&e); err != nil {
		return err
	}
	if err := do(e); !errors.Is(err, db.ErrNone) {
		return err
	}
	return nil
}

// reactedFrame is the data of message.reacted.
type reactedFrame struct {
	ConversationID id.ID  `json:"conversation_id"`
	Seq            int64  `json:"seq"`
	Emoji          string `json:"emoji"`
	AccountID      id.ID  `json:"account_id"`
	On             bool   `json:"on"`
	Count          int64  `json:"count"`
}

func (s *Service) hearReacted(q db.Q, of kindOf, by id.ID) error {
	now, err := selectReacted(q, of, by)
	if err != nil || now.Recalled {
		return err
	}
	if now.MemberCount > maxForReactions {
		s.crowd.add(of, by)
		return nil
	}
	return s.tellReacted(q, of, by, now)
}

func (s *Service) tellReacted(q db.Q, of kindOf, by id.ID, now reacted) error {
	members, err := messaging.WhoSee(q, of.Conversation, of.Seq)
	if err != nil {
		return err
	}
	s.push(members, "message.reacted", reactedFrame{of.Conversation, of.Seq, now.Emoji, by, now.On, now.Count})
	return nil
}

// pinsFrame is the data of pins.changed.
type pinsFrame struct {
	ConversationID id.ID `json:"conversation_id"`
}

// tellPins tells those who may see the message that the pins are others now.
func (s *Service) tellPins(q db.Q, at spot) error {
	members, err := messaging.WhoSee(q, at.Conversation, at.Seq)
	if err != nil {
		return err
	}
	s.push(members, "pins.changed", pinsFrame{at.Conversation})
	return nil
}

func (s *Service) hearRecalled(q db.Q, at spot) error {
	now, err := selectStands(q, at)
	if err != nil || !now.Pinned {
		return err
	}
	return s.tellPins(q, at)
}

// receiptFrame is the data of receipt.changed.
type receiptFrame struct {
	ConversationID id.ID `json:"conversation_id"`
	Seq            int64 `json:"seq"`
	Confirmed      int64 `json:"confirmed"`
	Total          int64 `json:"total"`
}

func (s *Service) hearAnswered(q db.Q, at spot, by id.ID) error {
	now, err := selectStands(q, at)
	if err != nil || now.Recalled {
		return err
	}
	r, err := selectReceipt(q, by, at)
	if err != nil {
		return err
	}
	var to []id.ID
	if now.MemberCount > maxForAnswers {
		to, err = whoSeeOf(q, at, []id.ID{r.Sender, by})
	} else {
		to, err = messaging.WhoSee(q, at.Conversation, at.Seq)
	}
	if err != nil {
		return err
	}
	s.push(to, "receipt.changed", receiptFrame{at.Conversation, at.Seq, r.Confirmed, r.Asked})
	return nil
}

// reminderFrame is the data of receipt.reminder.
type reminderFrame struct {
	ConversationID id.ID `json:"conversation_id"`
	Seq            int64 `json:"seq"`
	By             id.ID `json:"by"`
}

func (s *Service) hearReminded(q db.Q, at spot, by id.ID) error {
	now, err := selectStands(q, at)
	if err != nil || now.Recalled {
		return err
	}
	waiting, err := selectWaitingMembers(q, at)
	if err != nil {
		return err
	}
	s.push(waiting, "receipt.reminder", reminderFrame{at.Conversation, at.Seq, by})
	return nil
}

func (s *Service) hearDue(q db.Q, account id.ID, at spot) error {
	item, err := selectLater(q, account, at)
	if err != nil || item.RemindedAt == 0 || item.DoneAt > 0 { // moved or done since
		return err
	}
	s.push([]id.ID{account}, "later.due", dueFrame{at.Conversation, at.Seq, item.Note})
	return nil
}

// kindOf names an emoji under a message.
type kindOf struct {
	spot
	No int64
}

// crowd gathers what is to be told to large groups: of many reactions between two ticks the last one
// is told, with the count that all of them have made.
type crowd struct {
	mu      sync.Mutex
	waiting map[kindOf]id.ID // who was the last to change it
	order   []kindOf
}

func (c *crowd) add(of kindOf, by id.ID) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if _, waits := c.waiting[of]; !waits {
		c.order = append(c.order, of)
	}
	c.waiting[of] = by
}

// take returns the next to be told; false where there is none.
func (c *crowd) take() (of kindOf, by id.ID, any bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if len(c.order) == 0 {
		return of, by, false
	}
	of, by = c.order[0], c.waiting[c.order[0]]
	c.order = slices.Delete(c.order, 0, 1)
	delete(c.waiting, of)
	return of, by, true
}

// crowdsAtOnce bounds what one tick tells to large groups; the rest waits for the next.
const crowdsAtOnce = 5

func (s *Service) tellCrowds(ctx context.Context) error {
	q := s.DB.Ask(ctx)
	for range crowdsAtOnce {
		of, by, any := s.crowd.take()
		if !any {
			return nil
		}
		now, err := selectReacted(q, of, by)
		switch {
		case errors.Is(err, db.ErrNone) || now.Recalled:
			continue
		case err == nil:
			err = s.tellReacted(q, of, by, now)
		}
		if err != nil {
			return err
		}
	}
	return nil
}
