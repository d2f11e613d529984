package messaging

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"slices"

	"tonggui/internal/files"
	"tonggui/internal/messaging/content"
	"tonggui/internal/platform/apperr"
	"tonggui/internal/platform/authz"
	"tonggui/internal/platform/db"
	"tonggui/internal/platform/id"
)

// carried is what a forward stores once for each target.
type carried struct {
	kind  string
	body  []byte
	files []id.ID
}

func carry(kind string, body []byte, c content.Content) carried {
	out := carried{kind: kind, body: body}
	for _, f := range c.Held() {
		out.files = append(out.files, f.ID)
	}
	return out
}

// carry makes the copies of what is forwarded.
func (s *Service) carry(tx *db.Tx, who authz.Principal, f Forward) ([]carried, error) {
	st, err := admitted(selectStanding(tx, f.From, who.Account))
	if err != nil {
		return nil, err
	}
	rows, err := selectThese(tx, f.From, who.Account, f.Seqs)
	if err != nil {
		return nil, err
	}
	if len(rows) != len(f.Seqs) {
		return nil, apperr.NotFound.New()
	}
	items := make([]content.Item, len(rows))
	names := s.namesOf(rows)
	for i, m := range rows {
		if m.Kind == content.KindSystem || m.RecalledAt > 0 {
			return nil, ErrNotForwardable.New("seq", m.Seq)
		}
		c, err := content.Parse(m.Kind, m.Content)
		if err != nil {
			return nil, err
		}
		items[i] = content.Item{SenderName: names[m.Sender], At: m.At, Kind: m.Kind, Content: content.Copy(c)}
	}
	if f.Merged {
		record, body, err := content.NewRecord(s.titleOf(st), items)
		return []carried{carry(content.KindRecord, body, record)}, err
	}
	out := make([]carried, len(items))
	for i, it := range items {
		c := content.Forwarded(it.Content)
		out[i] = carry(it.Kind, content.Encode(c), c)
	}
	return out, nil
}

// titleOf names the place that a record comes from: a group, or the people who talk.
func (s *Service) titleOf(st standing) content.Title {
	if st.Kind == Group {
		return content.Title{Kind: string(Group), Names: []string{st.Name}}
	}
	names := []string{s.nameOf(st.Account)}
	if other := st.peerOf(st.Account); other != st.Account {
		names = append(names, s.nameOf(other))
	}
	return content.Title{Kind: string(Direct), Names: names}
}

// targets finds or makes the conversations that a forward goes to; none may be meant twice.
func (s *Service) targets(tx *db.Tx, who authz.Principal, to []Target) ([]id.ID, error) {
	var accounts []id.ID
	for _, t := range to {
		if !t.Account.IsZero() {
			accounts = append(accounts, t.Account)
		}
	}
	direct := map[id.ID]id.ID{}
	for _, account := range inOrder(accounts) {
		made, err := s.directWith(tx, who, account)
		if err != nil {
			return nil, err
		}
		direct[account] = made
	}
	out := make([]id.ID, len(to))
	for i, t := range to {
		if out[i] = t.Conversation; !t.Account.IsZero() {
			out[i] = direct[t.Account]
		}
		if slices.Contains(out[:i], out[i]) {
			return nil, apperr.Invalid.At(fmt.Sprintf("body.to[%d]", i), "doubled")
		}
	}
	return out, nil
}

// inOrder sorts ids and takes doubles out.
func inOrder(ids []id.ID) []id.ID {
	slices.SortFunc(ids, func(a, b id.ID) int { return bytes.Compare(a[:], b[:]) })
	return slices.Compact(ids)
}

// deposit stores copies and the note in one conversation.
func (s *Service) deposit(tx *db.Tx, who authz.Principal, conversation id.ID, parts []carried, note content.Sealed, clientIDs []id.ID) (out Forwarded, err error) {
	t, err := takeSeqs(tx, conversation, int64(len(parts)), false)
	if err != nil {
		return out, absent(err)
	}
	if _, _, err := s.admit(tx, who, conversation, t); err != nil {
		return out, err
	}
	out = Forwarded{ConversationID: conversation, Messages: make([]Message, 0, len(clientIDs))}
	first := t.Seq - int64(len(parts)) + 1
	for i, p := range parts {
		m := &message{Conversation: conversation, Sender: who.Account, ClientID: clientIDs[i], Kind: p.kind, Content: p.body,
			Seq: first + int64(i), Epoch: t.Epoch, At: tx.Now}
		if err := s.insert(tx, m); err != nil {
			return out, err
		}
		if len(p.files) > 0 {
			if err := s.Files.Hold(tx, files.Message(conversation, m.Seq), p.files); err != nil {
				return out, err
			}
		}
		out.Messages = append(out.Messages, s.fresh(who, *m, t))
	}
	if note.Body == nil {
		return out, nil
	}
	m := &message{Conversation: conversation, Sender: who.Account, ClientID: clientIDs[len(parts)], Kind: note.Kind, Content: note.Body}
	if t, err = s.send(tx, who, m, note); err != nil {
		return out, err
	}
	out.Messages = append(out.Messages, s.fresh(who, *m, t))
	return out, nil
}

// forwardedBefore answers a forward that failed: with the stored messages where this was a retry.
func (s *Service) forwardedBefore(ctx context.Context, who authz.Principal, f Forward, failed error) ([]Forwarded, error) {
	ctx = context.WithoutCancel(ctx)
	all := make([]id.ID, 0, len(f.ClientIDs)+len(f.To))
	for i := range f.To {
		all = append(all, f.clientIDs(i)...)
	}
	sent, err := selectAllSent(s.DB.Ask(ctx), who.Account, all)
	if err != nil {
		return nil, err
	}
	if len(sent) == 0 {
		return nil, failed
	}
	out := make([]Forwarded, len(f.To))
	for i, t := range f.To {
		part := []message{}
		for _, clientID := range f.clientIDs(i) {
			part = append(part, sent[clientID])
		}
		if out[i], err = s.storedAt(ctx, who, t, f.Merged, part); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// storedAt shows what an earlier forward stored at a target.
func (s *Service) storedAt(ctx context.Context, who authz.Principal, t Target, merged bool, part []message) (out Forwarded, err error) {
	conversation := t.Conversation
	if conversation.IsZero() {
		conversation, err = selectDirect(s.DB.Ask(ctx), directKey(who.Account, t.Account))
		if err != nil && !errors.Is(err, db.ErrNone) {
			return out, err
		}
	}
	for _, m := range part {
		if m.Seq == 0 || m.Conversation != conversation {
			return out, ErrClientIDReused.New()
		}
	}
	if merged && part[0].Kind != content.KindRecord {
		return out, ErrClientIDReused.New()
	}
	st, err := s.standing(ctx, who, conversation)
	if err != nil {
		return out, err
	}
	if part[0].Seq <= st.FromSeq {
		return out, apperr.NotFound.New()
	}
	out.ConversationID = conversation
	out.Messages, err = s.views(ctx, who, st, part)
	return out, err
}
