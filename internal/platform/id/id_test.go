package id

import (
	"bytes"
	"encoding/json"
	"testing"

	"tonggui/internal/platform/clock"
)

func TestIDsMadeLaterSortLater(t *testing.T) {
	a, b := New(clock.Instant(1_700_000_000_000_000)), New(clock.Instant(1_700_000_000_001_000))
	if bytes.Compare(a[:], b[:]) >= 0 {
		t.Fatalf("%v is not before %v", a, b)
	}
	if a[6]>>4 != 7 || a[8]>>6 != 2 {
		t.Fatalf("%v is not of version 7", a)
	}
}

func TestAnIDReadsBackFromJSONAndFromARow(t *testing.T) {
	want := New(clock.Instant(1_700_000_000_000_000))
	text, err := json.Marshal(want)
	if err != nil {
		t.Fatal(err)
	}
	var got, row ID
	if err := json.Unmarshal(text, &got); err != nil || got != want {
		t.Fatalf("from JSON %v, %v", got, err)
	}
	stored, _ := want.Value()
	if err := row.Scan(stored); err != nil || row != want {
		t.Fatalf("from a row %v, %v", row, err)
	}
}

func FuzzParse(f *testing.F) {
	f.Add("018bcfe5-6800-7000-8000-000000000000")
	f.Add("not-a-uuid")
	f.Fuzz(func(t *testing.T, s string) {
		v, err := Parse(s)
		if err == nil {
			if again, err := Parse(v.String()); err != nil || again != v {
				t.Fatalf("%q does not read back", s)
			}
		}
	})
}
