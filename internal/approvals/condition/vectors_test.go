package condition_test

import (
	"bytes"
	"encoding/json"
	"flag"
	"math/big"
	"os"
	"reflect"
	"testing"

	"tonggui/internal/approvals/condition"
)

var update = flag.Bool("update", false, "write testdata/vectors.json anew")

const vectorsFile = "testdata/vectors.json"

// vectors are what this package and its twin in the web client both have to give.
type vectors struct {
	About    string                    `json:"about"`
	Schema   condition.Schema          `json:"schema"`
	Values   map[string]map[string]any `json:"values"`
	Cases    []vector                  `json:"cases"`
	Rounded  []rounded                 `json:"rounded"`
	Days     map[string]*int           `json:"days"`
	Decimals map[string]bool           `json:"decimals"`
}

// vector is a source with a fault, or with what it gives for one of the sets of values.
type vector struct {
	Source string         `json:"source"`
	Values string         `json:"values,omitempty"`
	Kind   condition.Kind `json:"kind,omitempty"`
	Names  []string       `json:"names,omitempty"`
	Want   any            `json:"want,omitempty"` // nothing: no value; numbers as n or n/d
	Fault  *vectorFault   `json:"fault,omitempty"`
	Wanted condition.Kind `json:"wanted,omitempty"` // the kind that is demanded
}

type vectorFault struct {
	Code string `json:"code"`
	At   int    `json:"at"`
}

type rounded struct {
	N        string `json:"n"`
	Decimals int    `json:"decimals"`
	Want     string `json:"want"`
}

// run gives a vector what the package says.
func run(all *vectors, v vector) vector {
	out := vector{Source: v.Source, Values: v.Values, Wanted: v.Wanted}
	var wanted []condition.Kind
	if v.Wanted != "" {
		wanted = append(wanted, v.Wanted)
	}
	e, fault := condition.Compile(v.Source, all.Schema, wanted...)
	if fault != nil {
		out.Values, out.Fault = "", &vectorFault{fault.Code, fault.At}
		return out
	}
	out.Kind, out.Names = e.Kind(), e.Names()
	out.Want = shown(e.Eval(all.Schema.Read(all.Values[v.Values])))
	return out
}

func shown(v condition.Value) any {
	switch v.Kind {
	case condition.Number:
		return v.Number.RatString()
	case condition.Bool:
		return v.Bool
	case condition.Text:
		return v.Text
	}
	return nil
}

func read(t *testing.T) *vectors {
	t.Helper()
	raw, err := os.ReadFile(vectorsFile)
	if err != nil {
		t.Fatal(err)
	}
	all := new(vectors)
	if err := json.Unmarshal(raw, all); err != nil {
		t.Fatal(err)
	}
	return all
}

// covers: APV-01
func TestEveryVectorGivesWhatItSays(t *testing.T) {
	all := read(t)
	if len(all.Cases) < 400 {
		t.Errorf("%d vectors are too few", len(all.Cases))
	}
	for _, v := range all.Cases {
		got := run(all, v)
		if len(v.Names) == 0 {
			got.Names = v.Names // none are written as none
		}
		if !reflect.DeepEqual(got, v) {
			a, _ := json.Marshal(got)
			b, _ := json.Marshal(v)
			t.Errorf("gives   %s\nwanted  %s", a, b)
		}
	}
	for _, r := range all.Rounded {
		n, _ := new(big.Rat).SetString(r.N)
		if got := condition.Round(n, r.Decimals); got != r.Want {
			t.Errorf("%s with %d decimals is %s, wanted %s", r.N, r.Decimals, got, r.Want)
		}
	}
	for s, want := range all.Days {
		if day, ok := condition.ParseDay(s); ok != (want != nil) || ok && day != *want {
			t.Errorf("%q is day %d, %t", s, day, ok)
		}
	}
	for s, want := range all.Decimals {
		if _, ok := condition.ParseDecimal(s); ok != want {
			t.Errorf("%q is a decimal: %t", s, ok)
		}
	}
}

// What was written by hand says what is meant; what was generated holds the twins together.
func TestTheFileOfVectorsIsWhatThisTestWouldWrite(t *testing.T) {
	all := &vectors{
		About:  "Read by the tests of both twins. Written by go test ./internal/approvals/condition -update.",
		Schema: schema, Values: values, Days: knownDays(), Decimals: decimals, Rounded: roundings(),
	}
	roundTrip(t, all)
	for _, v := range byHand() {
		got := run(all, v)
		got.Names = nil
		v.Kind = got.Kind
		if !reflect.DeepEqual(got, v) {
			a, _ := json.Marshal(got)
			b, _ := json.Marshal(v)
			t.Errorf("gives  %s\nmeant  %s", a, b)
		}
		all.Cases = append(all.Cases, run(all, v))
	}
	for _, v := range generated(600) {
		all.Cases = append(all.Cases, run(all, v))
	}
	raw := lines(t, all)
	if *update {
		if err := os.WriteFile(vectorsFile, raw, 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if old, _ := os.ReadFile(vectorsFile); !bytes.Equal(old, raw) {
		t.Error("the file is not what would be written: if that is meant, run with -update, and see that the twin agrees")
	}
}

// roundTrip turns values into what JSON makes of them, as they will be read.
func roundTrip(t *testing.T, all *vectors) {
	t.Helper()
	raw, err := json.Marshal(all.Values)
	if err == nil {
		all.Values = nil
		err = json.Unmarshal(raw, &all.Values)
	}
	if err != nil {
		t.Fatal(err)
	}
}

// lines writes one vector a line, so that a change shows as what it is.
func lines(t *testing.T, all *vectors) []byte {
	t.Helper()
	encode := func(v any) string {
		var b bytes.Buffer
		e := json.NewEncoder(&b)
		e.SetEscapeHTML(false)
		if err := e.Encode(v); err != nil {
			t.Fatal(err)
		}
		return string(bytes.TrimSpace(b.Bytes()))
	}
	var b bytes.Buffer
	b.WriteString("{\n\"about\": " + encode(all.About) + ",\n\"schema\": " + encode(all.Schema) + ",\n\"values\": " + encode(all.Values))
	b.WriteString(",\n\"days\": " + encode(all.Days) + ",\n\"decimals\": " + encode(all.Decimals) + ",\n\"rounded\": " + encode(all.Rounded) + ",\n\"cases\": [\n")
	for i, v := range all.Cases {
		if i > 0 {
			b.WriteString(",\n")
		}
		b.WriteString(encode(v))
	}
	b.WriteString("\n]\n}\n")
	return b.Bytes()
}
