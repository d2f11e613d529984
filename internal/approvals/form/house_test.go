package form_test

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"tonggui/internal/approvals/form"
	"tonggui/internal/approvals/route"
	"tonggui/internal/platform/apperr"
)

type m = map[string]any

const (
	ada   = "01890a5d-ac96-774b-bcce-b302099a8051"
	ben   = "01890a5d-ac96-774b-bcce-b302099a8052"
	sales = "01890a5d-ac96-774b-bcce-b302099a8061"
	desk  = "01890a5d-ac96-774b-bcce-b302099a8071"
)

var sha = strings.Repeat("ab", 32)

func w(s string) form.Words { return form.Words{"zh-CN": s + "（中）", "en": s} }

// every has a field of each kind, and fields that depend on each other.
func every() []form.FormField {
	f := func(id string, kind form.Kind) form.FormField {
		return form.FormField{ID: id, Kind: kind, Label: w(id)}
	}
	with := func(one form.FormField, change func(*form.FormField)) form.FormField { change(&one); return one }
	ab := []form.Option{{ID: "a", Label: w("option a")}, {ID: "b", Label: w("option b")}, {ID: "c", Label: w("option c")}}
	return []form.FormField{
		with(f("title", form.Text), func(f *form.FormField) { f.Required, f.MaxChars = true, 20 }),
		f("about", form.LongText),
		with(f("n", form.Number), func(f *form.FormField) { f.Min, f.Max, f.Decimals, f.Unit, f.Width = "-5", "1000", 2, "hour", "half" }),
		with(f("price", form.Amount), func(f *form.FormField) { f.Decimals, f.Currency, f.Width = 2, "CNY", "half" }),
		f("day", form.Date),
		f("moment", form.DateTime),
		f("trip", form.Span),
		with(f("leave", form.Span), func(f *form.FormField) { f.HalfDays = true }),
		with(f("kind", form.Choice), func(f *form.FormField) { f.Options = ab }),
		with(f("tags", form.Choices), func(f *form.FormField) { f.Options, f.MinCount, f.MaxCount = slices.Clone(ab), 2, 2 }),
		with(f("why", form.Text), func(f *form.FormField) { f.VisibleWhen, f.Required = `kind = "b"`, true }),
		with(f("more", form.Text), func(f *form.FormField) { f.VisibleWhen = `not empty(why)` }),
		with(f("note", form.Text), func(f *form.FormField) { f.RequiredWhen = "price > 1000" }),
		f("who", form.Person),
		f("team", form.People),
		f("place", form.Department),
		f("places", form.Departments),
		f("files", form.Attachment),
		f("pictures", form.Image),
		with(f("goods", form.Rows), func(g *form.FormField) {
			g.MinCount = 1
			g.Columns = []form.FormField{
				with(f("name", form.Text), func(f *form.FormField) { f.Required = true }),
				with(f("count", form.Number), func(f *form.FormField) {}),
				with(f("each", form.Amount), func(f *form.FormField) { f.Decimals, f.Currency = 2, "CNY" }),
				with(f("all", form.Formula), func(f *form.FormField) { f.Formula, f.Decimals, f.Currency = "count * each", 2, "CNY" }),
				with(f("remark", form.Text), func(f *form.FormField) { f.VisibleWhen, f.Required = "all > 100", true }),
			}
		}),
		with(f("tax", form.Formula), func(f *form.FormField) { f.Formula, f.Decimals, f.Currency = "total * 0.13", 2, "CNY" }),
		with(f("total", form.Formula), func(f *form.FormField) { f.Formula, f.Decimals, f.Currency = "sum(goods.all)", 2, "CNY" }),
		with(f("called", form.Formula), func(f *form.FormField) { f.Formula = `title + "/" + kind` }),
		f("before", form.Related),
		f("hand", form.Signature),
		{ID: "read_me", Kind: form.Explanation, Hint: w("Please read this.")},
		f("phone", form.Phone),
		f("agreed", form.YesNo),
	}
}

func made(t *testing.T, fields []form.FormField) *form.Form {
	t.Helper()
	f, faults := form.New(fields)
	if len(faults) > 0 {
		t.Fatal(faults)
	}
	return f
}

// full are values for every field, as a client sends them.
func full() form.Values {
	file := m{"file_id": desk, "name": "desk.png", "size": float64(12), "sha256": sha}
	return form.Values{
		"title": "  Cafe\u0301 ", "about": "a\r\nb", "n": "2.50", "price": "1234.5", "day": "2026-10-01", "moment": float64(1790812800000),
		"trip": m{"from": "2026-10-01", "to": "2026-10-03"}, "leave": m{"from": "2026-10-01", "to": "2026-10-03", "from_half": "pm", "days": "77"},
		"kind": "b", "tags": []any{"c", "a"}, "why": "because", "more": "and", "note": "a note", "who": strings.ToUpper(ada), "team": []any{ben, ada},
		"place": sales, "places": []any{sales}, "files": []any{file}, "pictures": []any{file},
		"goods":  []any{m{"name": "desk", "count": "2", "each": "99.99", "all": "1", "remark": "large"}, m{}, m{"name": "chair", "count": "3", "remark": "x"}},
		"before": []any{ada}, "hand": m{"file_id": desk, "png_sha256": sha}, "phone": "+86 138-0000-0000", "agreed": false, "total": "1", "called": nil,
	}
}

type names struct{}

func (names) Person(id string) string     { return "P" + id[len(id)-2:] }
func (names) Department(id string) string { return "D" + id[len(id)-2:] }
func (names) Approval(id string) string   { return "A" + id[len(id)-2:] }
func (names) Instant(int64) string        { return "an instant" }

// said writes faults as path code, one a line.
func said(faults []apperr.Field) string {
	var out []string
	for _, f := range faults {
		out = append(out, f.Name+" "+f.Code)
	}
	return strings.Join(out, "\n")
}

func asJSON(t *testing.T, v any) string {
	t.Helper()
	raw, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return string(raw)
}

func definition() form.Definition {
	return form.Definition{
		Name: w("A form"), Serial: form.Serial{Prefix: "KQ", Date: "yyyyMM", Digits: 4}, Category: "people", Fields: every(), Level: "password",
		WhoMayApply: form.Applicants{All: true},
		Route: route.Route{Nobody: route.NobodyAdmin, Self: route.SelfSuperior, Same: route.Once, Steps: []route.Step{{ID: "head", Kind: route.Approve, Name: w("Head"),
			Who: []route.Who{{Kind: route.DepartmentHead, Of: "places"}}, How: route.Sequence}}},
	}
}

var company = route.Company{Roles: []string{"hr"}}
