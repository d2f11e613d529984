package matrix

import (
	"math/rand/v2"
	"os"
	"testing"

	"tonggui/internal/platform/db"
)

// report fails the test with what was found, the first of it in full.
func report(t *testing.T, found []string) {
	t.Helper()
	const shown = 40
	for i, f := range found {
		if i == shown {
			t.Errorf("and %d more", len(found)-shown)
			return
		}
		t.Error(f)
	}
}

// covers: ACC-03, ACC-05, ACC-06, MSG-01, MSG-03, GRP-04
func TestNobodyMayMoreOrLessThanTheTableSaysOnSQLite(t *testing.T) {
	k := &checker{w: newWorld(t, db.SQLite)}
	k.table = k.w.table
	defer func() { report(t, k.found) }()
	k.run(k.cells(nil))
	t.Logf("%d cells, %d of them denied", k.asked, k.denied)
}

// covers: ACC-03, ACC-05, ACC-06
func TestNobodyMayMoreOrLessThanTheTableSaysOnPostgres(t *testing.T) {
	k := &checker{w: newWorld(t, db.Postgres)}
	k.table = k.w.table
	random := rand.New(rand.NewPCG(2, 6))
	sample := func(_, _, _ string) bool { return os.Getenv("SOAK") != "" || random.IntN(8) == 0 }
	defer func() { report(t, k.found) }()
	k.run(k.cells(sample))
	t.Logf("%d cells, %d of them denied", k.asked, k.denied)
}
