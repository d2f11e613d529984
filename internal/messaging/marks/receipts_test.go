package marks_test

import (
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"tonggui/internal/messaging"
	"tonggui/internal/messaging/marks"
	"tonggui/internal/platform/id"
)

type (
	receiptFrame struct {
		ConversationID id.ID `json:"conversation_id"`
		Seq            int64
		Confirmed      int64
		Total          int64
	}
	reminderFrame struct {
		ConversationID id.ID `json:"conversation_id"`
		Seq            int64
		By             id.ID
	}
)

func (p person) confirm(c id.ID, seq int64, result string) messaging.ReceiptState {
	p.t.Helper()
	body := map[string]any{}
	if result != "" {
		body["result"] = result
	}
	return do[messaging.ReceiptState](p, "POST", path(c, "messages", seq, "confirm"), body)
}

func (p person) answers(c id.ID, seq int64, query string) marks.AnswerPage {
	p.t.Helper()
	return do[marks.AnswerPage](p, "GET", path(c, "messages", seq, "receipt")+query, nil)
}

func names(p marks.AnswerPage) (out []string) {
	for _, x := range p.Items {
		out = append(out, x.Person.Name)
	}
	slices.Sort(out)
	return out
}

func (p person) waiting() (seqs []int64) {
	p.t.Helper()
	for _, x := range do[itemList](p, "GET", "/receipts/waiting", nil).Items {
		seqs = append(seqs, x.Seq)
	}
	return seqs
}

// covers: MSG-04
func TestAReceiptShowsWhoHasConfirmedAndWhoHasNot(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		a, b, c, d := h.person(), h.person(), h.person(), h.person()
		g := a.group(b, c, d).ID
		m := a.ask(g, "明早八点集合，请确认", "confirm")
		if r := m.Receipt; r == nil || r.Mode != "confirm" || r.Total != 3 || r.Confirmed != 0 || *r.Asked {
			t.Fatalf("%+v", m.Receipt)
		}
		if r := b.sees(g, m.Seq).Receipt; r == nil || r.Total != 3 || r.Mine != nil || !*r.Asked {
			t.Errorf("%+v", r)
		}
		h.clock.Advance(time.Minute)
		got := b.confirm(g, m.Seq, "")
		if got.Confirmed != 1 || got.Total != 3 || got.Mine == nil || got.Mine.At != h.clock.Now() {
			t.Errorf("%+v", got)
		}
		h.clock.Advance(time.Minute)
		if again := b.confirm(g, m.Seq, ""); again.Confirmed != 1 || again.Mine.At != got.Mine.At {
			t.Errorf("%+v", again)
		}
		yes, no := a.answers(g, m.Seq, ""), c.answers(g, m.Seq, "?state=waiting")
		if !slices.Equal(names(yes), []string{b.Name}) || !slices.Equal(names(no), []string{c.Name, d.Name}) || yes.Confirmed != 1 || no.Total != 3 ||
			*yes.Items[0].At != got.Mine.At || no.Items[0].At != nil || !no.Items[0].Member {
			t.Errorf("%+v, %+v", yes, no)
		}
		if mine := b.sees(g, m.Seq).Receipt; mine.Confirmed != 1 || mine.Mine == nil || c.sees(g, m.Seq).Receipt.Mine != nil {
			t.Errorf("%+v", mine)
		}
		for _, p := range []person{a, b, c} {
			if got := heard[receiptFrame](p, "receipt.changed"); len(got) != 1 || got[0] != (receiptFrame{g, m.Seq, 1, 3}) {
				t.Errorf("%+v", got)
			}
		}
	})
}

// covers: MSG-04
func TestAResultIsReportedOnceAndInWords(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		a, b, c := h.person(), h.person(), h.person()
		g := a.group(b, c).ID
		m := a.ask(g, "巡检完成后报结果", "result")
		confirm := path(g, "messages", m.Seq, "confirm")
		for _, empty := range []map[string]any{{}, {"result": ""}, {"result": " \n\u200b"}} {
			if p := b.refused("request.invalid", "POST", confirm, empty); len(p.Fields) != 1 || p.Fields[0].Code != "missing" || p.Fields[0].Name != "body.result" {
				t.Errorf("%+v", p.Fields)
			}
		}
		if p := b.refused("request.invalid", "POST", confirm, map[string]any{"result": strings.Repeat("长", 501)}); p.Fields[0].Code != "too_long" {
			t.Errorf("%+v", p.Fields)
		}
		b.refused("content.control_character", "POST", confirm, map[string]any{"result": "a\u202eb"})
		if got := b.confirm(g, m.Seq, "三处隐患\r\n已整改 "); got.Mine.Result != "三处隐患\n已整改" {
			t.Errorf("%+v", got.Mine)
		}
		b.confirm(g, m.Seq, "三处隐患\n已整改")
		b.refused("receipt.answered", "POST", confirm, map[string]any{"result": "没有隐患"})
		got := a.answers(g, m.Seq, "?state=confirmed")
		if len(got.Items) != 1 || *got.Items[0].Result != "三处隐患\n已整改" {
			t.Errorf("%+v", got)
		}
		other := a.ask(g, "只要确认", "confirm")
		b.refused("receipt.no_result", "POST", path(g, "messages", other.Seq, "confirm"), map[string]any{"result": "x"})
		if got := b.confirm(g, other.Seq, " "); got.Mine == nil || got.Mine.Result != "" {
			t.Errorf("%+v", got)
		}
	})
}

