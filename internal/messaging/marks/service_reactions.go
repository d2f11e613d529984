package marks

import (
	"context"
	"slices"
	"time"

	"tonggui/internal/event"
	"tonggui/internal/messaging"
	"tonggui/internal/platform/authz"
	"tonggui/internal/platform/db"
	"tonggui/internal/platform/id"
)

const (
	// MaxReactions is how many different emoji a message can have.
	MaxReactions = 20
	// forgetAfter is longer than facts are on their way.
	forgetAfter = time.Minute
)

// React sets an emoji under a message, or takes one's own back, and returns all that are there then.
// What is so already changes nothing.
//
// Errors: apperr.NotFound; ErrNotAnEmoji; to set one also messaging.ErrNotMarkable,
// messaging.ErrRecalled, ErrTooManyReactions.
func (s *Service) React(ctx context.Context, who authz.Principal, conversation id.ID, seq int64, emoji string, on bool) (out []messaging.Reaction, err error) {
	emoji, is := oneEmoji(emoji)
	if !is {
		return nil, ErrNotAnEmoji.New()
	}
	if err := allowed(who, authz.MessageReact); err != nil {
		return nil, err
	}
	err = s.DB.Write(ctx, func(tx *db.Tx) error {
		m, err := messaging.Enter(tx, who, conversation, seq)
		if on {
			m, err = markable(m, err)
		}
		if err != nil {
			return err
		}
		kinds, err := selectKinds(tx, spotOf(m))
		if err != nil {
			return err
		}
		if on {
			kinds, err = set(tx, who, m, kinds, emoji)
		} else {
			kinds, err = takeBack(tx, who, m, kinds, emoji)
		}
		out = []messaging.Reaction{}
		for _, k := range kinds {
			if k.Count > 0 && !m.Recalled {
				out = append(out, k.shown())
			}
		}
		return err
	})
	if err != nil {
		return nil, err
	}
	return out, nil
}

func find(kinds []kind, emoji string) int {
	return slices.IndexFunc(kinds, func(k kind) bool { return k.Emoji == emoji })
}

// live counts the emoji that somebody has set.
func live(kinds []kind) (n int) {
	for _, k := range kinds {
		if k.Count > 0 {
			n++
		}
	}
	return n
}

// set adds the reaction and returns the kinds as they are then.
func set(tx *db.Tx, who authz.Principal, m messaging.Seen, kinds []kind, emoji string) ([]kind, error) {
	at, i := spotOf(m), find(kinds, emoji)
	if (i < 0 || kinds[i].Count == 0) && live(kinds) >= MaxReactions {
		return kinds, ErrTooManyReactions.New("max", MaxReactions)
	}
	if i < 0 {
		if err := deleteDeadKinds(tx, at); err != nil {
			return kinds, err
		}
		fresh := kind{No: 1, Emoji: emoji}
		if n := len(kinds); n > 0 {
			fresh.No = kinds[n-1].No + 1
		}
		if err := insertKind(tx, at, fresh); err != nil {
			return kinds, err
		}
		i, kinds = len(kinds), append(kinds, fresh)
	}
	k := &kinds[i]
	if fresh, err := insertReaction(tx, at, k.No, who.Account); err != nil || !fresh {
		return kinds, err
	}
	k.Count++
	if len(k.First) < shownFirst {
		k.First = append(k.First, who.Account)
	}
	return kinds, changed(tx, who, m, *k, live(kinds) > 0)
}

// takeBack removes the reaction and returns the kinds as they are then.
func takeBack(tx *db.Tx, who authz.Principal, m messaging.Seen, kinds []kind, emoji string) ([]kind, error) {
	at, i := spotOf(m), find(kinds, emoji)
	if i < 0 {
		return kinds, nil
	}
	k := &kinds[i]
	if was, err := deleteReaction(tx, at, k.No, who.Account); err != nil || !was {
		return kinds, err
	}
	k.Count--
	if named := slices.Index(k.First, who.Account); named >= 0 {
		k.First = slices.Delete(k.First, named, named+1)
		if k.Count > int64(len(k.First)) { // somebody moves up
			first, err := selectFirst(tx, at, k.No)
			if err != nil {
				return kinds, err
			}
			k.First = first
		}
	}
	return kinds, changed(tx, who, m, *k, live(kinds) > 0)
}

func changed(tx *db.Tx, who authz.Principal, m messaging.Seen, k kind, any bool) error {
	if err := updateKind(tx, spotOf(m), k); err != nil {
		return err
	}
	if any != m.HasReactions {
		if err := messaging.SetHasReactions(tx, m, any); err != nil {
			return err
		}
	}
	return tx.Say(event.MessageReacted{Conversation: m.Conversation, Seq: m.Seq, No: k.No, By: who.Account})
}
