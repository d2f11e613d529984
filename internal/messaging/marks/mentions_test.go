package marks_test

import (
	"slices"
	"testing"
	"time"

	"tonggui/internal/platform/id"
)

// names a person, or everybody where there is none.
func (p person) mention(c id.ID, who *person) message {
	p.t.Helper()
	p.clock.Advance(time.Second)
	node := map[string]any{"type": "mention_all"}
	if who != nil {
		node = map[string]any{"type": "mention", "account_id": who.Account}
	}
	return do[message](p, "POST", path(c, "messages"), map[string]any{"client_id": id.New(p.clock.Now()),
		"content": map[string]any{"type": "text", "nodes": []any{node}}})
}

func (p person) mentions() (seqs []int64) {
	p.t.Helper()
	for _, x := range do[itemList](p, "GET", "/mentions", nil).Items {
		if x.Message == nil {
			p.t.Fatalf("%+v", x)
		}
		seqs = append(seqs, x.Seq)
	}
	return seqs
}

// covers: MSG-03
func TestThePageOfMentionsHasWhatNamesMeOrEverybodyAndIsVisible(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		a, b, c := h.person(), h.person(), h.person()
		g, d := a.group(b, c).ID, a.direct(b).ID
		all := a.mention(g, nil)
		me := c.mention(g, &b)
		a.mention(d, &b) // in another conversation, seq 1
		if got := b.mentions(); !slices.Equal(got, []int64{1, me.Seq, all.Seq}) {
			t.Fatalf("%v", got)
		}
		if got := c.mentions(); !slices.Equal(got, []int64{all.Seq}) {
			t.Errorf("%v", got)
		}
		if got := a.mentions(); len(got) != 0 {
			t.Errorf("what one says oneself names nobody: %v", got)
		}
		a.recall(g, all.Seq)
		if got := b.mentions(); !slices.Equal(got, []int64{1, me.Seq}) {
			t.Errorf("%v", got)
		}
		page := do[itemList](b, "GET", "/mentions?limit=1", nil)
		next := do[itemList](b, "GET", "/mentions?limit=1&cursor="+*page.NextCursor, nil)
		if len(next.Items) != 1 || next.Items[0].Seq != me.Seq || next.Items[0].Conversation.Name != "项目组" || next.NextCursor != nil {
			t.Errorf("%+v", next)
		}
		b.leave(g)
		if got := b.mentions(); !slices.Equal(got, []int64{1}) {
			t.Errorf("%v", got)
		}
	})
}

// covers: MSG-03
func TestWhatWasSaidToEverybodyBeforeIJoinedDoesNotNameMe(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		a, b, late := h.person(), h.person(), h.person()
		g := a.group(b).ID
		a.mention(g, nil)
		b.mention(g, &a)
		a.add(g, "all", late)
		if got := late.mentions(); len(got) != 0 {
			t.Errorf("%v", got)
		}
		after := a.mention(g, nil)
		if got := late.mentions(); !slices.Equal(got, []int64{after.Seq}) {
			t.Errorf("%v", got)
		}
	})
}

func TestOldMentionsFollowOnNewOnes(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		a, b := h.person(), h.person()
		g := a.group(b).ID
		want := []int64{}
		for range 3 {
			want = slices.Insert(want, 0, a.mention(g, nil).Seq)
			want = slices.Insert(want, 0, a.mention(g, &b).Seq)
			h.clock.Advance(20 * 24 * time.Hour)
		}
		got, cursor := []int64{}, ""
		for range 4 {
			p := do[itemList](b, "GET", "/mentions?limit=2"+cursor, nil)
			for _, x := range p.Items {
				got = append(got, x.Seq)
			}
			if p.NextCursor == nil {
				break
			}
			cursor = "&cursor=" + *p.NextCursor
		}
		if !slices.Equal(got, want) || !slices.Equal(b.mentions(), want) {
			t.Errorf("%v, want %v", got, want)
		}
	})
}
