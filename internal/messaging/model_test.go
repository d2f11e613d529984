package messaging_test

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"testing"
	"time"

	"tonggui/internal/messaging"
	"tonggui/internal/platform/clock"
	"tonggui/internal/platform/id"

	"pgregory.net/rapid"
)

// The property runs shortly with every test; a soak asks for more by the same flags.
func init() {
	_ = flag.Set("rapid.checks", "8")
	_ = flag.Set("rapid.steps", "30")
	_ = flag.Set("rapid.nofailfile", "true") // the seed is printed; tests leave no files behind
}

// world is what a group should be, without a database.
type world struct {
	house   *house
	crew    []person
	group   id.ID
	log     []said         // seq-1 → message
	in      map[int]*place // by number in crew
	epoch   int64
	lastOut map[int]map[string]any
	lastSeq map[int]int64
}

type said struct {
	by       int // -1 for a system line
	text     string
	at       clock.Instant
	edits    int64
	recalled bool
}

type place struct {
	role               messaging.Role
	from, joined, read int64
	epoch              int64
}

// covers: MSG-01, MSG-03
func TestAGroupIsAtAnyTimeWhatItsHistoryMakesIt(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		crew := h.crew(5)
		rapid.Check(t, func(rt *rapid.T) {
			w := begin(rt, h, crew)
			rt.Repeat(map[string]func(*rapid.T){
				"":       w.agree,
				"send":   w.send,
				"again":  w.again,
				"recall": w.recall,
				"edit":   w.edit,
				"read":   w.read,
				"add":    w.add,
				"remove": w.remove,
				"wait": func(rt *rapid.T) {
					h.clock.Advance(time.Duration(rapid.IntRange(0, 121).Draw(rt, "seconds")) * time.Second)
				},
			})
		})
	})
}

func begin(rt *rapid.T, h *house, crew []person) *world {
	w := &world{house: h, crew: crew, in: map[int]*place{}, epoch: 1, lastOut: map[int]map[string]any{}, lastSeq: map[int]int64{}}
	first := rapid.IntRange(1, len(crew)).Draw(rt, "members")
	status, raw := crew[0].try("POST", "/conversations/groups", map[string]any{"name": "g", "member_ids": accounts(crew[1:first])})
	var c conversation
	if status != 201 || json.Unmarshal(raw, &c) != nil {
		rt.Fatalf("%d %s", status, raw)
	}
	w.group = c.ID
	for i := range first {
		w.in[i] = &place{role: messaging.Common, epoch: 1}
	}
	w.in[0].role = messaging.Owner
	w.line(0)
	return w
}

// line adds a system line; whoever caused it and had read everything has read it too.
func (w *world) line(actor int) {
	w.log = append(w.log, said{by: -1, at: w.house.clock.Now()})
	if p := w.in[actor]; p != nil && p.read == w.last()-1 {
		p.read = w.last()
	}
}

func (w *world) last() int64 { return int64(len(w.log)) }

func (w *world) one(rt *rapid.T, what string) int {
	return rapid.IntRange(0, len(w.crew)-1).Draw(rt, what)
}

// expect calls the API and compares the status and, of a refusal, the code.
func (w *world) expect(rt *rapid.T, status int, code string, who int, method, where string, body any) []byte {
	got, raw := w.crew[who].try(method, where, body)
	var p struct{ Code string }
	if got >= 400 {
		_ = json.Unmarshal(raw, &p)
	}
	if got != status || p.Code != code {
		rt.Fatalf("%d: %s %s: %d %s, want %d %s", who, method, where, got, p.Code, status, code)
	}
	return raw
}

