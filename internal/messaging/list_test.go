package messaging_test

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"tonggui/internal/messaging"
	"tonggui/internal/platform/id"
)

type list struct {
	Items       []conversation `json:"items"`
	NextCursor  *string        `json:"next_cursor"`
	UnreadTotal int64          `json:"unread_total"`
}

func conversations(p person, query string) list {
	p.t.Helper()
	return do[list](p, "GET", "/conversations"+query, nil)
}

func ids(items []conversation) (out []id.ID) {
	for _, c := range items {
		out = append(out, c.ID)
	}
	return out
}

// covers: MSG-01
func TestTheListShowsPinnedFirstThenTheNewestByParts(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		a := h.person()
		var want []id.ID
		for i := range 7 {
			c := a.direct(h.person())
			if i%3 == 0 { // the same instant for some
				h.clock.Advance(time.Second)
			}
			a.send(c.ID, fmt.Sprint("第", i))
			want = append(want, c.ID)
		}
		h.clock.Advance(time.Second)
		a.send(want[2], "又")
		do[conversation](a, "PUT", path(want[4], "preferences"), map[string]any{"pinned": true})
		all := conversations(a, "").Items
		if len(all) != 7 || all[0].ID != want[4] || !all[0].Pinned || all[1].ID != want[2] {
			t.Fatalf("%+v", ids(all))
		}
		if all[1].LastMessage == nil || all[1].LastMessage.Seq != 2 || all[1].Peer == nil {
			t.Errorf("%+v", all[1])
		}
		var parts []id.ID
		for cursor := ""; ; {
			part := conversations(a, "?limit=2&cursor="+cursor)
			parts = append(parts, ids(part.Items)...)
			if part.NextCursor == nil {
				break
			}
			cursor = *part.NextCursor
		}
		if !slices.Equal(parts, ids(all)) {
			t.Errorf("parts %v, whole %v", parts, ids(all))
		}
		a.refused("request.invalid", "GET", "/conversations?cursor=x", nil)
	})
}

func TestFiltersAndTheTotalFollowWhatIsUnread(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		a, b, c := h.person(), h.person(), h.person()
		with, g := a.direct(b), b.group(a, c)
		muted := c.group(a)
		b.send(with.ID, "一")
		do[message](b, "POST", path(g.ID, "messages"), outgoing(id.New(h.clock.Now()), at(a)))
		do[conversation](a, "PUT", path(muted.ID, "preferences"), map[string]any{"muted": true})
		expect := func(filter string, total int64, want ...conversation) {
			t.Helper()
			got := conversations(a, "?filter="+filter)
			gotIDs, wantIDs := ids(got.Items), ids(want)
			less := func(x, y id.ID) int { return slices.Compare(x[:], y[:]) }
			slices.SortFunc(gotIDs, less)
			slices.SortFunc(wantIDs, less)
			if !slices.Equal(gotIDs, wantIDs) || got.UnreadTotal != total {
				t.Errorf("%s: %v (%d), want %v (%d)", filter, gotIDs, got.UnreadTotal, wantIDs, total)
			}
			if filter == "unread" {
				h.sameUnread(a, got)
			}
		}
		expect("all", 3, with, g, muted)
		expect("unread", 3, with, g, muted)
		expect("mentioned", 3, g)
		expect("groups", 3, g, muted)
		read(a, g.ID, 2)
		read(a, with.ID, 1)
		expect("unread", 0, muted)
		expect("mentioned", 0)
		do[readState](a, "POST", path(with.ID, "unread"), map[string]any{})
		expect("unread", 1, muted, with)
		a.refused("request.invalid", "GET", "/conversations?filter=Unread", nil)
	})
}

// sameUnread fails unless the state for devices that connect says what the list of unread ones does.
func (h *house) sameUnread(p person, want list) {
	h.t.Helper()
	state, err := h.room.UnreadState(h.t.Context(), p.Principal)
	if err != nil || state.Total != want.UnreadTotal || state.More || len(state.Conversations) != len(want.Items) {
		h.t.Fatalf("%+v, %v; the list has %d in %d", state, err, want.UnreadTotal, len(want.Items))
	}
	for _, c := range want.Items {
		line := messaging.UnreadLine{ID: c.ID, LastSeq: c.LastSeq, Unread: c.Unread, Mentioned: c.Mentioned, Muted: c.Muted}
		if !slices.Contains(state.Conversations, line) {
			h.t.Errorf("%+v is not in %+v", line, state.Conversations)
		}
	}
}

func TestBeingLookedUpIsNoNews(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		a, b := h.person(), h.person()
		c := a.direct(b)
		if got := conversations(b, ""); len(got.Items) != 0 {
			t.Errorf("%v", ids(got.Items))
		}
		do[any](a, "PUT", path(c.ID, "draft"), map[string]any{"text": "在想怎么说"})
		if got := conversations(a, ""); len(got.Items) != 1 || got.Items[0].LastMessage != nil {
			t.Errorf("%+v", got.Items)
		}
		a.send(c.ID, "你好")
		if got := conversations(b, ""); len(got.Items) != 1 {
			t.Errorf("%v", ids(got.Items))
		}
	})
}

// covers: MSG-01
func TestHistoryIsReadInAllDirectionsToTheFirstMessage(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		a := h.person()
		c := a.direct(a)
		for i := range 30 {
			a.send(c.ID, fmt.Sprint(i+1))
		}
		for query, want := range map[string][2]int64{
			"?limit=10":            {21, 30},
			"":                     {1, 30},
			"?before=11&limit=5":   {6, 10},
			"?before=3&limit=5":    {1, 2},
			"?before=1":            {0, 0},
			"?before=0":            {0, 0},
			"?after=0&limit=4":     {1, 4},
			"?after=28":            {29, 30},
			"?after=30":            {0, 0},
			"?around=15&limit=10":  {10, 19},
			"?around=1&limit=10":   {1, 10},
			"?around=30&limit=10":  {21, 30},
			"?around=900&limit=10": {21, 30},
		} {
			got := a.history(c.ID, query)
			var first, last int64
			for i, m := range got.Items {
				if i == 0 {
					first = m.Seq
				} else if m.Seq != last+1 {
					t.Errorf("%s: %d after %d", query, m.Seq, last)
				}
				last = m.Seq
			}
			if first != want[0] || last != want[1] || got.FirstSeq != 1 || got.LastSeq != 30 {
				t.Errorf("%s: %d..%d, want %v", query, first, last, want)
			}
		}
		for _, bad := range []string{"?before=3&after=1", "?around=3&after=1", "?limit=201", "?limit=0", "?before=x", "?Before=3"} {
			a.refused("request.invalid", "GET", path(c.ID, "messages")+bad, nil)
		}
	})
}
