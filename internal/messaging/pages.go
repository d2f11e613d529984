package messaging

import (
	"sync"

	"tonggui/internal/messaging/content"
	"tonggui/internal/platform/authz"
	"tonggui/internal/platform/clock"
	"tonggui/internal/platform/id"
)

const (
	// pageSize is how many of a conversation's newest messages are kept: what clients open one with.
	pageSize = 50
	// maxPages bounds what all kept messages of a node take together, in bytes; a page of short ones
	// takes some 50 KB. maxPage is what one conversation may take of it.
	maxPages = 64 << 20
	maxPage  = maxPages / 64
)

// pages keeps how the newest messages of conversations look to all their members, written out, so that
// a page costs the question who asks and which state it is. Nothing in it gives access: each reader is
// looked up in the database, and the same statement tells the state. What is kept of another state is
// not used, so nothing has to be taken back, and other nodes need not tell what they change.
//
// It has two generations: what is asked for moves to the young one, and when that has its half of the
// room, the old one is forgotten.
type pages struct {
	mu         sync.Mutex
	young, old map[id.ID]*newest
	held       int // by the young ones
	limit      int
}

func newPages() *pages {
	return &pages{young: map[id.ID]*newest{}, limit: maxPages}
}

// state names what a conversation shows to all its members; it never comes back.
type state struct{ lastSeq, rev int64 }

func (s state) before(t state) bool {
	return s.lastSeq < t.lastSeq || s.lastSeq == t.lastSeq && s.rev < t.rev
}

// newest are the newest messages of a conversation in one state. It is never changed, only replaced.
type newest struct {
	state
	lines []line // ascending, without gaps, up to lastSeq
	names map[id.ID]string
	size  int
}

// of returns what is kept of a conversation, of whatever state; nil for nothing.
func (p *pages) of(conversation id.ID) *newest {
	p.mu.Lock()
	defer p.mu.Unlock()
	if n := p.young[conversation]; n != nil {
		return n
	}
	n := p.old[conversation]
	if n != nil {
		p.put(conversation, n)
	}
	return n
}

// keep replaces what is kept of a conversation, but not by something older.
func (p *pages) keep(conversation id.ID, n *newest) {
	if n.size > min(maxPage, p.limit) {
		return
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	if known := p.young[conversation]; known == nil || !n.before(known.state) {
		p.put(conversation, n)
	}
}

func (p *pages) put(conversation id.ID, n *newest) {
	if known := p.young[conversation]; known != nil {
		p.held -= known.size
	}
	delete(p.old, conversation)
	p.young[conversation] = n
	if p.held += n.size; p.held > p.limit/2 {
		p.young, p.old, p.held = map[id.ID]*newest{}, p.young, 0
	}
}

// line is a message as it was written out, without what concerns only the reader.
type line struct {
	seq, epoch int64
	at         clock.Instant
	sender     id.ID
	receipt    Receipt
	recalled   bool
	system     bool
	shown      form
	// other is how some see it: the sender what they have recalled, and who does not see the message
	// that is answered, the answer.
	other  form
	quotes int64 // those who see from beyond it; 0 where it answers nothing
}

// form is a message as text, in two parts: between them stands what only its sender gets, behind them
// what the reader has put there.
type form struct{ head, body []byte }

func written(v *Message) form {
	text := v.appendHead(make([]byte, 0, 768+len(v.Content)))
	head := len(text)
	text = v.appendBody(text)
	return form{text[:head:head], text[head:]}
}

// lineOf writes a message out. v is its view for those who see all that it points at.
func lineOf(m message, v *Message) line {
	l := line{seq: m.Seq, epoch: m.Epoch, at: m.At, sender: m.Sender, recalled: m.RecalledAt > 0, system: m.Kind == content.KindSystem,
		shown: written(v)}
	if v.Receipt != nil {
		l.receipt = m.Receipt
	}
	switch other := *v; {
	case l.recalled:
		other.Content = m.Content
		l.other = written(&other)
	case v.Quoted != nil:
		other.Quoted, l.quotes = nil, m.Quotes
		l.other = written(&other)
	}
	return l
}

// lineSize is about what a line takes beside its text.
const lineSize = 256

func (l *line) size() int {
	return lineSize + cap(l.shown.head) + cap(l.shown.body) + cap(l.other.head) + cap(l.other.body)
}

// ownOf tells whether the line is the reader's own message.
func (l *line) ownOf(who authz.Principal) bool { return l.sender == who.Account && !l.system }

// as returns how a member sees the line.
func (l *line) as(who authz.Principal, fromSeq int64) form {
	if l.recalled && l.ownOf(who) || l.quotes > 0 && l.quotes <= fromSeq {
		return l.other
	}
	return l.shown
}
