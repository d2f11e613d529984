package form_test

import (
	"strconv"
	"testing"

	"tonggui/internal/approvals/form"
	"tonggui/internal/approvals/route"
)

// covers: APV-05
func TestEveryFaultOfADefinitionIsToldWithItsPlace(t *testing.T) {
	if faults := form.CheckDefinition(definition(), company); len(faults) > 0 {
		t.Fatal(said(faults))
	}
	field := func(id string) int {
		for i, f := range every() {
			if f.ID == id {
				return i
			}
		}
		t.Fatal(id)
		return 0
	}
	for _, c := range []struct {
		field  string // whose place stands before the fault; "": the definition
		change func(d *form.Definition, f *form.FormField)
		want   string
	}{
		{"", func(d *form.Definition, _ *form.FormField) { d.Name = form.Words{"en": " "} }, "name missing"},
		{"", func(d *form.Definition, _ *form.FormField) { d.Name["fr"] = "x" }, "name.fr unknown"},
		{"", func(d *form.Definition, _ *form.FormField) {
			d.Serial = form.Serial{Prefix: "考", Date: "MM", Digits: 1}
		}, "serial.prefix wrong_form\nserial.date not_a_choice\nserial.digits out_of_range"},
		{"", func(d *form.Definition, _ *form.FormField) { d.Category, d.Level = "x", "" }, "category not_a_choice\nlevel not_a_choice"},
		{"", func(d *form.Definition, _ *form.FormField) { d.Effect = "Rule Change" }, "effect wrong_form"},
		{"", func(d *form.Definition, _ *form.FormField) { d.WhoMayApply = form.Applicants{} }, "who_may_apply missing"},
		{"", func(d *form.Definition, _ *form.FormField) {
			d.WhoMayApply = form.Applicants{Roles: []string{"king"}, Departments: []string{"x"}}
		}, "who_may_apply.departments[0] wrong_form\nwho_may_apply.roles[0] not_a_choice"},
		{"", func(d *form.Definition, _ *form.FormField) { d.Fields, d.Route.Steps[0].Who[0].Of = nil, "" }, "fields missing"},
		{"", func(d *form.Definition, _ *form.FormField) { d.Route.Steps[0].Who[0].Of = "title" }, "route.steps[0].who[0].of wrong_type"},
		{"", func(d *form.Definition, _ *form.FormField) {
			d.Route.Steps[0].Rights = map[string]route.Right{"gone": route.Read}
		}, "route.steps[0].rights.gone unknown"},
		{"title", func(_ *form.Definition, f *form.FormField) { f.Label = nil }, ".label missing"},
		{"about", func(_ *form.Definition, f *form.FormField) { f.ID = "title" }, ".id doubled"},
		{"about", func(_ *form.Definition, f *form.FormField) { f.ID = "About" }, ".id wrong_form"},
		{"about", func(_ *form.Definition, f *form.FormField) { f.ID = "contains" }, ".id reserved_word"},
		{"about", func(_ *form.Definition, f *form.FormField) { f.ID = "" }, ".id missing"},
		{"about", func(_ *form.Definition, f *form.FormField) { f.Kind = "colour" }, ".kind not_a_choice"},
		{"about", func(_ *form.Definition, f *form.FormField) { f.Width = "third" }, ".width not_a_choice"},
		{"about", func(_ *form.Definition, f *form.FormField) { f.MaxChars = 20_001 }, ".max_chars out_of_range"},
		{"day", func(_ *form.Definition, f *form.FormField) { f.MaxChars = 5 }, ".max_chars not_for_kind"},
		{"day", func(_ *form.Definition, f *form.FormField) { f.Initial = "tomorrow" }, ".initial wrong_form"},
		{"read_me", func(_ *form.Definition, f *form.FormField) { f.Required = true }, ".required not_for_kind"},
		{"read_me", func(_ *form.Definition, f *form.FormField) { f.Hint = nil }, ".hint missing"},
		{"n", func(_ *form.Definition, f *form.FormField) { f.Min = "x" }, ".min wrong_form"},
		{"n", func(_ *form.Definition, f *form.FormField) { f.Min = "1001" }, ".max out_of_range"},
		{"n", func(_ *form.Definition, f *form.FormField) { f.Decimals = 7 }, ".decimals out_of_range"},
		{"n", func(_ *form.Definition, f *form.FormField) { f.Initial = "2000" }, ".initial out_of_range"},
		{"note", func(_ *form.Definition, f *form.FormField) { f.RequiredWhen = "price > " }, ".required_when condition_expected"},
		{"note", func(_ *form.Definition, f *form.FormField) { f.RequiredWhen = "price" }, ".required_when condition_wrong_type"},
		{"note", func(_ *form.Definition, f *form.FormField) { f.VisibleWhen = `kind = "z"` }, ".visible_when condition_not_an_option"},
		{"note", func(_ *form.Definition, f *form.FormField) { f.VisibleWhen = `nothing = 1` }, ".visible_when condition_unknown_name"},
		{"kind", func(_ *form.Definition, f *form.FormField) { f.Options[2].ID = "a" }, ".options[2].id doubled"},
		{"note", func(_ *form.Definition, f *form.FormField) { f.VisibleWhen = `empty(read_me)` }, ".visible_when condition_unknown_name"},
		{"kind", func(_ *form.Definition, f *form.FormField) { f.Options[2].Label = nil }, ".options[2].label missing"},
		{"kind", func(_ *form.Definition, f *form.FormField) { f.Initial = "z" }, ".initial not_a_choice"},
		{"tags", func(_ *form.Definition, f *form.FormField) { f.MinCount = 3 }, ".min_count out_of_range"},
		{"price", func(_ *form.Definition, f *form.FormField) { f.Currency = "" }, ".currency missing"},
		{"total", func(_ *form.Definition, f *form.FormField) { f.Formula = "" }, ".formula missing"},
		{"total", func(_ *form.Definition, f *form.FormField) { f.Formula = "sum(goods.name)" }, ".formula condition_wrong_type"},
		{"before", func(_ *form.Definition, f *form.FormField) { f.Template = "No Key" }, ".related_template wrong_form"},
		{"goods", func(_ *form.Definition, f *form.FormField) { f.Columns[0].Kind = form.Attachment }, ".columns[0].kind not_in_rows"},
		{"goods", func(_ *form.Definition, f *form.FormField) { f.Columns[3].Formula = "title" }, ".columns[3].formula condition_unknown_name"},
		{"goods", func(_ *form.Definition, f *form.FormField) { f.MaxCount = 201 }, ".max_count out_of_range"},
		{"who", func(_ *form.Definition, f *form.FormField) { f.Initial = "boss" }, ".initial not_a_choice"},
		{"agreed", func(_ *form.Definition, f *form.FormField) { f.Initial = "perhaps" }, ".initial not_a_choice"},
		{"why", func(_ *form.Definition, f *form.FormField) { f.VisibleWhen = "empty(more)" }, ".visible_when circle"},
	} {
		d := definition()
		d.Fields = every()
		want, f := c.want, &d.Fields[0]
		if c.field != "" {
			i := field(c.field)
			want, f = "fields["+strconv.Itoa(i)+"]"+c.want, &d.Fields[i]
		}
		c.change(&d, f)
		if got := said(form.CheckDefinition(d, company)); got != want {
			t.Errorf("%s: got %q, wanted %q", c.field, got, want)
		}
	}
}