func (w *world) send(rt *rapid.T) {
	who := w.one(rt, "who")
	words := rapid.StringMatching(`[a-z<你好]{1,8}`).Draw(rt, "words")
	out := outgoing(id.New(w.house.clock.Now()), text(words))
	if w.in[who] == nil {
		w.expect(rt, 404, "not_found", who, "POST", path(w.group, "messages"), out)
		return
	}
	var m message
	_ = json.Unmarshal(w.expect(rt, 201, "", who, "POST", path(w.group, "messages"), out), &m)
	w.log = append(w.log, said{by: who, text: words, at: w.house.clock.Now()})
	if m.Seq != w.last() {
		rt.Fatalf("seq %d, want %d", m.Seq, w.last())
	}
	w.in[who].read = w.last()
	w.lastOut[who], w.lastSeq[who] = out, m.Seq
}

func (w *world) again(rt *rapid.T) {
	who := w.one(rt, "who")
	out := w.lastOut[who]
	switch {
	case out == nil:
	case w.in[who] == nil || w.in[who].from >= w.lastSeq[who]:
		w.expect(rt, 404, "not_found", who, "POST", path(w.group, "messages"), out)
	default:
		w.expect(rt, 200, "", who, "POST", path(w.group, "messages"), out)
	}
}

// pick draws a person and a message, and tells what stands in the way of changing it.
func (w *world) pick(rt *rapid.T) (who int, seq int64, status int, code string) {
	who = w.one(rt, "who")
	seq = rapid.Int64Range(1, w.last()+1).Draw(rt, "seq")
	switch p := w.in[who]; {
	case p == nil || seq <= p.from || seq > w.last():
		return who, seq, 404, "not_found"
	case w.log[seq-1].by != who:
		return who, seq, 403, "access.denied"
	}
	return who, seq, 200, ""
}

func (w *world) late(seq int64) bool { return w.house.clock.Now().Sub(w.log[seq-1].at) > 2*time.Minute }

func (w *world) recall(rt *rapid.T) {
	who, seq, status, code := w.pick(rt)
	if status == 200 && !w.log[seq-1].recalled && w.late(seq) {
		status, code = 403, "message.recall_expired"
	}
	w.expect(rt, status, code, who, "POST", path(w.group, "messages", seq, "recall"), nil)
	if status == 200 {
		w.log[seq-1].recalled = true
	}
}

func (w *world) edit(rt *rapid.T) {
	who, seq, status, code := w.pick(rt)
	words := rapid.StringMatching(`[a-z]{1,3}`).Draw(rt, "words")
	if status == 200 && w.log[seq-1].recalled {
		status, code = 409, "message.recalled"
	} else if status == 200 && w.late(seq) {
		status, code = 403, "message.recall_expired"
	}
	w.expect(rt, status, code, who, "PATCH", path(w.group, "messages", seq), map[string]any{"content": text(words)})
	if m := &w.log[max(0, min(seq, w.last())-1)]; status == 200 && m.text != words {
		m.text, m.edits = words, m.edits+1
	}
}

func (w *world) read(rt *rapid.T) {
	who := w.one(rt, "who")
	seq := rapid.Int64Range(0, w.last()+1).Draw(rt, "seq")
	status, code := 200, ""
	if w.in[who] == nil {
		status, code = 404, "not_found"
	}
	w.expect(rt, status, code, who, "PUT", path(w.group, "read"), map[string]any{"seq": seq})
	if p := w.in[who]; p != nil {
		p.read = max(p.read, min(seq, w.last()))
	}
}

func (w *world) add(rt *rapid.T) {
	who, other := w.one(rt, "who"), w.one(rt, "other")
	history := rapid.SampledFrom([]string{"none", "all"}).Draw(rt, "history")
	body := map[string]any{"member_ids": []id.ID{w.crew[other].Account}, "history": history}
	if w.in[who] == nil {
		w.expect(rt, 404, "not_found", who, "POST", path(w.group, "members"), body)
		return
	}
	w.expect(rt, 200, "", who, "POST", path(w.group, "members"), body)
	if w.in[other] != nil {
		return
	}
	w.epoch++
	p := &place{role: messaging.Common, from: w.last(), joined: w.last(), read: w.last(), epoch: w.epoch}
	if history == "all" {
		p.from = w.in[who].from
	}
	w.in[other] = p
	w.line(who)
}

