package messaging_test

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"

	"tonggui/internal/files"
	"tonggui/internal/messaging"
	"tonggui/internal/messaging/content"
	"tonggui/internal/platform/id"
)

type forwarded struct{ Items []messaging.Forwarded }

// forward is the body of a forward; to are conversations and people.
func (h *house) forward(from id.ID, seqs []int64, mode string, to ...any) map[string]any {
	targets := []map[string]any{}
	for _, t := range to {
		switch t := t.(type) {
		case person:
			targets = append(targets, map[string]any{"account_id": t.Account})
		case conversation:
			targets = append(targets, map[string]any{"conversation_id": t.ID})
		case id.ID:
			targets = append(targets, map[string]any{"conversation_id": t})
		}
	}
	n := len(seqs) * len(to)
	if mode == "merged" {
		n = len(to)
	}
	return map[string]any{"from": map[string]any{"conversation_id": from, "seqs": seqs}, "to": targets, "mode": mode, "client_ids": h.ids(n)}
}

func (h *house) ids(n int) []id.ID {
	out := make([]id.ID, n)
	for i := range out {
		out[i] = id.New(h.clock.Now())
	}
	return out
}

const forwardPath = "/messages/forward"

// covers: MSG-03
func TestMessagesAreForwardedOneByOneWithTheirWordsAndFiles(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		a, b, c := h.person(), h.person(), h.person()
		from, group := a.direct(b), a.group(c)
		one, voice := b.file("a.png", files.Image), b.file("v", files.Voice)
		b.post(from.ID, attached("看", one))
		b.post(from.ID, spoken(voice))
		b.post(from.ID, at(a))
		body := with(h.forward(from.ID, []int64{1, 2, 3}, "each", group, c), "note", text("转给大家"))
		got := do[forwarded](a, "POST", forwardPath, body).Items
		if len(got) != 2 || got[0].ConversationID != group.ID || len(got[0].Messages) != 4 || len(got[1].Messages) != 4 {
			t.Fatalf("%+v", got)
		}
		direct := got[1].ConversationID
		if c.direct(a).ID != direct {
			t.Error("another conversation than the one of the two")
		}
		for _, place := range got {
			log := c.history(place.ConversationID, "?limit=4").Items
			for i, m := range place.Messages {
				if m.Seq != log[i].Seq || string(m.Content) != string(log[i].Content) || *m.SenderID != a.Account || m.ReaderTotal == nil || *m.ReaderTotal != 1 {
					t.Errorf("%+v\n%+v", m, log[i])
				}
			}
			words := string(log[0].Content)
			if !strings.Contains(words, `"forwarded":true`) || !strings.Contains(words, `"看"`) || log[1].Kind != "voice" || string(log[3].Content) != `{"type":"text","nodes":[{"type":"text","text":"转给大家"}]}` {
				t.Errorf("%s, %s, %s", words, log[1].Kind, log[3].Content)
			}
			if named := string(log[2].Content); !strings.Contains(named, "请看 @"+a.Name) || strings.Contains(named, "mention") {
				t.Errorf("a copy calls somebody: %s", named)
			}
			if held := h.at(place.ConversationID, log[0].Seq); !slices.Equal(held, []id.ID{one}) {
				t.Errorf("held: %v", held)
			}
			if held := h.at(place.ConversationID, log[1].Seq); !slices.Equal(held, []id.ID{voice}) {
				t.Errorf("held: %v", held)
			}
			if !c.mayRead(files.Message(place.ConversationID, log[0].Seq))[0] {
				t.Error("who gets a forward cannot read its file")
			}
		}
		if c.see(group.ID).Mentioned || c.see(direct).Unread != 4 || a.see(direct).Unread != 0 {
			t.Errorf("%+v, %+v", c.see(group.ID), c.see(direct))
		}
		if f := heard[struct{ Message message }](c, "message.created"); len(f) != 9 {
			t.Errorf("%d frames", len(f))
		}
		// The original goes, the copies stay; a copy is not its sender's to rewrite.
		do[message](b, "POST", path(from.ID, "messages", 1, "recall"), nil)
		if !c.mayRead(files.Message(direct, 1))[0] || b.mayRead(files.Message(from.ID, 1))[0] {
			t.Error("a recall reaches what was forwarded before, or does not reach what it should")
		}
		a.refused("message.not_editable", "PATCH", path(direct, "messages", 1), map[string]any{"content": text("x")})
		do[message](a, "POST", path(direct, "messages", 1, "recall"), nil)
	})
}

