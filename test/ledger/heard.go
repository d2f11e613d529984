package ledger

import (
	"cmp"
	"slices"
)

// Heard is what one member's sockets have told, one connection after the other, with what was pulled
// where something was missing.
type Heard struct {
	Who      string
	Always   []string // conversations of which they are a member all the time
	Pushed   []Frame
	Pulled   []Frame
	Unbroken bool // nothing may be missing between two frames of a connection
}

// Frame is a message that was pushed or pulled.
type Frame struct {
	Connection   int
	Conversation string
	Client       string
	Seq          int64
}

// spot is a place in the log.
type spot struct {
	conversation string
	seq          int64
}

// heard compares a member's history with the log: nothing else, nothing twice, nothing out of order,
// all of it where they were a member all the time, and nothing from while they were none.
func (r *report) heard(h Heard, stored []Stored, log map[spot]Stored) {
	has := map[spot]bool{}
	see := func(f Frame, how string) {
		at := spot{f.Conversation, f.Seq}
		if m, is := log[at]; !is || m.Client != f.Client {
			r.say("%s was %s %q as %d of %s, which is stored as %q", h.Who, how, f.Client, f.Seq, f.Conversation, m.Client)
		}
		has[at] = true
	}
	last, member := map[string]Frame{}, memberships(stored, h.Who)
	for _, f := range h.Pushed {
		see(f, "pushed")
		always := slices.Contains(h.Always, f.Conversation)
		if before, any := last[f.Conversation]; any && before.Connection == f.Connection {
			if f.Seq <= before.Seq {
				r.say("%s was pushed %d of %s after %d", h.Who, f.Seq, f.Conversation, before.Seq)
			} else if f.Seq > before.Seq+1 && h.Unbroken && always {
				r.say("%s was not pushed what stands between %d and %d of %s", h.Who, before.Seq, f.Seq, f.Conversation)
			}
		}
		last[f.Conversation] = f
		if !always && !member(f.Conversation, f.Seq) {
			r.say("%s was pushed %d of %s and was no member then", h.Who, f.Seq, f.Conversation)
		}
	}
	for _, f := range h.Pulled {
		see(f, "given")
	}
	for _, m := range stored {
		if slices.Contains(h.Always, m.Conversation) && !has[spot{m.Conversation, m.Seq}] {
			r.say("%s never heard of %d of %s", h.Who, m.Seq, m.Conversation)
		}
	}
}

// memberships tells from the system lines when somebody was a member.
func memberships(stored []Stored, who string) func(conversation string, seq int64) bool {
	turns := map[string][]Stored{}
	for _, m := range stored {
		if m.Code != "" && slices.Contains(m.People, who) {
			turns[m.Conversation] = append(turns[m.Conversation], m)
		}
	}
	for _, of := range turns {
		slices.SortFunc(of, func(a, b Stored) int { return cmp.Compare(a.Seq, b.Seq) })
	}
	return func(conversation string, seq int64) (member bool) {
		for _, turn := range turns[conversation] {
			if turn.Seq > seq {
				break
			}
			member = turn.Code == "group.created" || turn.Code == "group.member_added"
		}
		return member
	}
}
