package messaging_test

import (
	"strings"
	"testing"

	"tonggui/internal/messaging/content"
	"tonggui/internal/platform/db"
	"tonggui/internal/platform/id"
)

func (h *house) card(from, to, object, once id.ID) {
	h.t.Helper()
	if err := h.db.Write(h.t.Context(), func(tx *db.Tx) error {
		return h.room.CardsOf(content.SubjectApproval).Card(tx, from, to, object, "请假申请", once)
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
			"content": map[string]any{"type": "card", "subject": "approval", "id": object, "title": "x"}})
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
