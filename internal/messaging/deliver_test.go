package messaging_test

import (
	"fmt"
	"sync"
	"testing"

	"tonggui/internal/messaging"
	"tonggui/internal/platform/id"
)

// covers: MSG-01
func TestWhoIsRemovedWhileOthersWriteGetsNothingFromBeyondTheRemoval(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		crew := h.crew(5)
		owner, kicked := crew[0], crew[4]
		g := owner.group(crew[1:]...)
		const each = 20
		var wg sync.WaitGroup
		for _, p := range crew[1:4] {
			wg.Go(func() {
				for i := range each {
					p.send(g.ID, fmt.Sprint(i))
				}
			})
		}
		seen := make(chan int64, 1)
		wg.Go(func() { // the one who is removed reads all the time
			last := int64(0)
			for {
				status, _ := kicked.try("GET", path(g.ID), nil)
				if status == 404 {
					seen <- last
					return
				}
				if status, raw := kicked.try("GET", path(g.ID, "messages")+"?limit=1", nil); status == 200 {
					last = max(last, lastSeqIn(raw))
				}
			}
		})
		remove(owner, g.ID, kicked)
		wg.Wait()

		all := owner.history(g.ID, "?after=0&limit=200").Items
		var removal int64
		for _, m := range all {
			if m.Kind == "system" {
				removal = m.Seq
			}
		}
		if last := <-seen; last >= removal {
			t.Errorf("read seq %d, removed at %d", last, removal)
		}
		frames := map[int64]bool{}
		for _, f := range heard[struct{ Message message }](kicked, "message.created") {
			if frames[f.Message.Seq] = true; f.Message.Seq >= removal {
				t.Errorf("frame of seq %d, removed at %d", f.Message.Seq, removal)
			}
		}
		for seq := int64(1); seq < removal; seq++ {
			if !frames[seq] {
				t.Errorf("seq %d was committed before the removal and not pushed", seq)
			}
		}
		if got := heard[struct{ ConversationID id.ID }](kicked, "conversation.removed"); len(got) != 1 {
			t.Errorf("%d frames tell of the removal", len(got))
		}
		if got := heard[any](crew[1], "message.created"); len(got) != len(all) {
			t.Errorf("a member got %d of %d", len(got), len(all))
		}
	})
}

func TestComingGoingAndRenamingAreToldToThoseConcerned(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		a, b, c := h.person(), h.person(), h.person()
		// Who is told is decided when the event is heard, so each is awaited.
		g := a.group(b)
		h.settle()
		add(a, g.ID, "none", c)
		h.settle()
		do[conversation](a, "PATCH", path(g.ID), map[string]any{"name": "新名"})
		h.settle()
		leave(c, g.ID)
		for typ, want := range map[string][3]int{
			"conversation.added":   {1, 1, 1},
			"conversation.changed": {3, 3, 1}, // c's coming, the name, c's going
			"conversation.removed": {0, 0, 1},
			"message.created":      {4, 4, 2},
		} {
			for i, p := range []person{a, b, c} {
				if got := heard[any](p, typ); len(got) != want[i] {
					t.Errorf("%s to %d: %d, want %d", typ, i, len(got), want[i])
				}
			}
		}
	})
}

// bus hands what one node publishes to another one.
type bus struct{ other *messaging.Service }

func (b *bus) Publish(subject string, data []byte) {
	switch subject {
	case messaging.SubjectSent:
		b.other.HearSent(data)
	case messaging.SubjectSign:
		b.other.HearSign(data)
	}
}

func TestAnotherNodePushesWhatThisOneHasStored(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		link := &bus{}
		room := messaging.New(messaging.Deps{DB: h.db, Book: h.book, People: h.people, Push: newHub(), Bus: link, Log: h.room.Log})
		if err := room.Start(t.Context()); err != nil {
			t.Fatal(err)
		}
		link.other = h.room // whose sockets the people of h have
		a, b := h.person(), h.person()
		c := a.direct(b)
		m, _, err := room.Send(t.Context(), a.Principal, c.ID, messaging.Outgoing{ClientID: id.New(h.clock.Now()), Content: text("远方")})
		if err != nil {
			t.Fatal(err)
		}
		if _, err := room.MarkRead(t.Context(), b.Principal, c.ID, m.Seq); err != nil {
			t.Fatal(err)
		}
		room.HearSent([]byte("nonsense"))
		room.HearSign([]byte("nonsense"))
		if err := room.Typing(t.Context(), a.Principal, c.ID); err != nil {
			t.Fatal(err)
		}
		got := heard[struct{ Message message }](b, "message.created")
		if len(got) != 1 || string(got[0].Message.Content) != string(m.Content) || got[0].Message.SenderName != a.Name {
			t.Errorf("%+v", got)
		}
		if got := heard[readState](a, "read.others"); len(got) != 1 {
			t.Errorf("%+v", got)
		}
		if got := heard[any](b, "typing"); len(got) != 1 {
			t.Errorf("%+v", got)
		}
	})
}
