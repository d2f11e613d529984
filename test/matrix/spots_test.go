package matrix

import (
	"fmt"
	"strings"
	"time"

	"tonggui/internal/messaging"
	"tonggui/internal/messaging/content"
	"tonggui/internal/platform/id"
)

// spot is a conversation to which a person stands in some relation, with a message in it.
type spot struct {
	conversation id.ID
	seq          int64
}

// canary stands in every name and text, so that an answer which shows any of them is noticed.
const canary = "canary"

// at returns the spot of a relation, "place" or "place:message", made once for each person.
func (w *world) at(p *person, relation string) spot {
	w.t.Helper()
	k := p.kind + " " + relation
	s, made := w.spots[k]
	if !made {
		s = w.make(p, relation)
		w.spots[k] = s
	}
	return s
}

// make makes a spot anew.
func (w *world) make(p *person, relation string) (s spot) {
	w.t.Helper()
	place, message, _ := strings.Cut(relation, ":")
	room := w.house.Messaging
	switch place {
	case "owner":
		s.conversation = w.group(p, w.keeper, w.other)
	case "admin", "member", "removed", "left":
		s.conversation = w.group(w.keeper, p, w.other)
	case "late":
		s.conversation = w.group(w.keeper, w.other)
		s.seq = w.say(w.keeper, s.conversation)
		if message == "asks_early" {
			w.ask(w.keeper, &s)
		}
		_, err := room.AddMembers(w.ctx(), w.keeper.acting(), s.conversation, []id.ID{p.account}, false)
		w.must(err)
	case "opened": // joined later, and sees what was before
		s.conversation = w.group(w.keeper, w.other)
		w.message(&s, p, message)
		message = ""
		_, err := room.AddMembers(w.ctx(), w.keeper.acting(), s.conversation, []id.ID{p.account}, true)
		w.must(err)
	case "stranger":
		s.conversation = w.group(w.keeper, w.other)
	case "direct":
		s.conversation = w.direct(p, w.keeper)
	case "direct_stranger":
		s.conversation = w.direct(w.keeper, w.other)
	case "notes":
		s.conversation = w.direct(p, p)
	case "notes_stranger":
		s.conversation = w.direct(w.keeper, w.keeper)
	default:
		w.t.Fatalf("no place %q", place)
	}
	if place == "admin" {
		w.appoint(s.conversation, p)
	}
	w.message(&s, p, message)
	switch place {
	case "removed":
		w.must(room.RemoveMember(w.ctx(), w.keeper.acting(), s.conversation, p.account))
	case "left":
		w.must(room.Leave(w.ctx(), p.acting(), s.conversation))
	}
	return s
}

// message puts the message of the relation into the spot.
func (w *world) message(s *spot, p *person, message string) {
	w.t.Helper()
	switch message {
	case "own":
		s.seq = w.say(p, s.conversation)
	case "old_own":
		s.seq = w.say(p, s.conversation)
		w.pass(121 * time.Second)
	case "other":
		s.seq = w.say(w.keeper, s.conversation)
	case "recalled_own":
		s.seq = w.say(p, s.conversation)
		w.recall(p, *s)
	case "recalled_other", "quote_recalled_other":
		s.seq = w.say(w.keeper, s.conversation)
		w.recall(w.keeper, *s)
	case "line", "quote_line", "answer_line":
		s.seq = 1
	case "correct_own":
		s.seq = w.say(p, s.conversation)
	case "correct_other", "quote_other", "answer_other":
		s.seq = w.say(w.keeper, s.conversation)
	case "asks_me":
		w.ask(w.keeper, s)
	case "i_ask":
		w.ask(p, s)
	case "asks_recalled":
		w.ask(w.keeper, s)
		w.recall(w.keeper, *s)
	case "kept":
		s.seq = w.say(w.keeper, s.conversation)
		w.keep(p, *s, 0)
	case "", "all", "early", "asks_early", "quote_early", "answer_early", "name_stranger", "file_stranger":
	default:
		w.t.Fatalf("no message %q", message)
	}
}

func (w *world) group(owner *person, members ...*person) id.ID {
	w.t.Helper()
	w.made++
	ids := []id.ID{}
	for _, m := range members {
		ids = append(ids, m.account)
	}
	c, err := w.house.Messaging.CreateGroup(w.ctx(), owner.acting(), fmt.Sprintf("%s group %d", canary, w.made), ids)
	if err != nil {
		w.t.Fatalf("a group of %s with %s and another: %v", owner.kind, members[0].kind, err)
	}
	return c.ID
}

func (w *world) direct(p, peer *person) id.ID {
	w.t.Helper()
	c, err := w.house.Messaging.OpenDirect(w.ctx(), p.acting(), peer.account)
	w.must(err)
	return c.ID
}

// appoint makes an administrator of a group; no operation does so yet.
func (w *world) appoint(group id.ID, p *person) {
	w.t.Helper()
	w.write(`UPDATE members SET role = 'admin' WHERE conversation_id = ? AND account_id = ?`, group, p.account)
}

func (w *world) say(p *person, conversation id.ID) int64 {
	w.t.Helper()
	w.made++
	m, _, err := w.house.Messaging.Send(w.ctx(), p.acting(), conversation, messaging.Outgoing{ClientID: w.newID(), Content: text(fmt.Sprintf("%s text %d", canary, w.made))})
	w.must(err)
	return m.Seq
}

func (w *world) recall(p *person, s spot) {
	w.t.Helper()
	_, err := w.house.Messaging.Recall(w.ctx(), p.acting(), s.conversation, s.seq)
	w.must(err)
}

func text(s string) content.Written {
	return content.Written{Type: "text", Nodes: []content.Node{{Type: "text", Text: s}}}
}
