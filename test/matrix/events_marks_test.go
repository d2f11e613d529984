package matrix

import (
	"fmt"
	"slices"
	"strings"
	"time"
)

// inSeries is a scene about the list for later, whose frame tells only how many items are open: each
// person gets a range of numbers of their own.
func inSeries(w *world, p *person, relation string) func() string {
	who := p
	if relation == "of_colleague" {
		who = w.keeper
	}
	s := w.make(who, "owner")
	s.seq = w.say(who, s.conversation)
	want := 100 + 20*slices.Index(w.table.entering(), p.kind)
	for open := w.openLater(who); open < want; open++ {
		w.write(`INSERT INTO laters (account_id, conversation_id, seq, note, at) VALUES (?, ?, ?, '', 1)`, who.account, s.conversation, 1000+open)
	}
	return func() string {
		w.must(w.house.Marks.PutLater(w.ctx(), who.acting(), s.conversation, s.seq, 0, canary))
		return fmt.Sprintf(`{"open":%d}`, w.openLater(who))
	}
}

func (w *world) openLater(p *person) int {
	w.t.Helper()
	return must(w.house.Marks.Later(w.ctx(), p.acting(), false, "", 1)).Open
}

// markScenes has one for every event about marks.
var markScenes = map[string]scene{
	"message.reacted": inSpot(func(w *world, p *person, s spot, _ string) {
		must(w.house.Marks.React(w.ctx(), w.keeper.acting(), s.conversation, s.seq, "👍", true))
	}),
	"pins.changed": inSpot(func(w *world, p *person, s spot, _ string) {
		w.must(w.house.Marks.Pin(w.ctx(), w.keeper.acting(), s.conversation, s.seq, true))
	}),
	"star.changed": inSpot(func(w *world, p *person, s spot, relation string) {
		who := w.keeper
		if relation == "own" {
			who = p
		}
		w.must(w.house.Marks.Star(w.ctx(), who.acting(), s.conversation, w.say(w.keeper, s.conversation)))
	}),
	"later.changed": inSeries,
	"later.due": func(w *world, p *person, relation string) func() string {
		who := p
		if relation == "of_colleague" {
			who = w.keeper
		}
		s := w.make(who, "owner")
		s.seq = w.say(who, s.conversation)
		w.keep(who, s, w.clock.Now().Add(time.Hour))
		return func() string {
			w.pass(time.Hour)
			w.must(w.house.Marks.Tick(w.ctx()))
			return s.conversation.String()
		}
	},
	"receipt.changed": inSpot(func(w *world, p *person, s spot, relation string) {
		who := w.other
		switch relation {
		case "direct:i_ask":
			who = w.keeper
		case "direct:asks_me":
			who = p
		}
		must(w.house.Marks.Answer(w.ctx(), who.acting(), s.conversation, s.seq, canary))
	}),
	"receipt.reminder": inSpot(func(w *world, p *person, s spot, relation string) {
		who := w.keeper
		if strings.HasSuffix(relation, ":i_ask") {
			who = p
		}
		must(w.house.Marks.Remind(w.ctx(), who.acting(), s.conversation, s.seq))
	}),
}

func init() {
	for event, play := range markScenes {
		scenes[event] = play
	}
}
