package matrix

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"tonggui/internal/messaging"
	"tonggui/internal/platform/clock"
)

// onEmoji is onSpot with an emoji in the path.
func onEmoji(emoji string) spec {
	base := onSpot(false, nil)
	return spec{call: func(w *world, p *person, relation string) call {
		c := base.call(w, p, relation)
		c.path["emoji"] = emoji
		return c
	}}
}

// onKept makes a call on a message for a list of one's own.
func onKept(spends bool, body func(w *world) any) spec {
	return spec{spends: spends, call: func(w *world, p *person, relation string) call {
		s := w.at(p, relation)
		c := call{path: map[string]string{"conversation_id": s.conversation.String(), "seq": strconv.FormatInt(max(s.seq, 1), 10)}}
		c.twin = map[string]string{"conversation_id": w.newID().String()}
		if strings.HasPrefix(relation, "late:") {
			c.twin = map[string]string{"seq": "9000"}
		}
		if body != nil {
			c.body = body(w)
		}
		return c
	}}
}

func nothing(*world, *person, string) call { return call{} }

var markSpecs = map[string]spec{
	"add_reaction":    onEmoji("👍"),
	"remove_reaction": onEmoji("👍"),
	"list_pins":       onSpot(false, nil),
	"pin_message":     onSpot(false, nil),
	"unpin_message":   onSpot(false, nil),

	"list_stars":     {call: nothing},
	"star_message":   onKept(false, nil),
	"unstar_message": onKept(true, nil),
	"list_later":     {call: nothing},
	"put_later": onKept(false, func(w *world) any {
		return map[string]any{"note": canary, "remind_at": w.clock.Now().Add(24 * time.Hour)}
	}),
	"finish_later":  onKept(true, nil),
	"reopen_later":  onKept(true, nil),
	"drop_later":    onKept(true, nil),
	"list_mentions": {call: nothing},

	"list_waiting_receipts": {call: nothing},
	"confirm_message": onSpot(false, func(*world, *person, spot, string) any {
		return map[string]any{"result": canary}
	}),
	"list_receipt":   onSpot(false, nil),
	"remind_receipt": onSpot(true, nil),
}

// ask says something that asks for a result.
func (w *world) ask(p *person, s *spot) {
	w.t.Helper()
	w.made++
	m, _, err := w.house.Messaging.Send(w.ctx(), p.acting(), s.conversation, messaging.Outgoing{ClientID: w.newID(),
		Content: text(fmt.Sprintf("%s asks %d", canary, w.made)), Receipt: messaging.ResultReceipt})
	w.must(err)
	s.seq = m.Seq
}

// keep puts the message of the spot on both lists of a person.
func (w *world) keep(p *person, s spot, remindAt clock.Instant) {
	w.t.Helper()
	w.must(w.house.Marks.Star(w.ctx(), p.acting(), s.conversation, s.seq))
	w.must(w.house.Marks.PutLater(w.ctx(), p.acting(), s.conversation, s.seq, remindAt, canary))
}
