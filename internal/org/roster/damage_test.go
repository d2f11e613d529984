package roster_test

import (
	"fmt"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"tonggui/internal/org/roster"
	"tonggui/internal/org/roster/rostertest"
)

func faultNames(faults []roster.Fault) []string {
	names := []string{}
	for _, f := range faults {
		names = append(names, fmt.Sprintf("%06d %s %s", f.Line, f.Column, f.Code))
	}
	slices.Sort(names)
	return names
}

func plantedNames(planted []rostertest.Planted) []string {
	names := []string{}
	for _, p := range planted {
		names = append(names, fmt.Sprintf("%06d %s %s", p.Line, p.Column, p.Code))
	}
	slices.Sort(names)
	return names
}

// covers: ACC-02
func TestEveryPlantedFaultIsReportedAtItsPlaceAndNothingElse(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		seed := rapid.Uint64().Draw(t, "seed")
		people := rostertest.Generate(rapid.IntRange(120, 700).Draw(t, "people"), seed)
		form := rostertest.Form{
			Mark: rapid.Bool().Draw(t, "mark"), LF: rapid.Bool().Draw(t, "lf"), QuoteAll: rapid.Bool().Draw(t, "quotes"),
			Separator: rapid.SampledFrom([]byte{',', ';', '\t'}).Draw(t, "separator"),
			Encoding:  rapid.SampledFrom([]string{"", "gb18030", "utf-16"}).Draw(t, "encoding"),
		}
		if form.Encoding != "" {
			form.Mark = false
		}
		lines, planted := rostertest.Damage(rostertest.Table(people), rapid.IntRange(0, 60).Draw(t, "faults"), seed, form.Separator == ',')
		sheet, err := roster.Read(rostertest.CSV(lines, form), "花名册.csv", nil)
		if err != nil {
			t.Fatal(err)
		}
		plan := roster.Rehearse(sheet, roster.Company{})
		if got, want := faultNames(plan.Faults), plantedNames(planted); !slices.Equal(got, want) {
			t.Fatalf("reported but not planted: %q\nplanted but not reported: %q", minus(got, want), minus(want, got))
		}
		faulty := map[int]bool{}
		for _, p := range planted {
			faulty[p.Line] = true
		}
		c := plan.Counts
		if c.FaultRows != len(faulty) || c.Rows != len(lines)-1 || c.Create != c.Rows-c.FaultRows || c.Change+c.Leave+c.Same != 0 {
			t.Fatalf("counts %+v, %d lines, %d of them faulty", c, len(lines)-1, len(faulty))
		}
	})
}

func minus(a, b []string) []string {
	return slices.DeleteFunc(slices.Clone(a), func(s string) bool { return slices.Contains(b, s) })
}

// covers: ACC-02
func TestAFaultyFileNeverMakesAnybodyLeaveOrPutsAFaultyValueIn(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		seed := rapid.Uint64().Draw(t, "seed")
		people := rostertest.Generate(rapid.IntRange(120, 400).Draw(t, "people"), seed)
		good := read(t, rostertest.CSV(rostertest.Table(people), rostertest.Form{}))
		company := rostertest.Apply(roster.Company{}, roster.Rehearse(good, roster.Company{}))
		lines, _ := rostertest.Damage(rostertest.Table(people), 80, seed, true)
		plan := roster.Rehearse(read(t, rostertest.CSV(lines, rostertest.Form{})), company)
		for _, e := range plan.Entries {
			if e.Kind != roster.Same && e.Kind != roster.Faulty {
				t.Fatalf("a fault changed something: %+v", e)
			}
		}
		if len(plan.Departments) > 0 || len(plan.Heads) > 0 {
			t.Fatalf("steps %+v %+v", plan.Departments, plan.Heads)
		}
	})
}

type failer interface {
	Helper()
	Fatal(args ...any)
}

func read(t failer, data []byte) *roster.Sheet {
	t.Helper()
	sheet, err := roster.Read(data, "f", nil)
	if err != nil {
		t.Fatal(err)
	}
	return sheet
}
