package marks_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"tonggui/internal/messaging/marks"
	"tonggui/internal/platform/httpapi"
	"tonggui/internal/platform/id"
)

type itemList = httpapi.List[marks.Found]

func starPath(c id.ID, seq int64) string { return fmt.Sprintf("/stars/%s/%d", c, seq) }

type starFrame struct {
	ConversationID id.ID `json:"conversation_id"`
	Seq            int64
	On             bool
}

// covers: MSG-03
func TestAStarIsOnesOwnAndLeadsBackToTheMessage(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		a, b := h.person(), h.person()
		g, d := a.group(b).ID, a.direct(b).ID
		one, two := a.send(g, "资料一"), b.send(d, "资料二")
		do[any](a, "PUT", starPath(g, one.Seq), nil)
		h.clock.Advance(time.Second)
		do[any](a, "PUT", starPath(d, two.Seq), nil)
		do[any](a, "PUT", starPath(d, two.Seq), nil)
		got := do[itemList](a, "GET", "/stars", nil).Items
		if len(got) != 2 || got[0].Message.SenderName != b.Name || got[0].Conversation.Peer.ID != b.Account || got[1].Conversation.Name != "项目组" ||
			got[1].Seq != one.Seq || !got[1].Message.Starred || got[1].Message.RecallableUntil == nil {
			t.Errorf("%+v", got)
		}
		if !a.sees(g, one.Seq).Starred || b.sees(g, one.Seq).Starred || a.sees(g, 1).Starred {
			t.Error("the history does not say what I have starred")
		}
		if got := do[itemList](b, "GET", "/stars", nil); len(got.Items) != 0 {
			t.Errorf("%+v", got)
		}
		if got := heard[starFrame](a, "star.changed"); len(got) != 2 || got[1] != (starFrame{d, two.Seq, true}) {
			t.Errorf("%+v", got)
		}
		if got := heard[starFrame](b, "star.changed"); len(got) != 0 {
			t.Errorf("%+v", got)
		}
		do[any](a, "DELETE", starPath(g, one.Seq), nil)
		do[any](a, "DELETE", starPath(g, one.Seq), nil)
		if got := do[itemList](a, "GET", "/stars", nil).Items; len(got) != 1 || a.sees(g, one.Seq).Starred {
			t.Errorf("%+v", got)
		}
		if got := heard[starFrame](a, "star.changed"); len(got) != 1 || got[0].On {
			t.Errorf("%+v", got)
		}
	})
}

func TestPagesOfStarsFollowOnEachOther(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		a, b := h.person(), h.person()
		g, d := a.group(b).ID, a.direct(b).ID
		want := []string{}
		for i := range 7 {
			c := []id.ID{g, d}[i%2]
			m := a.send(c, "x")
			do[any](a, "PUT", starPath(c, m.Seq), nil)
			if i%3 == 0 { // some at the same instant
				h.clock.Advance(time.Second)
			}
			want = append(want, fmt.Sprint(c, m.Seq))
		}
		seen := map[string]int{}
		cursor, last := "", int64(1<<62)
		for range 4 {
			p := do[itemList](a, "GET", "/stars?limit=2"+cursor, nil)
			for _, x := range p.Items {
				seen[fmt.Sprint(x.Conversation.ID, x.Seq)]++
				if int64(x.At) > last {
					t.Error("not in order")
				}
				last = int64(x.At)
			}
			if p.NextCursor == nil {
				break
			}
			cursor = "&cursor=" + *p.NextCursor
		}
		for _, w := range want {
			if seen[w] != 1 {
				t.Errorf("%s was listed %d times", w, seen[w])
			}
		}
		for _, bad := range []string{"x", "1_2", "1_2_3", "0_0_" + a.Account.String(), "1_" + g.String() + "_1_1", "1_" + g.String() + "_x", "01_" + g.String() + "_1"} {
			a.refused("request.invalid", "GET", "/stars?cursor="+bad, nil)
		}
	})
}

