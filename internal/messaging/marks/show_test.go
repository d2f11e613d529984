package marks_test

import (
	"testing"

	"tonggui/internal/messaging"
)

// covers: MSG-03, MSG-04
func TestAnEditedMessageIsPushedWithItsMarksAndNobodysOwn(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		a, b := h.person(), h.person()
		c := a.direct(b).ID
		m := a.ask(c, "请确认", "confirm")
		b.react(c, m.Seq, "👍")
		b.confirm(c, m.Seq, "")
		do[any](b, "PUT", path(c, "pins", m.Seq), nil)
		do[any](b, "PUT", starPath(c, m.Seq), nil)
		do[any](a, "PATCH", path(c, "messages", m.Seq), map[string]any{"content": text("请今天确认")})
		type changed struct{ Message message }
		got := heard[changed](b, "message.changed")
		if len(got) != 1 {
			t.Fatalf("%+v", got)
		}
		v := got[0].Message
		if len(v.Reactions) != 1 || !v.Pinned || v.Starred || v.Later || v.Receipt == nil || v.Receipt.Confirmed != 1 || v.Receipt.Total != 1 || v.Receipt.Mine != nil {
			t.Errorf("%+v, %+v", v, v.Receipt)
		}
		last := do[conversation](b, "GET", path(c), nil).LastMessage
		if len(last.Reactions) != 1 || !last.Starred || last.Receipt.Mine == nil {
			t.Errorf("the list of conversations says %+v", last)
		}
		one := do[messaging.Message](b, "GET", path(c, "messages", m.Seq), nil)
		if len(one.Reactions) != 1 || !one.Starred || one.Receipt.Mine == nil {
			t.Errorf("the message by itself says %+v", one)
		}
	})
}
