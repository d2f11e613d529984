package messaging

import (
	"context"
	"errors"

	"tonggui/internal/messaging/content"
	"tonggui/internal/platform/apperr"
	"tonggui/internal/platform/authz"
	"tonggui/internal/platform/db"
	"tonggui/internal/platform/id"
)

// ThreadPage is a part of a thread.
type ThreadPage struct {
	Root  Message   `json:"root"`
	Items []Message `json:"items" nullable:"false" doc:"its answers, ascending by seq"`
}

// Thread reads a thread: the answers beyond a seq to its first message, which may have none yet.
// Asked for by an answer, it is the thread of that answer.
//
// Errors: apperr.NotFound, also for lines of the server and where the first message is not visible.
func (s *Service) Thread(ctx context.Context, who authz.Principal, conversation id.ID, seq, after int64, limit int) (p ThreadPage, err error) {
	st, root, err := s.visible(ctx, who, conversation, seq)
	if err == nil && root.Thread > 0 {
		st, root, err = s.visible(ctx, who, conversation, root.Thread)
	}
	if err != nil {
		return p, err
	}
	if root.Kind == content.KindSystem {
		return p, apperr.NotFound.New()
	}
	answers, err := selectAnswers(s.DB.Ask(ctx), conversation, who.Account, root.Seq, after, limit)
	if err != nil {
		return p, err
	}
	views, err := s.views(ctx, who, st, append([]message{root}, answers...))
	if err != nil {
		return p, err
	}
	return ThreadPage{Root: views[0], Items: views[1:]}, nil
}

// point checks what a message points at: the message that it answers must be visible to the sender,
// and so must the root of its thread. Whoever answers an answer writes into the same thread.
func point(tx *db.Tx, m *message, fromSeq int64) error {
	if m.Quotes == 0 && m.Thread == 0 {
		return nil
	}
	found, err := selectPointed(tx, m.Conversation, fromSeq, m.Quotes, m.Thread)
	if err != nil {
		return err
	}
	quoted, root := m.Quotes == 0, int64(0)
	for _, p := range found {
		quoted = quoted || p.Seq == m.Quotes
		if p.Seq == m.Thread {
			if root = p.Thread; root == 0 {
				root = p.Seq
			}
		}
	}
	switch {
	case !quoted:
		return ErrCannotQuote.New("seq", m.Quotes)
	case m.Thread == 0:
		return nil
	case root <= fromSeq:
		return ErrNoThread.New("seq", m.Thread)
	}
	m.Thread = root
	_, err = growThread(tx, m.Conversation, root, m.Seq)
	return err
}

// sentAs tells whether a retry means the stored message, as far as it does not lie in the content.
func (m message) sentAs(q db.Q, again *message) (bool, error) {
	if m.Conversation != again.Conversation || m.CorrectsSeq != again.CorrectsSeq || m.Quotes != again.Quotes || m.Receipt != again.Receipt {
		return false, nil
	}
	if m.Thread == again.Thread || m.Thread == 0 || again.Thread == 0 {
		return m.Thread == again.Thread, nil
	}
	answered, err := selectMessage(q, m.Conversation, again.Thread)
	if errors.Is(err, db.ErrNone) {
		return false, nil
	}
	return answered.Thread == m.Thread, err
}
