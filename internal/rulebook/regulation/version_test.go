package regulation_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"tonggui/internal/platform/authz"
	"tonggui/internal/platform/httpapi"
	"tonggui/internal/platform/id"
	"tonggui/internal/rulebook/regulation"
)

func TestAVersionIsDraftedScheduledInForceAndSuperseded(t *testing.T) { // covers: RBK-01
	each(t, func(h *house) {
		first := h.published(leave)
		if first.State != regulation.InForce || first.Chapters != 3 || first.Sections != 2 || first.Articles != 3 {
			h.Fatalf("first version %+v", first.VersionHead)
		}
		second, err := h.NewDraft(h.Context(), h.admin, first.RegulationID, 1)
		h.must(err)
		if second.State != regulation.Draft || second.Number != 2 {
			h.Fatalf("second version %+v", second.VersionHead)
		}
		at := h.clock.Now().Add(48 * time.Hour)
		second = h.publish(second, at)
		states := func(want string) {
			h.Helper()
			r, err := h.Get(h.Context(), h.staff, first.RegulationID)
			h.must(err)
			got := ""
			for _, v := range r.Versions {
				got += fmt.Sprint(v.Number, " ", v.State, ", ")
			}
			if got != want {
				h.Errorf("%s: %s, want %s", h.clock.Now().Time(), got, want)
			}
		}
		states("2 scheduled, 1 in_force, ")
		h.clock.Advance(48*time.Hour - time.Microsecond)
		h.must(h.Tick(h.Context()))
		states("2 scheduled, 1 in_force, ")
		h.clock.Advance(time.Microsecond)
		states("2 in_force, 1 superseded, ")
		for range 2 { // told once, however often or many look
			h.must(h.Tick(h.Context()))
		}
		if got, want := h.events(), "rulebook.regulation_published rulebook.regulation_in_force rulebook.regulation_published rulebook.regulation_in_force"; got != want {
			h.Errorf("said %q, want %q", got, want)
		}
		r, err := h.Get(h.Context(), h.staff, first.RegulationID)
		h.must(err)
		if r.InForce == nil || *r.InForce != 2 || *r.Versions[1].EndedAt != at {
			h.Errorf("regulation %+v", r)
		}
	})
}

func TestPublishingIsRefusedWhileSomethingIsWrong(t *testing.T) { // covers: RBK-01
	each(t, func(h *house) {
		draft := h.drafted(leave)
		e := regulation.Edit{Regulation: draft.RegulationID, Version: 1, Revision: draft.Revision}
		publish := func(e regulation.Edit, in time.Duration, reason string) func() error {
			return func() error {
				_, err := h.Publish(h.Context(), h.admin, e, h.clock.Now().Add(in), reason)
				return err
			}
		}
		h.refused("regulation.effective_in_past", publish(e, -time.Microsecond, "ok"))
		h.refused("request.invalid", publish(e, 0, "  "))
		h.refused("request.invalid", publish(e, 0, "a\u202Eb"))
		h.refused("regulation.outdated", publish(regulation.Edit{Regulation: e.Regulation, Version: 1, Revision: e.Revision + 1}, 0, "ok"))
		h.refused("not_found", publish(regulation.Edit{Regulation: e.Regulation, Version: 2, Revision: 1}, 0, "ok"))
		h.refused("not_found", publish(regulation.Edit{Regulation: id.New(h.clock.Now()), Version: 1, Revision: 1}, 0, "ok"))
		h.must(publish(e, time.Hour, "ok")())
		h.refused("regulation.not_draft", publish(e, time.Hour, "ok"))
		next, err := h.NewDraft(h.Context(), h.admin, e.Regulation, 1)
		h.must(err)
		second := regulation.Edit{Regulation: e.Regulation, Version: next.Number, Revision: next.Revision}
		h.refused("regulation.effective_order", publish(second, time.Hour, "ok"))
		h.refused("regulation.draft_exists", func() error {
			_, err := h.NewDraft(h.Context(), h.admin, e.Regulation, 1)
			return err
		})
		empty := h.drafted("空制度\n没有编号的一段话。")
		h.refused("regulation.incomplete", publish(regulation.Edit{Regulation: empty.RegulationID, Version: 1, Revision: 1}, 0, "ok"))
	})
}

