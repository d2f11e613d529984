package messaging

import (
	"context"
	"slices"

	"tonggui/internal/messaging/content"
	"tonggui/internal/platform/authz"
	"tonggui/internal/platform/db"
	"tonggui/internal/platform/id"
	"tonggui/internal/rulebook"
)

// own makes the view of an own message: what is recalled stays readable, and how long the window is
// open is told.
func (s *Service) own(who authz.Principal, m message) Message {
	v := m.show(who.Name)
	v.Content = m.Content
	if m.RecalledAt == 0 && m.Kind != content.KindSystem {
		v.RecallableUntil = ptr(recallableUntil(m, s.window(who)))
	}
	return v
}

// window is how many seconds a person has to recall what they said; where the rule does not block, the
// longest that it knows.
func (s *Service) window(who authz.Principal) int64 {
	return min(s.Book.Limit(RecallWindow.ID, rulebook.SubjectOf(who), s.DB.Now()), RecallWindow.Max)
}

// views makes the views of messages for one reader: names from the directory, receipts of own
// messages by one query for all.
func (s *Service) views(ctx context.Context, who authz.Principal, st standing, rows []message) ([]Message, error) {
	names := s.namesOf(rows)
	out := make([]Message, len(rows))
	var first, last int64
	for i, m := range rows {
		if m.Sender != who.Account || m.Kind == content.KindSystem {
			out[i] = m.show(names[m.Sender])
			continue
		}
		out[i] = s.own(who, m)
		out[i].SenderName = names[m.Sender]
		if first == 0 {
			first = m.Seq
		}
		last = m.Seq
	}
	q := s.DB.Ask(ctx)
	if err := shared(q, rows, out); err != nil {
		return nil, err
	}
	if err := addQuoted(st.FromSeq, rows, out, s.nameOf, func(seqs []int64) ([]message, error) {
		return selectThese(q, st.ID, st.Account, seqs)
	}); err != nil {
		return nil, err
	}
	if err := s.addMarks(q, &st.member, rows, out); err != nil {
		return nil, err
	}
	if first == 0 || st.MemberCount > maxForReceipts {
		return out, nil
	}
	readings, err := selectReadings(q, st.ID, who.Account, first, last)
	if err != nil {
		return nil, err
	}
	for i := range out {
		if out[i].SenderID != nil && *out[i].SenderID == who.Account {
			read, total := receipts(readings, out[i].Seq)
			out[i].ReadCount, out[i].ReaderTotal = &read, &total
		}
	}
	return out, nil
}

func (s *Service) namesOf(rows []message) map[id.ID]string {
	names := map[id.ID]string{}
	for _, m := range rows {
		if _, have := names[m.Sender]; !have && !m.Sender.IsZero() {
			names[m.Sender] = s.nameOf(m.Sender)
		}
	}
	return names
}

// shared adds to the views of messages of one conversation what lies beside them and is the same for
// all members, frames included. Messages without marks cost no query.
func shared(q db.Q, rows []message, out []Message) error {
	var roots []int64
	for _, m := range rows {
		if m.Marks&markThread != 0 {
			roots = append(roots, m.Seq)
		}
	}
	if len(roots) == 0 {
		return nil
	}
	threads, err := selectThreads(q, rows[0].Conversation, roots)
	if err != nil {
		return err
	}
	for i, m := range rows {
		if t, any := threads[m.Seq]; any {
			out[i].Thread = &t
		}
	}
	return nil
}

// excerpt is how much of a quoted message an answer shows, in characters.
const excerpt = 120

// addQuoted adds what messages answer, as far as somebody sees it who sees from beyond fromSeq; read
// reads messages that they see. Messages that answer nothing cost no query, nor do those that answer
// one of the same page.
func addQuoted(fromSeq int64, rows []message, out []Message, nameOf func(id.ID) string, read func([]int64) ([]message, error)) error {
	if !slices.ContainsFunc(rows, func(m message) bool { return m.quotes(fromSeq) }) {
		return nil
	}
	at := map[int64]message{}
	for _, m := range rows {
		at[m.Seq] = m
	}
	var missing []int64
	for _, m := range rows {
		if _, here := at[m.Quotes]; m.quotes(fromSeq) && !here {
			missing = append(missing, m.Quotes)
		}
	}
	if len(missing) > 0 {
		more, err := read(missing)
		if err != nil {
			return err
		}
		for _, m := range more {
			at[m.Seq] = m
		}
	}
	for i, m := range rows {
		if quoted, here := at[m.Quotes]; m.quotes(fromSeq) && here {
			out[i].Quoted = quoted.quoted(nameOf(quoted.Sender))
		}
	}
	return nil
}

// quotes tells whether the message answers one that is seen from beyond a seq. What is recalled answers
// nothing.
func (m message) quotes(fromSeq int64) bool {
	return m.Quotes > fromSeq && m.RecalledAt == 0
}

// quoted is what an answer to the message shows of it; once it is recalled, nothing of its content.
func (m message) quoted(senderName string) *Quoted {
	v := &Quoted{Seq: m.Seq, SenderID: ptr(m.Sender), SenderName: senderName, Kind: m.Kind, Media: "none", Recalled: m.RecalledAt > 0}
	if v.Recalled {
		return v
	}
	if c, err := content.Parse(m.Kind, m.Content); err == nil {
		v.Excerpt, v.Media = content.Excerpt(c, excerpt), c.Media()
		if card, is := c.(content.Card); is {
			v.Title = card.Title
		}
	}
	return v
}