// covers: MSG-03
func TestMergedMessagesAreOneRecordThatHoldsRecordsThreeDeep(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		a, b := h.person(), h.person()
		g, notes := a.group(b), a.direct(a)
		one := b.file("a.pdf", files.Document)
		a.send(g.ID, "先")
		b.post(g.ID, attached("后", one))
		read := func(m message) (r content.Record) {
			t.Helper()
			if err := json.Unmarshal(m.Content, &r); err != nil || m.Kind != "record" {
				t.Fatalf("%s: %v", m.Content, err)
			}
			return r
		}
		m := do[forwarded](a, "POST", forwardPath, h.forward(g.ID, []int64{2, 3}, "merged", notes)).Items[0].Messages[0]
		r := read(m)
		if r.Title.Kind != "group" || !slices.Equal(r.Title.Names, []string{"项目组"}) || len(r.Items) != 2 || r.Items[0].SenderName != a.Name ||
			r.Items[1].SenderName != b.Name || r.Items[1].Kind != "text" || r.Items[1].At == 0 || r.Plain() != "先\n后" {
			t.Errorf("%s", m.Content)
		}
		if held := h.at(notes.ID, m.Seq); !slices.Equal(held, []id.ID{one}) {
			t.Errorf("held: %v", held)
		}
		for depth := 2; depth <= 3; depth++ {
			m = do[forwarded](a, "POST", forwardPath, h.forward(notes.ID, []int64{m.Seq}, "merged", notes)).Items[0].Messages[0]
			if r := read(m); r.Title.Kind != "direct" || !slices.Equal(r.Title.Names, []string{a.Name}) || r.Held()[0].ID != one || !strings.Contains(r.Plain(), "后") {
				t.Errorf("%s", m.Content)
			}
		}
		a.refused("message.record_too_deep", "POST", forwardPath, h.forward(notes.ID, []int64{m.Seq}, "merged", notes))
		each := do[forwarded](a, "POST", forwardPath, h.forward(notes.ID, []int64{m.Seq}, "each", b)).Items[0]
		if each.Messages[0].Kind != "record" || string(each.Messages[0].Content) != string(m.Content) {
			t.Error("a record is not carried on as it is")
		}
		direct := do[forwarded](b, "POST", forwardPath, h.forward(each.ConversationID, []int64{1}, "each", b)).Items[0]
		if direct.Messages[0].Kind != "record" {
			t.Errorf("%+v", direct)
		}
	})
}

func TestAForwardThatCannotReachAllReachesNobody(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		a, b, c, gone, outsider := h.person(), h.person(), h.person(), h.person(), h.person()
		from, to, theirs := a.direct(b), a.group(c), b.group()
		closed := a.direct(gone)
		h.people.setStatus(gone.Account, "left")
		for i := range 3 {
			a.send(from.ID, fmt.Sprint(i))
		}
		late := h.person()
		add(a, to.ID, "none", late)
		a.send(to.ID, strings.Repeat("长", 9_000))
		do[message](a, "POST", path(from.ID, "messages", 3, "recall"), nil)
		last := a.see(to.ID).LastSeq
		before, _ := h.rows()
		refuse := func(p person, code string, body map[string]any) {
			t.Helper()
			p.refused(code, "POST", forwardPath, body)
		}
		refuse(a, "not_found", h.forward(from.ID, []int64{1}, "each", to, theirs))
		refuse(a, "not_found", h.forward(from.ID, []int64{1}, "merged", to, id.New(h.clock.Now())))
		refuse(a, "not_found", h.forward(from.ID, []int64{1, 99}, "each", to))
		refuse(a, "not_found", h.forward(theirs.ID, []int64{1}, "each", to))
		refuse(outsider, "not_found", h.forward(from.ID, []int64{1}, "each", c))
		refuse(late, "not_found", h.forward(to.ID, []int64{1}, "merged", c))
		refuse(a, "message.not_forwardable", h.forward(from.ID, []int64{1, 3}, "merged", to))
		refuse(a, "message.not_forwardable", h.forward(from.ID, []int64{3}, "each", to))
		refuse(a, "message.not_forwardable", h.forward(to.ID, []int64{1}, "each", from))
		refuse(a, "conversation.peer_left", h.forward(from.ID, []int64{1}, "each", to, closed))
		refuse(c, "conversation.peer_left", h.forward(to.ID, []int64{last}, "each", to, gone))
		refuse(a, "request.invalid", h.forward(from.ID, []int64{1}, "each", to, to))
		refuse(a, "request.invalid", h.forward(from.ID, []int64{1}, "each", from, b))
		refuse(a, "request.invalid", h.forward(from.ID, []int64{2, 1}, "each", to))
		refuse(a, "request.invalid", h.forward(from.ID, []int64{1, 1}, "each", to))
		refuse(a, "request.invalid", with(h.forward(from.ID, []int64{1}, "each", to), "client_ids", h.ids(2)))
		refuse(a, "request.invalid", with(h.forward(from.ID, []int64{1}, "each", to), "client_ids", []id.ID{}))
		refuse(a, "request.invalid", with(h.forward(from.ID, []int64{1}, "each", to), "client_ids", make([]id.ID, 1)))
		refuse(a, "request.invalid", with(h.forward(from.ID, []int64{1}, "each", to), "to", []map[string]any{{"conversation_id": to.ID, "account_id": c.Account}}))
		refuse(a, "request.invalid", with(h.forward(from.ID, []int64{1}, "each", to), "to", []map[string]any{{}}))
		refuse(a, "message.empty", with(h.forward(from.ID, []int64{1}, "each", to), "note", text(" ")))
		refuse(a, "message.mention_not_member", with(h.forward(from.ID, []int64{1}, "each", to, from), "note", at(c)))
		if after, _ := h.rows(); fmt.Sprint(before) != fmt.Sprint(after) {
			t.Errorf("refusals left something: %v → %v", before, after)
		}
		if got := a.see(to.ID).LastSeq; got != last {
			t.Errorf("refusals took seqs: %d → %d", last, got)
		}
		if f := heard[any](late, "message.created"); len(f) != 2 {
			t.Errorf("%d frames", len(f))
		}
	})
}

