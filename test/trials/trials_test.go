package trials

import (
	"context"
	"log/slog"
	"os"
	"testing"
	"time"

	"tonggui/internal/app"
	"tonggui/internal/org/password"
	"tonggui/internal/platform/authz"
	"tonggui/internal/platform/clock"
	"tonggui/internal/platform/db"
	"tonggui/internal/platform/id"
	"tonggui/internal/rulebook"
	"tonggui/internal/rulebook/trial"
	"tonggui/internal/testkit/dbtest"
	"tonggui/internal/testkit/wait"
)

const (
	small, large = 20_000, 1_000_000
	span         = 360 * 24 * time.Hour
	people       = 5_000
	longest      = time.Minute // for a million facts
)

// company is a house with a past.
type company struct {
	t     testing.TB
	house *app.House
	from  clock.Instant
	to    clock.Instant
	names []id.ID
}

func open(t *testing.T, dialect db.Dialect) *company {
	c := &company{t: t}
	o := app.Options{Dir: t.TempDir(), Clock: clock.NewSystem(), Log: slog.New(slog.DiscardHandler), PasswordCost: password.Cost{Passes: 1, MemoryKiB: 64, Lanes: 1}}
	if dialect == db.Postgres {
		o.DatabaseURL = dbtest.NewPostgres(t)
	}
	var err error
	c.house, err = app.Build(context.Background(), o)
	c.must(err)
	t.Cleanup(c.house.Close)
	c.to = c.house.DB.Now()
	c.from = c.to.Add(-span)
	for range people {
		c.names = append(c.names, id.New(c.from))
	}
	return c
}

func (c *company) must(err error) {
	c.t.Helper()
	if err != nil {
		c.t.Fatal(err)
	}
}

// live lets n things happen: of ten, seven messages are recalled, two edited, and one recall is refused.
func (c *company) live(n int) {
	c.t.Helper()
	const (
		messages = `INSERT INTO messages (conversation_id, seq, sender_id, at, epoch, kind, content, recalled_at, recalled_by, edited_at, edit_count, salt, hash)`
		evidence = `INSERT INTO evidence (department, at, id, rule_id, version, outcome, actor, object, object_id, facts)`
		atOnce   = 20_000
	)
	talks := make([]id.ID, 1_000)
	for i := range talks {
		talks[i] = id.New(c.from)
	}
	var said, refused [][]any
	flush := func() {
		c.must(c.house.DB.Write(c.t.Context(), func(tx *db.Tx) error {
			for into, rows := range map[string][][]any{messages: said, evidence: refused} {
				if len(rows) > 0 {
					if err := tx.InsertMany(into, "", rows); err != nil {
						return err
					}
				}
			}
			return nil
		}))
		said, refused = nil, nil
	}
	for i := range n {
		at := c.from.Add(time.Duration(i) * ((span - time.Hour) / time.Duration(n)))
		who, talk := c.names[i*7%people], talks[i%len(talks)]
		done := at.Add(time.Duration(i%120) * time.Second)
		switch i % 10 {
		case 0:
			refused = append(refused, []any{who[:], at, id.New(at), "messaging.recall_window", 0, "block", who, "message", talk, []byte(`{"seq":1,"age_us":150000000,"edit":false}`)})
		case 1, 2:
			said = append(said, []any{talk, i, who, at, 1, "text", []byte("{}"), 0, nil, done, 1, []byte("s"), []byte("h")})
		default:
			said = append(said, []any{talk, i, who, at, 1, "text", []byte("{}"), done, who, 0, 0, []byte("s"), []byte("h")})
		}
		if len(said) == atOnce {
			flush()
		}
	}
	flush()
}

func testFacts(t *testing.T, dialect db.Dialect) {
	n := small
	if os.Getenv("SOAK") != "" {
		n = large
	}
	c := open(t, dialect)
	began := time.Now()
	c.live(n)
	t.Logf("%d facts were made in %v", n, time.Since(began).Round(time.Second))
	for i := range 40 { // values of some people, so that whoever tries must look
		value, until := int64(60+i), c.to.Add(time.Hour)
		_, err := c.house.Rules.Set(t.Context(), authz.Principal{Account: c.names[i]}, rulebook.Change{Rule: "messaging.recall_window",
			Scope: rulebook.Scope{Kind: rulebook.ForPerson, ID: c.names[i].String()}, Value: &value, Until: &until, Stage: rulebook.Enforcing, Reason: "soak"})
		c.must(err)
	}
	admin := authz.Principal{Account: c.names[0], Roles: []authz.Role{authz.Admin}}
	heard := make(chan struct{}, 1000)
	c.must(c.house.DB.Follow(t.Context(), "soak", func(context.Context, db.Fact) error { heard <- struct{}{}; return nil }))
	began = time.Now()
	v, err := c.house.Trials.Begin(t.Context(), admin, trial.Question{Rule: "messaging.recall_window", Scope: rulebook.Scope{Kind: rulebook.ForCompany},
		Value: 60, Stage: rulebook.Enforcing, Span: trial.Span{From: c.from, To: c.to}})
	c.must(err)
	for steps := 0; v.State == trial.Running; steps++ {
		wait.On(t, "a step is told", heard)
		v, err = c.house.Trials.Trial(t.Context(), admin, v.ID)
		c.must(err)
	}
	took := time.Since(began)
	if v.State != trial.Done || v.Result.Facts != int64(n) || v.Done != int64(n) || v.Result.Before.Block != int64(n/10) || v.Result.NewlyBlocked == 0 {
		t.Fatalf("%s after %d of %d: %+v", v.State, v.Done, v.Total, v.Result.TrialSums)
	}
	t.Logf("%d facts were tried in %v, %.0f a second; %d would have been stopped that were not", n, took.Round(time.Millisecond),
		float64(n)/took.Seconds(), v.Result.NewlyBlocked)
	if n == large && took > longest {
		t.Errorf("a million facts took %v", took)
	}
}

// covers: RBK-03
func TestManyFactsAreTriedQuicklyOnSQLite(t *testing.T) { testFacts(t, db.SQLite) }

// covers: RBK-03
func TestManyFactsAreTriedQuicklyOnPostgres(t *testing.T) { testFacts(t, db.Postgres) }
