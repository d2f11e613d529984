package marks

import (
	"context"
	"errors"
	"time"

	"tonggui/internal/event"
	"tonggui/internal/messaging"
	"tonggui/internal/platform/apperr"
	"tonggui/internal/platform/authz"
	"tonggui/internal/platform/clock"
	"tonggui/internal/platform/db"
	"tonggui/internal/platform/httpapi"
	"tonggui/internal/platform/id"
)

const (
	// MaxOpenLater is how many open items a list can have.
	MaxOpenLater = 1000
	// MaxNote is the length of a note in characters.
	MaxNote = 200
	// furthestReminder is how far ahead a reminder can lie.
	furthestReminder = 5 * 366 * 24 * time.Hour
)

// LaterItem is something that I want to see to later.
type LaterItem struct {
	Found
	Note     string         `json:"note"`
	RemindAt *clock.Instant `json:"remind_at" nullable:"true" doc:"when I want to be reminded"`
	Reminded bool           `json:"reminded" doc:"whether I was"`
	DoneAt   *clock.Instant `json:"done_at" nullable:"true" doc:"since when it is done; null while it is open"`
}

// laterFrame is the data of later.changed.
type laterFrame struct {
	Open int `json:"open"`
}

// dueFrame is the data of later.due.
type dueFrame struct {
	ConversationID id.ID  `json:"conversation_id"`
	Seq            int64  `json:"seq"`
	Note           string `json:"note"`
}

// PutLater puts a message on the principal's list for later, or changes the item that is there; one
// that was done is opened again. remindAt is 0 for no reminder; a reminder that stays as it was is not
// told again.
//
// Errors: apperr.NotFound, messaging.ErrNotMarkable, messaging.ErrRecalled; apperr.Invalid for a
// reminder in the past or too far ahead and for a note that is too long;
// content.ErrControlCharacter, ErrTooManyLater.
func (s *Service) PutLater(ctx context.Context, who authz.Principal, conversation id.ID, seq int64, remindAt clock.Instant, note string) error {
	note, err := cleanWords(note, "body.note", MaxNote)
	if err != nil {
		return err
	}
	if err := allowed(who, authz.MessageKeep); err != nil {
		return err
	}
	return s.DB.Write(ctx, func(tx *db.Tx) error {
		m, err := markable(messaging.Look(tx, who, conversation, seq))
		if err != nil {
			return err
		}
		before, err := selectLater(tx, who.Account, spotOf(m))
		if err != nil && !errors.Is(err, db.ErrNone) {
			return err
		}
		fresh := err != nil || before.DoneAt > 0
		item := before
		item.Note, item.DoneAt = note, 0
		if fresh {
			item.At = tx.Now
		}
		if remindAt != before.RemindAt {
			if err := checkReminder(remindAt, tx.Now); err != nil {
				return err
			}
			item.RemindAt, item.RemindedAt = remindAt, 0
		}
		if item == before {
			return nil
		}
		if err := upsertLater(tx, who.Account, spotOf(m), item); err != nil {
			return err
		}
		if err := messaging.NoteOwn(tx, conversation, who.Account); err != nil {
			return err
		}
		return s.laterChanged(tx, who, fresh)
	})
}

func checkReminder(at, now clock.Instant) error {
	switch {
	case at == 0:
		return nil
	case at <= now:
		return apperr.Invalid.At("body.remind_at", "past")
	case at.Sub(now) > furthestReminder:
		return apperr.Invalid.At("body.remind_at", "out_of_range")
	}
	return nil
}

// laterChanged tells the owner's devices how many items are open; more is set where there is one more.
func (s *Service) laterChanged(tx *db.Tx, who authz.Principal, more bool) error {
	open, err := countOpen(tx, who.Account)
	if err != nil {
		return err
	}
	if more && open > MaxOpenLater {
		return ErrTooManyLater.New("max", MaxOpenLater)
	}
	tx.AfterCommit(func() { s.sign(who.Account, "later.changed", laterFrame{open}) })
	return nil
}

// FinishLater says that an item is done, or open again; it can be done also where the message cannot
// be seen any more.
//
// Errors: apperr.NotFound where it is not on the list; ErrTooManyLater.
func (s *Service) FinishLater(ctx context.Context, who authz.Principal, conversation id.ID, seq int64, done bool) error {
	return s.DB.Write(ctx, func(tx *db.Tx) error {
		at := spot{conversation, seq}
		item, err := selectLater(tx, who.Account, at)
		if errors.Is(err, db.ErrNone) {
			return apperr.NotFound.New()
		}
		if err != nil || done == (item.DoneAt > 0) {
			return err
		}
		item.DoneAt = 0
		if done {
			item.DoneAt = tx.Now
		}
		if err := upsertLater(tx, who.Account, at, item); err != nil {
			return err
		}
		return s.laterChanged(tx, who, !done)
	})
}

// DropLater takes an item from the list, also where the message cannot be seen any more.
//
// Errors: apperr.NotFound where it is not on the list and the message is not visible either.
func (s *Service) DropLater(ctx context.Context, who authz.Principal, conversation id.ID, seq int64) error {
	return s.DB.Write(ctx, func(tx *db.Tx) error {
		was, err := deleteLater(tx, who.Account, spot{conversation, seq})
		if err != nil {
			return err
		}
		if !was {
			_, err := messaging.Look(tx, who, conversation, seq)
			return err
		}
		return s.laterChanged(tx, who, false)
	})
}

// LaterPage is a part of the list for later.
type LaterPage struct {
	httpapi.List[LaterItem]
	Open int `json:"open" doc:"how many items are open in all"`
}

// Later lists the items that are open, the last put there first, or those that are done, the last done
// first.
func (s *Service) Later(ctx context.Context, who authz.Principal, done bool, cursor string, limit int) (out LaterPage, err error) {
	out.List, err = page(ctx, s, who, cursor, limit, func(q db.Q, after place, limit int) (rows []row, err error) {
		if out.Open, err = countOpen(q, who.Account); err != nil {
			return nil, err
		}
		return selectLaters(q, who.Account, done, after, limit)
	}, func(r row, m messaging.Shown) LaterItem {
		return LaterItem{Found: found(r, m), Note: r.later.Note, RemindAt: given(r.later.RemindAt), Reminded: r.later.RemindedAt > 0,
			DoneAt: given(r.later.DoneAt)}
	})
	return out, err
}

func given(at clock.Instant) *clock.Instant {
	if at == 0 {
		return nil
	}
	return &at
}

// dueAtOnce is how many reminders one transaction tells.
const dueAtOnce = 200

// remind tells what is due. Whoever marks an item as told says it, in the same transaction; so it is
// said once, however many nodes look.
func (s *Service) remind(ctx context.Context) error {
	if any, err := anyDue(s.DB.Ask(ctx), s.DB.Now()); err != nil || !any {
		return err
	}
	for told := dueAtOnce; told == dueAtOnce; {
		err := s.DB.Write(ctx, func(tx *db.Tx) error {
			items, err := takeDue(tx, dueAtOnce)
			if err != nil {
				return err
			}
			told = len(items)
			for _, d := range items {
				if err := tx.Say(event.LaterDue{Account: d.Account, Conversation: d.Conversation, Seq: d.Seq}); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			return err
		}
	}
	return nil
}
