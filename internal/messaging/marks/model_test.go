package marks_test

import (
	"encoding/json"
	"flag"
	"fmt"
	"slices"
	"testing"

	"tonggui/internal/messaging"
	"tonggui/internal/messaging/marks"
	"tonggui/internal/platform/id"

	"pgregory.net/rapid"
)

// The property runs shortly with every test; a soak asks for more by the same flags.
func init() {
	_ = flag.Set("rapid.checks", "8")
	_ = flag.Set("rapid.steps", "30")
	_ = flag.Set("rapid.nofailfile", "true") // the seed is printed; tests leave no files behind
}

var emojis = []string{"👍", "❤\uFE0F", "🎉"}

// world is what a group with marks should be, without a database.
type world struct {
	house *house
	crew  []person
	group id.ID
	log   []said        // seq-1 → message
	from  map[int]int64 // who is in: what they see lies beyond
	epoch map[int]int   // in which they joined; counted in changes of members
	now   int
	stars map[int][]int64 // in the order of the page
	later map[int]map[int64]bool
}

type said struct {
	by       int // -1 for a system line
	epoch    int
	asked    int // how many; 0 where it asks for no receipt
	answered map[int]bool
	recalled bool
	pinned   bool
	reacted  [][]int // by emoji: who, in order
	order    []int   // of the emoji
}

// covers: MSG-03, MSG-04
func TestMarksAreAtAnyTimeWhatTheirHistoryMakesThem(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		crew := h.crew(4)
		rapid.Check(t, func(rt *rapid.T) {
			w := begin(rt, h, crew)
			rt.Repeat(map[string]func(*rapid.T){
				"": w.agree, "send": w.send, "ask": w.ask, "react": w.react, "take back": w.takeBack, "react again": w.react,
				"pin": w.pin, "star": w.star, "put later": w.putLater, "finish later": w.finishLater, "answer": w.answer,
				"recall": w.recall, "add": w.add, "leave": w.leave,
			})
		})
	})
}

func begin(rt *rapid.T, h *house, crew []person) *world {
	for _, table := range []string{"stars", "laters"} { // lists of one's own go over all groups of all runs
		h.write(`DELETE FROM ` + table)
	}
	w := &world{house: h, crew: crew, from: map[int]int64{0: 0, 1: 0, 2: 0}, epoch: map[int]int{}, stars: map[int][]int64{}, later: map[int]map[int64]bool{}}
	w.group = crew[0].group(crew[1:3]...).ID
	w.line()
	return w
}

func (w *world) line() { w.log = append(w.log, said{by: -1}) }

func (w *world) last() int64 { return int64(len(w.log)) }

// tick keeps two acts from falling into one instant, so that lists have one order.
func (w *world) tick() { w.house.clock.Advance(1000) }

func (w *world) one(rt *rapid.T) int { return rapid.IntRange(0, len(w.crew)-1).Draw(rt, "who") }

// pick draws a person and a message, and tells what stands in the way of marking it.
func (w *world) pick(rt *rapid.T) (who int, seq int64, m *said, status int, code string) {
	w.tick()
	who = w.one(rt)
	seq = rapid.Int64Range(1, w.last()+1).Draw(rt, "seq")
	from, in := w.from[who]
	if !in || seq <= from || seq > w.last() {
		return who, seq, &said{}, 404, "not_found"
	}
	m = &w.log[seq-1]
	switch {
	case m.by < 0:
		return who, seq, m, 422, "message.not_markable"
	case m.recalled:
		return who, seq, m, 409, "message.recalled"
	}
	return who, seq, m, 200, ""
}

func (w *world) expect(rt *rapid.T, status int, code string, who int, method, where string, body any) []byte {
	got, raw := w.crew[who].try(method, where, body)
	var p struct{ Code string }
	if got >= 400 {
		_ = json.Unmarshal(raw, &p)
	}
	if got == 204 || got == 201 {
		got = 200
	}
	if got != status || p.Code != code {
		rt.Fatalf("%d: %s %s: %d %s, want %d %s", who, method, where, got, p.Code, status, code)
	}
	return raw
}

func (w *world) send(rt *rapid.T) { w.say(rt, "") }
func (w *world) ask(rt *rapid.T)  { w.say(rt, "confirm") }

func (w *world) say(rt *rapid.T, receipt string) {
	w.tick()
	who := w.one(rt)
	body := map[string]any{"client_id": id.New(w.house.clock.Now()), "content": text("x")}
	m := said{by: who, epoch: w.now, answered: map[int]bool{}, reacted: make([][]int, len(emojis))}
	if receipt != "" {
		body["receipt"] = receipt
		m.asked = len(w.from) - 1
	}
	switch _, in := w.from[who]; {
	case !in:
		w.expect(rt, 404, "not_found", who, "POST", path(w.group, "messages"), body)
	case receipt != "" && m.asked == 0:
		w.expect(rt, 422, "receipt.nobody_asked", who, "POST", path(w.group, "messages"), body)
	default:
		w.expect(rt, 200, "", who, "POST", path(w.group, "messages"), body)
		w.log = append(w.log, m)
	}
}

