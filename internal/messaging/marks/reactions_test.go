package marks_test

import (
	"fmt"
	"net/url"
	"slices"
	"sync"
	"testing"
	"time"

	"tonggui/internal/messaging"
	"tonggui/internal/platform/id"
)

func reactionPath(c id.ID, seq int64, emoji string) string {
	return path(c, "messages", seq, "reactions", url.PathEscape(emoji))
}

type reactions struct{ Reactions []messaging.Reaction }

func (p person) react(c id.ID, seq int64, emoji string) []messaging.Reaction {
	p.t.Helper()
	return do[reactions](p, "PUT", reactionPath(c, seq, emoji), nil).Reactions
}

func (p person) unreact(c id.ID, seq int64, emoji string) []messaging.Reaction {
	p.t.Helper()
	return do[reactions](p, "DELETE", reactionPath(c, seq, emoji), nil).Reactions
}

type reactedFrame struct {
	ConversationID id.ID `json:"conversation_id"`
	Seq            int64
	Emoji          string
	AccountID      id.ID `json:"account_id"`
	On             bool
	Count          int64
}

// covers: MSG-03
func TestReactionsAreCountedUnderTheMessageForAllMembers(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		a, b, c := h.person(), h.person(), h.person()
		g := a.group(b, c).ID
		m := a.send(g, "周五聚餐")
		b.react(g, m.Seq, "👍")
		c.react(g, m.Seq, "❤") // without the sign "as a picture"
		got := a.react(g, m.Seq, "👍\uFE0F")
		want := []messaging.Reaction{{Emoji: "👍", Count: 2, AccountIDs: []id.ID{b.Account, a.Account}}, {Emoji: "❤\uFE0F", Count: 1, AccountIDs: []id.ID{c.Account}}}
		if fmt.Sprint(got) != fmt.Sprint(want) || fmt.Sprint(c.sees(g, m.Seq).Reactions) != fmt.Sprint(want) {
			t.Errorf("%v, %v; want %v", got, c.sees(g, m.Seq).Reactions, want)
		}
		if got := heard[reactedFrame](c, "message.reacted"); len(got) != 3 || got[2] != (reactedFrame{g, m.Seq, "👍", a.Account, true, 2}) {
			t.Errorf("%+v", got)
		}
		b.unreact(g, m.Seq, "👍")
		a.unreact(g, m.Seq, "👍")
		if got := c.unreact(g, m.Seq, "❤\uFE0F"); len(got) != 0 || len(b.sees(g, m.Seq).Reactions) != 0 {
			t.Errorf("%v", got)
		}
		if got := heard[reactedFrame](a, "message.reacted"); len(got) != 6 || got[5] != (reactedFrame{g, m.Seq, "❤\uFE0F", c.Account, false, 0}) {
			t.Errorf("%+v", got)
		}
	})
}

func TestAReactionThatIsThereAlreadyChangesNothingAndTellsNobody(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		a, b := h.person(), h.person()
		c := a.direct(b).ID
		m := a.send(c, "收到请回")
		b.unreact(c, m.Seq, "👌")
		b.react(c, m.Seq, "👌")
		before := h.rows()
		if got := b.react(c, m.Seq, "👌"); len(got) != 1 || got[0].Count != 1 {
			t.Errorf("%v", got)
		}
		if after := h.rows(); fmt.Sprint(before) != fmt.Sprint(after) {
			t.Errorf("%v → %v", before, after)
		}
		if got := heard[reactedFrame](a, "message.reacted"); len(got) != 1 {
			t.Errorf("%+v", got)
		}
	})
}

func TestTheFirstFiftyAreNamedAndSomebodyMovesUp(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		crew := h.crew(53)
		g := crew[0].group(crew[1:]...).ID
		m := crew[0].send(g, "报名")
		for _, p := range crew {
			p.react(g, m.Seq, "✋")
			h.clock.Advance(time.Millisecond)
		}
		named := accounts(crew)
		if got := crew[52].sees(g, m.Seq).Reactions; len(got) != 1 || got[0].Count != 53 || !slices.Equal(got[0].AccountIDs, named[:50]) {
			t.Errorf("%v", got)
		}
		crew[51].unreact(g, m.Seq, "✋")
		got := crew[7].unreact(g, m.Seq, "✋")
		want := slices.Concat(named[:7], named[8:51])
		if got[0].Count != 51 || !slices.Equal(got[0].AccountIDs, want) {
			t.Errorf("%v, want %v", got, want)
		}
	})
}

func TestAMessageHasTwentyDifferentReactionsAtMost(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		a, b := h.person(), h.person()
		c := a.direct(b).ID
		m := a.send(c, "挑一个")
		for i := range 20 {
			a.react(c, m.Seq, string(rune(0x1F600+i)))
		}
		b.refused("reaction.too_many", "PUT", reactionPath(c, m.Seq, "🚂"), nil)
		b.react(c, m.Seq, string(rune(0x1F600)))
		a.unreact(c, m.Seq, string(rune(0x1F601)))
		if got := b.react(c, m.Seq, "🚂"); len(got) != 20 || got[19].Emoji != "🚂" {
			t.Errorf("%v", got)
		}
		b.refused("reaction.too_many", "PUT", reactionPath(c, m.Seq, string(rune(0x1F601))), nil)
	})
}

