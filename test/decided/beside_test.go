package decided

import (
	"cmp"
	"os"
	"slices"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"tonggui/internal/approvals"
	"tonggui/internal/approvals/form"
	"tonggui/internal/platform/authz"
	"tonggui/internal/platform/clock"
	"tonggui/internal/platform/db"
	"tonggui/internal/platform/httpapi"
	"tonggui/internal/platform/id"
)

// beside is a company with so many past approvals.
type beside struct {
	*company
	staff
	template   approvals.TemplateVersion
	statements atomic.Int64 // of what it wrote
	waiting    []id.ID      // for the last decision
}

func grown(t *testing.T, dialect db.Dialect, n int) *beside {
	t.Helper()
	p, b := at(t, dialect), &beside{}
	b.staff, b.template = founded(t, p)
	var err error
	b.company, err = found(t.Context(), p, func(text string) {
		if text != db.AfterCommit { // it may come after whoever wrote has gone on
			b.statements.Add(1)
		}
	})
	must(t, err)
	t.Cleanup(func() { _ = b.db.Close() })
	one := b.ready(t, b.staff, b.template)
	must(t, b.decide(t.Context(), b.Boss, one))
	must(t, b.Work(t.Context()))
	b.past(t, n, one)
	b.summed(t, b.staff, n)
	return b
}

const rounds = 15

// TestPastApprovalsCostTheLivingNothing does everything in turns beside fifty past approvals and beside ten thousand, or
// a million of them in a soak. The same statements must be written, and nothing may take five times as long.
func TestPastApprovalsCostTheLivingNothing(t *testing.T) {
	many := 10_000
	if os.Getenv("SOAK") != "" {
		many = 1_000_000
	}
	for _, dialect := range []db.Dialect{db.SQLite, db.Postgres} {
		t.Run(string(dialect), func(t *testing.T) {
			few, many := grown(t, dialect, 50), grown(t, dialect, many)
			for range rounds {
				for _, b := range []*beside{few, many} {
					b.waiting = append(b.waiting, b.ready(t, b.staff, b.template))
				}
			}
			for _, d := range dealingsOf(t) {
				d.compare(t, few, many)
			}
			many.search(t)
			many.crowd(t)
		})
	}
}

// dealing is something that somebody does beside past approvals.
type dealing struct {
	name string
	do   func(b *beside) error
}

func dealingsOf(t *testing.T) []dealing {
	ctx := t.Context()
	list := func(of func(*beside) authz.Principal, box string) dealing {
		return dealing{"list " + box, func(b *beside) error {
			_, err := b.List(ctx, of(b), approvals.Filter{Box: box}, httpapi.Page{Limit: 50})
			return err
		}}
	}
	boss, worker := func(b *beside) authz.Principal { return b.Boss }, func(b *beside) authz.Principal { return b.Worker }
	return []dealing{
		{"open", func(b *beside) error {
			_, err := b.Open(ctx, b.Worker, id.New(b.clock.Now()), approvals.Application{Template: b.template.Key, Version: b.template.Version, Values: form.Values{"title": "出差", "days": "2"}}, nil, nil)
			return err
		}},
		{"look", func(b *beside) error { _, err := b.Get(ctx, b.Boss, b.waiting[0]); return err }},
		{"counts", func(b *beside) error { _, err := b.Counts(ctx, b.Boss); return err }},
		list(boss, "waiting"), list(boss, "decided"), list(worker, "mine"), list(boss, "copied"),
		{"decide", func(b *beside) error {
			one := b.waiting[0]
			b.waiting = b.waiting[1:]
			return b.decide(ctx, b.Boss, one)
		}},
		{"effects", func(b *beside) error { return b.Work(ctx) }},
		{"jobs", func(b *beside) error { b.clock.Advance(2 * time.Minute); return b.Tick(ctx) }},
		{"figures", func(b *beside) error { b.Waiting(ctx); return nil }},
		{"statistics", func(b *beside) error {
			to := b.clock.Now().Time().Truncate(24 * time.Hour).Add(10 * time.Minute) // so that few are read one by one
			_, err := b.Statistics(ctx, b.Boss, "", clock.Of(to.Add(-365*24*time.Hour)), clock.Of(to))
			return err
		}},
		{"export", func(b *beside) error {
			who := b.Boss
			who.Roles = []authz.Role{authz.Admin}
			_, _, err := b.Exported(ctx, who, approvals.Export{Format: "csv", From: b.clock.Now().Add(-time.Minute), To: b.clock.Now()})
			return err
		}},
	}
}