func TestDraftsAreThereForWritersOnly(t *testing.T) { // covers: RBK-01
	each(t, func(h *house) {
		draft := h.drafted(leave)
		for name, call := range map[string]func() error{
			"get":     func() error { _, err := h.Get(h.Context(), h.staff, draft.RegulationID); return err },
			"version": func() error { _, err := h.Version(h.Context(), h.staff, draft.RegulationID, 1); return err },
			"clause": func() error {
				_, err := h.Clause(h.Context(), h.staff, draft.RegulationID, draft.Items[0].ID, 0)
				return err
			},
			"redline": func() error { _, err := h.Redline(h.Context(), h.staff, draft.RegulationID, 1, 1); return err },
		} {
			if err := call(); err == nil || err.Error() != "not_found" {
				h.Errorf("%s of a draft: %v", name, err)
			}
		}
		count := func(who authz.Principal) int {
			list, err := h.List(h.Context(), who, httpapi.Page{Limit: 10})
			h.must(err)
			return len(list.Items)
		}
		if count(h.staff) != 0 || count(h.admin) != 1 {
			h.Errorf("staff sees %d, the administrator %d", count(h.staff), count(h.admin))
		}
		h.publish(draft, 0)
		next, err := h.NewDraft(h.Context(), h.admin, draft.RegulationID, 1)
		h.must(err)
		seen, err := h.Get(h.Context(), h.staff, draft.RegulationID)
		h.must(err)
		if len(seen.Versions) != 1 || len(seen.Abilities) != 0 {
			h.Errorf("staff sees %+v", seen)
		}
		if _, err := h.Redline(h.Context(), h.staff, draft.RegulationID, 1, next.Number); err == nil {
			h.Error("staff compares with a draft")
		}
	})
}

func TestTheNextVersionKeepsTheIdsOfItsClausesAndShowsWhatChanged(t *testing.T) { // covers: RBK-01
	each(t, func(h *house) {
		first := h.published(leave)
		changed := strings.NewReplacer("提前2个工作日", "提前3个工作日", "3.年假", "3.婚假:婚假三天,一次用完。\n4.年假").Replace(leave)
		m, err := h.CreateImport(h.Context(), h.admin, "leave-2.txt", []byte(changed))
		h.must(err)
		if m.SameTitle == nil || *m.SameTitle != first.RegulationID {
			h.Fatalf("the regulation of the same title is not named: %+v", m.SameTitle)
		}
		second, err := h.Apply(h.Context(), h.admin, m.ID, regulation.Target{Regulation: first.RegulationID})
		h.must(err)
		for _, title := range []string{"事假:", "病假:", "年假:", "申请"} {
			if a, b := h.node(first.Items, title), h.node(second.Items, title); a.ID != b.ID {
				h.Errorf("%s has another id", title)
			}
		}
		red, err := h.Redline(h.Context(), h.admin, first.RegulationID, 1, 2)
		h.must(err)
		if red.Changed != 2 || red.Added != 1 || red.Removed != 0 || red.Same != 6 {
			h.Errorf("redline %d changed, %d added, %d removed, %d same", red.Changed, red.Added, red.Removed, red.Same)
		}
		text := ""
		for _, c := range red.Items {
			for _, s := range c.Text {
				if s.Op != "same" {
					text += fmt.Sprintf("%s %s %s;", c.What, s.Op, s.Text)
				}
			}
		}
		if want := "changed del 2;changed add 3;added add 婚假三天,一次用完。;"; text != want {
			h.Errorf("redline %s, want %s", text, want)
		}
		clause, err := h.Clause(h.Context(), h.admin, first.RegulationID, h.node(first.Items, "事假:").ID, 2)
		h.must(err)
		if len(clause.History) != 2 || clause.Node.Cite != "二1" || len(clause.Path) != 1 || clause.Path[0].Title != "申请" {
			h.Errorf("clause %+v", clause)
		}
	})
}

func TestListsGoOnWhereTheyEnded(t *testing.T) {
	each(t, func(h *house) {
		for i := range 5 {
			h.published(strings.Replace(leave, "请假管理制度", fmt.Sprint("第", i, "号管理制度"), 1))
			h.clock.Advance(time.Second)
		}
		seen, cursor := 0, ""
		for {
			part, err := h.List(h.Context(), h.staff, httpapi.Page{Limit: 2, Cursor: cursor})
			h.must(err)
			for _, r := range part.Items {
				if r.Title != fmt.Sprint("第", seen, "号管理制度") {
					h.Errorf("%d is %s", seen, r.Title)
				}
				seen++
			}
			if part.NextCursor == nil {
				break
			}
			cursor = *part.NextCursor
		}
		if seen != 5 {
			h.Errorf("%d listed", seen)
		}
		if _, err := h.List(h.Context(), h.staff, httpapi.Page{Limit: 2, Cursor: "x"}); err == nil {
			h.Error("a cursor that nobody gave out was taken")
		}
	})
}

func TestAVersionCanBePrinted(t *testing.T) { // covers: RBK-01
	each(t, func(h *house) {
		v := h.published(leave)
		data, name, err := h.PDF(h.Context(), h.staff, v.RegulationID, 1)
		h.must(err)
		if !strings.HasPrefix(string(data), "%PDF-") || name != "请假管理制度-v1.pdf" {
			h.Errorf("%s begins %q", name, data[:8])
		}
		if _, _, err := h.PDF(h.Context(), h.staff, v.RegulationID, 2); err == nil {
			h.Error("a version that is not there was printed")
		}
	})
}