func TestCirclesAreFoundHoweverLongTheyAre(t *testing.T) {
	formula := func(id, source string) form.FormField {
		return form.FormField{ID: id, Kind: form.Formula, Label: w(id), Formula: source}
	}
	_, faults := form.New([]form.FormField{formula("a", "b + 1"), formula("b", "c + 1"), formula("c", "a + 1"), formula("d", "1 + 1"), formula("e", "e")})
	if want := "fields[0].formula circle\nfields[1].formula circle\nfields[2].formula circle\nfields[4].formula circle"; said(faults) != want {
		t.Error(said(faults))
	}
	// A formula that asks for a field which is shown when the formula is large.
	n := form.FormField{ID: "n", Kind: form.Number, Label: w("n"), VisibleWhen: "twice > 2"}
	if _, faults := form.New([]form.FormField{n, formula("twice", "n * 2")}); said(faults) != "fields[0].visible_when circle" {
		t.Error(said(faults))
	}
	self := form.FormField{ID: "n", Kind: form.Number, Label: w("n"), VisibleWhen: "n > 2"}
	if _, faults := form.New([]form.FormField{self}); said(faults) != "fields[0].visible_when circle" {
		t.Error(said(faults))
	}
}

func TestAFormOfTooManyFieldsIsRefused(t *testing.T) {
	var fields []form.FormField
	for i := range form.MaxFields + 1 {
		fields = append(fields, form.FormField{ID: "f" + strconv.Itoa(i), Kind: form.Text, Label: w("x")})
	}
	if _, faults := form.New(fields); said(faults) != "fields too_many" {
		t.Error(said(faults))
	}
	if _, faults := form.New(fields[:form.MaxFields]); len(faults) > 0 {
		t.Error(said(faults))
	}
	rows := form.FormField{ID: "rows", Kind: form.Rows, Label: w("x"), Columns: fields[:form.MaxColumns+1]}
	if _, faults := form.New([]form.FormField{rows}); said(faults) != "fields[0].columns too_many" {
		t.Error(said(faults))
	}
}