// covers: MSG-04
func TestOnlyTheSenderAndThoseAskedHaveToDoWithAReceipt(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		a, b, late, gone, stranger := h.person(), h.person(), h.person(), h.person(), h.person()
		g := a.group(b, gone).ID
		m, plain := a.ask(g, "请确认", "confirm"), a.send(g, "普通")
		gone.leave(g)
		a.add(g, "all", late)
		confirm, list, remind := path(g, "messages", m.Seq, "confirm"), path(g, "messages", m.Seq, "receipt"), path(g, "messages", m.Seq, "remind")
		for _, p := range []person{gone, stranger} {
			p.refused("not_found", "POST", confirm, map[string]any{})
			p.refused("not_found", "GET", list, nil)
			p.refused("not_found", "POST", remind, nil)
		}
		if r := late.sees(g, m.Seq).Receipt; *r.Asked || r.Total != 2 {
			t.Errorf("%+v", r)
		}
		late.refused("access.denied", "POST", confirm, map[string]any{})
		late.refused("access.denied", "GET", list, nil)
		late.refused("access.denied", "POST", remind, nil)
		a.refused("access.denied", "POST", confirm, map[string]any{})
		b.refused("access.denied", "POST", remind, nil)
		for _, p := range []person{a, b} {
			p.refused("receipt.none", "POST", path(g, "messages", plain.Seq, "confirm"), map[string]any{})
			p.refused("receipt.none", "GET", path(g, "messages", plain.Seq, "receipt"), nil)
			p.refused("receipt.none", "POST", path(g, "messages", plain.Seq, "remind"), nil)
		}
		if got := late.waiting(); len(got) != 0 {
			t.Errorf("%v", got)
		}
		a.refused("receipt.nobody_asked", "POST", path(a.direct(a).ID, "messages"),
			map[string]any{"client_id": id.New(h.clock.Now()), "content": text("x"), "receipt": "confirm"})
	})
}

// covers: MSG-04
func TestAReminderReachesThoseWhoCanStillAnswerAndNotTooOften(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		a, b, c, d := h.person(), h.person(), h.person(), h.person()
		g := a.group(b, c, d).ID
		m := a.ask(g, "请确认", "confirm")
		b.confirm(g, m.Seq, "")
		c.leave(g)
		remind := path(g, "messages", m.Seq, "remind")
		type reminded struct{ Reminded int }
		if got := do[reminded](a, "POST", remind, nil); got.Reminded != 1 {
			t.Errorf("%+v", got)
		}
		for p, want := range map[*person]int{&a: 0, &b: 0, &c: 0, &d: 1} {
			if got := heard[reminderFrame](*p, "receipt.reminder"); len(got) != want || want == 1 && got[0] != (reminderFrame{g, m.Seq, a.Account}) {
				t.Errorf("%s heard %+v", p.Name, got)
			}
		}
		h.clock.Advance(5*time.Minute - time.Microsecond)
		if p := a.refused("message.reminded_recently", "POST", remind, nil); p.Params["retry_after_s"] != 1.0 {
			t.Errorf("%+v", p.Params)
		}
		h.clock.Advance(time.Microsecond)
		do[reminded](a, "POST", remind, nil)
		no := a.answers(g, m.Seq, "?state=waiting")
		if !slices.Equal(names(no), []string{c.Name, d.Name}) || no.Items[0].Member == no.Items[1].Member {
			t.Errorf("who has left is named as such: %+v", no.Items)
		}
		d.confirm(g, m.Seq, "")
		before := h.rows()
		if got := do[reminded](a, "POST", remind, nil); got.Reminded != 0 || fmt.Sprint(before) != fmt.Sprint(h.rows()) {
			t.Errorf("%+v", got)
		}
	})
}

