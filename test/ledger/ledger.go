package ledger

import (
	"encoding/json"
	"fmt"
	"os"
	"sort"
	"sync"
)

// Line is one line of the ledger: a message was begun, or acknowledged with its number.
type Line struct {
	Event        string `json:"event"` // "begin" or "ack"
	Conversation string `json:"conversation"`
	Client       string `json:"client"` // the sender's id of the message
	Sender       string `json:"sender"`
	Seq          int64  `json:"seq,omitempty"`
}

// Ledger is a file outside the server; a line is on stable storage when Write returns.
type Ledger struct {
	mu    sync.Mutex
	file  *os.File
	lines []Line
}

// Open makes an empty ledger.
func Open(path string) (*Ledger, error) {
	f, err := os.OpenFile(path, os.O_CREATE|os.O_EXCL|os.O_WRONLY|os.O_APPEND, 0o600)
	return &Ledger{file: f}, err
}

// Write appends a line and syncs it.
func (l *Ledger) Write(line Line) error {
	text, err := json.Marshal(line)
	if err != nil {
		return err
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	if _, err := l.file.Write(append(text, '\n')); err != nil {
		return err
	}
	l.lines = append(l.lines, line)
	return l.file.Sync()
}

// Lines returns what was written.
func (l *Ledger) Lines() []Line {
	l.mu.Lock()
	defer l.mu.Unlock()
	return append([]Line(nil), l.lines...)
}

// Stored is a message as the server gives it back.
type Stored struct {
	Conversation string
	Client       string // empty for system lines
	Sender       string
	Seq          int64
}

// Reconcile compares the ledger with what is stored and returns every difference in words: lost,
// doubled, moved, invented, a gap in the numbers, a sender's messages out of order.
func Reconcile(lines []Line, stored []Stored) []string {
	var wrong []string
	say := func(format string, args ...any) { wrong = append(wrong, fmt.Sprintf(format, args...)) }
	begun := map[string]Line{}
	acked := map[string]int64{}
	order := map[string]int{} // place in which a sender's messages were acknowledged
	for i, l := range lines {
		switch l.Event {
		case "begin":
			begun[l.Client] = l
		case "ack":
			if seq, twice := acked[l.Client]; twice && seq != l.Seq {
				say("message %s was acknowledged as %d and as %d", l.Client, seq, l.Seq)
			}
			acked[l.Client], order[l.Client] = l.Seq, i
		}
	}
	found := map[string]int64{}
	bySeq := map[string][]Stored{}
	for _, m := range stored {
		bySeq[m.Conversation] = append(bySeq[m.Conversation], m)
		if m.Client == "" {
			continue
		}
		b, known := begun[m.Client]
		switch {
		case !known:
			say("message %s was never sent", m.Client)
		case b.Sender != m.Sender || b.Conversation != m.Conversation:
			say("message %s changed its sender or place", m.Client)
		}
		if seq, twice := found[m.Client]; twice {
			say("message %s is stored as %d and as %d", m.Client, seq, m.Seq)
		}
		found[m.Client] = m.Seq
	}
	for client, seq := range acked {
		if at, ok := found[client]; !ok {
			say("message %s was acknowledged and is lost", client)
		} else if at != seq {
			say("message %s was acknowledged as %d and is stored as %d", client, seq, at)
		}
	}
	for conversation, all := range bySeq {
		sort.Slice(all, func(i, j int) bool { return all[i].Seq < all[j].Seq })
		last := map[string]int{}
		for i, m := range all {
			if m.Seq != int64(i+1) {
				say("conversation %s has %d where %d belongs", conversation, m.Seq, i+1)
				break
			}
			if at, ok := order[m.Client]; ok {
				if at < last[m.Sender] {
					say("message %s of a sender stands after a later one", m.Client)
				}
				last[m.Sender] = at
			}
		}
	}
	sort.Strings(wrong)
	return wrong
}
