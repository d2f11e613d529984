package messaging_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"sync"
	"testing"

	"tonggui/internal/messaging"
	"tonggui/internal/messaging/content"
	"tonggui/internal/platform/db"
	"tonggui/internal/platform/httpapi"
	"tonggui/internal/platform/id"
)

func add(p person, g id.ID, mode string, people ...person) conversation {
	p.t.Helper()
	return do[conversation](p, "POST", path(g, "members"), map[string]any{"member_ids": accounts(people), "history": mode})
}

func remove(p person, g id.ID, other person) {
	p.t.Helper()
	do[any](p, "DELETE", path(g, "members", other.Account), nil)
}

func leave(p person, g id.ID) {
	p.t.Helper()
	do[any](p, "DELETE", path(g, "members", "me"), nil)
}

// lines returns the codes of the system lines that a person sees.
func lines(p person, g id.ID) (codes []string) {
	for _, m := range p.history(g, "?after=0&limit=200").Items {
		var c content.System
		if m.Kind == "system" && json.Unmarshal(m.Content, &c) == nil {
			codes = append(codes, strings.TrimPrefix(c.Code, "group."))
		}
	}
	return codes
}

// covers: MSG-01
func TestTwoWhoOpenTheSameConversationAtOnceGetOne(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		a, b := h.person(), h.person()
		got := make([]id.ID, 10)
		var wg sync.WaitGroup
		for i := range got {
			wg.Go(func() {
				if i%2 == 0 {
					got[i] = a.direct(b).ID
				} else {
					got[i] = b.direct(a).ID
				}
			})
		}
		wg.Wait()
		for _, c := range got {
			if c != got[0] {
				t.Fatalf("%v", got)
			}
		}
		if self := a.direct(a); self.Kind != messaging.Self || self.MemberCount != 1 || self.ID == got[0] {
			t.Errorf("note to self: %+v", self)
		}
		a.refused("not_found", "POST", "/conversations/direct", map[string]any{"account_id": id.New(h.clock.Now())})
	})
}

func TestWithSomebodyWhoHasLeftOneReadsButDoesNotWrite(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		a, b, c := h.person(), h.person(), h.person()
		with := a.direct(b)
		b.send(with.ID, "再见")
		h.people.setStatus(b.Account, "left")
		h.people.setStatus(c.Account, "left")
		a.refused("conversation.peer_left", "POST", path(with.ID, "messages"), outgoing(id.New(h.clock.Now()), text("x")))
		a.refused("conversation.peer_left", "POST", "/conversations/direct", map[string]any{"account_id": c.Account})
		if got := a.history(with.ID, ""); len(got.Items) != 1 || got.LastSeq != 1 {
			t.Errorf("%+v", got)
		}
		if got := a.direct(b); len(got.Abilities) != 0 || got.Peer.Status != "left" {
			t.Errorf("abilities %v", got.Abilities)
		}
	})
}

// covers: GRP-04
func TestAGroupIsMadeChangedAndLeftByThoseWhoMay(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		a, b, c, d := h.person(), h.person(), h.person(), h.person()
		g := a.group(b, c, b, a)
		if g.MemberCount != 3 || g.MyRole != messaging.Owner || g.Unread != 0 || g.Name != "项目组" {
			t.Fatalf("%+v", g)
		}
		if got := b.see(g.ID); got.Unread != 1 || got.MyRole != messaging.Common || strings.Join(got.Abilities, " ") !=
			"message.send group.add_members group.leave" {
			t.Errorf("%+v", got)
		}
		b.refused("access.denied", "PATCH", path(g.ID), map[string]any{"name": "x"})
		b.refused("access.denied", "DELETE", path(g.ID, "members", c.Account), nil)
		d.refused("not_found", "GET", path(g.ID), nil)
		if got := do[conversation](a, "PATCH", path(g.ID), map[string]any{"name": " 新名 "}); got.Name != "新名" {
			t.Errorf("name %q", got.Name)
		}
		add(b, g.ID, "none", d, c)
		remove(a, g.ID, c)
		leave(b, g.ID)
		a.refused("not_found", "DELETE", path(g.ID, "members", c.Account), nil)
		if got := fmt.Sprint(lines(a, g.ID)); got != "[created renamed member_added member_removed member_left]" {
			t.Errorf("lines %v", got)
		}
		if got := fmt.Sprint(lines(d, g.ID)); got != "[member_added member_removed member_left]" {
			t.Errorf("lines %v", got)
		}
		if got := a.see(g.ID); got.MemberCount != 2 || got.Unread != 3 { // since b's adding, which a has not read
			t.Errorf("%+v", got)
		}
		if h.count("audit") != 4 {
			t.Errorf("%d audit rows", h.count("audit"))
		}
	})
}

