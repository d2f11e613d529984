package messaging_test

import (
	"fmt"
	"testing"
	"time"

	"tonggui/internal/messaging"
	"tonggui/internal/platform/db"
	"tonggui/internal/platform/id"
)

type readState = messaging.ReadState

func read(p person, c id.ID, seq int64) readState {
	p.t.Helper()
	return do[readState](p, "PUT", path(c, "read"), map[string]any{"seq": seq})
}

// covers: MSG-01
func TestReadingGoesForwardOnlyAndMarkedUnreadStaysUntilItIsRead(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		a, b := h.person(), h.person()
		c := a.direct(b)
		for i := range 5 {
			a.send(c.ID, fmt.Sprint(i))
		}
		expect := func(got readState, seq, unread int64, marked bool) {
			t.Helper()
			if got.ReadSeq != seq || got.Unread != unread || got.MarkedUnread != marked {
				t.Errorf("%+v", got)
			}
			if v := b.see(c.ID); v.ReadSeq != seq || v.Unread != unread || v.MarkedUnread != marked {
				t.Errorf("%+v", v)
			}
		}
		expect(read(b, c.ID, 3), 3, 2, false)
		expect(read(b, c.ID, 1), 3, 2, false)
		expect(do[readState](b, "POST", path(c.ID, "unread"), map[string]any{}), 3, 2, true)
		expect(read(b, c.ID, 99), 5, 0, false)
		expect(do[readState](b, "POST", path(c.ID, "unread"), map[string]any{}), 5, 1, true)
		expect(do[readState](b, "POST", path(c.ID, "unread"), map[string]any{"seq": 2}), 5, 4, true)
		expect(read(b, c.ID, 1), 5, 4, true)
		expect(read(b, c.ID, 5), 5, 0, false)
		do[readState](b, "POST", path(c.ID, "unread"), map[string]any{})
		b.send(c.ID, "六")
		expect(read(b, c.ID, 6), 6, 0, false)

		if got := heard[readState](b, "read.mine"); len(got) != 7 {
			t.Errorf("%d frames for the own devices: %+v", len(got), got)
		}
		if got := heard[readState](a, "read.others"); len(got) != 2 || got[1].ReadSeq != 5 {
			t.Errorf("%d frames for the other: %+v", len(got), got)
		}
	})
}

// covers: MSG-04
func TestASenderSeesHowManyAndWhoHaveRead(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		crew := h.crew(6)
		late := h.person()
		a := crew[0]
		g := a.group(crew[1:]...)
		a.send(g.ID, "二")
		crew[1].send(g.ID, "三")
		a.send(g.ID, "四")
		add(a, g.ID, "all", late) // 5
		read(crew[2], g.ID, 2)
		read(crew[3], g.ID, 5)
		read(late, g.ID, 5)
		items := a.history(g.ID, "?after=0").Items
		for _, c := range []struct {
			seq, read, total int64
		}{{2, 3, 5}, {4, 1, 5}} { // the writer of 3 has read to 3; the late one was sent neither
			m := items[c.seq-1]
			if m.ReadCount == nil || *m.ReadCount != c.read || *m.ReaderTotal != c.total {
				t.Errorf("seq %d: %d of %d", c.seq, *m.ReadCount, *m.ReaderTotal)
			}
			readers := do[messaging.Readers](a, "GET", path(g.ID, "messages", c.seq, "readers"), nil)
			rest := do[messaging.Readers](a, "GET", path(g.ID, "messages", c.seq, "readers")+"?state=unread", nil)
			if int64(len(readers.Items)) != c.read || int64(len(rest.Items)) != c.total-c.read || readers.ReadCount != c.read || rest.UnreadCount != c.total-c.read {
				t.Errorf("seq %d: %+v, %+v", c.seq, readers, rest)
			}
		}
		if items[2].ReadCount != nil || crew[1].history(g.ID, "?after=0").Items[1].ReadCount != nil {
			t.Error("who has read is told to others than the sender")
		}
		crew[1].refused("access.denied", "GET", path(g.ID, "messages", 2, "readers"), nil)
		a.refused("access.denied", "GET", path(g.ID, "messages", 1, "readers"), nil)
		part := do[messaging.Readers](a, "GET", path(g.ID, "messages", 2, "readers")+"?limit=2", nil)
		next := do[messaging.Readers](a, "GET", path(g.ID, "messages", 2, "readers")+"?limit=2&cursor="+*part.NextCursor, nil)
		if len(part.Items) != 2 || len(next.Items) != 1 || next.NextCursor != nil || part.Items[0].ID == next.Items[0].ID {
			t.Errorf("%+v, %+v", part, next)
		}
	})
}

