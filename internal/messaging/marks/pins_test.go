package marks_test

import (
	"testing"
	"time"

	"tonggui/internal/messaging/marks"
	"tonggui/internal/platform/id"
)

type pinList struct{ Items []marks.Pinned }

func (p person) pins(c id.ID) (seqs []int64) {
	p.t.Helper()
	for _, x := range do[pinList](p, "GET", path(c, "pins"), nil).Items {
		seqs = append(seqs, x.Message.Seq)
	}
	return seqs
}

type pinsFrame struct {
	ConversationID id.ID `json:"conversation_id"`
}

// covers: MSG-03
func TestAPinnedMessageStandsForAllMembersUntilItIsTakenDown(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		a, b := h.person(), h.person()
		g := a.group(b).ID
		one, two := a.send(g, "值班表"), a.send(g, "门禁密码在群文件")
		do[any](b, "PUT", path(g, "pins", one.Seq), nil)
		h.clock.Advance(time.Second)
		do[any](a, "PUT", path(g, "pins", two.Seq), nil)
		do[any](a, "PUT", path(g, "pins", two.Seq), nil)
		got := do[pinList](a, "GET", path(g, "pins"), nil).Items
		if len(got) != 2 || got[0].Message.Seq != two.Seq || got[1].By.ID != b.Account || got[1].By.Name != b.Name || !got[1].Message.Pinned {
			t.Errorf("%+v", got)
		}
		if !b.sees(g, two.Seq).Pinned || b.sees(g, 1).Pinned {
			t.Error("the history does not say what is pinned")
		}
		if got := heard[pinsFrame](b, "pins.changed"); len(got) != 2 || got[0].ConversationID != g {
			t.Errorf("%+v", got)
		}
		do[any](a, "DELETE", path(g, "pins", one.Seq), nil)
		do[any](a, "DELETE", path(g, "pins", one.Seq), nil)
		if b.sees(g, one.Seq).Pinned || len(b.pins(g)) != 1 {
			t.Error("still pinned")
		}
		if got := heard[pinsFrame](b, "pins.changed"); len(got) != 1 {
			t.Errorf("%+v", got)
		}
	})
}

// covers: MSG-03
func TestARecalledMessageIsPinnedNoMore(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		a, b := h.person(), h.person()
		c := a.direct(b).ID
		m := a.send(c, "发错")
		do[any](b, "PUT", path(c, "pins", m.Seq), nil)
		heard[pinsFrame](b, "pins.changed")
		a.recall(c, m.Seq)
		if len(b.pins(c)) != 0 || b.sees(c, m.Seq).Pinned || a.sees(c, m.Seq).Pinned {
			t.Error("still pinned")
		}
		if got := heard[pinsFrame](b, "pins.changed"); len(got) != 1 {
			t.Errorf("%+v", got)
		}
		b.refused("message.recalled", "PUT", path(c, "pins", m.Seq), nil)
	})
}

func TestFiftyMessagesArePinnedAtMost(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		a := h.person()
		c := a.direct(a).ID
		first := a.send(c, "0")
		do[any](a, "PUT", path(c, "pins", first.Seq), nil)
		last := first
		for range 50 {
			last = a.send(c, "n")
			if last.Seq <= 50 {
				do[any](a, "PUT", path(c, "pins", last.Seq), nil)
			}
		}
		a.refused("pin.too_many", "PUT", path(c, "pins", last.Seq), nil)
		a.recall(c, first.Seq) // what is recalled takes no place
		do[any](a, "PUT", path(c, "pins", last.Seq), nil)
		if got := a.pins(c); len(got) != 50 {
			t.Errorf("%d are pinned", len(got))
		}
	})
}

// covers: MSG-03
func TestOnlyWhoSeesAMessagePinsItOrSeesItPinned(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		a, b, late, gone, stranger := h.person(), h.person(), h.person(), h.person(), h.person()
		g := a.group(b, gone).ID
		m := a.send(g, "早先的")
		gone.leave(g)
		a.add(g, "none", late)
		for _, p := range []person{late, gone, stranger} {
			p.refused("not_found", "PUT", path(g, "pins", m.Seq), nil)
			p.refused("not_found", "DELETE", path(g, "pins", m.Seq), nil)
		}
		for _, p := range []person{gone, stranger} {
			p.refused("not_found", "GET", path(g, "pins"), nil)
		}
		a.refused("message.not_markable", "PUT", path(g, "pins", 1), nil)
		do[any](b, "PUT", path(g, "pins", m.Seq), nil)
		if got := late.pins(g); len(got) != 0 {
			t.Errorf("%v", got)
		}
		for _, p := range []person{late, gone, stranger} {
			if got := heard[pinsFrame](p, "pins.changed"); len(got) != 0 {
				t.Errorf("%s heard %+v", p.Name, got)
			}
		}
	})
}
