package condition_test

import (
	"math/big"
	"testing"
	"unicode/utf8"

	"tonggui/internal/approvals/condition"
)

// Whatever is written: it ends, a fault lies inside of the source, and what has a kind gives that kind or nothing.
func FuzzCompile(f *testing.F) {
	for _, v := range byHand() {
		f.Add(v.Source)
	}
	f.Fuzz(func(t *testing.T, source string) {
		e, fault := condition.Compile(source, schema)
		if fault != nil {
			if fault.At < 0 || fault.At > utf8.RuneCountInString(source) {
				t.Errorf("%q: the fault %v lies outside", source, fault)
			}
			return
		}
		for _, set := range values {
			if v := e.Eval(schema.Read(set)); v.Kind != "" && v.Kind != e.Kind() {
				t.Errorf("%q is %s, and gave %s", source, e.Kind(), v.Kind)
			}
		}
	})
}

func FuzzParseDecimal(f *testing.F) {
	for s := range decimals {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		n, ok := condition.ParseDecimal(s)
		if !ok {
			return
		}
		again, ok := new(big.Rat).SetString(condition.Round(n, 10))
		if !ok || again.Cmp(n) != 0 {
			t.Errorf("%q became %v", s, again)
		}
	})
}

func TestADecimalIsShortenedWithoutChangingIt(t *testing.T) {
	for in, want := range map[string]string{"2.50": "2.5", "3.00": "3", "100": "100", "0.0": "0", "-1.10": "-1.1", "10.010": "10.01"} {
		if got := condition.Shorten(in); got != want {
			t.Errorf("%s became %s", in, got)
		}
	}
}

// The costliest source that the limits let through is still quick: this would not end if a limit were missing.
func TestTheLargestSourceEnds(t *testing.T) {
	source := "amount"
	for range 49 {
		source += "*amount"
	}
	e, fault := condition.Compile(source, schema)
	if fault != nil {
		t.Fatal(fault)
	}
	if v := e.Eval(schema.Read(values["odd"])); len(v.Number.RatString()) != 1000 {
		t.Errorf("%d digits", len(v.Number.RatString()))
	}
}