func TestADirectConversationIsNoGroup(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		a, b, c := h.person(), h.person(), h.person()
		with := a.direct(b)
		a.refused("conversation.not_a_group", "PATCH", path(with.ID), map[string]any{"name": "x"})
		a.refused("conversation.not_a_group", "POST", path(with.ID, "members"), map[string]any{"member_ids": []id.ID{c.Account}})
		a.refused("conversation.not_a_group", "DELETE", path(with.ID, "members", b.Account), nil)
		a.refused("conversation.not_a_group", "DELETE", path(with.ID, "members", "me"), nil)
	})
}

func TestGroupsRefuseBadNamesAndPeopleWhoCannotJoin(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		a, frozen, gone := h.person(), h.person(), h.person()
		h.people.setStatus(frozen.Account, "frozen")
		h.people.setStatus(gone.Account, "left")
		create := func(name string, people ...id.ID) map[string]any {
			return map[string]any{"name": name, "member_ids": append([]id.ID{}, people...)}
		}
		before, _ := h.rows()
		a.refused("conversation.name_empty", "POST", "/conversations/groups", create(" \u200b"))
		a.refused("conversation.name_too_long", "POST", "/conversations/groups", create(strings.Repeat("群", 61)))
		a.refused("content.control_character", "POST", "/conversations/groups", create("a\u202eb"))
		a.refused("content.control_character", "POST", "/conversations/groups", create("a\nb"))
		a.refused("conversation.person_inactive", "POST", "/conversations/groups", create("x", frozen.Account))
		a.refused("conversation.person_inactive", "POST", "/conversations/groups", create("x", gone.Account))
		p := a.refused("conversation.person_unknown", "POST", "/conversations/groups", create("x", a.Account, id.New(h.clock.Now())))
		if len(p.Fields) != 1 || p.Fields[0].Name != "body.member_ids[1]" {
			t.Errorf("%+v", p.Fields)
		}
		many := make([]id.ID, messaging.MaxAtOnce+1)
		for i := range many {
			many[i] = a.Account
		}
		a.refused("request.invalid", "POST", "/conversations/groups", create("x", many...))
		if after, _ := h.rows(); fmt.Sprint(before) != fmt.Sprint(after) {
			t.Errorf("%v → %v", before, after)
		}
		do[conversation](a, "POST", "/conversations/groups", create(strings.Repeat("群", 60)))
	})
}

func TestAddingWhoIsInAlreadyChangesNothing(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		a, b := h.person(), h.person()
		g := a.group(b)
		before, _ := h.rows()
		if got := add(a, g.ID, "all", b); got.Epoch != g.Epoch || got.LastSeq != g.LastSeq {
			t.Errorf("%+v", got)
		}
		if after, _ := h.rows(); fmt.Sprint(before) != fmt.Sprint(after) {
			t.Errorf("%v → %v", before, after)
		}
	})
}

func TestNewcomersSeeWhatWasOpenedToThemAndNoMoreThanWhoeverAddedThemSees(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		a, b, c, d := h.person(), h.person(), h.person(), h.person()
		g := a.group()
		a.send(g.ID, "二") // seq 2, behind the creation
		add(a, g.ID, "none", b)
		add(a, g.ID, "all", c)
		add(b, g.ID, "all", d)
		firsts := []int64{1, 3, 1, 3}
		for i, p := range []person{a, b, c, d} {
			first := firsts[i]
			got := p.history(g.ID, "?after=0")
			if got.FirstSeq != first || got.Items[0].Seq != first || len(got.Items) != int(got.LastSeq-first+1) {
				t.Errorf("sees from %d (%d), want %d", got.Items[0].Seq, got.FirstSeq, first)
			}
			if got := p.history(g.ID, "?before=3"); len(got.Items) != int(max(0, 3-first)) {
				t.Errorf("%d items before 3", len(got.Items))
			}
		}
		b.refused("not_found", "GET", path(g.ID, "messages", 2, "edits"), nil)
		if got := c.see(g.ID); got.Unread != 2 { // own and d's adding; the opened history is not news
			t.Errorf("unread %d", got.Unread)
		}
	})
}

