package messaging_test

import (
	"fmt"
	"net/http"
	"sync"
	"testing"

	"tonggui/internal/messaging/content"
	"tonggui/internal/platform/db"
	"tonggui/internal/platform/id"
)

// covers: MSG-01
func TestFiftySendersAtOnceGetOneOrderWithoutGapsAndEveryMemberHearsIt(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		const senders, times = 50, 6
		crew := h.crew(senders)
		outsider := h.person()
		g := crew[0].group(crew[1:]...)
		var wg sync.WaitGroup
		for i, p := range crew {
			wg.Go(func() {
				last := int64(0)
				for n := range times {
					m := p.send(g.ID, fmt.Sprintf("%d/%d", i, n))
					if m.Seq <= last {
						t.Errorf("message %d of sender %d got seq %d after %d", n, i, m.Seq, last)
					}
					last = m.Seq
				}
			})
		}
		wg.Wait()

		stored := append(crew[7].history(g.ID, "?after=0&limit=200").Items, crew[7].history(g.ID, "?after=200&limit=200").Items...)
		if len(stored) != 1+senders*times {
			t.Fatalf("%d messages stored", len(stored))
		}
		for i, m := range stored {
			if m.Seq != int64(i+1) {
				t.Fatalf("seq %d at place %d", m.Seq, i+1)
			}
		}
		h.settle()
		for _, p := range crew {
			seen := map[int64]string{}
			for _, f := range got[struct{ Message message }](p, "message.created") {
				if _, twice := seen[f.Message.Seq]; twice {
					t.Errorf("seq %d was pushed twice", f.Message.Seq)
				}
				seen[f.Message.Seq] = string(f.Message.Content)
			}
			for _, m := range stored {
				if seen[m.Seq] != string(m.Content) {
					t.Errorf("seq %d: pushed %s, stored %s", m.Seq, seen[m.Seq], m.Content)
				}
			}
			if len(seen) != len(stored) {
				t.Errorf("%d frames for %d messages", len(seen), len(stored))
			}
		}
		if got := heard[any](outsider, "message.created"); len(got) != 0 {
			t.Errorf("an outsider got %d frames", len(got))
		}
	})
}

// covers: MSG-01
func TestARetryIsTheSameMessageHoweverManyRace(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		a, b := h.person(), h.person()
		c := a.direct(b)
		clientID := id.New(h.clock.Now())
		statuses := make([]int, 8)
		var wg sync.WaitGroup
		for i := range statuses {
			wg.Go(func() { statuses[i], _ = a.try("POST", path(c.ID, "messages"), outgoing(clientID, text("一次"))) })
		}
		wg.Wait()
		created := 0
		for _, s := range statuses {
			switch s {
			case http.StatusCreated:
				created++
			case http.StatusOK:
			default:
				t.Errorf("status %d", s)
			}
		}
		if created != 1 || h.count("messages") != 1 {
			t.Fatalf("%d created, %d stored", created, h.count("messages"))
		}
		if got := b.see(c.ID); got.LastSeq != 1 || got.Unread != 1 {
			t.Errorf("a retry has taken a seq: %+v", got)
		}
		if got := heard[any](b, "message.created"); len(got) != 1 {
			t.Errorf("%d frames", len(got))
		}
	})
}

// covers: MSG-01
func TestAClientIDStandsForOneMessageOnly(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		a, b := h.person(), h.person()
		c, self := a.direct(b), a.direct(a)
		clientID := id.New(h.clock.Now())
		sent := do[message](a, "POST", path(c.ID, "messages"), outgoing(clientID, text("一")))
		a.refused("message.client_id_reused", "POST", path(c.ID, "messages"), outgoing(clientID, text("二")))
		a.refused("message.client_id_reused", "POST", path(self.ID, "messages"), outgoing(clientID, text("一")))
		if other := do[message](b, "POST", path(c.ID, "messages"), outgoing(clientID, text("二"))); other.Seq != 2 {
			t.Errorf("somebody else's client id is somebody else's: %+v", other)
		}
		do[message](a, "PATCH", path(c.ID, "messages", 1), map[string]any{"content": text("一改")})
		again := do[message](a, "POST", path(c.ID, "messages"), outgoing(clientID, text("一")))
		if again.Seq != sent.Seq || string(again.Content) == string(sent.Content) {
			t.Errorf("a retry after an edit is the message as it is now: %s", again.Content)
		}
	})
}

