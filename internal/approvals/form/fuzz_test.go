package form_test

import (
	"encoding/json"
	"math/rand/v2"
	"reflect"
	"testing"

	"tonggui/internal/approvals/form"
)

// Whatever is sent: it is judged, what has passed has one form, and what has that form passes again.
func FuzzCheck(f *testing.F) {
	whole, faults := form.New(every())
	if len(faults) > 0 {
		f.Fatal(said(faults))
	}
	r := rand.New(rand.NewPCG(1, 2))
	for range 30 {
		raw, _ := json.Marshal(random(r))
		f.Add(raw)
	}
	raw, _ := json.Marshal(full())
	f.Add(raw)
	for _, odd := range []string{`{"goods":[null,[],{"name":null}],"trip":{},"leave":{"from":null},"tags":{},"hand":[],"files":[{}],"moment":1e300,"title":"\u0000"}`,
		`{"title":["x"],"goods":{"0":{}},"team":[null],"agreed":0,"n":"-0","price":"-0.00","day":"","phone":"+"}`} {
		f.Add([]byte(odd))
	}
	f.Fuzz(func(t *testing.T, raw []byte) {
		var given form.Values
		if json.Unmarshal(raw, &given) != nil {
			return
		}
		values, faults := whole.Check(given)
		if _, err := values.Canonical(); err != nil {
			t.Error(err)
		}
		whole.Layout(values, nil, "en", names{})
		whole.SearchText(values, []string{"en"}, names{})
		if len(faults) > 0 {
			return
		}
		if again, faults := whole.Check(values); len(faults) > 0 || !reflect.DeepEqual(again, values) {
			t.Errorf("%s\nbecame %s\nand then %s %s", raw, asJSON(t, values), asJSON(t, again), said(faults))
		}
	})
}
