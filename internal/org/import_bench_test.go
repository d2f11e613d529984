package org_test

import (
	"testing"

	"tonggui/internal/org"
	"tonggui/internal/org/roster/rostertest"
	"tonggui/internal/platform/db"
	"tonggui/internal/testkit/dbtest"
)

// BenchmarkImport takes 50,000 people in, then the same roster again with a tenth of them changed.
// The promise is a minute for the first.
func BenchmarkImport(b *testing.B) {
	people := rostertest.Generate(50_000, 11)
	first := rostertest.CSV(rostertest.Table(people), rostertest.Form{})
	for i := range people {
		if i%10 == 0 {
			people[i].Grade = "P9"
		}
	}
	second := rostertest.CSV(rostertest.Table(people), rostertest.Form{})
	for _, dialect := range []db.Dialect{db.SQLite, db.Postgres} {
		b.Run(string(dialect), func(b *testing.B) {
			for b.Loop() {
				b.StopTimer()
				d, c := dbtest.Open(b, dialect, rooms)
				s := org.New(org.Options{DB: d, Clock: c, Sockets: newSockets(b)})
				b.StartTimer()
				b.ReportMetric(take(b, s, first), "first-s")
				b.ReportMetric(take(b, s, second), "second-s")
			}
		})
	}
}

// take imports a roster and returns how many seconds that took.
func take(b *testing.B, s *org.Service, data []byte) float64 {
	b.Helper()
	before := b.Elapsed()
	r, err := s.ImportRoster(b.Context(), org.RosterImport{FileName: "r.csv", Data: data, Mode: org.GoodRows})
	if err != nil || !r.Applied || r.Rows != 50_000 {
		b.Fatal(err, r.Counts)
	}
	return (b.Elapsed() - before).Seconds()
}
