package ledger

import (
	"fmt"
	"slices"
	"sort"
)

// Stored is a message as the server gives it back.
type Stored struct {
	Conversation string
	Client       string // empty for system lines
	Sender       string
	Seq          int64
	Files        []string
	Code         string   // of a system line
	People       []string // whom it names
}

// Reading is how far somebody has read, and how far a conversation goes.
type Reading struct{ Read, Last int64 }

// Place is somebody in a conversation.
type Place struct{ Who, Conversation string }

// Given is a receipt.
type Given struct {
	Place
	Seq int64
}

// Truth is what the server has at the end.
type Truth struct {
	Stored    []Stored
	Readings  map[Place]Reading
	Evidence  map[string]int64  // refusals by account
	Confirmed map[Given]int     // how often a receipt is listed
	Files     map[string]string // hashes of the bytes of files, as a reader of the message gets them
	Offsets   map[string]int64  // where unfinished uploads stand
	Heard     []Heard
}

// report collects differences in words.
type report struct{ wrong []string }

func (r *report) say(format string, args ...any) {
	r.wrong = append(r.wrong, fmt.Sprintf(format, args...))
}

// Reconcile compares the ledger with what is stored and with what was pushed, and returns every
// difference in words.
func Reconcile(lines []Line, truth Truth) []string {
	r := &report{}
	for _, l := range lines {
		if l.Event == Wrong {
			r.say("%s: %s", l.Who, l.Text)
		}
	}
	r.messages(lines, truth.Stored)
	r.readings(lines, truth.Readings)
	r.refusals(lines, truth.Evidence)
	r.receipts(lines, truth.Confirmed)
	r.files(lines, truth)
	log := map[spot]Stored{}
	for _, m := range truth.Stored {
		log[spot{m.Conversation, m.Seq}] = m
	}
	for _, h := range truth.Heard {
		r.heard(h, truth.Stored, log)
	}
	sort.Strings(r.wrong)
	return slices.Compact(r.wrong)
}

// messages finds what was lost, doubled, moved, invented, a gap in the numbers, and what stands before
// a message that was acknowledged before it was begun.
func (r *report) messages(lines []Line, stored []Stored) {
	begun, acked := map[string]Line{}, map[string]int64{}
	floor := map[string]int64{} // the newest seq of the conversation that was acknowledged before a message was begun
	newest := map[string]int64{}
	for _, l := range lines {
		switch l.Event {
		case Begin:
			begun[l.Client], floor[l.Client] = l, newest[l.Conversation]
		case Ack:
			if seq, twice := acked[l.Client]; twice && seq != l.Seq {
				r.say("message %s was acknowledged as %d and as %d", l.Client, seq, l.Seq)
			}
			acked[l.Client] = l.Seq
			newest[l.Conversation] = max(newest[l.Conversation], l.Seq)
		}
	}
	found, all := map[string]int64{}, map[string][]int64{}
	for _, m := range stored {
		all[m.Conversation] = append(all[m.Conversation], m.Seq)
		if m.Client == "" {
			continue
		}
		b, known := begun[m.Client]
		switch {
		case !known:
			r.say("message %s was never sent", m.Client)
		case b.Who != m.Sender || b.Conversation != m.Conversation:
			r.say("message %s changed its sender or place", m.Client)
		case m.Seq <= floor[m.Client]:
			r.say("message %s stands at %d, before one that was acknowledged as %d before it was sent", m.Client, m.Seq, floor[m.Client])
		}
		if known && (b.File == "") != (len(m.Files) == 0) || b.File != "" && !slices.Contains(m.Files, b.File) {
			r.say("message %s carries %v instead of %q", m.Client, m.Files, b.File)
		}
		if seq, twice := found[m.Client]; twice {
			r.say("message %s is stored as %d and as %d", m.Client, seq, m.Seq)
		}
		found[m.Client] = m.Seq
	}
	for client, seq := range acked {
		if at, ok := found[client]; !ok {
			r.say("message %s was acknowledged and is lost", client)
		} else if at != seq {
			r.say("message %s was acknowledged as %d and is stored as %d", client, seq, at)
		}
	}
	for conversation, seqs := range all {
		slices.Sort(seqs)
		for i, seq := range seqs {
			if seq != int64(i+1) {
				r.say("conversation %s has %d where %d belongs", conversation, seq, i+1)
				break
			}
		}
	}
}

