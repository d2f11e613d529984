package form_test

import (
	"bytes"
	"encoding/json"
	"flag"
	"math/rand/v2"
	"os"
	"strconv"
	"testing"

	"tonggui/internal/approvals/form"
)

var update = flag.Bool("update", false, "write testdata/live.json anew")

// live is what a form shows while it is filled in. The web client's twin is held to the same.
type live struct {
	Given  form.Values `json:"given"`
	Values form.Values `json:"values"`
	Shown  []string    `json:"shown"`
	Must   []string    `json:"must"`
	Faulty bool        `json:"faulty,omitempty"` // something in it is refused for another reason than that it is missing
}

// covers: APV-01
func TestTheFileOfLiveFormsIsWhatThisTestWouldWrite(t *testing.T) {
	f := made(t, every())
	r := rand.New(rand.NewPCG(5, 20261001))
	var cases []live
	for range 120 {
		given := random(r)
		values, faults := f.Check(given)
		one := live{Given: given, Values: values, Must: []string{}}
		one.Shown, one.Must = f.Live(values)
		for _, fault := range faults {
			one.Faulty = one.Faulty || fault.Code != "missing"
		}
		cases = append(cases, one)
	}
	var b bytes.Buffer
	b.WriteString("{\n\"about\": \"Read by the tests of both twins. Written by go test ./internal/approvals/form -update.\",\n\"fields\": " + asJSON(t, every()) + ",\n\"cases\": [\n")
	for i, one := range cases {
		if i > 0 {
			b.WriteString(",\n")
		}
		b.WriteString(asJSON(t, one))
	}
	b.WriteString("\n]\n}\n")
	const name = "testdata/live.json"
	if *update {
		if err := os.WriteFile(name, b.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if old, _ := os.ReadFile(name); !bytes.Equal(old, b.Bytes()) {
		t.Error("the file is not what would be written: if that is meant, run with -update, and see that the twin agrees")
	}
}

// random fills in some of the fields, most of them rightly.
func random(r *rand.Rand) form.Values {
	var whole form.Values
	raw, _ := json.Marshal(full())
	_ = json.Unmarshal(raw, &whole)
	given := form.Values{}
	for _, id := range sortedNames(whole) {
		if r.IntN(3) > 0 && whole[id] != nil {
			given[id] = whole[id]
		}
	}
	given["kind"] = one(r, "a", "b", "b", "c", "z", "")
	given["price"] = one(r, "1000.00", "1000.01", "99.999", "x", "")
	given["n"] = one(r, "2.5", "-5", "-6", "1e3", " 7.10 ")
	given["leave"] = m{"from": one(r, "2026-10-01", "2026-09-30", ""), "to": "2026-10-01", "from_half": one(r, "am", "pm"), "to_half": one(r, "am", "pm", "")}
	var goods []any
	for range r.IntN(4) {
		row := m{"count": strconv.Itoa(r.IntN(4)), "each": one(r, "0.01", "99.99", "50", "x", "")}
		if r.IntN(2) == 0 {
			row["name"] = "desk"
		}
		if r.IntN(3) == 0 {
			row["remark"] = "large"
		}
		goods = append(goods, row)
	}
	given["goods"] = goods
	return given
}

func one(r *rand.Rand, of ...string) string { return of[r.IntN(len(of))] }

func sortedNames(v form.Values) (out []string) {
	for _, f := range every() {
		if _, ok := v[f.ID]; ok {
			out = append(out, f.ID)
		}
	}
	return out
}