func TestARetryIsAnsweredAlsoWhereTheFirstOneWouldBeRefusedNow(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		a, b, c := h.person(), h.person(), h.person()
		g := a.group(b, c)
		clientID := id.New(h.clock.Now())
		first := do[message](a, "POST", path(g.ID, "messages"), outgoing(clientID, at(b)))
		do[any](b, "DELETE", path(g.ID, "members", "me"), nil)
		if again := do[message](a, "POST", path(g.ID, "messages"), outgoing(clientID, at(b))); again.Seq != first.Seq {
			t.Errorf("seq %d, want %d", again.Seq, first.Seq)
		}
		a.refused("message.mention_not_member", "POST", path(g.ID, "messages"), outgoing(id.New(h.clock.Now()), at(b)))
	})
}

func TestNobodyButMembersCanSendOrLook(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		a, b, outsider := h.person(), h.person(), h.person()
		c := a.direct(b)
		a.send(c.ID, "只给你")
		nowhere := id.New(h.clock.Now())
		before, evidence := h.rows()
		for _, there := range []id.ID{c.ID, nowhere} {
			outsider.refused("not_found", "POST", path(there, "messages"), outgoing(id.New(h.clock.Now()), text("x")))
			outsider.refused("not_found", "GET", path(there, "messages"), nil)
			outsider.refused("not_found", "GET", path(there), nil)
			outsider.refused("not_found", "GET", path(there, "members"), nil)
			outsider.refused("not_found", "PUT", path(there, "read"), map[string]any{"seq": 1})
			outsider.refused("not_found", "POST", path(there, "unread"), map[string]any{})
			outsider.refused("not_found", "PUT", path(there, "draft"), map[string]any{"text": "x"})
			outsider.refused("not_found", "PUT", path(there, "preferences"), map[string]any{"muted": true})
			outsider.refused("not_found", "POST", path(there, "typing"), nil)
			outsider.refused("not_found", "POST", path(there, "messages", 1, "recall"), nil)
			outsider.refused("not_found", "PATCH", path(there, "messages", 1), map[string]any{"content": text("x")})
			outsider.refused("not_found", "GET", path(there, "messages", 1, "edits"), nil)
			outsider.refused("not_found", "GET", path(there, "messages", 1, "readers"), nil)
			outsider.refused("not_found", "DELETE", path(there, "members", "me"), nil)
			outsider.refused("not_found", "DELETE", path(there, "members", a.Account), nil)
			outsider.refused("not_found", "PATCH", path(there), map[string]any{"name": "x"})
			outsider.refused("not_found", "POST", path(there, "members"), map[string]any{"member_ids": []id.ID{a.Account}})
		}
		after, more := h.rows()
		if fmt.Sprint(before) != fmt.Sprint(after) || evidence != more {
			t.Errorf("refusals left something: %v → %v", before, after)
		}
		if got := heard[any](outsider, "message.created"); len(got) != 0 {
			t.Errorf("%d frames", len(got))
		}
	})
}

func TestWhoWritesHasRead(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		a, b := h.person(), h.person()
		c := a.direct(b)
		a.send(c.ID, "一")
		a.send(c.ID, "二")
		if got := b.see(c.ID); got.Unread != 2 {
			t.Fatalf("unread %d", got.Unread)
		}
		b.send(c.ID, "三")
		if got := b.see(c.ID); got.Unread != 0 || got.ReadSeq != 3 {
			t.Errorf("unread %d, read to %d", got.Unread, got.ReadSeq)
		}
		if got := a.see(c.ID); got.Unread != 1 {
			t.Errorf("unread %d", got.Unread)
		}
	})
}

func TestACorrectionAndWhatItCorrectsShowEachOther(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		a, b := h.person(), h.person()
		c := a.direct(b)
		a.send(c.ID, "会议三点")
		b.send(c.ID, "好")
		correct := func(seq int64) map[string]any {
			return map[string]any{"client_id": id.New(h.clock.Now()), "content": text("会议四点"), "corrects_seq": seq}
		}
		m := do[message](a, "POST", path(c.ID, "messages"), correct(1))
		old := b.history(c.ID, "").Items[0]
		if m.CorrectsSeq == nil || *m.CorrectsSeq != 1 || old.CorrectedBySeq == nil || *old.CorrectedBySeq != m.Seq {
			t.Errorf("%+v, %+v", m, old)
		}
		if got := heard[struct{ Message message }](b, "message.changed"); len(got) != 1 || got[0].Message.Seq != 1 {
			t.Errorf("%d frames", len(got))
		}
		before, _ := h.rows()
		a.refused("message.cannot_correct", "POST", path(c.ID, "messages"), correct(2))
		a.refused("message.cannot_correct", "POST", path(c.ID, "messages"), correct(4))
		a.refused("message.cannot_correct", "POST", path(c.ID, "messages"), correct(99))
		do[message](a, "POST", path(c.ID, "messages", 3, "recall"), nil)
		a.refused("message.cannot_correct", "POST", path(c.ID, "messages"), correct(3))
		if after, _ := h.rows(); before["messages"] != after["messages"] {
			t.Error("a refused correction was stored")
		}
	})
}

