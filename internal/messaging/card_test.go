package messaging_test

import (
	"strings"
	"testing"

	"tonggui/internal/approvals/form"
	"tonggui/internal/messaging"
	"tonggui/internal/messaging/content"
	"tonggui/internal/platform/db"
	"tonggui/internal/platform/id"
)

var leaveOfWang = form.Words{"zh-CN": "请假申请 · 王青", "en": "Leave · 王青"}

func (h *house) card(from, to, object, once id.ID) {
	h.t.Helper()
	if err := h.db.Write(h.t.Context(), func(tx *db.Tx) error {
		return h.room.CardsOf(content.SubjectApproval).Card(tx, from, to, object, leaveOfWang, once)
	}); err != nil {
		h.t.Fatal(err)
	}
}

// covers: APV-01
func TestACardComesOnceIntoTheConversationOfTwoAndNobodyHasReadForIt(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		a, b := h.person(), h.person()
		object, once := id.New(h.clock.Now()), id.New(h.clock.Now())
		in := b.direct(a)
		b.send(in.ID, "在吗")
		for range 2 {
			h.card(a.Account, b.Account, object, once)
		}
		log := b.history(in.ID, "").Items
		if len(log) != 2 || log[1].Kind != "card" || *log[1].SenderID != a.Account || !strings.Contains(string(log[1].Content), object.String()) {
			t.Fatalf("%+v", log)
		}
		if got := b.see(in.ID); got.Unread != 1 {
			t.Errorf("whom it asks has %d unread", got.Unread)
		}
		// One's own card is not news; what the other said still is.
		if got := a.see(in.ID); got.Unread != 2 {
			t.Errorf("in whose name it came has %d unread", got.Unread)
		}
		a.refused("message.not_editable", "PATCH", path(in.ID, "messages", 2), map[string]any{"content": text("x")})
		b.refused("request.invalid", "POST", path(in.ID, "messages"), map[string]any{"client_id": id.New(h.clock.Now()),
			"content": map[string]any{"type": "card", "subject": "approval", "id": object, "title": leaveOfWang}})
	})
}

// covers: APV-01
func TestACardIsCalledInTheReadersLanguageWhereverItIsShown(t *testing.T) {
	eachSearched(t, func(t *testing.T, h *house) {
		a, b := h.person(), h.person()
		a.Language = "zh-CN"
		h.card(a.Account, b.Account, id.New(h.clock.Now()), id.New(h.clock.Now()))
		in := a.direct(b).ID
		b.says(in, "同意", "quotes_seq", 1)
		both := `"title":{"en":"Leave · 王青","zh-CN":"请假申请 · 王青"}`
		for _, p := range []person{a, b} {
			answer := p.history(in, "").Items[1].Quoted
			if last := p.history(in, "").Items[0]; !strings.Contains(string(last.Content), both) ||
				answer == nil || answer.Media != "card" || answer.Excerpt != "" || answer.Title.In(p.Language) != leaveOfWang[p.Language] {
				t.Errorf("%s: %s %+v", p.Language, last.Content, answer)
			}
		}
		h.listed()
		for _, c := range []struct {
			who      person
			q, shown string
		}{
			{b, "王青", "Leave · 王青"}, {a, "王青", "请假申请 · 王青"}, {b, "leave", "Leave · 王青"}, {a, "LEAVE 王", "请假申请 · 王青 Leave · 王青"}, {b, "请假", "请假申请 · 王青 Leave · 王青"},
		} {
			page, err := h.room.SearchMessages(t.Context(), c.who.Principal, messaging.SearchQuery{Text: c.q, Limit: 9})
			if hits := page.Items; err != nil || len(hits) != 1 || hits[0].Message.Seq != 1 || hits[0].Excerpt.Text != c.shown || len(hits[0].Excerpt.Spans) == 0 {
				t.Errorf("%q finds %+v, %v", c.q, hits, err)
			}
		}
	})
}

func TestNoCardComesToOneselfOrToSomebodyWhoHasLeft(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		a, b := h.person(), h.person()
		h.people.setStatus(b.Account, "left")
		for _, to := range []id.ID{a.Account, b.Account, id.New(h.clock.Now())} {
			h.card(a.Account, to, id.New(h.clock.Now()), id.New(h.clock.Now()))
			h.card(to, a.Account, id.New(h.clock.Now()), id.New(h.clock.Now()))
		}
		if list := do[struct{ Items []conversation }](a, "GET", "/conversations", nil).Items; len(list) != 0 {
			t.Errorf("%+v", list)
		}
	})
}
