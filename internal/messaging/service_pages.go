package messaging

import (
	"context"
	"slices"

	"tonggui/internal/platform/authz"
	"tonggui/internal/platform/db"
	"tonggui/internal/platform/id"
	"tonggui/internal/platform/jsonw"
)

// Page is a part of a conversation that writes itself, as History would be written.
type Page interface{ AppendJSON(b []byte) []byte }

// Page reads what History does; where it reaches back no further than the newest messages, from what
// is kept of them.
//
// Errors: as History.
func (s *Service) Page(ctx context.Context, who authz.Principal, conversation id.ID, r Range) (Page, error) {
	if err := r.check(); err != nil {
		return nil, err
	}
	st, now, err := s.door(ctx, who, conversation)
	if err != nil {
		return nil, err
	}
	if r.amongNewest(st) {
		n := s.pages.of(conversation)
		if n == nil || n.state != now || !s.stillNamed(n) {
			if st, n, err = s.readNewest(ctx, who, conversation, n); err != nil {
				return nil, err
			}
		}
		if n != nil && r.amongNewest(st) {
			return s.pageOf(ctx, who, st, n, r)
		}
	}
	h, err := s.history(ctx, who, st, r)
	return h, err
}

// door is the access door for reading pages; it tells the state in the same statement.
func (s *Service) door(ctx context.Context, who authz.Principal, conversation id.ID) (standing, state, error) {
	st, now, err := selectDoor(s.DB.Ask(ctx), conversation, who.Account)
	return st, now, absent(err)
}

// low is the seq behind which the page begins, for a range that is amongNewest.
func (r Range) low(st standing) int64 {
	if r.After >= 0 {
		return max(st.FromSeq, r.After)
	}
	return max(st.FromSeq, st.LastSeq-int64(r.Limit))
}

// amongNewest tells whether the range reaches back no further than what is kept.
func (r Range) amongNewest(st standing) bool {
	return r.Before < 0 && r.Around < 0 && r.At < 0 && r.low(st) >= st.LastSeq-pageSize
}

// stillNamed tells whether those whose names were written out are called so now.
func (s *Service) stillNamed(n *newest) bool {
	for account, name := range n.names {
		if s.nameOf(account) != name {
			return false
		}
	}
	return true
}

// readNewest reads the newest messages in one snapshot with the reader's standing, and keeps them. Of
// known only what has come since is read, where nothing else has changed. n is nil where the log is not
// as it should be.
func (s *Service) readNewest(ctx context.Context, who authz.Principal, conversation id.ID, known *newest) (st standing, n *newest, err error) {
	err = s.DB.Read(ctx, func(q db.Q) error {
		var now state
		if st, now, err = selectDoor(q, conversation, who.Account); err != nil {
			return absent(err)
		}
		fresh := &newest{state: now, names: map[id.ID]string{}}
		after := now.lastSeq - pageSize
		if known != nil && known.rev == now.rev && known.lastSeq <= now.lastSeq && len(known.names) <= 2*pageSize && s.stillNamed(known) {
			for _, l := range known.lines {
				if l.seq > after {
					fresh.lines = append(fresh.lines, l)
				}
			}
			for account, name := range known.names {
				fresh.names[account] = name
			}
			after = max(after, known.lastSeq)
		}
		rows, err := selectSince(q, conversation, after)
		if err != nil {
			return err
		}
		if err := s.writeOut(q, conversation, rows, fresh); err != nil {
			return err
		}
		if fresh.whole() {
			n = fresh
		}
		return nil
	})
	if err == nil && n != nil {
		s.pages.keep(conversation, n)
	}
	return st, n, err
}

// whole tells whether all is there that should be.
func (n *newest) whole() bool {
	for i, l := range n.lines {
		if l.seq != n.lastSeq-int64(len(n.lines)-1-i) {
			return false
		}
	}
	return int64(len(n.lines)) == min(pageSize, n.lastSeq)
}

// writeOut adds rows to the lines, as members see them who see all.
func (s *Service) writeOut(q db.Q, conversation id.ID, rows []message, n *newest) error {
	for account, name := range s.namesOf(rows) {
		n.names[account] = name
	}
	views := make([]Message, len(rows))
	marked := make([]Marked, len(rows))
	for i, m := range rows {
		views[i] = m.show(n.names[m.Sender])
		marked[i] = m.marked(&views[i], nil)
		marked[i].Receipt = false // is read with the reader's own
	}
	if err := shared(q, rows, views); err != nil {
		return err
	}
	err := addQuoted(0, rows, views, s.nameOf, func(seqs []int64) ([]message, error) { return selectAny(q, conversation, seqs) })
	if err != nil {
		return err
	}
	if err := s.showMarks(q, id.Zero, marked); err != nil {
		return err
	}
	for i, m := range rows {
		if quoted := views[i].Quoted; quoted != nil && quoted.SenderID != nil {
			n.names[*quoted.SenderID] = quoted.SenderName
		}
		n.lines = append(n.lines, lineOf(m, &views[i]))
	}
	const perName = 64
	n.size = perName * len(n.names)
	for i := range n.lines {
		n.size += n.lines[i].size()
	}
	return nil
}

