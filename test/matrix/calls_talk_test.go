package matrix

import (
	"fmt"
	"net/url"
	"strconv"
	"strings"

	"tonggui/internal/messaging/content"
	"tonggui/internal/platform/id"
)

// spec says how an operation is called in a relation.
type spec struct {
	call func(w *world, p *person, relation string) call
	// spends: an allowed call changes the object so that the next one needs another.
	spends bool
	// costly operations are limited to one in two seconds.
	costly bool
	// guesses: each call counts as a guess at a password; the counters are cleared before it.
	guesses bool
}

// places are the relations to a conversation.
var places = []string{"owner", "admin", "member", "late", "direct", "notes", "removed", "left", "stranger", "direct_stranger", "notes_stranger"}

// onSpot makes a call on the conversation, and message, of the relation. Its twin is the same
// in a conversation that does not exist.
func onSpot(spends bool, body func(w *world, p *person, s spot, relation string) any) spec {
	return spec{spends: spends, call: func(w *world, p *person, relation string) call {
		s := w.at(p, relation)
		c := call{path: map[string]string{"id": s.conversation.String(), "seq": strconv.FormatInt(max(s.seq, 1), 10)}}
		c.twin = map[string]string{"id": w.newID().String()}
		if strings.HasPrefix(relation, "late:") { // the conversation is seen, that message is not
			c.twin = map[string]string{"seq": "9000"}
		}
		if body != nil {
			c.body = body(w, p, s, relation)
		}
		return c
	}}
}

func empty(*world, *person, spot, string) any { return map[string]any{} }

func newText(w *world) content.Written {
	w.made++
	return text(fmt.Sprintf("%s said %d", canary, w.made))
}

func outgoing(w *world, p *person, s spot, relation string) any {
	body := map[string]any{"client_id": w.newID(), "content": newText(w)}
	switch _, message, _ := strings.Cut(relation, ":"); message {
	case "all":
		body["content"] = content.Written{Type: "text", Nodes: []content.Node{{Type: "mention_all"}}}
	case "name_stranger":
		body["content"] = content.Written{Type: "text", Nodes: []content.Node{{Type: "mention", AccountID: &w.people["guest"].account}}}
	case "correct_own", "correct_other":
		body["corrects_seq"] = s.seq
	case "quote_other", "quote_recalled_other", "quote_line", "quote_early":
		body["quotes_seq"] = s.seq
	case "answer_other", "answer_line", "answer_early":
		body["thread_seq"] = s.seq
	case "file_stranger":
		body["content"] = content.Written{Type: "text", FileIDs: []id.ID{w.newID()}}
	}
	return body
}

// forwarded carries a message from a place to one of the caller's own, or, "into_" a place, the other
// way round.
func forwarded(w *world, p *person, relation string) call {
	mode := "merged"
	if rest, each := strings.CutSuffix(relation, ":each"); each {
		mode, relation = "each", rest
	}
	into, place := strings.CutPrefix(relation, "into_")
	if !place {
		into = relation
	}
	there, mine := w.at(p, into), w.at(p, "notes:own")
	from, to := there, mine
	if place {
		from, to = mine, there
	}
	body := func(from, to id.ID, seq int64) any {
		return map[string]any{"mode": mode, "client_ids": []id.ID{w.newID()}, "to": []any{map[string]any{"conversation_id": to}},
			"from": map[string]any{"conversation_id": from, "seqs": []int64{max(seq, 1)}}}
	}
	c := call{body: body(from.conversation, to.conversation, from.seq)}
	nowhere := w.newID()
	switch {
	case strings.HasPrefix(relation, "late:"):
		c.twinBody = body(from.conversation, to.conversation, 9000)
	case place:
		c.twinBody = body(from.conversation, nowhere, from.seq)
	default:
		c.twinBody = body(nowhere, to.conversation, from.seq)
	}
	return c
}

func newName(w *world, _ *person, _ spot, _ string) any {
	w.made++
	return map[string]any{"name": fmt.Sprintf("%s renamed %d", canary, w.made)}
}

func editText(w *world, _ *person, _ spot, _ string) any {
	return map[string]any{"content": newText(w)}
}

// whom is the relation of remove_member as "actor_of_member": the caller's place and who is meant.
func whom(w *world, p *person, relation string) call {
	actor, target, _ := strings.Cut(relation, "_of_")
	s := w.at(p, actor)
	account := map[string]id.ID{"member": w.other.account, "self": p.account, "stranger": w.people["guest"].account,
		"admin": w.other.account, "owner": w.keeper.account, "peer": w.keeper.account}[target]
	if target == "admin" {
		w.appoint(s.conversation, w.other)
	}
	c := call{path: map[string]string{"id": s.conversation.String(), "account_id": account.String()}}
	switch {
	case target == "stranger":
		c.twin = map[string]string{"account_id": w.newID().String()}
	case actor == "removed" || actor == "stranger":
		c.twin = map[string]string{"id": w.newID().String()}
	}
	return c
}

var talkSpecs = map[string]spec{
	"list_conversations": {call: func(*world, *person, string) call { return call{} }},
	"open_direct": {call: func(w *world, p *person, relation string) call {
		who := map[string]id.ID{"colleague": w.people["guest"].account, "self": p.account, "left": w.people["gone"].account}[relation]
		return call{body: map[string]any{"account_id": who}}
	}},
	"create_group": {call: func(w *world, _ *person, relation string) call {
		who := w.other
		if relation == "with_frozen" {
			who = w.people["iced"]
		}
		return call{body: map[string]any{"name": canary, "member_ids": []id.ID{who.account}}}
	}},
	"get_conversation": onSpot(false, nil),
	"list_members":     onSpot(false, nil),
	"list_messages":    onSpot(false, nil),
	"get_message":      onSpot(false, nil),
	"list_thread":      onSpot(false, nil),
	"forward_messages": {call: forwarded},
	"send_message":     onSpot(false, outgoing),
	"typing":           onSpot(false, nil),
	"save_draft": onSpot(false, func(w *world, _ *person, _ spot, _ string) any {
		return map[string]any{"text": canary + w.newID().String()}
	}),
	"set_conversation_preferences": onSpot(false, func(*world, *person, spot, string) any {
		return map[string]any{"muted": true, "pinned": true}
	}),
	"mark_read":    onSpot(false, func(_ *world, _ *person, _ spot, _ string) any { return map[string]any{"seq": 1} }),
	"mark_unread":  onSpot(false, empty),
	"rename_group": onSpot(false, newName),
	"add_members": onSpot(true, func(w *world, _ *person, _ spot, _ string) any {
		return map[string]any{"member_ids": []id.ID{w.people["guest"].account}}
	}),
	"leave_group":    onSpot(true, nil),
	"remove_member":  {spends: true, call: whom},
	"edit_message":   onSpot(true, editText),
	"recall_message": onSpot(true, nil),
	"list_edits":     onSpot(false, nil),
	"list_readers":   onSpot(false, nil),
	"read_recalled":  onSpot(false, func(*world, *person, spot, string) any { return map[string]any{"purpose": "a report is looked into"} }),
}

// one is a query of one value.
func one(name, value string) url.Values { return url.Values{name: {value}} }