func TestReadingWithoutNewsWritesAndTellsNothing(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		a, b := h.person(), h.person()
		c := a.direct(b)
		a.send(c.ID, "一")
		for range 5 {
			read(b, c.ID, 1)
		}
		if got := heard[any](b, "read.mine"); len(got) != 1 {
			t.Errorf("%d frames", len(got))
		}
	})
}

// covers: MSG-01
func TestADraftIsOnAllDevicesAndGoesWhenItIsEmptied(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		a, b := h.person(), h.person()
		c := a.direct(b)
		do[any](a, "PUT", path(c.ID, "draft"), map[string]any{"text": "未写完"})
		h.clock.Advance(time.Second)
		do[any](a, "PUT", path(c.ID, "draft"), map[string]any{"text": "未写完的话"})
		if got := a.see(c.ID).Draft; got == nil || got.Text != "未写完的话" || got.UpdatedAt != h.clock.Now() {
			t.Errorf("%+v", got)
		}
		if b.see(c.ID).Draft != nil {
			t.Error("somebody else sees the draft")
		}
		do[any](a, "PUT", path(c.ID, "draft"), map[string]any{"text": ""})
		if a.see(c.ID).Draft != nil {
			t.Error("still there")
		}
		if got := heard[struct{ Text string }](a, "draft.changed"); len(got) != 3 || got[2].Text != "" {
			t.Errorf("%+v", got)
		}
		a.refused("content.control_character", "PUT", path(c.ID, "draft"), map[string]any{"text": "a\u0007"})
	})
}

func TestTypingIsToldToTheOthersAndNotTooOften(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		a, b := h.person(), h.person()
		c := a.direct(b)
		for range 3 {
			do[any](a, "POST", path(c.ID, "typing"), nil)
		}
		h.clock.Advance(3 * time.Second)
		do[any](a, "POST", path(c.ID, "typing"), nil)
		if got := heard[struct{ Name string }](b, "typing"); len(got) != 2 || got[0].Name != a.Name {
			t.Errorf("%+v", got)
		}
		if got := heard[any](a, "typing"); len(got) != 0 {
			t.Errorf("%d frames to oneself", len(got))
		}
	})
}

func TestInLargeGroupsSignsStayWithOneselfAndCountsAreLeftOut(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		a, b := h.person(), h.person()
		g := a.group(b)
		grow := func(members int) {
			t.Helper()
			if err := h.db.Write(t.Context(), func(tx *db.Tx) error {
				_, err := tx.Exec(`UPDATE conversations SET member_count = ?`, members)
				return err
			}); err != nil {
				t.Fatal(err)
			}
		}
		signs := func(others int) {
			t.Helper()
			h.clock.Advance(time.Minute)
			a.send(g.ID, "x")
			read(b, g.ID, 99)
			do[any](b, "POST", path(g.ID, "typing"), nil)
			if got := len(heard[any](a, "read.others")) + len(heard[any](a, "typing")); got != others {
				t.Errorf("%d signs, want %d", got, others)
			}
		}
		grow(200)
		signs(2)
		grow(201)
		signs(2)
		if got := heard[any](b, "read.mine"); len(got) != 2 {
			t.Errorf("%d signs to oneself", len(got))
		}
		counted := func(want bool) {
			t.Helper()
			if m := a.history(g.ID, "").Items[1]; (m.ReadCount != nil) != want {
				t.Errorf("counted %v", m.ReadCount)
			}
		}
		grow(2000)
		counted(true)
		grow(2001)
		counted(false)
	})
}
