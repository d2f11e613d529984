package messaging

import (
	"context"
	"crypto/rand"
	"errors"

	"tonggui/internal/event"
	"tonggui/internal/messaging/content"
	"tonggui/internal/platform/apperr"
	"tonggui/internal/platform/authz"
	"tonggui/internal/platform/clock"
	"tonggui/internal/platform/db"
	"tonggui/internal/platform/id"
	"tonggui/internal/platform/tracing"
)

// Outgoing is what a person sends.
type Outgoing struct {
	ClientID id.ID // chosen by the client; the same again is the same message
	Content  content.Written
	Corrects int64 // an own message that this one corrects; 0 for none
	Quotes   int64 // the message that this one answers; 0 for none
	Thread   int64 // a message of the thread to which this one belongs; 0 for none
	Receipt  Receipt
}

// Send stores a message and returns it after the commit. Sent again, with the same client id, it
// returns what was stored, and first is false.
//
// Errors: apperr.NotFound where the sender is not a member now; those of content; files.ErrNotUsable;
// ErrMentionAllDenied, ErrCannotCorrect, ErrCannotQuote, ErrNoThread, ErrNobodyAsked, ErrPeerLeft;
// ErrClientIDReused where the client id stands for another message. Nothing is written.
func (s *Service) Send(ctx context.Context, who authz.Principal, conversation id.ID, out Outgoing) (v Message, first bool, err error) {
	sealed, err := out.Content.Seal(s.nameOf)
	if err != nil {
		return v, false, err
	}
	m := &message{Conversation: conversation, Sender: who.Account, ClientID: out.ClientID, Kind: sealed.Kind,
		Content: sealed.Body, CorrectsSeq: out.Corrects, Quotes: out.Quotes, Thread: out.Thread, Receipt: out.Receipt}
	var t taken
	began := clock.Monotonic()
	err = s.DB.Write(ctx, func(tx *db.Tx) error {
		t, err = s.send(tx, who, m, sealed)
		return err
	})
	if err != nil {
		// A retry fails in many ways: on its own first row, on a mention of somebody who has left
		// since, on a lost connection. If the first one was stored, it is the answer to all.
		return s.sentBefore(ctx, who, m, sealed, err)
	}
	s.Figures.Send.Took(clock.Monotonic() - began)
	v = s.fresh(who, *m, t)
	if m.Quotes > 0 {
		v.Quoted = s.quotedNow(ctx, who, *m)
	}
	return v, true, nil
}

// fresh is the sender's view of a message that was just stored.
func (s *Service) fresh(who authz.Principal, m message, t taken) Message {
	v := s.own(who, m)
	others := t.MemberCount - 1
	v.ReadCount, v.ReaderTotal = new(int64), &others
	if v.Receipt != nil {
		v.Receipt.Total, v.Receipt.Asked = others, new(bool)
	}
	return v
}

// quotedNow returns what a message that was just stored answers; nil where it cannot be read at the
// moment, for the message is sent all the same.
func (s *Service) quotedNow(ctx context.Context, who authz.Principal, m message) *Quoted {
	_, quoted, err := s.visible(ctx, who, m.Conversation, m.Quotes)
	if err != nil {
		return nil
	}
	return quoted.quoted(s.nameOf(quoted.Sender))
}

// send is the hot path: three statements for an ordinary message. Each costs on SQLite's one writer
// and a round trip on PostgreSQL.
func (s *Service) send(tx *db.Tx, who authz.Principal, m *message, sealed content.Sealed) (taken, error) {
	if !authz.Can(who, authz.MessageSend, authz.Member) {
		return taken{}, apperr.Forbidden.New()
	}
	t, err := takeSeqs(tx, m.Conversation, 1, sealed.MentionAll)
	if err != nil {
		return t, absent(err)
	}
	role, fromSeq, err := s.admit(tx, who, m.Conversation, t)
	if err != nil {
		return t, err
	}
	m.Seq, m.Epoch, m.At = t.Seq, t.Epoch, tx.Now
	if err := point(tx, m, fromSeq); err != nil {
		return t, err
	}
	if err := s.attach(tx, m, sealed); err != nil {
		return t, err
	}
	if err := s.insert(tx, m); err != nil {
		return t, err
	}
	if m.Receipt != NoReceipt {
		if err := s.ask(tx, m, t.MemberCount-1); err != nil {
			return t, err
		}
	}
	if sealed.MentionAll {
		if !canMentionAll(who, t.Kind, role) {
			return t, ErrMentionAllDenied.New()
		}
		if err := noteMentionAll(tx, m); err != nil {
			return t, err
		}
	}
	if err := noteMentions(tx, m, sealed.Mentions); err != nil {
		return t, err
	}
	return t, correct(tx, m, fromSeq)
}