func TestEmojiThatNobodyUsesAnyMoreAreForgotten(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		a := h.person()
		c := a.direct(a).ID
		m := a.send(c, "试试")
		for i := range 40 {
			a.react(c, m.Seq, string(rune(0x1F600+i)))
			a.unreact(c, m.Seq, string(rune(0x1F600+i)))
			h.clock.Advance(10 * time.Second)
		}
		a.react(c, m.Seq, "🚂")
		if n := h.count("reaction_kinds"); n != 7 { // those of the last minute, which facts on their way may name, and the new one
			t.Errorf("%d rows are kept", n)
		}
		if got := a.sees(c, m.Seq).Reactions; len(got) != 1 || got[0].Emoji != "🚂" {
			t.Errorf("%v", got)
		}
	})
}

// covers: MSG-03
func TestOnlyWhoSeesAMessageReactsToIt(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		a, b, late, gone, stranger := h.person(), h.person(), h.person(), h.person(), h.person()
		g := a.group(b, gone).ID
		m, line := a.send(g, "原文"), int64(1)
		gone.leave(g)
		a.add(g, "none", late)
		where := reactionPath(g, m.Seq, "👍")
		for _, p := range []person{late, gone, stranger} {
			p.refused("not_found", "PUT", where, nil)
			p.refused("not_found", "DELETE", where, nil)
		}
		a.refused("not_found", "PUT", reactionPath(g, 99, "👍"), nil)
		a.refused("message.not_markable", "PUT", reactionPath(g, line, "👍"), nil)
		for _, no := range []string{"a", "👍👍", "1", "<b>"} {
			a.refused("reaction.not_an_emoji", "PUT", reactionPath(g, m.Seq, no), nil)
			a.refused("reaction.not_an_emoji", "DELETE", reactionPath(g, m.Seq, no), nil)
		}
		b.react(g, m.Seq, "👍")
		for _, p := range []person{late, gone, stranger} {
			if got := heard[reactedFrame](p, "message.reacted"); len(got) != 0 {
				t.Errorf("%s heard %+v", p.Name, got)
			}
		}
	})
}

// covers: MSG-03
func TestReactionsVanishWithARecall(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		a, b := h.person(), h.person()
		c := a.direct(b).ID
		m := a.send(c, "发错了")
		b.react(c, m.Seq, "😂")
		a.recall(c, m.Seq)
		for _, p := range []person{a, b} {
			if got := p.sees(c, m.Seq).Reactions; len(got) != 0 {
				t.Errorf("%v", got)
			}
		}
		b.refused("message.recalled", "PUT", reactionPath(c, m.Seq, "👍"), nil)
		heard[reactedFrame](a, "message.reacted")
		if got := b.unreact(c, m.Seq, "😂"); len(got) != 0 {
			t.Errorf("%v", got)
		}
		if got := heard[reactedFrame](a, "message.reacted"); len(got) != 0 {
			t.Errorf("%+v", got)
		}
		type changed struct{ Message message }
		if got := heard[changed](b, "message.changed"); len(got) != 1 || len(got[0].Message.Reactions) != 0 {
			t.Errorf("%+v", got)
		}
	})
}

// covers: MSG-03
func TestManyDevicesAtOnceEndInOneCount(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		const devices, times = 8, 6
		crew := h.crew(4)
		g := crew[0].group(crew[1:]...).ID
		m := crew[0].send(g, "抢")
		var wg sync.WaitGroup
		for _, p := range crew {
			for d := range devices {
				wg.Go(func() {
					for i := range times {
						if (d+i)%2 == 0 {
							p.react(g, m.Seq, "🎉")
						} else {
							p.unreact(g, m.Seq, "🎉")
						}
					}
				})
			}
		}
		wg.Wait()
		for _, p := range crew[:2] {
			p.react(g, m.Seq, "🎉")
		}
		for _, p := range crew[2:] {
			p.unreact(g, m.Seq, "🎉")
		}
		got := crew[3].sees(g, m.Seq).Reactions
		if len(got) != 1 || got[0].Count != 2 || h.count("reactions") != 2 ||
			!slices.Contains(got[0].AccountIDs, crew[0].Account) || !slices.Contains(got[0].AccountIDs, crew[1].Account) || len(got[0].AccountIDs) != 2 {
			t.Errorf("%v with %d rows", got, h.count("reactions"))
		}
		// Whoever only listened knows the same from the frames.
		last := map[id.ID]reactedFrame{}
		frames := heard[reactedFrame](crew[3], "message.reacted")
		for _, f := range frames {
			last[f.AccountID] = f
		}
		for i, p := range crew {
			if f := last[p.Account]; f.On != (i < 2) {
				t.Errorf("person %d: the last frame says %+v", i, f)
			}
		}
		if frames[len(frames)-1].Count != 2 {
			t.Errorf("the last frame says %+v", frames[len(frames)-1])
		}
	})
}

func TestALargeGroupHearsOfReactionsInSum(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		a, b, c := h.person(), h.person(), h.person()
		g := a.group(b, c).ID
		m := a.send(g, "全员通知")
		h.write(`UPDATE conversations SET member_count = 3000 WHERE id = ?`, g)
		for _, p := range []person{a, b, c} {
			p.react(g, m.Seq, "👏")
		}
		if got := heard[reactedFrame](b, "message.reacted"); len(got) != 0 {
			t.Fatalf("%+v", got)
		}
		for range 2 {
			if err := h.marks.Tick(t.Context()); err != nil {
				t.Fatal(err)
			}
		}
		if got := heard[reactedFrame](b, "message.reacted"); len(got) != 1 || got[0] != (reactedFrame{g, m.Seq, "👏", c.Account, true, 3}) {
			t.Errorf("%+v", got)
		}
	})
}