// readings never go back behind what was acknowledged, and never beyond the conversation.
func (r *report) readings(lines []Line, now map[Place]Reading) {
	stands, wrote := map[Place]int64{}, map[Place]int64{}
	for _, l := range lines {
		at := Place{l.Who, l.Conversation}
		switch l.Event {
		case Stands: // one reader of a conversation after the other, so their answers stand in order
			if l.Seq < stands[at] {
				r.say("%s had read up to %d of %s, and then up to %d", l.Who, stands[at], l.Conversation, l.Seq)
			}
			stands[at] = max(stands[at], l.Seq)
			if is, known := now[at]; known && l.Seq > is.Last {
				r.say("%s had read up to %d of %s, which goes to %d", l.Who, l.Seq, l.Conversation, is.Last)
			}
		case Ack: // who writes has read what stands before
			wrote[at] = max(wrote[at], l.Seq)
		}
	}
	for at, is := range now {
		if had := max(stands[at], wrote[at]); is.Read < had {
			r.say("%s had read up to %d of %s, and has now up to %d", at.Who, had, at.Conversation, is.Read)
		}
		if is.Read > is.Last {
			r.say("%s has read up to %d of %s, which goes to %d", at.Who, is.Read, at.Conversation, is.Last)
		}
	}
}

// refusals and evidence answer each other, but for a refusal whose outcome nobody learned.
func (r *report) refusals(lines []Line, evidence map[string]int64) {
	tried, refused := map[string]int64{}, map[string]int64{}
	for _, l := range lines {
		switch l.Event {
		case Recall:
			tried[l.Who]++
		case Refused:
			refused[l.Who]++
		}
	}
	for who, n := range refused {
		if evidence[who] < n {
			r.say("%s was refused %d times, evidence tells of %d", who, n, evidence[who])
		}
	}
	for who, n := range evidence {
		if n > tried[who] {
			r.say("evidence tells of %d refusals of %s, who has tried %d times", n, who, tried[who])
		}
	}
}

// receipts that were taken are listed once, and nobody is listed who gave none.
func (r *report) receipts(lines []Line, listed map[Given]int) {
	tried := map[Given]bool{}
	for _, l := range lines {
		g := Given{Place{l.Who, l.Conversation}, l.Seq}
		switch l.Event {
		case Confirm:
			tried[g] = true
		case Confirmed:
			if listed[g] != 1 {
				r.say("%s has confirmed %d of %s and is listed %d times", l.Who, l.Seq, l.Conversation, listed[g])
			}
		}
	}
	for g := range listed {
		if !tried[g] {
			r.say("%s is listed for %d of %s and never confirmed it", g.Who, g.Seq, g.Conversation)
		}
	}
}

// files are what was sent, and an unfinished upload is not less far than was acknowledged.
func (r *report) files(lines []Line, truth Truth) {
	want, offsets, done := map[string]string{}, map[string]int64{}, map[string]bool{}
	for _, l := range lines {
		switch l.Event {
		case Piece:
			offsets[l.Client] = max(offsets[l.Client], l.Seq)
		case File:
			want[l.File], done[l.Client] = l.Hash, true
		}
	}
	for _, l := range lines {
		if l.Event == Ack && l.File != "" && truth.Files[l.File] != want[l.File] {
			r.say("file %s of message %s is not what was sent: %q", l.File, l.Client, truth.Files[l.File])
		}
	}
	for upload, offset := range offsets {
		if at, known := truth.Offsets[upload]; !done[upload] && (!known || at < offset) {
			r.say("upload %s stands at %d, %d was acknowledged", upload, at, offset)
		}
	}
}
