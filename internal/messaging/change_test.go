package messaging_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"tonggui/internal/messaging"
	"tonggui/internal/messaging/content"
	"tonggui/internal/platform/authz"
	"tonggui/internal/platform/db"
	"tonggui/internal/platform/id"
	"tonggui/internal/rulebook"
	"tonggui/internal/rulebook/model"
)

// covers: MSG-03
func TestRecallPassesAtTheEndOfItsWindowAndNotAMicrosecondLater(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		a, b := h.person(), h.person()
		c := a.direct(b)
		first, second := a.send(c.ID, "一"), a.send(c.ID, "二")
		if first.RecallableUntil == nil || *first.RecallableUntil != first.At.Add(2*time.Minute) {
			t.Fatalf("recallable until %v, sent at %v", first.RecallableUntil, first.At)
		}
		h.clock.Advance(2 * time.Minute)
		got := do[message](a, "POST", path(c.ID, "messages", first.Seq, "recall"), nil)
		if got.Recalled == nil || got.Recalled.By != a.Account || got.Content == nil || got.RecallableUntil != nil {
			t.Errorf("%+v", got)
		}
		h.clock.Advance(time.Microsecond)
		before, evidence := h.rows()
		h.settle()
		p := a.refused("message.recall_expired", "POST", path(c.ID, "messages", second.Seq, "recall"), nil)
		if p.Status != 403 || p.Rule == nil || p.Rule.ID != "messaging.recall_window" || p.Rule.Way.Code != "message.correct" || p.Rule.Value != 120.0 {
			t.Errorf("%+v", p)
		}
		if article, ok := model.In("en").Article("messages.recall"); !ok || p.Rule.Clause.Number != article.Written || p.Rule.Clause.Text != article.Text {
			t.Errorf("the refusal cites %+v, the article is %+v", p.Rule.Clause, article)
		}
		a.refused("message.recall_expired", "PATCH", path(c.ID, "messages", second.Seq), map[string]any{"content": text("x")})
		after, more := h.rows()
		before["events"], before["members"] = after["events"], after["members"] // the test's own barrier
		if fmt.Sprint(before) != fmt.Sprint(after) || more <= evidence {
			t.Errorf("a refusal leaves evidence and nothing else: %v/%d → %v/%d", before, evidence, after, more)
		}
		if got := heard[struct{ Message message }](b, "message.changed"); len(got) != 1 || got[0].Message.Seq != first.Seq || got[0].Message.Content != nil {
			t.Errorf("%d frames: %+v", len(got), got)
		}
	})
}

// covers: MSG-03
func TestARecalledMessageIsHiddenFromTheChatAndKept(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		a, b, s := h.person(), h.person(), h.person(authz.Supervisor)
		c := a.direct(b)
		a.send(c.ID, "机密")
		a.send(c.ID, "留着")
		do[message](a, "PATCH", path(c.ID, "messages", 1), map[string]any{"content": text("机密二")})
		recall := path(c.ID, "messages", 1, "recall")
		b.refused("access.denied", "POST", recall, nil)
		do[message](a, "POST", recall, nil)
		do[message](a, "POST", recall, nil)
		if got := b.history(c.ID, "").Items[0]; got.Content != nil || got.Recalled == nil {
			t.Errorf("still shown: %s", got.Content)
		}
		if got := a.history(c.ID, "").Items[0]; !strings.Contains(string(got.Content), "机密") {
			t.Error("the sender cannot edit it anew")
		}
		b.refused("message.recalled", "GET", path(c.ID, "messages", 1, "edits"), nil)
		a.refused("message.recalled", "PATCH", path(c.ID, "messages", 1), map[string]any{"content": text("x")})

		read := path(c.ID, "messages", 1, "recalled-content")
		a.refused("access.denied", "POST", read, map[string]any{"purpose": "好奇"})
		s.refused("message.purpose_needed", "POST", read, map[string]any{"purpose": " x "})
		s.refused("not_found", "POST", path(c.ID, "messages", 2, "recalled-content"), map[string]any{"purpose": "核查投诉"})
		s.refused("not_found", "GET", path(c.ID, "messages"), nil)
		audited := h.count("audit")
		got := do[struct {
			Content  messaging.Content
			Versions []messaging.Edit
		}](s, "POST", read, map[string]any{"purpose": "核查投诉"})
		if !strings.Contains(string(got.Content), "机密二") || len(got.Versions) != 2 || h.count("audit") != audited+1 {
			t.Errorf("%s, %d audit rows more", got.Content, h.count("audit")-audited)
		}
		kept, err := db.One(h.db.Ask(t.Context()), func(r db.Row) (row [2]string, err error) {
			var one id.ID
			err = r.Scan(&one, &row[1])
			row[0] = one.String()
			return row, err
		}, `SELECT id, purpose FROM recalled_reads`)
		if err != nil || kept[1] != "核查投诉" {
			t.Errorf("the purpose is not kept: %v %v", kept, err)
		}
		facts, _ := db.All(h.db.Ask(t.Context()), db.Scalar[[]byte], `SELECT facts FROM audit`)
		for _, f := range facts {
			if strings.Contains(string(f), "机密") || strings.Contains(string(f), "核查投诉") {
				t.Errorf("what people wrote is in the record: %s", f)
			}
		}
		if !slices.ContainsFunc(facts, func(f []byte) bool { return strings.Contains(string(f), kept[0]) }) {
			t.Error("the record does not lead to the purpose")
		}
	})
}

