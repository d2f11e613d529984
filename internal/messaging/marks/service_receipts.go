package marks

import (
	"context"
	"math"
	"time"

	"tonggui/internal/event"
	"tonggui/internal/messaging"
	"tonggui/internal/platform/apperr"
	"tonggui/internal/platform/authz"
	"tonggui/internal/platform/clock"
	"tonggui/internal/platform/db"
	"tonggui/internal/platform/id"
	"tonggui/internal/platform/ref"
)

const (
	// MaxResult is the length of a result in characters.
	MaxResult = 500
	// remindPause lies between two reminders of one message, its end included.
	remindPause = 5 * time.Minute
)

// Ask opens the receipt of a message in the transaction that stores it.
func (s *Service) Ask(tx *db.Tx, m messaging.Seen, asked int64) error {
	return insertReceipt(tx, m, asked)
}

// answerable finds a message that asks for a receipt, for somebody who stands to it as the action
// wants: its sender, or one of those who are asked.
//
// Errors: apperr.NotFound, apperr.Forbidden, messaging.ErrRecalled, ErrNoReceipt.
func answerable(who authz.Principal, a authz.Action, m messaging.Seen, err error) (messaging.Seen, error) {
	relations := []authz.Relation{}
	if m.Sender == who.Account {
		relations = append(relations, authz.Sender)
	}
	if m.Asked() {
		relations = append(relations, authz.Asked)
	}
	switch {
	case err != nil:
		return m, err
	case m.Receipt == messaging.NoReceipt:
		return m, ErrNoReceipt.New()
	case !authz.Can(who, a, relations...):
		return m, apperr.Forbidden.New()
	case m.Recalled:
		return m, messaging.ErrRecalled.New()
	}
	return m, nil
}

// Answer confirms a message that asks for it; result is what was asked for in words, empty where a
// confirmation is enough. An answer stands; the same one again changes nothing.
//
// Errors: apperr.NotFound; apperr.Forbidden for who is not asked; ErrNoReceipt, messaging.ErrRecalled;
// apperr.Invalid for a result that is missing or too long, ErrNoResult for one that nobody asked for;
// content.ErrControlCharacter; ErrAnswered where another answer was given before.
func (s *Service) Answer(ctx context.Context, who authz.Principal, conversation id.ID, seq int64, result string) (out messaging.ReceiptState, err error) {
	result, err = cleanWords(result, "body.result", MaxResult)
	if err != nil {
		return out, err
	}
	err = s.DB.Write(ctx, func(tx *db.Tx) error {
		m, err := messaging.Enter(tx, who, conversation, seq)
		if m, err = answerable(who, authz.ReceiptAnswer, m, err); err != nil {
			return err
		}
		if err := checkResult(m, result); err != nil {
			return err
		}
		fresh, err := insertAnswer(tx, who.Account, spotOf(m), result)
		if err != nil {
			return err
		}
		now, err := selectReceipt(tx, who.Account, spotOf(m))
		if err != nil {
			return err
		}
		asked := true
		out = messaging.ReceiptState{Mode: m.Receipt.String(), Confirmed: now.Confirmed, Total: now.Asked, Mine: now.mine(), Asked: &asked}
		switch {
		case fresh:
			return tx.Say(event.ReceiptAnswered{Conversation: conversation, Seq: seq, By: who.Account})
		case now.MineResult != result:
			return ErrAnswered.New()
		}
		return nil
	})
	return out, err
}

func checkResult(m messaging.Seen, result string) error {
	switch wanted := m.Receipt == messaging.ResultReceipt; {
	case wanted && result == "":
		return apperr.Invalid.At("body.result", "missing")
	case !wanted && result != "":
		return ErrNoResult.New()
	}
	return nil
}

// Answered is somebody who was asked for a receipt, and what they answered.
type Answered struct {
	Person ref.Person     `json:"person"`
	At     *clock.Instant `json:"at" nullable:"true" doc:"null while they have not answered"`
	Result *string        `json:"result" nullable:"true" doc:"in words, where it was asked for"`
	Member bool           `json:"member" doc:"whether they are still in the conversation; who has left can neither answer nor be reminded"`
}

