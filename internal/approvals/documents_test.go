package approvals_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"tonggui/internal/approvals"
	"tonggui/internal/approvals/signature"
	"tonggui/internal/audit/proof"
	"tonggui/internal/platform/apperr"
	"tonggui/internal/platform/clock"
	"tonggui/internal/platform/httpapi"
	"tonggui/internal/platform/id"
	"tonggui/internal/testkit/pdftext"
)

// public are the keys with which approvals of the house are verified.
func (h *house) public() []proof.Key {
	h.Helper()
	keys, err := h.Keys.PublicKeys(h.Context())
	h.must(err)
	return keys
}

// covers: APV-03
func TestAnApprovalIsPrintedAndItsCodeIsThatOfTheSignedDocument(t *testing.T) {
	each(t, func(h *house) {
		a := h.applies(h.publishes(leave()))
		h.done(h.foreman, a.ID, "approve", func(a *approvals.Act) { a.Text = "同意，注意交接" })
		h.done(h.director, a.ID, "approve")
		file, name, err := h.Signed(t.Context(), h.worker, a.ID)
		h.must(err)
		r := signature.Verify(file, h.public())
		if !r.OK || name != a.Serial+".signed.json" || len(r.Records) != 3 || r.Code == "" {
			t.Fatalf("%s: %+v", name, r)
		}
		data, name, err := h.Document(t.Context(), h.worker, a.ID)
		h.must(err)
		text := pdftext.Read(t, data)
		for _, want := range []string{"同轨科技", a.Serial, "回老家", "相亲", "工人 · B2", "部门负责人", "主任", "同意，注意交接", "密码确认", r.Code, "tonggui approval verify", "已通过"} {
			if !strings.Contains(text, want) {
				t.Errorf("%q is not on the paper", want)
			}
		}
		if !strings.HasSuffix(name, ".pdf") || strings.Contains(text, "outcome.") || strings.Contains(text, "act.") || strings.Contains(text, "step.") {
			t.Errorf("%s: words are missing in\n%s", name, text)
		}
	})
}

// covers: APV-03
func TestWhatAReaderMayNotSeeIsInNoneOfTheirDocuments(t *testing.T) {
	each(t, func(h *house) {
		a := h.applies(h.publishes(leave()))
		h.done(h.foreman, a.ID, "approve")
		data, _, err := h.Document(t.Context(), h.director, a.ID)
		h.must(err)
		if text := pdftext.Read(t, data); strings.Contains(text, "相亲") || !strings.Contains(text, "回老家") {
			t.Error("the hidden field is printed, or nothing is")
		}
		_, _, err = h.Signed(t.Context(), h.director, a.ID)
		if !apperr.Has(err, approvals.ErrSignedHidden) || apperr.From(err).Params["names"] != "工人和主任" {
			t.Errorf("the signed document: %v", err)
		}
		for _, get := range []func() error{
			func() error { _, _, err := h.Document(t.Context(), h.stranger, a.ID); return err },
			func() error { _, _, err := h.Signed(t.Context(), h.stranger, a.ID); return err },
		} {
			h.refused(apperr.NotFound, get)
		}
	})
}

// covers: APV-04
func TestAnEffectThatFailedIsToldAndSettledByAnAdministrator(t *testing.T) {
	each(t, func(h *house) {
		a := h.untitled()
		h.done(h.foreman, a.ID, "approve")
		h.effect.refuses = apperr.Conflict.New()
		got := h.done(h.director, a.ID, "approve") // who decides last sees it
		if got.Effect.State != "failed" || got.Effect.Error != apperr.Conflict.Code || got.Effect.ErrorText == "" {
			t.Fatalf("%+v", got.Effect)
		}
		failed, err := h.Effects(t.Context(), h.admin, "failed", httpapi.Page{Limit: 10})
		if h.must(err); len(failed.Items) != 1 || failed.Items[0].ApprovalID != a.ID || failed.Items[0].NextAt != nil || failed.NextCursor != nil {
			t.Fatalf("%+v", failed)
		}
		english := h.admin
		english.Language = "en"
		in, err := h.Effects(t.Context(), english, "failed", httpapi.Page{Limit: 10})
		if h.must(err); in.Items[0].Title != "Leave" || failed.Items[0].Title != "请假" {
			t.Errorf("%+v", in)
		}
		h.refused(approvals.ErrTextMissing, func() error { _, err := h.SettleEffect(t.Context(), h.admin, a.ID, true, " "); return err })
		h.refused(apperr.NotFound, func() error { _, err := h.SettleEffect(t.Context(), h.admin, id.New(1), true, "再试"); return err })
		row, err := h.SettleEffect(t.Context(), h.admin, a.ID, true, "冲突已解决")
		if h.must(err); row.State != "pending" {
			t.Errorf("%+v", row)
		}
		h.effect.refuses = nil
		h.must(h.Work(t.Context()))
		if got := h.seen(h.worker, a.ID).Effect; got.State != "done" || got.Object != "done" {
			t.Errorf("tried again: %+v", got)
		}
		h.refused(approvals.ErrEffectSettled, func() error { _, err := h.SettleEffect(t.Context(), h.admin, a.ID, false, "不再需要"); return err })
	})
}