func (w *world) react(rt *rapid.T) {
	who, seq, m, status, code := w.pick(rt)
	e := rapid.IntRange(0, len(emojis)-1).Draw(rt, "emoji")
	w.expect(rt, status, code, who, "PUT", reactionPath(w.group, seq, emojis[e]), nil)
	if status != 200 || slices.Contains(m.reacted[e], who) {
		return
	}
	m.reacted[e] = append(m.reacted[e], who)
	if !slices.Contains(m.order, e) {
		m.order = append(m.order, e)
	}
}

func (w *world) takeBack(rt *rapid.T) {
	who, seq, m, status, code := w.pick(rt)
	if status == 409 || status == 422 {
		status, code = 200, ""
	}
	e := rapid.IntRange(0, len(emojis)-1).Draw(rt, "emoji")
	w.expect(rt, status, code, who, "DELETE", reactionPath(w.group, seq, emojis[e]), nil)
	if status == 200 && m.by >= 0 {
		m.reacted[e] = slices.DeleteFunc(m.reacted[e], func(i int) bool { return i == who })
	}
}

func (w *world) pin(rt *rapid.T) {
	who, seq, m, status, code := w.pick(rt)
	on := rapid.Bool().Draw(rt, "on")
	method := "PUT"
	if !on {
		method = "DELETE"
		if status != 404 {
			status, code = 200, ""
		}
	}
	w.expect(rt, status, code, who, method, path(w.group, "pins", seq), nil)
	if status == 200 {
		m.pinned = on
	}
}

func (w *world) star(rt *rapid.T) {
	who, seq, _, status, code := w.pick(rt)
	at := slices.Index(w.stars[who], seq)
	if rapid.Bool().Draw(rt, "on") {
		w.expect(rt, status, code, who, "PUT", starPath(w.group, seq), nil)
		if status == 200 && at < 0 {
			w.stars[who] = slices.Insert(w.stars[who], 0, seq)
		}
		return
	}
	if status != 404 || at >= 0 {
		status, code = 200, ""
	}
	w.expect(rt, status, code, who, "DELETE", starPath(w.group, seq), nil)
	if at >= 0 {
		w.stars[who] = slices.Delete(w.stars[who], at, at+1)
	}
}

func (w *world) putLater(rt *rapid.T) {
	who, seq, _, status, code := w.pick(rt)
	w.expect(rt, status, code, who, "PUT", laterPath(w.group, seq), map[string]any{"note": "n"})
	if status == 200 {
		if w.later[who] == nil {
			w.later[who] = map[int64]bool{}
		}
		w.later[who][seq] = true
	}
}

func (w *world) finishLater(rt *rapid.T) {
	who, seq, _, _, _ := w.pick(rt)
	verb := rapid.SampledFrom([]string{"done", "undone"}).Draw(rt, "verb")
	if _, there := w.later[who][seq]; !there {
		w.expect(rt, 404, "not_found", who, "POST", laterPath(w.group, seq)+"/"+verb, nil)
		return
	}
	w.expect(rt, 200, "", who, "POST", laterPath(w.group, seq)+"/"+verb, nil)
	w.later[who][seq] = verb == "undone"
}

func (w *world) isAsked(who int, m *said) bool {
	return m.asked > 0 && m.by != who && w.epoch[who] <= m.epoch
}

func (w *world) answer(rt *rapid.T) {
	who, seq, m, status, code := w.pick(rt)
	switch {
	case status == 404:
	case m.asked == 0:
		status, code = 409, "receipt.none"
	case !w.isAsked(who, m):
		status, code = 403, "access.denied"
	}
	w.expect(rt, status, code, who, "POST", path(w.group, "messages", seq, "confirm"), map[string]any{})
	if status == 200 {
		m.answered[who] = true
	}
}

func (w *world) recall(rt *rapid.T) {
	who, seq, m, status, code := w.pick(rt)
	switch {
	case status == 404:
	case m.by != who:
		status, code = 403, "access.denied"
	case m.recalled:
		status, code = 200, ""
	}
	w.expect(rt, status, code, who, "POST", path(w.group, "messages", seq, "recall"), nil)
	if status == 200 {
		m.recalled = true
	}
}

func (w *world) add(rt *rapid.T) {
	w.tick()
	who := w.one(rt)
	history := rapid.SampledFrom([]string{"none", "all"}).Draw(rt, "history")
	for by := range w.crew {
		from, in := w.from[by]
		if _, there := w.from[who]; !in || there {
			continue
		}
		w.crew[by].add(w.group, history, w.crew[who])
		w.now++
		w.from[who], w.epoch[who] = w.last(), w.now
		if history == "all" {
			w.from[who] = from
		}
		w.line()
		return
	}
}