// covers: MSG-03
func TestAnEditKeepsWhatWasSaidBefore(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		a, b := h.person(), h.person()
		c := a.direct(b)
		a.send(c.ID, "一")
		edit := path(c.ID, "messages", 1)
		h.clock.Advance(time.Minute)
		do[message](a, "PATCH", edit, map[string]any{"content": text("一")})
		if h.count("message_edits") != 0 {
			t.Error("the same text again is a version")
		}
		do[message](a, "PATCH", edit, map[string]any{"content": text("二")})
		h.clock.Advance(time.Minute)
		got := do[message](a, "PATCH", edit, map[string]any{"content": text("三")})
		if got.EditCount != 2 || got.EditedAt == nil || *got.EditedAt != h.clock.Now() {
			t.Errorf("%+v", got)
		}
		b.refused("access.denied", "PATCH", edit, map[string]any{"content": text("x")})
		edits := do[struct{ Items []messaging.Edit }](b, "GET", edit+"/edits", nil).Items
		var said []string
		for i, e := range edits {
			said = append(said, string(e.Content))
			if e.Version != int64(i+1) || e.At != got.At.Add(time.Duration(i)*time.Minute) {
				t.Errorf("%+v", e)
			}
		}
		if all := strings.Join(said, ""); len(edits) != 3 || strings.Index(all, "一") > strings.Index(all, "二") || !strings.Contains(said[2], "三") {
			t.Errorf("%s", said)
		}
		if got := heard[struct{ Message message }](b, "message.changed"); len(got) != 2 || !strings.Contains(string(got[1].Message.Content), "三") {
			t.Errorf("%+v", got)
		}
	})
}

func TestNewcomersDoNotHearOfChangesToWhatTheyDoNotSee(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		a, b := h.person(), h.person()
		g := a.group()
		a.send(g.ID, "之前")
		add(a, g.ID, "none", b)
		do[message](a, "PATCH", path(g.ID, "messages", 2), map[string]any{"content": text("改了")})
		do[message](a, "POST", path(g.ID, "messages", 2, "recall"), nil)
		if got := heard[any](b, "message.changed"); len(got) != 0 {
			t.Errorf("%v", got)
		}
		if got := heard[any](a, "message.changed"); len(got) != 2 {
			t.Errorf("%v", got)
		}
	})
}

// covers: MSG-03
func TestTheWindowIsWhatTheRuleSaysForThePerson(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		a, b := h.person(), h.person()
		c := a.direct(b)
		book, err := rulebook.NewBook(t.Context(), h.db, nil, func(_, k string) string { return k })
		if err != nil {
			t.Fatal(err)
		}
		day := int64(86_400)
		if _, err := book.Set(t.Context(), a.Principal, rulebook.Change{Rule: "messaging.recall_window", Value: &day, Reason: "试行",
			Scope: rulebook.Scope{Kind: rulebook.ForPerson, ID: a.Account.String()}}); err != nil {
			t.Fatal(err)
		}
		if err := h.book.Reload(t.Context()); err != nil {
			t.Fatal(err)
		}
		a.send(c.ID, "一")
		b.send(c.ID, "二")
		h.clock.Advance(24 * time.Hour)
		do[message](a, "POST", path(c.ID, "messages", 1, "recall"), nil)
		b.refused("message.recall_expired", "POST", path(c.ID, "messages", 2, "recall"), nil)
	})
}

// covers: MSG-03, RBK-03
func TestAWindowThatOnlyWarnsKeepsNobodyFromRecalling(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		a, b := h.person(), h.person()
		c := a.direct(b)
		window := int64(60)
		if _, err := h.book.Set(t.Context(), a.Principal, rulebook.Change{Rule: "messaging.recall_window", Value: &window, Stage: rulebook.Warning, Reason: "试行",
			Scope: rulebook.Scope{Kind: rulebook.ForCompany}}); err != nil {
			t.Fatal(err)
		}
		sent := a.send(c.ID, "一")
		if open := *sent.RecallableUntil - sent.At; open != 30*86_400*1_000_000 {
			t.Errorf("the sender is told of %d s", open/1_000_000)
		}
		h.clock.Advance(time.Hour)
		before := h.count("evidence")
		do[message](a, "POST", path(c.ID, "messages", 1, "recall"), nil)
		if h.count("evidence") != before+1 {
			t.Errorf("%d rows of evidence, there were %d", h.count("evidence"), before)
		}
	})
}

func TestMentionsReachMembersAndOnlyAdministratorsCallEverybody(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		a, b, c, outsider := h.person(), h.person(), h.person(), h.person()
		g := a.group(b, c)
		everybody := content.Written{Type: "text", Nodes: []content.Node{{Type: "mention_all"}}}
		send := func(p person, content content.Written) {
			t.Helper()
			do[message](p, "POST", path(g.ID, "messages"), outgoing(id.New(h.clock.Now()), content))
		}
		mentioned := func(want ...bool) {
			t.Helper()
			for i, p := range []person{a, b, c} {
				if got := p.see(g.ID).Mentioned; got != want[i] {
					t.Errorf("%s: %v", p.Name, got)
				}
			}
		}
		a.refused("message.mention_not_member", "POST", path(g.ID, "messages"), outgoing(id.New(h.clock.Now()), at(outsider)))
		b.refused("message.mention_all_denied", "POST", path(g.ID, "messages"), outgoing(id.New(h.clock.Now()), everybody))
		mentioned(false, false, false)
		send(a, at(b, b))
		mentioned(false, true, false)
		send(a, everybody)
		mentioned(false, true, true)
		do[any](c, "PUT", path(g.ID, "read"), map[string]any{"seq": 3})
		send(b, text("收到"))
		mentioned(false, false, false)
		b.send(g.ID, "@ 漏了")
		do[message](b, "PATCH", path(g.ID, "messages", 5), map[string]any{"content": at(c)})
		mentioned(false, false, true)
		b.refused("message.mention_all_denied", "PATCH", path(g.ID, "messages", 5), map[string]any{"content": everybody})
	})
}