// pageOf adds to the kept lines of a range what concerns the reader alone.
func (s *Service) pageOf(ctx context.Context, who authz.Principal, st standing, n *newest, r Range) (*keptPage, error) {
	low := r.low(st)
	from, _ := slices.BinarySearchFunc(n.lines, low+1, func(l line, seq int64) int { return int(l.seq - seq) })
	lines := n.lines[from:]
	lines = lines[:min(len(lines), r.Limit)]
	p := &keptPage{who: who, fromSeq: st.FromSeq, lines: lines, frame: History{FirstSeq: st.FromSeq + 1, LastSeq: st.LastSeq, Epoch: st.Epoch}}
	q := s.DB.Ask(ctx)
	if err := s.addSent(q, st, p); err != nil {
		return nil, err
	}
	return p, s.addKept(q, st, p)
}

// addSent adds what the reader gets as the sender of messages.
func (s *Service) addSent(q db.Q, st standing, p *keptPage) (err error) {
	var first, last int64
	for i := range p.lines {
		if p.lines[i].ownOf(p.who) {
			if first == 0 {
				first = p.lines[i].seq
			}
			last = p.lines[i].seq
		}
	}
	if first == 0 {
		return nil
	}
	p.window = s.window(p.who)
	if p.counts = st.MemberCount <= maxForReceipts; p.counts {
		p.readings, err = selectReadings(q, st.ID, p.who.Account, first, last)
	}
	return err
}

// addKept adds what the reader has put on messages, and how their receipts stand.
func (s *Service) addKept(q db.Q, st standing, p *keptPage) error {
	if !st.OwnMarks && !slices.ContainsFunc(p.lines, func(l line) bool { return l.receipt != NoReceipt }) {
		return nil
	}
	p.views = make([]Message, len(p.lines))
	marked := make([]Marked, len(p.lines))
	for i := range p.lines {
		l := &p.lines[i]
		p.views[i] = Message{ConversationID: st.ID, Seq: l.seq}
		if l.receipt != NoReceipt {
			p.views[i].Receipt = &ReceiptState{Mode: receiptNames[l.receipt]}
		}
		marked[i] = message{Sender: l.sender, Epoch: l.epoch}.marked(&p.views[i], &st.member)
	}
	return s.showMarks(q, st.Account, marked)
}

// keptPage is a page of kept lines for one reader.
type keptPage struct {
	who      authz.Principal
	fromSeq  int64
	lines    []line
	frame    History // without its messages
	window   int64   // seconds in which the reader's own messages can be recalled
	counts   bool    // whether they tell how many have read them
	readings []reading
	views    []Message // of lines with receipts, stars and the like; nil where there are none
}

const (
	nothingSent = `,"recallable_until_at":null,"read_count":null,"reader_total":null`
	nothingKept = `,"starred":false,"later":false,"receipt":null}`
)

// AppendJSON writes the page.
func (p *keptPage) AppendJSON(b []byte) []byte {
	b = p.frame.appendBegin(b)
	for i := range p.lines {
		if i > 0 {
			b = append(b, ',')
		}
		l := &p.lines[i]
		as := l.as(p.who, p.fromSeq)
		b = append(b, as.head...)
		if l.ownOf(p.who) {
			b = p.appendSent(b, l)
		} else {
			b = append(b, nothingSent...)
		}
		b = append(b, as.body...)
		if p.views == nil {
			b = append(b, nothingKept...)
			continue
		}
		b = appendKept(b, p.views[i].Starred, p.views[i].Later)
		b = appendReceipt(b, p.views[i].Receipt)
	}
	return p.frame.appendEnd(b)
}

func (p *keptPage) appendSent(b []byte, l *line) []byte {
	b = append(b, `,"recallable_until_at":`...)
	if l.recalled {
		b = append(b, "null"...)
	} else {
		b = jsonw.Int(b, recallableUntil(message{At: l.at}, p.window))
	}
	if !p.counts {
		return append(b, `,"read_count":null,"reader_total":null`...)
	}
	read, total := receipts(p.readings, l.seq)
	b = append(b, `,"read_count":`...)
	b = jsonw.Int(b, read)
	b = append(b, `,"reader_total":`...)
	return jsonw.Int(b, total)
}