// admit lets somebody write at the seqs that were taken, and marks all before them as read.
func (s *Service) admit(tx *db.Tx, who authz.Principal, in id.ID, t taken) (role Role, fromSeq int64, err error) {
	if role, fromSeq, err = advanceSender(tx, in, who.Account, t.Seq); err != nil {
		return role, fromSeq, absent(err)
	}
	if p := s.peer(conversation{Kind: t.Kind, DirectKey: t.DirectKey}, who.Account); p != nil && p.Status == left {
		return role, fromSeq, ErrPeerLeft.New()
	}
	return role, fromSeq, nil
}

// insert completes a message, stores it and hands it to delivery after the commit.
func (s *Service) insert(tx *db.Tx, m *message) error {
	m.Salt = make([]byte, 16)
	_, _ = rand.Read(m.Salt) // never fails since Go 1.24
	m.RowHash = m.hash()
	if err := insertMessage(tx, m); err != nil {
		return err
	}
	sent, mark := *m, tracing.MarkOf(tx.Context())
	tx.AfterCommit(func() {
		s.Figures.Stored.Add(1)
		s.delivery.committed(sent, mark)
		if s.Search != nil {
			s.Search.Stored(sent.Conversation, sent.Seq, sent.At)
		}
	})
	return nil
}

func noteMentions(tx *db.Tx, m *message, mentions []id.ID) error {
	for _, account := range mentions {
		if account == m.Sender {
			continue // naming oneself is no news
		}
		member, err := noteMention(tx, m, account)
		if err != nil {
			return err
		}
		if !member {
			return content.ErrMentionNotMember.New("account_id", account)
		}
	}
	return nil
}

// correct links the message to the older one that it corrects.
func correct(tx *db.Tx, m *message, fromSeq int64) error {
	if m.CorrectsSeq == 0 {
		return nil
	}
	linked, err := markCorrected(tx, m.Conversation, m.Sender, m.CorrectsSeq, fromSeq, m.Seq)
	if err != nil {
		return err
	}
	if !linked || m.CorrectsSeq >= m.Seq {
		return ErrCannotCorrect.New("seq", m.CorrectsSeq)
	}
	return tx.Say(event.MessageCorrected{Conversation: m.Conversation, Seq: m.CorrectsSeq, By: m.Seq})
}

// sentBefore answers a send that failed: with the stored message where this was a retry.
func (s *Service) sentBefore(ctx context.Context, who authz.Principal, m *message, sealed content.Sealed, failed error) (v Message, first bool, err error) {
	q := s.DB.Ask(context.WithoutCancel(ctx))
	stored, err := selectSent(q, who.Account, m.ClientID)
	if err != nil {
		if errors.Is(err, db.ErrNone) || apperr.Has(failed, apperr.OutcomeUnknown) {
			err = failed
		}
		return v, false, err
	}
	same, err := stored.sentAs(q, m)
	if err != nil {
		return v, false, err
	}
	if same {
		original := stored.Content
		if stored.EditCount > 0 {
			if original, err = selectOriginal(q, stored.Conversation, stored.Seq); err != nil {
				return v, false, err
			}
		}
		same = sealed.SameAs(stored.Kind, original)
	}
	if !same {
		return v, false, ErrClientIDReused.New()
	}
	st, err := s.standing(ctx, who, stored.Conversation)
	if err != nil {
		return v, false, err
	}
	if stored.Seq <= st.FromSeq {
		return v, false, apperr.NotFound.New()
	}
	views, err := s.views(ctx, who, st, []message{stored})
	if err != nil {
		return v, false, err
	}
	return views[0], false, nil
}