func (w *world) leave(rt *rapid.T) {
	w.tick()
	who := w.one(rt)
	if _, in := w.from[who]; !in || len(w.from) == 1 {
		return
	}
	w.crew[who].leave(w.group)
	delete(w.from, who)
	w.now++
	w.line()
}

// agree compares what everybody sees with what they should see.
func (w *world) agree(rt *rapid.T) {
	for who := range w.crew {
		w.agreeLists(rt, who)
		from, in := w.from[who]
		if !in {
			w.expect(rt, 404, "not_found", who, "GET", path(w.group, "pins"), nil)
			continue
		}
		var h history
		_ = json.Unmarshal(w.expect(rt, 200, "", who, "GET", path(w.group, "messages")+"?after=0&limit=200", nil), &h)
		pinned := 0
		for i, got := range h.Items {
			seq := from + int64(i) + 1
			want := w.view(who, seq)
			if shown := fmt.Sprintf("%v %v %v %v", got.Reactions, got.Pinned, got.Starred, got.Later) + receiptText(got.Receipt); got.Seq != seq || shown != want {
				rt.Fatalf("%d sees of %d: %s, want %s", who, seq, shown, want)
			}
			if got.Pinned {
				pinned++
			}
		}
		if got := w.crew[who].pins(w.group); len(got) != pinned {
			rt.Fatalf("%d sees %v pinned, want %d", who, got, pinned)
		}
	}
}

// view is how a message should be seen.
func (w *world) view(who int, seq int64) string {
	m := w.log[seq-1]
	shown, receipt := []messaging.Reaction{}, (*messaging.ReceiptState)(nil)
	if !m.recalled {
		for _, e := range m.order {
			r := messaging.Reaction{Emoji: emojis[e], Count: int64(len(m.reacted[e]))}
			for _, i := range m.reacted[e] {
				r.AccountIDs = append(r.AccountIDs, w.crew[i].Account)
			}
			if r.Count > 0 {
				shown = append(shown, r)
			}
		}
		if m.asked > 0 {
			asked := w.isAsked(who, &m)
			receipt = &messaging.ReceiptState{Mode: "confirm", Confirmed: int64(len(m.answered)), Total: int64(m.asked), Asked: &asked}
			if m.answered[who] {
				receipt.Mine = &messaging.Confirmation{}
			}
		}
	}
	return fmt.Sprintf("%v %v %v %v", shown, m.pinned && !m.recalled, slices.Contains(w.stars[who], seq), w.later[who][seq]) + receiptText(receipt)
}

func receiptText(r *messaging.ReceiptState) string {
	if r == nil {
		return ""
	}
	return fmt.Sprintf(" %s %d/%d %v %v", r.Mode, r.Confirmed, r.Total, r.Mine != nil, *r.Asked)
}

func (w *world) agreeLists(rt *rapid.T, who int) {
	var stars itemList
	_ = json.Unmarshal(w.expect(rt, 200, "", who, "GET", "/stars?limit=200", nil), &stars)
	from, in := w.from[who]
	if len(stars.Items) != len(w.stars[who]) {
		rt.Fatalf("%d has %d stars, want %v", who, len(stars.Items), w.stars[who])
	}
	for i, seq := range w.stars[who] {
		if got := stars.Items[i]; got.Seq != seq || (got.Message != nil) != (in && seq > from) || (got.Conversation.Name != "") != in {
			rt.Fatalf("%d has %+v starred, want seq %d", who, got, seq)
		}
	}
	open := 0
	for _, is := range w.later[who] {
		if is {
			open++
		}
	}
	var later, done marks.LaterPage
	_ = json.Unmarshal(w.expect(rt, 200, "", who, "GET", "/later?limit=200", nil), &later)
	_ = json.Unmarshal(w.expect(rt, 200, "", who, "GET", "/later?limit=200&state=done", nil), &done)
	if later.Open != open || len(later.Items) != open || len(done.Items) != len(w.later[who])-open {
		rt.Fatalf("%d has %d open and %d done, want %v", who, len(later.Items), len(done.Items), w.later[who])
	}
	want := 0
	for seq := from + 1; in && seq <= w.last(); seq++ {
		if m := &w.log[seq-1]; !m.recalled && w.isAsked(who, m) && !m.answered[who] {
			want++
		}
	}
	var waiting itemList
	_ = json.Unmarshal(w.expect(rt, 200, "", who, "GET", "/receipts/waiting?limit=200", nil), &waiting)
	here := slices.DeleteFunc(waiting.Items, func(x marks.Found) bool { return x.Conversation.ID != w.group })
	if len(here) != want {
		rt.Fatalf("%d is waited for by %d messages, want %d", who, len(here), want)
	}
}
