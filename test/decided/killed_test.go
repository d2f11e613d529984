package decided

import (
	"fmt"
	"os"
	"path/filepath"
	"testing"
	"time"

	"tonggui/internal/approvals"
	"tonggui/internal/approvals/form"
	"tonggui/internal/approvals/signature"
	"tonggui/internal/platform/db"
	"tonggui/internal/platform/id"
	"tonggui/internal/testkit/dbtest"
)

// at says where the rows of a test are.
func at(t *testing.T, dialect db.Dialect) place {
	p := place{Dir: t.TempDir(), Keys: filepath.Join(t.TempDir(), "keys.json"), Now: dbtest.Start}
	if dialect == db.Postgres {
		p.URL = dbtest.NewPostgres(t)
	}
	return p
}

func opened(t *testing.T, p place) *company {
	t.Helper()
	c, err := found(t.Context(), p, nil)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = c.db.Close() })
	return c
}

// settled is a company with its people and the template.
func settled(t *testing.T, p place) (*company, staff, approvals.TemplateVersion) {
	t.Helper()
	s, v := founded(t, p)
	return opened(t, p), s, v
}

// founded leaves a company behind that whoever opens it knows all of.
func founded(t *testing.T, p place) (staff, approvals.TemplateVersion) {
	t.Helper()
	first, err := found(t.Context(), p, nil)
	if err != nil {
		t.Fatal(err)
	}
	s, v, err := first.settle(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if err := first.db.Close(); err != nil {
		t.Fatal(err)
	}
	return s, v
}

// ready opens an approval and takes it to its last decision.
func (c *company) ready(t *testing.T, s staff, v approvals.TemplateVersion) id.ID {
	t.Helper()
	one := id.New(c.clock.Now())
	if _, err := c.Open(t.Context(), s.Worker, one, approvals.Application{Template: v.Key, Version: v.Version, Values: form.Values{"title": "出差", "days": "2"}}, nil, nil); err != nil {
		t.Fatal(err)
	}
	if err := c.decide(t.Context(), s.Head, one); err != nil {
		t.Fatal(err)
	}
	return one
}

// once wants an approval to be decided once by each, done once, and its signatures to hold.
func (c *company) once(t *testing.T, s staff, one id.ID, where string) {
	t.Helper()
	a, err := c.Get(t.Context(), s.Worker, one)
	if err != nil {
		t.Fatal(err)
	}
	kinds := ""
	for _, act := range a.Acts {
		kinds += act.Kind + " "
	}
	times, err := db.Value[int](c.db.Ask(t.Context()), `SELECT COUNT(*) FROM deeds WHERE approval = ?`, one)
	if err != nil {
		t.Fatal(err)
	}
	if a.State != "approved" || a.Effect.State != "done" || times != 1 || kinds != "submit approve approve " {
		t.Errorf("%s: it is %s, the effect %s and done %d times, after %s", where, a.State, a.Effect.State, times, kinds)
	}
	file, _, err := c.Signed(t.Context(), s.Worker, one)
	if err != nil {
		t.Fatal(err)
	}
	keys, err := c.ring.PublicKeys(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if r := signature.Verify(file, keys); !r.OK || len(r.Records) != 3 {
		t.Errorf("%s: the signatures do not hold: %+v", where, r)
	}
}

// kills is how many processes are killed on each database.
func kills() int {
	if os.Getenv("SOAK") != "" {
		return 500
	}
	return 9
}

// covers: APV-04, APV-03
func TestWhoeverIsKilledWhereADecisionAndItsEffectHappenOnce(t *testing.T) {
	for _, dialect := range []db.Dialect{db.SQLite, db.Postgres} {
		t.Run(string(dialect), func(t *testing.T) {
			p := at(t, dialect)
			c, s, v := settled(t, p)
			play := func(one id.ID, kill int64) (int64, bool) {
				p.Now = p.Now.Add(time.Minute) // whatever a dead one held is free again
				return run(t, part{Place: p, Who: s.Boss, Approval: one, Kill: kill})
			}
			one := c.ready(t, s, v)
			all, _ := play(one, 0)
			c.once(t, s, one, "nobody is killed")
			if all < 20 {
				t.Fatalf("a decision and its effect come by %d statements only", all)
			}
			died := 0
			for i := range kills() {
				// Every point in turn; where there are fewer kills than points, evenly over them.
				n := 1 + int64(i)%all
				if int64(kills()) < all {
					n = 1 + int64(i)*(all-1)/int64(kills()-1)
				}
				one := c.ready(t, s, v)
				if _, killed := play(one, n); killed {
					died++
				}
				play(one, 0)
				c.once(t, s, one, fmt.Sprintf("killed at point %d of %d", n, all))
			}
			if died < kills()*2/3 {
				t.Errorf("of %d only %d died", kills(), died)
			}
			t.Logf("%d statements and commits; %d processes were killed at them", all, died)
		})
	}
}
