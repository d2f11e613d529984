package form_test

import (
	"encoding/json"
	"reflect"
	"strings"
	"testing"

	"tonggui/internal/approvals/form"
)

// covers: APV-01
func TestWhatIsSubmittedIsBroughtIntoItsOneForm(t *testing.T) {
	f := made(t, every())
	got, faults := f.Check(full())
	if len(faults) > 0 {
		t.Fatal(said(faults))
	}
	want := full()
	want["title"], want["about"], want["n"], want["price"], want["moment"] = "Café", "a\nb", "2.5", "1234.50", 1790812800000
	want["trip"] = m{"from": "2026-10-01", "to": "2026-10-03", "days": "3"}
	want["leave"] = m{"from": "2026-10-01", "to": "2026-10-03", "from_half": "pm", "to_half": "pm", "days": "2.5"}
	want["tags"], want["who"] = []any{"a", "c"}, ada
	want["goods"] = []any{m{"name": "desk", "count": "2", "each": "99.99", "all": "199.98", "remark": "large"}, m{"name": "chair", "count": "3"}}
	want["total"], want["tax"], want["called"] = "199.98", "26.00", "Café/b"
	if asJSON(t, got) != asJSON(t, want) {
		t.Errorf("got    %s\nwanted %s", asJSON(t, got), asJSON(t, want))
	}
	again, faults := f.Check(got)
	if len(faults) > 0 || !reflect.DeepEqual(again, got) {
		t.Errorf("checked again: %s %s", said(faults), asJSON(t, again))
	}
	// The same after a journey through the database.
	var stored form.Values
	if err := json.Unmarshal([]byte(asJSON(t, got)), &stored); err != nil {
		t.Fatal(err)
	}
	if again, faults = f.Check(stored); len(faults) > 0 || !reflect.DeepEqual(again, got) {
		t.Errorf("stored: %s %s", said(faults), asJSON(t, again))
	}
}

