package messaging_test

import (
	"errors"
	"strings"
	"testing"

	"tonggui/internal/platform/id"
)

// covers: APV-01
func TestACardComesOnceIntoTheConversationOfTwoAndNobodyHasReadForIt(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		a, b := h.person(), h.person()
		object, once := id.New(h.clock.Now()), id.New(h.clock.Now())
		in := b.direct(a)
		b.send(in.ID, "在吗")
		for range 2 {
			if err := h.room.SendCard(t.Context(), a.Account, b.Account, "approval", object, "请假申请", once); err != nil {
				t.Fatal(err)
			}
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
			err := h.room.SendCard(t.Context(), a.Account, to, "approval", id.New(h.clock.Now()), "x", id.New(h.clock.Now()))
			if err = errors.Join(err, h.room.SendCard(t.Context(), to, a.Account, "approval", id.New(h.clock.Now()), "x", id.New(h.clock.Now()))); err != nil {
				t.Error(err)
			}
		}
		if list := do[struct{ Items []conversation }](a, "GET", "/conversations", nil).Items; len(list) != 0 {
			t.Errorf("%+v", list)
		}
	})
}
