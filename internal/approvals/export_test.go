package approvals_test

import (
	"archive/zip"
	"bytes"
	"encoding/csv"
	"io"
	"slices"
	"strings"
	"testing"
	"time"

	"tonggui/internal/approvals"
	"tonggui/internal/approvals/form"
	"tonggui/internal/platform/authz"
	"tonggui/internal/platform/id"
)

// exported are the lines of a list, the head first.
func (h *house) exported(who authz.Principal, x approvals.Export) [][]string {
	h.Helper()
	x.Format = "csv"
	data, _, err := h.Exported(h.Context(), who, x)
	h.must(err)
	lines, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(string(data), "\ufeff"))).ReadAll()
	h.must(err)
	return lines
}

// column are the cells below a title; nil where there is none of it.
func column(lines [][]string, title string) (out []string) {
	i := slices.Index(lines[0], title)
	for _, l := range lines[1:] {
		if i >= 0 {
			out = append(out, l[i])
		}
	}
	return out
}

// covers: APV-01
func TestAFileOfOneTemplateHoldsWhatTheReaderMaySeeOfItsFields(t *testing.T) {
	each(t, func(h *house) {
		d := leave()
		d.Fields = append(d.Fields, form.FormField{ID: "work", Kind: form.Rows, Label: words("安排"), Columns: []form.FormField{{ID: "what", Kind: form.Text, Label: words("事")}, {ID: "until", Kind: form.Text, Label: words("到")}}},
			form.FormField{ID: "about", Kind: form.Explanation, Label: words("说明"), Hint: words("写清楚")})
		v := h.publishes(d)
		a := application(v)
		a.Values["note"] = "=HYPERLINK(1)"
		a.Values["work"] = []any{map[string]any{"what": "接口", "until": "周三"}, map[string]any{"what": "联调"}}
		one, err := h.Open(t.Context(), h.worker, id.New(h.clock.Now()), a, []id.ID{h.clerk.Account}, nil)
		h.must(err)
		h.clock.Advance(time.Minute)
		h.applies(h.publishes(leave())) // of another template
		h.done(h.foreman, one.ID, "approve")
		narrow := approvals.Export{Box: "mine", Template: v.Key}

		mine := h.exported(h.worker, narrow)
		for title, want := range map[string]string{"事由": "回老家", "天数": "2", "批注": "'=HYPERLINK(1)", "隐情": "相亲", "安排": "接口 | 周三\n联调 | "} {
			if got := column(mine, title); len(got) != 1 || got[0] != want {
				t.Errorf("%s is %q, want %q", title, got, want)
			}
		}
		if column(mine, "说明") != nil || len(h.exported(h.worker, approvals.Export{Box: "mine"})) != 3 || column(h.exported(h.worker, approvals.Export{Box: "mine"}), "事由") != nil {
			t.Error("an explanation has a column, or values are there without a template")
		}
		for box, who := range map[string]authz.Principal{"waiting": h.director, "decided": h.foreman, "copied": h.clerk} {
			x := narrow
			x.Box = box
			lines := h.exported(who, x)
			if got := column(lines, "事由"); len(got) != 1 || got[0] != "回老家" {
				t.Errorf("%s: %q", box, got)
			}
			if got := column(lines, "隐情"); box != "decided" && slices.Contains(got, "相亲") || box == "decided" && !slices.Contains(got, "相亲") {
				t.Errorf("%s: the hidden field is %q", box, got)
			}
		}
		x := narrow
		x.Box, x.From, x.To = "", h.clock.Now().Add(-time.Hour), h.clock.Now()+1
		if got := column(h.exported(h.admin, x), "事由"); len(got) != 1 || got[0] != "" {
			t.Errorf("who has no part in it reads %q", got)
		}
		if lines := h.exported(h.worker, approvals.Export{Box: "mine", Query: "nowhere"}); len(lines) != 1 {
			t.Errorf("what is not found is exported: %v", lines)
		}
	})
}

func TestAWorkbookHoldsTheValuesAsText(t *testing.T) {
	each(t, func(h *house) {
		v := h.publishes(leave())
		a := application(v)
		a.Values["note"] = "=1+1"
		_, err := h.Open(t.Context(), h.worker, id.New(h.clock.Now()), a, nil, nil)
		h.must(err)
		data, _, err := h.Exported(t.Context(), h.worker, approvals.Export{Box: "mine", Format: "xlsx", Template: v.Key})
		h.must(err)
		z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
		h.must(err)
		f, err := z.Open("xl/worksheets/sheet1.xml")
		h.must(err)
		text, err := io.ReadAll(f)
		h.must(err)
		if strings.Contains(string(text), "<f>") || !strings.Contains(string(text), `s="2" t="inlineStr"><is><t xml:space="preserve">=1+1<`) || !strings.Contains(string(text), "批注") {
			t.Errorf("%s", text)
		}
	})
}