// AnswerPage is a part of those who have answered, or have not.
type AnswerPage struct {
	Items      []Answered `json:"items" nullable:"false"`
	NextCursor *string    `json:"next_cursor" doc:"null where nothing follows"`
	Confirmed  int64      `json:"confirmed"`
	Total      int64      `json:"total" doc:"how many were asked; who has left and returned since is counted, but listed only with an answer"`
}

// Answers lists who has answered, or has not, for the sender and those who were asked; after is the
// last account of the part before.
//
// Errors: apperr.NotFound, apperr.Forbidden, ErrNoReceipt, messaging.ErrRecalled.
func (s *Service) Answers(ctx context.Context, who authz.Principal, conversation id.ID, seq int64, answered bool, after id.ID, limit int) (out AnswerPage, err error) {
	var rows []answerRow
	err = s.DB.Read(ctx, func(q db.Q) error {
		m, err := messaging.Look(q, who, conversation, seq)
		if m, err = answerable(who, authz.ReceiptRead, m, err); err != nil {
			return err
		}
		r, err := selectReceipt(q, who.Account, spotOf(m))
		if err != nil {
			return err
		}
		out.Confirmed, out.Total = r.Confirmed, r.Asked
		rows, err = selectAnswers(q, spotOf(m), answered, after, limit+1)
		return err
	})
	if err != nil {
		return out, err
	}
	if len(rows) > limit {
		rows = rows[:limit]
		next := rows[limit-1].Account.String()
		out.NextCursor = &next
	}
	out.Items = s.answered(rows)
	return out, nil
}

func (s *Service) answered(rows []answerRow) []Answered {
	ids := make([]id.ID, len(rows))
	for i, r := range rows {
		ids[i] = r.Account
	}
	people := map[id.ID]ref.Person{}
	for _, p := range s.People.People(ids) {
		people[p.ID] = p
	}
	out := make([]Answered, 0, len(rows))
	for _, r := range rows {
		p, known := people[r.Account]
		if !known {
			continue
		}
		a := Answered{Person: p, At: given(r.At), Member: r.Member}
		if r.Result != "" {
			a.Result = &r.Result
		}
		out = append(out, a)
	}
	return out
}

// Remind reminds those who were asked, are still members and have not answered, and returns how many
// they are. Where nobody is left nothing happens.
//
// Errors: apperr.NotFound; apperr.Forbidden but for the sender; ErrNoReceipt, messaging.ErrRecalled;
// ErrRemindedRecently within five minutes of the last reminder.
func (s *Service) Remind(ctx context.Context, who authz.Principal, conversation id.ID, seq int64) (waiting int, err error) {
	q := s.DB.Ask(ctx) // counting a large group would keep the writer busy
	m, err := messaging.Look(q, who, conversation, seq)
	if m, err = answerable(who, authz.ReceiptRemind, m, err); err != nil {
		return 0, err
	}
	if waiting, err = countWaitingMembers(q, spotOf(m)); err != nil || waiting == 0 {
		return 0, err
	}
	err = s.DB.Write(ctx, func(tx *db.Tx) error {
		m, err := messaging.Enter(tx, who, conversation, seq)
		if m, err = answerable(who, authz.ReceiptRemind, m, err); err != nil {
			return err
		}
		mine, err := updateReminded(tx, spotOf(m), tx.Now.Add(-remindPause))
		if err != nil {
			return err
		}
		if !mine {
			r, err := selectReceipt(tx, who.Account, spotOf(m))
			if err != nil {
				return err
			}
			left := r.RemindedAt.Add(remindPause).Sub(tx.Now)
			return ErrRemindedRecently.New("retry_after_s", int(math.Ceil(left.Seconds())))
		}
		return tx.Say(event.ReceiptReminded{Conversation: conversation, Seq: seq, By: who.Account})
	})
	return waiting, err
}
