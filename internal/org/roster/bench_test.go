package roster_test

import (
	"testing"

	"tonggui/internal/org/roster"
	"tonggui/internal/org/roster/rostertest"
)

// BenchmarkFiftyThousand takes a file of 50,000 people from bytes to plan.
func BenchmarkFiftyThousand(b *testing.B) {
	lines := rostertest.Table(rostertest.Generate(50_000, 1))
	book, err := rostertest.XLSX(lines, true)
	if err != nil {
		b.Fatal(err)
	}
	first := read(b, rostertest.CSV(lines, rostertest.Form{}))
	full := rostertest.Apply(roster.Company{}, roster.Rehearse(first, roster.Company{}))
	for _, form := range []struct {
		name string
		data []byte
	}{{"utf8", rostertest.CSV(lines, rostertest.Form{Mark: true})}, {"gb18030", rostertest.CSV(lines, rostertest.Form{Encoding: "gb18030"})}, {"xlsx", book}} {
		b.Run("read/"+form.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				read(b, form.data)
			}
		})
	}
	for name, company := range map[string]roster.Company{"first": {}, "again": full} {
		b.Run("plan/"+name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if plan := roster.Rehearse(first, company); plan.Counts.FaultRows > 0 {
					b.Fatal(plan.Counts)
				}
			}
		})
	}
}
