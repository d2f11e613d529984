package messaging

import (
	"context"
	"sync"
	"time"
	"unicode/utf8"

	"tonggui/internal/messaging/content"
	"tonggui/internal/platform/apperr"
	"tonggui/internal/platform/authz"
	"tonggui/internal/platform/clock"
	"tonggui/internal/platform/db"
	"tonggui/internal/platform/id"
)

// draftFrame is the data of draft.changed; an empty text tells that the draft is gone.
type draftFrame struct {
	ConversationID id.ID         `json:"conversation_id"`
	Text           string        `json:"text"`
	UpdatedAt      clock.Instant `json:"updated_at"`
}

// SaveDraft keeps a text that is not sent yet for all devices of its author; an empty one deletes.
//
// Errors: apperr.NotFound, ErrDraftTooLong, ErrControlCharacter.
func (s *Service) SaveDraft(ctx context.Context, who authz.Principal, conversation id.ID, text string) error {
	text, err := content.Clean(text)
	if err != nil {
		return err
	}
	if utf8.RuneCountInString(text) > content.MaxText {
		return ErrDraftTooLong.New("max", content.MaxText)
	}
	st, err := s.standing(ctx, who, conversation)
	if err != nil {
		return err
	}
	return s.DB.Write(ctx, func(tx *db.Tx) error {
		var n int64
		if text == "" {
			n, err = deleteDraft(tx, conversation, who.Account)
		} else {
			n, err = upsertDraft(tx, conversation, who.Account, text)
			err = found(n > 0, err)
		}
		if err != nil || n == 0 {
			return err
		}
		frame := draftFrame{st.ID, text, tx.Now}
		tx.AfterCommit(func() { s.sign([]id.ID{who.Account}, "draft.changed", frame) })
		return nil
	})
}

// typingPause is how often a member's typing is told at most: a little less than clients wait
// between two signs.
const typingPause = 2500 * time.Millisecond

// typingFrame is the data of typing.
type typingFrame struct {
	ConversationID id.ID  `json:"conversation_id"`
	AccountID      id.ID  `json:"account_id"`
	Name           string `json:"name"`
}

// Typing tells the other members that somebody writes. It is kept nowhere; in a large group, or
// too soon after the last one, nobody is told.
//
// Errors: apperr.NotFound.
func (s *Service) Typing(ctx context.Context, who authz.Principal, conversation id.ID) error {
	if !authz.Can(who, authz.MessageSend, authz.Member) {
		return apperr.Forbidden.New()
	}
	st, err := s.standing(ctx, who, conversation)
	if err != nil {
		return err
	}
	if s.typing.due(conversation, who.Account, s.DB.Now()) {
		s.sign(s.othersNow(ctx, st), "typing", typingFrame{conversation, who.Account, who.Name})
	}
	return nil
}

// typing remembers who was told to be writing, for as long as it matters.
type typing struct {
	mu    sync.Mutex
	last  map[[2]id.ID]clock.Instant
	swept clock.Instant
}

func (t *typing) due(conversation, account id.ID, now clock.Instant) bool {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.last == nil || now.Sub(t.swept) > time.Minute {
		fresh := map[[2]id.ID]clock.Instant{}
		for k, at := range t.last {
			if now.Sub(at) < typingPause {
				fresh[k] = at
			}
		}
		t.last, t.swept = fresh, now
	}
	key := [2]id.ID{conversation, account}
	if at, told := t.last[key]; told && now.Sub(at).Abs() < typingPause {
		return false
	}
	t.last[key] = now
	return true
}
