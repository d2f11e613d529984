package marks_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"tonggui/internal/messaging/marks"
	"tonggui/internal/platform/id"
)

func laterPath(c id.ID, seq int64) string { return fmt.Sprintf("/later/%s/%d", c, seq) }

type laterFrame struct{ Open int }

type dueFrame struct {
	ConversationID id.ID `json:"conversation_id"`
	Seq            int64
	Note           string
}

func (p person) later(state string) marks.LaterPage {
	p.t.Helper()
	return do[marks.LaterPage](p, "GET", "/later?state="+state, nil)
}

func (h *house) tick() {
	h.t.Helper()
	if err := h.marks.Tick(context.Background()); err != nil {
		h.t.Fatal(err)
	}
}

// covers: MSG-03
func TestAnItemIsOpenUntilItIsDoneAndCanBeOpenedAgain(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		a, b := h.person(), h.person()
		c := a.direct(b).ID
		m := b.send(c, "记得报销")
		do[any](a, "PUT", laterPath(c, m.Seq), map[string]any{"note": " 周三前\n"})
		got := a.later("open")
		if len(got.Items) != 1 || got.Open != 1 || got.Items[0].Note != "周三前" || got.Items[0].RemindAt != nil || got.Items[0].Message.Seq != m.Seq || !got.Items[0].Message.Later {
			t.Errorf("%+v", got)
		}
		if !a.sees(c, m.Seq).Later || b.sees(c, m.Seq).Later {
			t.Error("the history does not say what is on my list")
		}
		h.clock.Advance(time.Minute)
		do[any](a, "POST", laterPath(c, m.Seq)+"/done", nil)
		do[any](a, "POST", laterPath(c, m.Seq)+"/done", nil)
		done := a.later("done")
		if len(done.Items) != 1 || done.Open != 0 || done.Items[0].DoneAt == nil || *done.Items[0].DoneAt != h.clock.Now() || len(a.later("open").Items) != 0 || a.sees(c, m.Seq).Later {
			t.Errorf("%+v", done)
		}
		do[any](a, "POST", laterPath(c, m.Seq)+"/undone", nil)
		if got := a.later("open"); len(got.Items) != 1 || got.Items[0].DoneAt != nil || got.Items[0].Note != "周三前" {
			t.Errorf("%+v", got)
		}
		do[any](a, "DELETE", laterPath(c, m.Seq), nil)
		if got := a.later("open"); len(got.Items) != 0 {
			t.Errorf("%+v", got)
		}
		want := []laterFrame{{1}, {0}, {1}, {0}}
		if got := heard[laterFrame](a, "later.changed"); !slices.Equal(got, want) {
			t.Errorf("%v, want %v", got, want)
		}
		if got := heard[laterFrame](b, "later.changed"); len(got) != 0 {
			t.Errorf("%v", got)
		}
	})
}

// covers: MSG-03
func TestAReminderIsToldAtItsTimeAndOnce(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		a, b := h.person(), h.person()
		c := a.direct(b).ID
		m := b.send(c, "下午开会")
		at := h.clock.Now().Add(time.Hour)
		do[any](a, "PUT", laterPath(c, m.Seq), map[string]any{"remind_at": at, "note": "带电脑"})
		h.clock.Advance(time.Hour - time.Microsecond)
		h.tick()
		if got := heard[dueFrame](a, "later.due"); len(got) != 0 || a.later("open").Items[0].Reminded {
			t.Fatalf("too early: %+v", got)
		}
		h.clock.Advance(time.Microsecond)
		h.tick()
		h.tick()
		if got := heard[dueFrame](a, "later.due"); len(got) != 1 || got[0] != (dueFrame{c, m.Seq, "带电脑"}) || !a.later("open").Items[0].Reminded {
			t.Errorf("%+v", got)
		}
		// The note changes, the time does not: it is not told again.
		h.clock.Advance(time.Hour)
		do[any](a, "PUT", laterPath(c, m.Seq), map[string]any{"remind_at": at, "note": "带投影"})
		h.tick()
		if got := heard[dueFrame](a, "later.due"); len(got) != 0 {
			t.Errorf("%+v", got)
		}
		do[any](a, "PUT", laterPath(c, m.Seq), map[string]any{"remind_at": h.clock.Now().Add(time.Minute), "note": ""})
		if a.later("open").Items[0].Reminded {
			t.Error("a new time is not told yet")
		}
		h.clock.Advance(time.Minute)
		h.tick()
		if got := heard[dueFrame](a, "later.due"); len(got) != 1 {
			t.Errorf("%+v", got)
		}
	})
}