func TestTheStoredHashBindsWhatWasSentAlsoAfterEditAndRecall(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		a := h.person()
		c := a.direct(a)
		a.send(c.ID, "原文")
		verify := func(want bool) {
			t.Helper()
			if ok, err := h.room.Verify(c.ID, 1); err != nil || ok != want {
				t.Errorf("verified %v, %v", ok, err)
			}
		}
		verify(true)
		do[message](a, "PATCH", path(c.ID, "messages", 1), map[string]any{"content": text("改过")})
		verify(true)
		do[message](a, "POST", path(c.ID, "messages", 1, "recall"), nil)
		verify(true)
		if err := h.db.Write(t.Context(), func(tx *db.Tx) error {
			_, err := tx.Exec(`UPDATE messages SET at = at + 1`)
			return err
		}); err != nil {
			t.Fatal(err)
		}
		verify(false)
	})
}

func TestHostileBodiesAreRefusedWithTheirCodes(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		a := h.person()
		c := a.direct(a)
		clientID := id.New(h.clock.Now()).String()
		for body, code := range map[string]string{
			`{"client_id":"` + clientID + `","content":{"type":"text","nodes":[{"type":"text","text":"a","Text":"b"}]}}`:                     "request.invalid",
			`{"client_id":"` + clientID + `","content":{"type":"text","nodes":[{"type":"text","text":"a","html":"<b>"}]}}`:                   "request.invalid",
			`{"client_id":"` + clientID + `","client_id":"` + clientID + `","content":{"type":"text","nodes":[]}}`:                           "request.malformed",
			`{"client_id":"` + clientID + `","content":{"type":"system","nodes":[{"type":"text","text":"a"}]}}`:                              "request.invalid",
			`{"client_id":"` + clientID + `","content":{"type":"text","nodes":[{"type":"text","text":"a\u202Eb"}]}}`:                         "content.control_character",
			`{"client_id":"` + clientID + `","content":{"type":"text","nodes":[{"type":"text","text":"a\u0000b"}]}}`:                         "content.control_character",
			`{"client_id":"` + clientID + `","content":{"type":"text","nodes":[{"type":"text","text":" \n\u200b"}]}}`:                        "message.empty",
			`{"client_id":"` + clientID + `","content":{"type":"text","nodes":[]}}`:                                                          "message.empty",
			`{"client_id":"` + clientID + `","content":{"type":"text","nodes":[{"type":"mention"}]}}`:                                        "request.invalid",
			`{"client_id":"00000000-0000-0000-0000-000000000000","content":{"type":"text","nodes":[{"type":"text","text":"a"}]}}`:            "request.invalid",
			`{"client_id":"x","content":{"type":"text","nodes":[{"type":"text","text":"a"}]}}`:                                               "request.invalid",
			`{"client_id":"` + clientID + `","content":{"type":"text","nodes":[{"type":"text","text":"` + "\xff" + `"}]}}`:                   "request.malformed",
			`{"client_id":"` + clientID + `","content":{"type":"text","nodes":[{"type":"text","text":"a"}]},"corrects_seq":"1"}`:             "request.invalid",
			`{"client_id":"` + clientID + `","content":{"type":"text","nodes":[{"type":"text","text":"a"}]},"sender_id":"` + clientID + `"}`: "request.invalid",
		} {
			a.refused(code, "POST", path(c.ID, "messages"), body)
		}
		long := make([]rune, content.MaxText+1)
		for i := range long {
			long[i] = '长'
		}
		a.refused("message.too_long", "POST", path(c.ID, "messages"), outgoing(id.New(h.clock.Now()), text(string(long))))
		if got := a.send(c.ID, string(long[1:])); got.Seq != 1 {
			t.Errorf("seq %d: refusals took some", got.Seq)
		}
	})
}