func TestWhoReturnsStartsAnew(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		a, b := h.person(), h.person()
		g := a.group(b)
		b.send(g.ID, "二")
		if n, err := h.room.Ranges(g.ID, b.Account); err != nil || n != 4 {
			t.Errorf("%d rows, %v", n, err)
		}
		leave(b, g.ID) // 3
		// The statement that reads a page asks for membership itself: a removal that comes between
		// the access door and the page leaves nothing to see.
		if n, err := h.room.Ranges(g.ID, b.Account); err != nil || n != 0 {
			t.Errorf("%d rows for somebody who has left, %v", n, err)
		}
		b.refused("not_found", "POST", path(g.ID, "messages", 2, "recall"), nil)
		a.send(g.ID, "四")
		add(a, g.ID, "none", b) // 5
		if got := b.history(g.ID, ""); len(got.Items) != 1 || got.Items[0].Seq != 5 {
			t.Errorf("%+v", got)
		}
		b.refused("not_found", "POST", path(g.ID, "messages", 2, "recall"), nil)
		b.refused("message.cannot_correct", "POST", path(g.ID, "messages"),
			map[string]any{"client_id": id.New(h.clock.Now()), "content": text("更正"), "corrects_seq": 2})
	})
}

func TestAnOwnerWhoLeavesHandsOnToTheLongestStandingAdministratorElseMember(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		crew := h.crew(4)
		g := crew[0].group()
		for _, p := range crew[1:] {
			add(crew[0], g.ID, "none", p)
		}
		promote(h, g.ID, crew[3])
		crew[3].refused("access.denied", "DELETE", path(g.ID, "members", crew[0].Account), nil)
		owner := func(want person) {
			t.Helper()
			got := do[httpapi.List[messaging.Member]](want, "GET", path(g.ID, "members"), nil).Items
			if got[0].Person.ID != want.Account || got[0].Role != messaging.Owner || len(got) > 1 && got[1].Role == messaging.Owner {
				t.Errorf("%+v", got)
			}
		}
		leave(crew[0], g.ID)
		owner(crew[3])
		do[any](crew[3], "DELETE", path(g.ID, "members", crew[3].Account), nil)
		owner(crew[1])
		leave(crew[1], g.ID)
		leave(crew[2], g.ID)
		n, _ := db.Value[int](h.db.Ask(t.Context()), `SELECT member_count FROM conversations`)
		if n != 0 {
			t.Errorf("%d members left", n)
		}
	})
}

func promote(h *house, g id.ID, p person) {
	h.t.Helper()
	if err := h.db.Write(h.t.Context(), func(tx *db.Tx) error {
		_, err := tx.Exec(`UPDATE members SET role = 'admin' WHERE conversation_id = ? AND account_id = ?`, g, p.Account)
		return err
	}); err != nil {
		h.t.Fatal(err)
	}
}

func TestMembersAreListedByPartsAndFoundByNameOrNumber(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		crew := h.crew(23)
		g := crew[0].group(crew[1:]...)
		seen, cursor := map[id.ID]bool{}, ""
		for {
			part := do[httpapi.List[messaging.Member]](crew[5], "GET", path(g.ID, "members")+"?limit=10&cursor="+cursor, nil)
			for _, m := range part.Items {
				seen[m.Person.ID] = true
			}
			if part.NextCursor == nil {
				break
			}
			cursor = *part.NextCursor
		}
		if len(seen) != 23 {
			t.Errorf("%d listed", len(seen))
		}
		for q, want := range map[string]int{"同事2": 5, "t0007": 1, "nobody": 0} { // 2, 20..23
			if got := do[httpapi.List[messaging.Member]](crew[0], "GET", path(g.ID, "members")+"?q="+q, nil); len(got.Items) != want {
				t.Errorf("%s: %d found", q, len(got.Items))
			}
		}
		crew[0].refused("request.invalid", "GET", path(g.ID, "members")+"?cursor=nonsense", nil)
	})
}