func TestAForwardKeepsWithinItsLimits(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		a := h.person()
		c := a.direct(a)
		seqs := make([]int64, 30)
		for i := range seqs {
			seqs[i] = a.send(c.ID, strings.Repeat("长", 9_900)).Seq
		}
		groups := make([]any, 20)
		for i := range groups {
			groups[i] = a.group()
		}
		before, _ := h.rows()
		a.refused("message.record_too_large", "POST", forwardPath, h.forward(c.ID, seqs, "merged", c))
		a.refused("message.too_many_copies", "POST", forwardPath, with(h.forward(c.ID, seqs[:26], "each", groups...), "client_ids", h.ids(1)))
		a.refused("request.invalid", "POST", forwardPath, h.forward(c.ID, seqs[:1], "each", append(groups, a)...))
		if after, _ := h.rows(); fmt.Sprint(before) != fmt.Sprint(after) {
			t.Errorf("refusals left something: %v → %v", before, after)
		}
		if got := do[forwarded](a, "POST", forwardPath, h.forward(c.ID, seqs[:2], "each", groups...)).Items; len(got) != 20 {
			t.Errorf("%d targets", len(got))
		}
	})
}

// covers: MSG-03
func TestAForwardSentAgainIsTheSameHoweverManyRace(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		a, b, c := h.person(), h.person(), h.person()
		from, g := a.direct(b), a.group(b)
		a.send(from.ID, "一")
		a.send(from.ID, "二")
		for _, mode := range []string{"each", "merged"} {
			body := with(h.forward(from.ID, []int64{1, 2}, mode, g, c), "note", text("看"))
			messages := h.count("messages")
			var wg sync.WaitGroup
			answers := make([]forwarded, 6)
			for i := range answers {
				wg.Go(func() { answers[i] = do[forwarded](a, "POST", forwardPath, body) })
			}
			wg.Wait()
			for _, other := range answers {
				for i, place := range other.Items {
					if first := answers[0].Items[i]; place.ConversationID != first.ConversationID || len(place.Messages) != len(first.Messages) || place.Messages[0].Seq != first.Messages[0].Seq {
						t.Errorf("%+v, %+v", place, first)
					}
				}
			}
			if n := h.count("messages") - messages; n != len(body["client_ids"].([]id.ID))+2 {
				t.Errorf("%s: %d messages stored", mode, n)
			}
			ids := body["client_ids"].([]id.ID)
			for _, other := range []map[string]any{
				with(body, "to", []map[string]any{{"conversation_id": g.ID}, {"account_id": b.Account}}),
				with(h.forward(from.ID, []int64{1}, "each", g, c), "client_ids", []id.ID{ids[0], id.New(h.clock.Now())}),
			} {
				a.refused("message.client_id_reused", "POST", forwardPath, other)
			}
		}
		again := h.forward(from.ID, []int64{1}, "each", g)
		sent := do[forwarded](a, "POST", forwardPath, again).Items[0].Messages[0]
		do[message](a, "POST", path(from.ID, "messages", 1, "recall"), nil)
		if got := do[forwarded](a, "POST", forwardPath, again).Items[0].Messages[0]; got.Seq != sent.Seq {
			t.Errorf("a retry after the original was recalled: %d, %d", got.Seq, sent.Seq)
		}
	})
}

func TestForwardsThatCrossDoNotBlockEachOther(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		crew := h.crew(6)
		groups := make([]any, 4)
		for i := range groups {
			groups[i] = crew[0].group(crew[1:]...)
		}
		for _, g := range groups {
			crew[0].send(g.(conversation).ID, "源")
		}
		var wg sync.WaitGroup
		for i, p := range crew {
			wg.Go(func() {
				to := slices.Clone(groups)
				if i%2 == 1 {
					slices.Reverse(to)
				}
				for _, other := range crew {
					to = append(to, other)
				}
				source := groups[i%len(groups)].(conversation).ID
				for range 3 {
					do[forwarded](p, "POST", forwardPath, h.forward(source, []int64{2}, "each", to...))
					p.send(source, "x")
				}
			})
		}
		wg.Wait()
		for _, g := range groups {
			page := crew[0].history(g.(conversation).ID, "?limit=200")
			for i, m := range page.Items {
				if m.Seq != int64(i+1) {
					t.Fatalf("seq %d at place %d", m.Seq, i+1)
				}
			}
		}
	})
}