// covers: APV-01
func TestEveryFaultOfAValueIsTold(t *testing.T) {
	f := made(t, every())
	file := func(change m) m {
		out := m{"file_id": desk, "name": "a", "size": 1, "sha256": sha}
		for k, v := range change {
			out[k] = v
		}
		return out
	}
	var rows []any
	for range 201 {
		rows = append(rows, m{"name": "x"})
	}
	for _, c := range []struct {
		field string
		value any
		want  string
	}{
		{"title", nil, "values.title missing"},
		{"title", "  ", "values.title missing"},
		{"title", 5.0, "values.title wrong_type"},
		{"title", strings.Repeat("字", 21), "values.title too_long"},
		{"title", "a\nb", "values.title wrong_form"},
		{"about", "a\x00b", "values.about wrong_form"},
		{"n", 5.0, "values.n wrong_type"},
		{"n", "1e3", "values.n wrong_form"},
		{"n", "1.255", "values.n too_many_decimals"},
		{"n", "1000.01", "values.n out_of_range"},
		{"n", "-6", "values.n out_of_range"},
		{"price", "1000000000000000", "values.price out_of_range"},
		{"day", "2026-02-30", "values.day wrong_form"},
		{"moment", "2026-10-01T10:00", "values.moment wrong_type"},
		{"moment", 1.5, "values.moment wrong_type"},
		{"moment", 1e15, "values.moment out_of_range"},
		{"trip", "2026-10-01", "values.trip wrong_type"},
		{"trip", m{"from": "2026-10-01"}, "values.trip.to missing"},
		{"trip", m{"from": "x", "to": "2026-10-01"}, "values.trip.from wrong_form"},
		{"trip", m{"from": "2026-10-02", "to": "2026-10-01"}, "values.trip.to out_of_range"},
		{"trip", m{"from": "2026-10-02", "to": "2026-10-03", "from_half": "am"}, "values.trip.from_half unknown"},
		{"leave", m{"from": "2026-10-02", "to": "2026-10-02", "from_half": "pm", "to_half": "am"}, "values.leave.to out_of_range"},
		{"leave", m{"from": "2026-10-02", "to": "2026-10-02", "from_half": "noon"}, "values.leave.from_half not_a_choice"},
		{"kind", "z", "values.kind not_a_choice"},
		{"tags", "a", "values.tags wrong_type"},
		{"tags", []any{"a"}, "values.tags too_few"},
		{"tags", []any{"a", "a"}, "values.tags[1] doubled"},
		{"tags", []any{"a", "b", "c"}, "values.tags too_many"},
		{"tags", []any{"a", "z"}, "values.tags[1] not_a_choice"},
		{"why", "", "values.why missing"},
		{"note", nil, "values.note missing"},
		{"who", "somebody", "values.who wrong_form"},
		{"team", []any{ada, strings.ToUpper(ada)}, "values.team[1] doubled"},
		{"team", []any{1.0}, "values.team[0] wrong_type"},
		{"places", []any{"x"}, "values.places[0] wrong_form"},
		{"files", []any{"x"}, "values.files[0] wrong_type"},
		{"files", []any{file(m{"sha256": "x"})}, "values.files[0].sha256 wrong_form"},
		{"files", []any{file(m{"size": -1})}, "values.files[0].size wrong_form"},
		{"files", []any{file(m{"name": ""})}, "values.files[0].name wrong_form"},
		{"files", []any{file(m{"path": "/etc"})}, "values.files[0].path unknown"},
		{"files", []any{file(nil), file(nil)}, "values.files[1] doubled"},
		{"goods", []any{m{"count": "1"}}, "values.goods[0].name missing"},
		{"goods", []any{m{}, m{"name": "x", "count": "y"}}, "values.goods[1].count wrong_form"},
		{"goods", []any{m{"name": "x", "colour": "red"}}, "values.goods[0].colour unknown"},
		{"goods", []any{m{"name": "x", "count": "2", "each": "99"}}, "values.goods[0].remark missing"},
		{"goods", []any{m{"name": "x", "count": "999999999999999", "each": "999999999999999", "remark": "y"}}, "values.goods[0].all result_too_large"},
		{"goods", rows, "values.goods too_many"},
		{"goods", []any{"x"}, "values.goods[0] wrong_type"},
		{"before", []any{"x"}, "values.before[0] wrong_form"},
		{"hand", m{"file_id": desk}, "values.hand.png_sha256 wrong_form"},
		{"phone", "call me", "values.phone wrong_form"},
		{"phone", "12", "values.phone wrong_form"},
		{"agreed", "true", "values.agreed wrong_type"},
		{"read_me", "x", "values.read_me unknown"},
		{"nonsense", "x", "values.nonsense unknown"},
	} {
		given := full()
		given[c.field] = c.value
		if _, faults := f.Check(given); said(faults) != c.want {
			t.Errorf("%s = %v gives %q, wanted %q", c.field, c.value, said(faults), c.want)
		}
	}
	given := full()
	given["title"], given["n"], given["day"] = "", "x", "y"
	if _, faults := f.Check(given); said(faults) != "values.title missing\nvalues.n wrong_form\nvalues.day wrong_form" {
		t.Errorf("not all faults are told in the order of the form: %s", said(faults))
	}
}

// covers: APV-01
func TestWhatIsHiddenHasNoValueAndIsNotAskedFor(t *testing.T) {
	f := made(t, every())
	given := full()
	given["kind"] = "a" // hides why, and with it more
	given["why"] = strings.Repeat("x", 1000)
	given["price"] = "1000" // note is not required any more
	given["note"] = nil
	got, faults := f.Check(given)
	if len(faults) > 0 {
		t.Fatal(said(faults))
	}
	for _, hidden := range []string{"why", "more", "note"} {
		if _, there := got[hidden]; there {
			t.Errorf("%s is there: %v", hidden, got[hidden])
		}
	}
	if got["called"] != "Café/a" {
		t.Error(got["called"])
	}
	least, faults := f.Check(form.Values{"title": "x"})
	if len(faults) > 0 || asJSON(t, least) != `{"called":"x/","tax":"0.00","title":"x","total":"0.00"}` {
		t.Errorf("%s %s", asJSON(t, least), said(faults))
	}
}