func TestWhatIsDoneOrDroppedIsNotToldAnyMore(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		a := h.person()
		c := a.direct(a).ID
		for range 3 {
			m := a.send(c, "x")
			do[any](a, "PUT", laterPath(c, m.Seq), map[string]any{"remind_at": h.clock.Now().Add(time.Minute)})
		}
		do[any](a, "POST", laterPath(c, 1)+"/done", nil)
		do[any](a, "DELETE", laterPath(c, 2), nil)
		do[any](a, "PUT", laterPath(c, 3), map[string]any{"remind_at": nil})
		h.clock.Advance(time.Hour)
		h.tick()
		if got := heard[dueFrame](a, "later.due"); len(got) != 0 {
			t.Errorf("%+v", got)
		}
	})
}

// covers: MSG-03
func TestManyNodesThatLookAtOnceTellEachReminderOnce(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		const items = 230 // more than one transaction takes
		a := h.person()
		c := a.direct(a).ID
		rows := make([][]any, items)
		for i := range rows {
			rows[i] = []any{a.Account, c, i + 1, "", 1, h.clock.Now().Add(time.Minute)}
		}
		h.insert(`INSERT INTO laters (account_id, conversation_id, seq, note, at, remind_at)`, rows)
		h.clock.Advance(time.Hour)
		nodes := []*house{h}
		for range 3 {
			other := *h
			other.start()
			nodes = append(nodes, &other)
		}
		var wg sync.WaitGroup
		for _, n := range nodes {
			for range 2 {
				wg.Go(n.tick)
			}
		}
		wg.Wait()
		for i, n := range nodes {
			seen := map[int64]int{}
			for _, f := range heard[dueFrame](person{n, a.Principal}, "later.due") {
				seen[f.Seq]++
			}
			for seq := int64(1); seq <= items; seq++ {
				if seen[seq] != 1 {
					t.Errorf("node %d has told seq %d %d times", i, seq, seen[seq])
				}
			}
		}
	})
}

// covers: MSG-03
func TestWhatBecameDueWhileNobodyRanIsToldAfterTheStart(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		a := h.person()
		c := a.direct(a).ID
		m := a.send(c, "x")
		do[any](a, "PUT", laterPath(c, m.Seq), map[string]any{"remind_at": h.clock.Now().Add(time.Minute)})
		h.clock.Advance(24 * time.Hour)
		next := *h
		next.start()
		ctx, stop := context.WithCancel(t.Context())
		defer stop()
		next.marks.Start(ctx)
		next.hub.awaitFrame(t, a.Account, "later.due")
	})
}

func TestAReminderLiesAheadAndANoteIsShort(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		a := h.person()
		c := a.direct(a).ID
		m := a.send(c, "x")
		now := h.clock.Now()
		for field, body := range map[string]map[string]any{
			"past":         {"remind_at": now},
			"past ":        {"remind_at": 0},
			"past  ":       {"remind_at": -5},
			"out_of_range": {"remind_at": now.Add(6 * 366 * 24 * time.Hour)},
			"too_long":     {"note": strings.Repeat("长", 201)},
		} {
			p := a.refused("request.invalid", "PUT", laterPath(c, m.Seq), body)
			if len(p.Fields) != 1 || p.Fields[0].Code != strings.TrimSpace(field) {
				t.Errorf("%v: %+v", body, p.Fields)
			}
		}
		a.refused("content.control_character", "PUT", laterPath(c, m.Seq), map[string]any{"note": "a\u202eb"})
		do[any](a, "PUT", laterPath(c, m.Seq), map[string]any{"note": strings.Repeat("长", 200), "remind_at": now + 1})
	})
}

func TestAListForLaterHasAThousandOpenItemsAtMost(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		a := h.person()
		c := a.direct(a).ID
		m := a.send(c, "x")
		do[any](a, "PUT", laterPath(c, m.Seq), map[string]any{})
		do[any](a, "POST", laterPath(c, m.Seq)+"/done", nil)
		rows := make([][]any, 1000)
		for i := range rows {
			rows[i] = []any{a.Account, c, 1000 + i, "", 1}
		}
		h.insert(`INSERT INTO laters (account_id, conversation_id, seq, note, at)`, rows)
		next := a.send(c, "y")
		a.refused("later.too_many", "PUT", laterPath(c, next.Seq), map[string]any{})
		a.refused("later.too_many", "POST", laterPath(c, m.Seq)+"/undone", nil)
		a.refused("later.too_many", "PUT", laterPath(c, m.Seq), map[string]any{})
	})
}