// covers: MSG-04
func TestWhatWaitsForMyReceiptIsListedUntilIGiveIt(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		a, b, c := h.person(), h.person(), h.person()
		g, d := a.group(b, c).ID, a.direct(b).ID
		one := a.ask(g, "一", "confirm")
		h.clock.Advance(time.Second)
		two := a.ask(d, "二", "result")
		h.clock.Advance(time.Second)
		own := b.ask(g, "我问的", "confirm")
		h.clock.Advance(time.Second)
		wrong := a.ask(g, "发错", "confirm")
		a.recall(g, wrong.Seq)
		list := do[itemList](b, "GET", "/receipts/waiting?limit=1", nil)
		if len(list.Items) != 1 || list.Items[0].Conversation.ID != d || list.Items[0].Message.Receipt.Mode != "result" || list.NextCursor == nil {
			t.Fatalf("%+v", list)
		}
		list = do[itemList](b, "GET", "/receipts/waiting?limit=1&cursor="+*list.NextCursor, nil)
		if len(list.Items) != 1 || list.Items[0].Seq != one.Seq || list.NextCursor != nil {
			t.Fatalf("%+v", list)
		}
		b.confirm(d, two.Seq, "好")
		if got := b.waiting(); !slices.Equal(got, []int64{one.Seq}) {
			t.Errorf("%v", got)
		}
		if got := c.waiting(); !slices.Equal(got, []int64{own.Seq, one.Seq}) {
			t.Errorf("%v", got)
		}
		c.leave(g)
		if got := c.waiting(); len(got) != 0 {
			t.Errorf("%v", got)
		}
	})
}

// covers: MSG-04
func TestAReceiptEndsWithARecall(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		a, b := h.person(), h.person()
		c := a.direct(b).ID
		m := a.ask(c, "请确认", "confirm")
		a.recall(c, m.Seq)
		if a.sees(c, m.Seq).Receipt != nil || b.sees(c, m.Seq).Receipt != nil {
			t.Error("still asked for")
		}
		b.refused("message.recalled", "POST", path(c, "messages", m.Seq, "confirm"), map[string]any{})
		b.refused("message.recalled", "GET", path(c, "messages", m.Seq, "receipt"), nil)
		a.refused("message.recalled", "POST", path(c, "messages", m.Seq, "remind"), nil)
	})
}

func TestTheFrameOfANewMessageSaysWhatItAsksFor(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		a, b := h.person(), h.person()
		c := a.direct(b).ID
		m := a.ask(c, "请确认", "confirm")
		type created struct{ Message message }
		h.hub.awaitFrame(t, b.Account, "message.created")
		got := heard[created](b, "message.created")
		if r := got[0].Message.Receipt; r == nil || r.Total != 1 || r.Mine != nil || r.Asked != nil || got[0].Message.Seq != m.Seq {
			t.Errorf("%+v", got)
		}
	})
}

// covers: MSG-04
func TestAllConfirmAtOnceAndEachIsCountedOnce(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		crew := h.crew(12)
		g := crew[0].group(crew[1:]...).ID
		m := crew[0].ask(g, "请确认", "confirm")
		var wg sync.WaitGroup
		for _, p := range crew[1:] {
			for range 3 {
				wg.Go(func() { p.confirm(g, m.Seq, "") })
			}
		}
		wg.Wait()
		if r := crew[0].sees(g, m.Seq).Receipt; r.Confirmed != 11 || r.Total != 11 || h.count("confirmations") != 11 {
			t.Errorf("%+v", r)
		}
		page := crew[0].answers(g, m.Seq, "?limit=7")
		rest := crew[0].answers(g, m.Seq, "?limit=7&cursor="+*page.NextCursor)
		if all := append(names(page), names(rest)...); len(all) != 11 || rest.NextCursor != nil {
			t.Errorf("%v", all)
		}
		crew[0].refused("request.invalid", "GET", path(g, "messages", m.Seq, "receipt?cursor=x"), nil)
		frames := heard[receiptFrame](crew[0], "receipt.changed")
		if len(frames) != 11 || frames[10].Confirmed != 11 {
			t.Errorf("%+v", frames)
		}
	})
}

func TestInALargeGroupTheSenderAndWhoAnsweredHearOfIt(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		a, b, c := h.person(), h.person(), h.person()
		g := a.group(b, c).ID
		m := a.ask(g, "请确认", "confirm")
		h.write(`UPDATE conversations SET member_count = 201 WHERE id = ?`, g)
		b.confirm(g, m.Seq, "")
		for p, want := range map[*person]int{&a: 1, &b: 1, &c: 0} {
			if got := heard[receiptFrame](*p, "receipt.changed"); len(got) != want {
				t.Errorf("%s heard %+v", p.Name, got)
			}
		}
	})
}
