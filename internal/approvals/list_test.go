package approvals_test

import (
	"encoding/json"
	"maps"
	"slices"
	"testing"
	"time"

	"tonggui/internal/approvals"
	"tonggui/internal/approvals/form"
	"tonggui/internal/event"
	"tonggui/internal/platform/apperr"
	"tonggui/internal/platform/db"
	"tonggui/internal/platform/httpapi"
	"tonggui/internal/platform/id"
)

func TestListsGoOnWhereTheyStoppedWithoutRepeatingOrLosingAnything(t *testing.T) {
	each(t, func(h *house) {
		v := h.publishes(leave())
		want := []id.ID{}
		for i := range 7 {
			if i%3 == 0 {
				h.clock.Advance(time.Second) // others were opened at the same instant
			}
			a, err := h.Open(t.Context(), h.worker, id.New(h.clock.Now()), application(v), []id.ID{h.clerk.Account}, nil)
			h.must(err)
			want = append(want, a.ID)
		}
		for _, a := range want {
			h.done(h.foreman, a, "approve")
		}
		for who, f := range map[int]approvals.Filter{director: {Box: "waiting"}, foreman: {Box: "decided"}, worker: {Box: "mine"}} {
			h.paged(who, f, want)
		}
		if got := h.box(h.clerk, approvals.Filter{Box: "copied"}); len(got) != 7 {
			t.Errorf("told of %d", len(got))
		}
		_, err := h.List(t.Context(), h.worker, approvals.Filter{Box: "mine"}, httpapi.Page{Limit: 2, Cursor: "x"})
		if !apperr.Has(err, apperr.Invalid) {
			t.Errorf("a cursor that nobody gave out: %v", err)
		}
	})
}

func TestInstantsInListsAreThoseOfTheCompanysClocks(t *testing.T) {
	each(t, func(h *house) {
		d := leave()
		d.Fields = append([]form.Field{{ID: "at", Kind: form.DateTime, Label: form.Words{"en": "At"}}}, d.Fields...)
		a := application(h.publishes(d))
		a.Values = maps.Clone(a.Values)
		a.Values["at"] = time.Date(2026, 10, 8, 17, 30, 0, 0, time.UTC).UnixMilli()
		_, err := h.Open(t.Context(), h.worker, id.New(h.clock.Now()), a, nil, nil)
		h.must(err)
		list, err := h.List(t.Context(), h.worker, approvals.Filter{Box: "mine"}, page(1))
		h.must(err)
		if got := list.Items[0].Summary[0].Value; got != "2026-10-09 01:30" {
			t.Errorf("shown as %s", got)
		}
	})
}

// paged wants a list in parts of two to hold each approval once.
func (h *house) paged(who int, f approvals.Filter, want []id.ID) {
	h.Helper()
	got, p := []id.ID{}, page(2)
	for {
		part, err := h.List(h.Context(), h.all()[who], f, p)
		h.must(err)
		for _, row := range part.Items {
			got = append(got, row.ID)
		}
		if part.NextCursor == nil {
			break
		}
		p.Cursor = *part.NextCursor
	}
	for _, one := range want {
		if !slices.Contains(got, one) {
			h.Errorf("%s lacks %v", f.Box, one)
		}
	}
	if len(got) != len(want) {
		h.Errorf("%s has %d, want %d", f.Box, len(got), len(want))
	}
}

func TestListsAreNarrowedByWordsStateTemplateAndTime(t *testing.T) {
	each(t, func(h *house) {
		v := h.publishes(leave())
		early := h.applies(v)
		h.done(h.worker, early.ID, "withdraw")
		h.clock.Advance(time.Hour)
		late := application(v)
		late.Values["title"] = "去看Ｄｏｃｔｏｒ_100%"
		_, err := h.Open(t.Context(), h.worker, id.New(h.clock.Now()), late, nil, nil)
		h.must(err)
		for want, all := range map[int][]approvals.Filter{
			2: {{}, {Query: "QJ 工人"}, {Query: "车间"}, {Template: v.Key}, {From: early.OpenedAt}},
			1: {{Query: "doctor"}, {Query: "_100%"}, {State: "withdrawn"}, {From: early.OpenedAt + 1}, {To: early.OpenedAt + 1}, {Query: "0001"}},
			0: {{Query: "\x00相亲"}, {Query: "相亲"}, {Query: "doctor 主任"}, {State: "approved"}, {Template: "other"}, {Query: "1_0"}},
		} {
			for _, f := range all {
				f.Box = "mine"
				if got := h.box(h.worker, f); len(got) != want {
					t.Errorf("%+v finds %d, want %d", f, len(got), want)
				}
			}
		}
	})
}