// compare does it in turns. On SQLite the processor time counts, which is all this process's own; of PostgreSQL only
// the time that passes is known. The least of each is compared: what else the machine does only adds to it. Of
// statements it is the middle, for the house writes things of its own between them.
func (d dealing) compare(t *testing.T, few, many *beside) {
	t.Helper()
	now := clock.Monotonic
	if few.db.Dialect() == db.SQLite {
		now = processor
	}
	took, statements := map[*beside][]time.Duration{}, map[*beside][]int64{}
	for range rounds {
		for _, b := range []*beside{few, many} {
			began, before := now(), b.statements.Load()
			must(t, d.do(b))
			took[b], statements[b] = append(took[b], now()-began), append(statements[b], b.statements.Load()-before)
		}
	}
	if middle(statements[few]) != middle(statements[many]) {
		t.Errorf("%s: beside few %v statements are written, beside many %v", d.name, statements[few], statements[many])
	}
	t.Logf("%-12s %8s beside few, %8s beside many", d.name, middle(took[few]).Round(time.Microsecond), middle(took[many]).Round(time.Microsecond))
	small, large := slices.Min(took[few]), slices.Min(took[many])
	if large > 5*small+5*time.Millisecond {
		t.Errorf("%s takes at least %v beside few, and %v beside many", d.name, small, large)
	}
}

func middle[T cmp.Ordered](all []T) T {
	slices.Sort(all)
	return all[len(all)/2]
}

// processor is the processor time of this process.
func processor() time.Duration {
	var u syscall.Rusage
	_ = syscall.Getrusage(syscall.RUSAGE_SELF, &u)
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

// lookedThrough is how many rows of a list are looked at for one part of it.
const lookedThrough = 5000

// search looks for the oldest approval of all, part by part, and for nothing.
func (b *beside) search(t *testing.T) {
	t.Helper()
	must(t, b.db.Write(t.Context(), func(tx *db.Tx) error {
		_, err := tx.Exec(`UPDATE approvals SET search = 'the oldest' WHERE opened_at = (SELECT MIN(opened_at) FROM approvals)`)
		return err
	}))
	for box, who := range map[string]authz.Principal{"mine": b.Worker, "decided": b.Boss} {
		whole, err := db.Value[int](b.db.Ask(t.Context()), map[string]string{
			"mine":    `SELECT COUNT(*) FROM approvals WHERE applicant = ?`,
			"decided": `SELECT COUNT(*) FROM approval_tasks WHERE listed_at > 0 AND person = ?`}[box], who.Account)
		must(t, err)
		for q, want := range map[string]int{"oldest": 1, "nowhere": 0} {
			found, parts, took := 0, 0, []time.Duration{}
			back := clock.Instant(0)
			for page := (httpapi.Page{Limit: 50}); ; parts++ {
				began := clock.Monotonic()
				list, err := b.List(t.Context(), who, approvals.Filter{Box: box, Query: q}, page)
				must(t, err)
				took = append(took, clock.Monotonic()-began)
				found += len(list.Items)
				if list.NextCursor == nil {
					break
				}
				if list.LookedBackTo == nil || back != 0 && *list.LookedBackTo >= back {
					t.Fatalf("%s: looked back to %v after %v", box, list.LookedBackTo, back)
				}
				page.Cursor, back = *list.NextCursor, *list.LookedBackTo
			}
			if found != want || parts != whole/lookedThrough {
				t.Errorf("%s of %d: %q is found %d times, after %d parts", box, whole, q, found, parts)
			}
			t.Logf("%s of %d: %q is looked for in %d parts of %v, at most %v", box, whole, q, parts+1, middle(took), slices.Max(took))
		}
	}
}

// crowd says how long the statistics of a year take where two thousand more people take turns on every day.
func (b *beside) crowd(t *testing.T) {
	t.Helper()
	must(t, b.db.Write(t.Context(), func(tx *db.Tx) error {
		_, err := tx.Exec(`WITH `+series+`INSERT INTO approval_sums (about, days, day, template, name, number, late, spread)
			SELECT about, days, day, template, /*sqlite printf('00000000-0000-7000-8000-%012x', i)*/ /*postgres '00000000-0000-7000-8000-' || lpad(to_hex(i), 12, '0')*/,
				number, late, spread FROM series, approval_sums WHERE about = 'person/' AND name = ? ORDER BY days, day`, 1, 2000, b.Boss.Account.String())
		return err
	}))
	took := []time.Duration{}
	for range rounds {
		began := clock.Monotonic()
		_, err := b.Statistics(t.Context(), b.Boss, "", b.clock.Now().Add(-365*24*time.Hour-time.Hour), b.clock.Now())
		must(t, err)
		took = append(took, clock.Monotonic()-began)
	}
	t.Logf("statistics of a year with sums of 2,000 people on every day: %v", middle(took))
}