// remove is also leaving, where somebody removes themselves.
func (w *world) remove(rt *rapid.T) {
	who, other := w.one(rt, "who"), w.one(rt, "other")
	status, code := 204, ""
	switch mine, theirs := w.in[who], w.in[other]; {
	case mine == nil:
		status, code = 404, "not_found"
	case who == other:
	case mine.role == messaging.Common:
		status, code = 403, "access.denied"
	case theirs == nil:
		status, code = 404, "not_found"
	}
	w.expect(rt, status, code, who, "DELETE", path(w.group, "members", w.crew[other].Account), nil)
	if status != 204 {
		return
	}
	owned := w.in[other].role == messaging.Owner
	delete(w.in, other)
	w.epoch++
	w.line(who)
	if owned {
		w.handOn()
	}
}

func (w *world) handOn() {
	heir := -1
	for i, p := range w.in {
		if heir < 0 || p.epoch < w.in[heir].epoch ||
			p.epoch == w.in[heir].epoch && bytes.Compare(w.crew[i].Account[:], w.crew[heir].Account[:]) < 0 {
			heir = i
		}
	}
	if heir >= 0 {
		w.in[heir].role = messaging.Owner
	}
}

// agree compares what everybody sees with what they should see.
func (w *world) agree(rt *rapid.T) {
	for i := range w.crew {
		p := w.in[i]
		if p == nil {
			w.expect(rt, 404, "not_found", i, "GET", path(w.group, "messages"), nil)
			w.expect(rt, 404, "not_found", i, "GET", path(w.group), nil)
			continue
		}
		var c conversation
		_ = json.Unmarshal(w.expect(rt, 200, "", i, "GET", path(w.group), nil), &c)
		if c.LastSeq != w.last() || c.ReadSeq != p.read || c.Unread != w.last()-max(p.read, p.joined) || c.MyRole != p.role ||
			c.MemberCount != int64(len(w.in)) || c.Epoch != w.epoch || c.MyFromSeq != p.from {
			rt.Fatalf("%d sees %+v, want %+v of %d", i, c, p, w.last())
		}
		var got history
		_ = json.Unmarshal(w.expect(rt, 200, "", i, "GET", path(w.group, "messages")+"?after=0&limit=200", nil), &got)
		if int64(len(got.Items)) != w.last()-p.from {
			rt.Fatalf("%d sees %d messages, want %d", i, len(got.Items), w.last()-p.from)
		}
		for n, m := range got.Items {
			w.agreeOn(rt, i, p.from+int64(n)+1, m)
		}
	}
}

func (w *world) agreeOn(rt *rapid.T, who int, seq int64, m message) {
	want := w.log[seq-1]
	if m.Seq != seq || m.EditCount != want.edits || (m.Recalled != nil) != want.recalled || (m.Kind == "system") != (want.by < 0) {
		rt.Fatalf("%d sees %+v, want %+v", who, m, want)
	}
	if want.by < 0 {
		return
	}
	shown := ""
	if !want.recalled || want.by == who {
		b, _ := json.Marshal(want.text)
		shown = fmt.Sprintf(`{"type":"text","nodes":[{"type":"text","text":%s}]}`, b)
	}
	if string(compact(m.Content)) != shown {
		rt.Fatalf("%d reads %s, want %s", who, m.Content, shown)
	}
	if want.by != who {
		return
	}
	var read, total int64
	for i, p := range w.in {
		if i != who && p.joined < seq {
			total++
			if p.read >= seq {
				read++
			}
		}
	}
	if m.ReadCount == nil || *m.ReadCount != read || *m.ReaderTotal != total {
		rt.Fatalf("%d of %d have read seq %d, want %d of %d", *m.ReadCount, *m.ReaderTotal, seq, read, total)
	}
}

func compact(b []byte) []byte {
	var v any
	if len(b) == 0 || json.Unmarshal(b, &v) != nil {
		return nil
	}
	return b
}