// covers: APV-04
func TestAnEffectThatWasClosedEndsItsApprovalForOtherRooms(t *testing.T) {
	each(t, func(h *house) {
		a := h.untitled()
		h.done(h.foreman, a.ID, "approve")
		h.effect.refuses = apperr.Conflict.New()
		h.done(h.director, a.ID, "approve")
		ends := func(state string, by id.ID) {
			h.Helper()
			if end, err := h.Ended(h.db.Ask(t.Context()), a.ID); err != nil || end.State != state || end.By != by {
				h.Errorf("%+v (%v), want %s", end, err, state)
			}
		}
		ends("approved", id.Zero)
		_, err := h.SettleEffect(t.Context(), h.admin, a.ID, false, "不再需要")
		h.must(err)
		ends("closed", h.admin.Account)
	})
}

// covers: APV-01
func TestStatisticsCountWorkingTimeByStepAndPerson(t *testing.T) {
	each(t, func(h *house) {
		v := h.publishes(limited("remind"))
		from := h.clock.Now()
		first, second := h.applies(v), h.applies(v)
		h.clock.Advance(time.Hour)
		h.done(h.foreman, first.ID, "approve") // after one hour of work
		h.clock.Advance(25 * time.Hour)
		h.done(h.foreman, second.ID, "approve") // on the next day: late
		h.done(h.director, first.ID, "approve")
		got, err := h.Statistics(t.Context(), h.admin, "", from, h.clock.Now().Add(time.Hour))
		h.must(err)
		if len(got.Templates) != 1 || len(got.Templates[0].Steps) != 2 {
			t.Fatalf("%+v", got)
		}
		s, steps := got.Templates[0], got.Templates[0].Steps
		if s.Opened != 2 || s.Approved != 1 || s.Running != 1 || steps[0].Name != "部门负责人" || steps[0].Decided != 2 || steps[0].Overdue != 1 || steps[1].Decided != 1 || steps[1].Open != 1 {
			t.Errorf("%+v", s)
		}
		// Ten to eleven; then ten on Monday to noon on Tuesday without the night: one hour, and eleven.
		if hours := float64(steps[0].P90MS) / 3_600_000; steps[0].MedianMS < 3_500_000 || steps[0].MedianMS > 3_700_000 || hours < 10.8 || hours > 11.2 {
			t.Errorf("median %d ms, nine of ten %.1f hours", steps[0].MedianMS, hours)
		}
		if len(got.People) != 2 || got.People[0].Person.ID != h.director.Account || got.People[0].Open != 1 || got.People[1].Decided != 2 {
			t.Errorf("%+v", got.People)
		}
		for _, span := range [][2]clock.Instant{{from, from}, {from, from.Add(367 * 24 * time.Hour)}} {
			h.refused(apperr.Invalid, func() error { _, err := h.Statistics(t.Context(), h.admin, "", span[0], span[1]); return err })
		}
		none, err := h.Statistics(t.Context(), h.admin, "other", from, h.clock.Now())
		if h.must(err); len(none.Templates) != 0 {
			t.Errorf("%+v", none)
		}
	})
}

// covers: APV-01
func TestApprovalsAreExportedAsTextThatNoSpreadsheetReckonsWith(t *testing.T) {
	each(t, func(h *house) {
		v := h.publishes(leave())
		a := application(v)
		a.Values["title"] = "=1+1"
		one, err := h.Open(t.Context(), h.worker, id.New(h.clock.Now()), a, nil, nil)
		h.must(err)
		h.clock.Advance(time.Minute)
		h.applies(v)
		span := approvals.Export{Box: "mine", Format: "csv", From: h.clock.Now().Add(-time.Hour), To: h.clock.Now() + 1}
		data, name, err := h.Exported(t.Context(), h.worker, span)
		h.must(err)
		text := string(data)
		if lines := strings.Split(strings.TrimSpace(text), "\n"); len(lines) != 3 || !strings.Contains(lines[1], "回老家") || !strings.Contains(lines[2], one.Serial) || !strings.Contains(lines[2], ",'=1+1,") || strings.Contains(text, "相亲") {
			t.Errorf("%s:\n%s", name, text)
		}
		if data, _, err := h.Exported(t.Context(), h.foreman, span); err != nil || strings.Count(string(data), "\n") != 1 {
			t.Errorf("somebody who has applied for nothing gets %q, %v", data, err)
		}
		all := span
		all.Box, all.Format = "", "xlsx"
		if data, name, err := h.Exported(t.Context(), h.admin, all); err != nil || !strings.HasPrefix(string(data), "PK") || !strings.HasSuffix(name, ".xlsx") {
			t.Errorf("%s, %v", name, err)
		}
		h.refused(apperr.Forbidden, func() error { _, _, err := h.Exported(t.Context(), h.foreman, all); return err })
		span.From = span.To
		h.refused(apperr.Invalid, func() error { _, _, err := h.Exported(t.Context(), h.worker, span); return err })
	})
}

// covers: APV-03
func TestWhatWasRefusedBringsNothingAbout(t *testing.T) {
	each(t, func(h *house) {
		v := h.publishes(leave())
		refused, open := h.applies(v), h.applies(v)
		h.done(h.foreman, refused.ID, "reject")
		for one, want := range map[id.ID]bool{refused.ID: false, open.ID: true} {
			data, _, err := h.Document(t.Context(), h.worker, one)
			h.must(err)
			if text := pdftext.Read(t, data); strings.Contains(text, "尚未执行") != want {
				t.Errorf("on paper, want %t:\n%s", want, text)
			}
		}
		d := leave()
		d.Effect = ""
		h.applies(h.publishes(d))
		got := column(h.exported(h.worker, approvals.Export{Box: "mine"}), "执行")
		slices.Sort(got)
		if !slices.Equal(got, []string{"", "—", "尚未执行"}) {
			t.Errorf("in the file: %q", got)
		}
	})
}