// covers: MSG-03
func TestWhoLeavesAGroupKeepsTheStarAndSeesNothingOfIt(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		a, b := h.person(), h.person()
		g := a.group(b).ID
		early := a.send(g, "机密内容")
		do[any](b, "PUT", starPath(g, early.Seq), nil)
		do[any](b, "PUT", laterPath(g, early.Seq), map[string]any{"note": "我的备注"})
		b.leave(g)
		do[any](a, "PATCH", path(g), map[string]any{"name": "改了新名"})
		for _, list := range []string{"/stars", "/later"} {
			_, raw := b.try("GET", list, nil)
			for _, secret := range []string{"机密", "新名", "项目组", a.Name, a.Account.String()} {
				if strings.Contains(string(raw), secret) {
					t.Errorf("%s shows %q: %s", list, secret, raw)
				}
			}
		}
		got := do[itemList](b, "GET", "/stars", nil).Items
		if len(got) != 1 || got[0].Message != nil || got[0].Conversation.ID != g || got[0].Seq != early.Seq {
			t.Errorf("%+v", got)
		}
		b.refused("not_found", "PUT", starPath(g, early.Seq), nil)

		a.add(g, "none", b)
		if got := do[itemList](b, "GET", "/stars", nil).Items; got[0].Message != nil || got[0].Conversation.Name != "改了新名" {
			t.Errorf("what came before the return is not visible: %+v", got)
		}
		b.leave(g)
		a.add(g, "all", b)
		if got := do[itemList](b, "GET", "/stars", nil).Items; got[0].Message == nil || !got[0].Message.Starred {
			t.Errorf("the history was opened: %+v", got)
		}
		if !b.sees(g, early.Seq).Starred || !b.sees(g, early.Seq).Later {
			t.Error("the history does not show the marks of before")
		}
		b.leave(g)
		do[any](b, "DELETE", starPath(g, early.Seq), nil)
		do[any](b, "DELETE", laterPath(g, early.Seq), nil)
		b.refused("not_found", "DELETE", starPath(g, early.Seq), nil)
		b.refused("not_found", "DELETE", laterPath(g, early.Seq), nil)
	})
}

// covers: MSG-03
func TestAStarredMessageThatIsRecalledShowsNothingButThat(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		a, b := h.person(), h.person()
		c := a.direct(b).ID
		m := a.send(c, "机密内容")
		do[any](b, "PUT", starPath(c, m.Seq), nil)
		a.recall(c, m.Seq)
		got := do[itemList](b, "GET", "/stars", nil).Items
		if len(got) != 1 || got[0].Message.Recalled == nil || got[0].Message.Content != nil {
			t.Errorf("%+v", got)
		}
		b.refused("message.recalled", "PUT", starPath(c, m.Seq), nil)
		b.refused("message.recalled", "PUT", laterPath(c, m.Seq), map[string]any{})
	})
}

func TestNobodyKeepsWhatTheyDoNotSee(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		a, late, stranger := h.person(), h.person(), h.person()
		g := a.group(h.person()).ID
		m := a.send(g, "x")
		a.add(g, "none", late)
		for _, p := range []person{late, stranger} {
			p.refused("not_found", "PUT", starPath(g, m.Seq), nil)
			p.refused("not_found", "DELETE", starPath(g, m.Seq), nil)
			p.refused("not_found", "PUT", laterPath(g, m.Seq), map[string]any{})
			p.refused("not_found", "POST", laterPath(g, m.Seq)+"/done", nil)
			p.refused("not_found", "POST", laterPath(g, m.Seq)+"/undone", nil)
			p.refused("not_found", "DELETE", laterPath(g, m.Seq), nil)
		}
		a.refused("message.not_markable", "PUT", starPath(g, 1), nil)
		a.refused("message.not_markable", "PUT", laterPath(g, 1), map[string]any{})
	})
}
