package form_test

import (
	"encoding/json"
	"reflect"
	"testing"

	"tonggui/internal/approvals/form"
	"tonggui/internal/approvals/route"
	"tonggui/internal/approvals/signature"
)

func checked(t *testing.T, f *form.Form, given form.Values) form.Values {
	t.Helper()
	values, faults := f.Check(given)
	if len(faults) > 0 {
		t.Fatal(said(faults))
	}
	return values
}

// covers: APV-01
func TestAHiddenFieldIsNeitherSeenNorReadOutOfWhatDependsOnIt(t *testing.T) {
	f := made(t, every())
	values := checked(t, f, full())
	fields, seen := f.See(values, form.Rights{"kind": route.Hidden, "price": route.Hidden, "goods": route.Hidden, "n": route.Write})
	byID := map[string]form.FormField{}
	for _, one := range fields {
		byID[one.ID] = one
	}
	for _, id := range []string{"kind", "price", "goods"} {
		if _, there := byID[id]; there || seen[id] != nil {
			t.Errorf("%s is seen", id)
		}
	}
	if byID["why"].VisibleWhen != "" || !byID["note"].Required || byID["note"].RequiredWhen != "" {
		t.Errorf("conditions still ask for what is hidden: %+v %+v", byID["why"], byID["note"])
	}
	if byID["total"].Formula != "" || seen["total"] != "199.98" || byID["tax"].Formula == "" {
		t.Errorf("formulas: %+v", byID["total"])
	}
	values["kind"] = "a"
	values = checked(t, f, values)
	fields, _ = f.See(values, form.Rights{"kind": route.Hidden})
	for _, one := range fields {
		if one.ID == "why" {
			t.Error("a field that is not shown tells of the hidden field on which it depends")
		}
	}
	if all, same := f.See(values, nil); len(all) != len(every()) || !reflect.DeepEqual(same, values) {
		t.Error("without rights that hide, something is missing")
	}
}

// covers: APV-01
func TestOnlyWhatAStepMayWriteIsWritten(t *testing.T) {
	f := made(t, every())
	values := checked(t, f, full())
	rights := form.Rights{"note": route.Write, "kind": route.Write, "why": route.Hidden}

	next, faults := f.Write(values, form.Values{"note": "seen", "total": "5"}, rights)
	if len(faults) > 0 || next["note"] != "seen" || next["total"] != "199.98" || values["note"] != "a note" {
		t.Errorf("%v %s", next, said(faults))
	}
	next, faults = f.Write(values, form.Values{"title": "other", "why": "x", "nonsense": 1, "note": "y"}, rights)
	if want := "values.nonsense unknown\nvalues.title read_only\nvalues.why unknown"; said(faults) != want || !reflect.DeepEqual(next, values) {
		t.Errorf("%s", said(faults))
	}
	if _, faults = f.Write(values, form.Values{"note": nil}, rights); said(faults) != "values.note missing" {
		t.Errorf("emptied: %s", said(faults))
	}
	// That why is shown now, and required, is not the fault of somebody who cannot write it.
	values["kind"] = "a"
	values = checked(t, f, values)
	if next, faults = f.Write(values, form.Values{"kind": "b"}, rights); len(faults) > 0 || next["kind"] != "b" {
		t.Errorf("%s", said(faults))
	}
}

// covers: APV-03
func TestTheSameValuesHaveTheSameBytes(t *testing.T) {
	f := made(t, every())
	given := full()
	given["about"] = "a \"quoted\" \\ line\r\nand <another> \u2028 & \u00e9"
	values := checked(t, f, given)
	raw, err := values.Canonical()
	if err != nil {
		t.Fatal(err)
	}
	var stored form.Values
	if err := json.Unmarshal(raw, &stored); err != nil {
		t.Fatal(err)
	}
	again, err := stored.Canonical()
	if err != nil || string(again) != string(raw) {
		t.Errorf("%v\n%s\n%s", err, raw, again)
	}
	if signed, err := signature.Canonical(raw); err != nil || string(signed) != string(raw) {
		t.Errorf("signatures know them in another form: %v\n%s\n%s", err, raw, signed)
	}
	if _, err := (form.Values{"n": 1.5}).Canonical(); err == nil {
		t.Error("a fraction has a canonical form")
	}

	d := definition()
	first, err := d.Canonical()
	if err != nil {
		t.Fatal(err)
	}
	var read form.Definition
	if err := json.Unmarshal(first, &read); err != nil {
		t.Fatal(err)
	}
	second, err := read.Canonical()
	if err != nil || string(first) != string(second) {
		t.Errorf("%v\n%s\n%s", err, first, second)
	}
	if signed, err := signature.Canonical(first); err != nil || string(signed) != string(first) {
		t.Errorf("signatures know the definition in another form: %v", err)
	}
}
