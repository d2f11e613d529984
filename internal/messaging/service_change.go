package messaging

import (
	"context"
	"slices"

	"tonggui/internal/audit"
	"tonggui/internal/event"
	"tonggui/internal/messaging/content"
	"tonggui/internal/platform/authz"
	"tonggui/internal/platform/db"
	"tonggui/internal/platform/id"
	"tonggui/internal/rulebook"
)

// Recall hides an own message. Its content is kept for those entitled. Recalling it again changes
// nothing.
//
// Errors: apperr.NotFound, apperr.Forbidden; ErrRecallExpired with the rule, once its window is over.
func (s *Service) Recall(ctx context.Context, who authz.Principal, conversation id.ID, seq int64) (v Message, err error) {
	var m message
	err = s.DB.Write(ctx, func(tx *db.Tx) error {
		if m, err = changeable(tx, who, conversation, seq, authz.MessageRecall); err != nil || m.RecalledAt > 0 {
			return err
		}
		if err := s.withinWindow(tx, who, m, false); err != nil {
			return err
		}
		m.RecalledAt, m.RecalledBy = tx.Now, who.Account
		if err := updateRecalled(tx, &m); err != nil {
			return err
		}
		if err := s.changed(tx, m); err != nil {
			return err
		}
		if err := record(tx, who, authz.MessageRecall, m, nil); err != nil {
			return err
		}
		return tx.Say(event.MessageRecalled{Conversation: conversation, Seq: seq, By: who.Account})
	})
	if err != nil {
		return v, err
	}
	return s.one(ctx, who, m)
}

// changed notes a change of a message, for what follows from messages.
func (s *Service) changed(tx *db.Tx, m message) error {
	if s.Search != nil {
		tx.AfterCommit(func() { s.Search.Changed(m.Conversation, tx.Now) })
	}
	return noteChange(tx, m.Conversation, m.Seq)
}

// changeable finds an own message and keeps others from changing it at the same time.
func changeable(tx *db.Tx, who authz.Principal, conversation id.ID, seq int64, a authz.Action) (message, error) {
	if err := lockConversation(tx, conversation); err != nil {
		return message{}, absent(err)
	}
	return ownMessage(tx, who, conversation, seq, a)
}

func (s *Service) withinWindow(tx *db.Tx, who authz.Principal, m message, edit bool) error {
	return rulebook.Apply(s.Book, tx, RecallWindow, rulebook.Case[RecallFacts]{
		Who: who, Object: "message", ObjectID: m.Conversation, Params: map[string]any{"seq": m.Seq},
		Facts: RecallFacts{Seq: m.Seq, AgeUS: int64(tx.Now - m.At), Edit: edit},
	}, ErrRecallExpired)
}

func record(tx *db.Tx, who authz.Principal, a authz.Action, m message, more map[string]any) error {
	facts := map[string]any{"seq": m.Seq}
	for k, v := range more {
		facts[k] = v
	}
	e := audit.Entry{Action: a, Object: "message", ObjectID: m.Conversation, Facts: facts}
	if m.Sender != who.Account {
		e.Subject = m.Sender
	}
	return audit.Write(tx, who, e)
}

// one returns the sender's view of a changed message.
func (s *Service) one(ctx context.Context, who authz.Principal, m message) (v Message, err error) {
	st, err := s.standing(ctx, who, m.Conversation)
	if err != nil {
		return v, err
	}
	views, err := s.views(ctx, who, st, []message{m})
	if err != nil {
		return v, err
	}
	return views[0], nil
}

// Edit replaces the words of an own message and keeps what it said before; files stay. The same words
// again change nothing.
//
// Errors: as Send for the content; apperr.NotFound, apperr.Forbidden, ErrRecalled; ErrNotEditable for
// what is no text of their own; ErrRecallExpired with the rule, once its window is over.
func (s *Service) Edit(ctx context.Context, who authz.Principal, conversation id.ID, seq int64, nodes []content.Node) (v Message, err error) {
	var m message
	err = s.DB.Write(ctx, func(tx *db.Tx) error {
		if m, err = changeable(tx, who, conversation, seq, authz.MessageEdit); err != nil {
			return err
		}
		if m.RecalledAt > 0 {
			return ErrRecalled.New()
		}
		before, next, err := s.rewritten(m, nodes)
		if err != nil {
			return err
		}
		if err := s.withinWindow(tx, who, m, true); err != nil || next.SameAs(m.Kind, m.Content) {
			return err
		}
		if err := s.mentionAgain(tx, who, m, before, next); err != nil {
			return err
		}
		if err := updateContent(tx, m, next.Body); err != nil {
			return err
		}
		if err := s.changed(tx, m); err != nil {
			return err
		}
		m.Content, m.EditedAt, m.EditCount = next.Body, tx.Now, m.EditCount+1
		if err := record(tx, who, authz.MessageEdit, m, map[string]any{"version": m.EditCount + 1}); err != nil {
			return err
		}
		return tx.Say(event.MessageEdited{Conversation: conversation, Seq: seq, Version: m.EditCount + 1})
	})
	if err != nil {
		return v, err
	}
	return s.one(ctx, who, m)
}

// rewritten puts other words into a text; its files stay.
func (s *Service) rewritten(m message, nodes []content.Node) (before content.Text, next content.Sealed, err error) {
	stored, err := content.Parse(m.Kind, m.Content)
	if err != nil {
		return before, next, err
	}
	before, own := stored.(content.Text)
	if !own || before.Forwarded {
		return before, next, ErrNotEditable.New()
	}
	words := content.Written{Type: content.KindText, Nodes: nodes}
	for _, f := range before.Files {
		words.FileIDs = append(words.FileIDs, f.ID)
	}
	if next, err = words.Seal(s.nameOf); err == nil && len(before.Files) > 0 {
		next, err = next.With(before.Files)
	}
	return before, next, err
}

// mentionAgain tells those whom only the new text names; who was named before has heard it.
func (s *Service) mentionAgain(tx *db.Tx, who authz.Principal, m message, before content.Text, next content.Sealed) error {
	had, hadAll := before.Mentions()
	fresh := slices.Clone(next.Mentions)
	for _, account := range had {
		fresh = slices.DeleteFunc(fresh, func(a id.ID) bool { return a == account })
		if !slices.Contains(next.Mentions, account) {
			if err := dropMention(tx, &m, account); err != nil {
				return err
			}
		}
	}
	if err := noteMentions(tx, &m, fresh); err != nil {
		return err
	}
	switch {
	case hadAll == next.MentionAll:
		return nil
	case hadAll:
		return dropMentionAll(tx, &m)
	}
	st, err := admitted(selectStanding(tx, m.Conversation, who.Account))
	if err != nil {
		return err
	}
	if !canMentionAll(who, st.Kind, st.Role) {
		return ErrMentionAllDenied.New()
	}
	if err := noteMentionAll(tx, &m); err != nil {
		return err
	}
	return raiseMentionAll(tx, m.Conversation, m.Seq)
}
