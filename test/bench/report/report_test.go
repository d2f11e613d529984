package report

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"
	"time"
)

func TestPercentileIsAValueThatOccurred(t *testing.T) {
	values := []time.Duration{5, 1, 4, 2, 3}
	for p, want := range map[float64]time.Duration{0: 1, 0.5: 3, 0.99: 5, 1: 5, 0.2: 1, 0.21: 2} {
		if got := Percentile(values, p); got != want {
			t.Errorf("%v: %d instead of %d", p, got, want)
		}
	}
	if Percentile(nil, 0.5) != 0 {
		t.Error("of nothing")
	}
}

func TestMedianAndRatio(t *testing.T) {
	if Median([]float64{3, 1, 2}) != 2 || Median([]float64{4, 1, 2, 3}) != 2.5 || Median(nil) != 0 {
		t.Error("median")
	}
	// The machine was three times slower in the second turn, on both sides.
	if got := Ratio([]float64{11, 33, 12, 5}, []float64{10, 30, 10, 0}); got != 1.1 {
		t.Errorf("ratio %v", got)
	}
}

func TestEntrySaysWhetherItsTargetIsMet(t *testing.T) {
	for _, c := range []struct {
		e      Entry
		target string
		met    string
	}{
		{Figure("a", "sqlite", 12_500, "msg/s").AtLeast(10_000), "≥ 10,000", "met"},
		{Figure("a", "sqlite", 9_999, "msg/s").AtLeast(10_000), "≥ 10,000", "missed"},
		{Figure("a", "sqlite", 90, "µs").AtMost(90), "≤ 90.0", "met"},
		{Figure("a", "sqlite", 0.71, "ms").AtMost(0.7), "≤ 0.700", "missed"},
		{Figure("a", "sqlite", 1, "ms"), "", ""},
	} {
		if c.e.target() != c.target || c.e.verdict() != c.met {
			t.Errorf("%+v: %q %q", c.e, c.e.target(), c.e.verdict())
		}
	}
}

func TestNumberKeepsThreeDigits(t *testing.T) {
	for v, want := range map[float64]string{0: "0.000", 0.1234: "0.123", 1.234: "1.23", 12.34: "12.3", 123.4: "123", 1234: "1,234", 1234567: "1,234,567", -1234: "-1,234"} {
		if got := Number(v); got != want {
			t.Errorf("%v: %s", v, got)
		}
	}
}

func TestJSONHasNullWhereThereIsNoTarget(t *testing.T) {
	var out bytes.Buffer
	if err := JSON(&out, []Entry{Figure("a", "sqlite", 1.5, "ms"), Figure("b", "postgres", 2, "ms").AtMost(1).Noted("slow").Noted("")}); err != nil {
		t.Fatal(err)
	}
	var back []map[string]any
	if err := json.Unmarshal(out.Bytes(), &back); err != nil {
		t.Fatal(err)
	}
	for _, key := range []string{"workload", "engine", "value", "unit", "target", "met"} {
		if _, ok := back[0][key]; !ok {
			t.Errorf("%s is missing", key)
		}
	}
	if back[0]["target"] != nil || back[0]["met"] != nil || back[1]["met"] != false || back[1]["note"] != "slow" {
		t.Error(out.String())
	}
	out.Reset()
	if err := JSON(&out, nil); err != nil || strings.TrimSpace(out.String()) != "[]" {
		t.Error(out.String(), err)
	}
}

func TestTableStandsInColumns(t *testing.T) {
	var out strings.Builder
	if err := Table(&out, []Entry{Figure("short", "sqlite", 1, "µs").AtMost(2), Figure("a longer one", "postgres", 12345, "msg/s").Noted("a note")}); err != nil {
		t.Fatal(err)
	}
	want := "" +
		"workload      engine     value  unit   target\n" +
		"short         sqlite      1.00  µs     ≤ 2.00  met\n" +
		"a longer one  postgres  12,345  msg/s\n" +
		"    a note\n"
	if out.String() != want {
		t.Errorf("got\n%s", out.String())
	}
}