func TestWhatWasReadIsNoLongerCounted(t *testing.T) {
	each(t, func(h *house) {
		v := h.publishes(leave())
		a, err := h.Open(t.Context(), h.worker, id.New(h.clock.Now()), application(v), []id.ID{h.clerk.Account}, nil)
		h.must(err)
		counts := func(who int) approvals.ApprovalCounts {
			c, err := h.Counts(t.Context(), append(h.all(), h.clerk)[who])
			h.must(err)
			return c
		}
		const clerk = 4
		if counts(foreman) != (approvals.ApprovalCounts{Waiting: 1}) || counts(clerk) != (approvals.ApprovalCounts{Copied: 1}) || counts(worker) != (approvals.ApprovalCounts{}) {
			t.Errorf("counts %+v %+v %+v", counts(foreman), counts(clerk), counts(worker))
		}
		h.must(h.Read(t.Context(), h.clerk, a.ID))
		before := h.stored()
		h.must(h.Read(t.Context(), h.clerk, a.ID))
		if h.stored() != before || counts(clerk).Copied != 0 || len(h.box(h.clerk, approvals.Filter{Box: "copied", Unread: true})) != 0 {
			t.Error("read twice, or counted still")
		}
		h.refused(apperr.NotFound, func() error { return h.Read(t.Context(), h.stranger, a.ID) })
	})
}

func TestAnApprovalIsSeenByThoseWithAPartInItAndOthersAreRecorded(t *testing.T) {
	each(t, func(h *house) {
		a := h.applies(h.publishes(leave()))
		for _, who := range []int{stranger, director} {
			h.refused(apperr.NotFound, func() error { _, err := h.Get(t.Context(), h.all()[who], a.ID); return err })
		}
		h.refused(apperr.NotFound, func() error { _, err := h.Get(t.Context(), h.admin, a.ID); return err })
		h.refused(apperr.Forbidden, func() error { _, err := h.Inspect(t.Context(), h.director, a.ID); return err })
		got, err := h.Inspect(t.Context(), h.admin, a.ID)
		h.must(err)
		n, err := db.Value[int](h.db.Ask(t.Context()), `SELECT COUNT(*) FROM audit WHERE action = 'approval.inspect' AND object_id = ?`, a.ID)
		if h.must(err); n != 1 || len(got.Mine.May) != 0 || got.Values["secret"] != "相亲" {
			t.Errorf("recorded %d times; may %v", n, got.Mine.May)
		}
	})
}

func TestThoseConcernedHearOfEachChange(t *testing.T) {
	each(t, func(h *house) {
		a := h.applies(h.publishes(leave()))
		h.done(h.foreman, a.ID, "approve")
		facts, err := db.All(h.db.Ask(t.Context()), func(r db.Row) (f db.Fact, err error) { return f, r.Scan(&f.Kind, &f.Body) }, `SELECT kind, body FROM events ORDER BY pos`)
		h.must(err)
		for _, f := range facts {
			h.must(h.Hear(t.Context(), f))
		}
		var last event.ApprovalChanged
		h.must(json.Unmarshal(facts[len(facts)-1].Body, &last))
		if len(last.People) != 3 || slices.Contains(last.People, h.stranger.Account) || len(h.pushed.all) != 2+1+3+2 {
			t.Errorf("said to %d people, pushed %v", len(last.People), h.pushed.all)
		}
	})
}

func TestDraftsAreKeptForTheirOwnerUntilTheyAreSent(t *testing.T) {
	each(t, func(h *house) {
		v := h.publishes(leave())
		one := id.New(h.clock.Now())
		save := func(who int, draft id.ID) func() error {
			return func() error {
				_, err := h.SaveDraft(t.Context(), h.all()[who], draft, approvals.Application{Template: v.Key, Version: 1, Values: map[string]any{"days": "half"}}, nil)
				return err
			}
		}
		h.must(save(worker, one)())
		h.must(save(worker, one)())
		h.must(save(foreman, one)()) // the same id, and another draft
		h.must(h.RemoveDraft(t.Context(), h.foreman, one))
		h.refused(apperr.NotFound, func() error { return h.RemoveDraft(t.Context(), h.foreman, one) })
		if all, err := h.Drafts(t.Context(), h.worker); err != nil || len(all) != 1 || all[0].Values["days"] != "half" {
			t.Errorf("drafts %+v, %v", all, err)
		}
		for range 49 {
			h.must(save(worker, id.New(h.clock.Now()))())
		}
		h.refused(approvals.ErrDrafts, save(worker, id.New(h.clock.Now())))
		_, err := h.Open(t.Context(), h.worker, id.New(h.clock.Now()), application(v), nil, &one)
		h.must(err)
		if all, err := h.Drafts(t.Context(), h.worker); err != nil || len(all) != 49 {
			t.Errorf("%d drafts after one was sent, %v", len(all), err)
		}
	})
}
