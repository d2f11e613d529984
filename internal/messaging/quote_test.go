package messaging_test

import (
	"strings"
	"testing"

	"tonggui/internal/messaging"
	"tonggui/internal/platform/db"
	"tonggui/internal/platform/id"
)

// covers: MSG-03
func TestAnAnswerShowsWhatItQuotesAsFarAsTheReaderMaySeeIt(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		a, b, late := h.person(), h.person(), h.person()
		g := a.group(b)
		long := strings.Repeat("长", 200)
		first := a.send(g.ID, long)
		add(a, g.ID, "none", late)
		answer := b.says(g.ID, "同意", "quotes_seq", first.Seq)
		shows := func(q *messaging.Quoted, recalled bool) {
			t.Helper()
			if q == nil || q.Seq != first.Seq || *q.SenderID != a.Account || q.SenderName != a.Name || q.Kind != "text" || q.Media != "none" ||
				q.Recalled != recalled || recalled != (q.Excerpt == "") || !recalled && q.Excerpt != strings.Repeat("长", 120) {
				t.Errorf("%+v", q)
			}
		}
		shows(answer.Quoted, false)
		shows(b.history(g.ID, "").Items[answer.Seq-1].Quoted, false)
		shows(a.history(g.ID, "?limit=1").Items[0].Quoted, false) // it is on another page
		shows(do[message](a, "GET", path(g.ID, "messages", answer.Seq), nil).Quoted, false)
		for _, m := range []message{late.history(g.ID, "").Items[1], do[message](late, "GET", path(g.ID, "messages", answer.Seq), nil)} {
			if m.Seq != answer.Seq || m.Quoted != nil || m.QuotesSeq == nil {
				t.Errorf("somebody who came later sees %+v", m.Quoted)
			}
		}
		for _, p := range []person{a, late} {
			f := heard[struct{ Message message }](p, "message.created")
			if last := f[len(f)-1].Message; last.Seq != answer.Seq || last.Quoted != nil || *last.QuotesSeq != first.Seq {
				t.Errorf("%+v", last)
			}
		}
		do[message](a, "POST", path(g.ID, "messages", first.Seq, "recall"), nil)
		for _, p := range []person{a, b} {
			shows(p.history(g.ID, "?limit=1").Items[0].Quoted, true)
			shows(p.history(g.ID, "").Items[answer.Seq-1].Quoted, true)
		}
		shows(b.says(g.ID, "可惜", "quotes_seq", first.Seq).Quoted, true)
	})
}

func TestOnlyAVisibleMessageOfSomebodyIsQuoted(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		a, b := h.person(), h.person()
		g := a.group()
		a.send(g.ID, "之前")
		add(a, g.ID, "none", b)
		before, _ := h.rows()
		for seq, p := range map[int64]person{1: a, 3: a, 4: a, 99: a, 2: b} {
			p.refused("message.cannot_quote", "POST", path(g.ID, "messages"), with(outgoing(id.New(h.clock.Now()), text("x")), "quotes_seq", seq))
		}
		if after, _ := h.rows(); before["messages"] != after["messages"] || before["events"] != after["events"] {
			t.Errorf("refusals left something: %v → %v", before, after)
		}
		if got := a.send(g.ID, "之后"); got.Seq != 4 {
			t.Errorf("seq %d: refusals took some", got.Seq)
		}
	})
}

func TestTheHashBindsWhatAMessagePointsAt(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		a := h.person()
		g := a.group(h.person())
		root := a.send(g.ID, "一")
		m := a.says(g.ID, "二", "quotes_seq", root.Seq, "thread_seq", root.Seq, "receipt", "confirm")
		verify := func(want bool, step string) {
			t.Helper()
			if ok, err := h.room.Verify(g.ID, m.Seq); err != nil || ok != want {
				t.Errorf("%s: verified %v, %v", step, ok, err)
			}
		}
		verify(true, "as it was sent")
		for _, column := range []string{"quotes_seq", "thread_seq", "receipt"} {
			for i, change := range []string{" + 1", " - 1"} {
				if err := h.db.Write(t.Context(), func(tx *db.Tx) error {
					_, err := tx.Exec(`UPDATE messages SET `+column+` = `+column+change+` WHERE seq = ?`, m.Seq)
					return err
				}); err != nil {
					t.Fatal(err)
				}
				verify(i == 1, column)
			}
		}
	})
}

func TestOneMessageIsReadByThoseWhoSeeIt(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		a, b, outsider := h.person(), h.person(), h.person()
		g := a.group()
		m := a.send(g.ID, "之前")
		add(a, g.ID, "none", b)
		if got := do[message](a, "GET", path(g.ID, "messages", m.Seq), nil); got.Seq != m.Seq || got.ReadCount == nil || got.RecallableUntil == nil {
			t.Errorf("%+v", got)
		}
		b.refused("not_found", "GET", path(g.ID, "messages", m.Seq), nil)
		outsider.refused("not_found", "GET", path(g.ID, "messages", m.Seq), nil)
		a.refused("not_found", "GET", path(g.ID, "messages", 99), nil)
		later := a.send(g.ID, "之后")
		if got := do[message](b, "GET", path(g.ID, "messages", later.Seq), nil); got.ReadCount != nil || got.SenderName != a.Name {
			t.Errorf("%+v", got)
		}
		do[any](a, "DELETE", path(g.ID, "members", b.Account), nil)
		b.refused("not_found", "GET", path(g.ID, "messages", later.Seq), nil)
	})
}
