package rulebook_test

import (
	"cmp"
	"context"
	"fmt"
	"io/fs"
	"log/slog"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"tonggui/internal/audit"
	"tonggui/internal/platform/authz"
	"tonggui/internal/platform/clock"
	"tonggui/internal/platform/db"
	"tonggui/internal/platform/httpapi"
	"tonggui/internal/platform/id"
	"tonggui/internal/rulebook"
	"tonggui/internal/testkit/dbtest"
)

// live counts without days that were counted before.
func live(t *testing.T, d *db.DB, from, to clock.Instant) string {
	t.Helper()
	got, err := db.All(d.Ask(t.Context()), func(r db.Row) (c rulebook.Count, err error) {
		return c, r.Scan(&c.Rule, &c.Department, &c.Outcome, &c.Count)
	}, `SELECT rule_id, department, outcome, CAST(SUM(repeats) AS BIGINT) FROM evidence WHERE at >= ? AND at <= ? GROUP BY rule_id, department, outcome`, from, to)
	if err != nil {
		t.Fatal(err)
	}
	return ordered(got)
}

func ordered(counts []rulebook.Count) string {
	slices.SortFunc(counts, func(a, b rulebook.Count) int {
		return cmp.Or(cmp.Compare(a.Rule, b.Rule), slices.Compare(a.Department[:], b.Department[:]), cmp.Compare(a.Outcome, b.Outcome))
	})
	return fmt.Sprint(counts)
}

// covers: RBK-02
func TestDaysCountedBeforeAndNowTellTheSameAsAllRows(t *testing.T) {
	zone := time.FixedZone("company", 8*60*60)
	eachDesk(t, func(h *desk) {
		h.Zone = func(context.Context) (*time.Location, error) { return zone, nil }
		start := h.clock.Now()
		drivers := []authz.Principal{h.hire(), {Account: id.New(start)}}
		var instants []clock.Instant
		for hour := range 24 * 5 {
			h.clock.Advance(time.Hour)
			instants = append(instants, h.clock.Now())
			for range 1 + hour%3 {
				_ = h.db.Write(t.Context(), func(tx *db.Tx) error {
					return rulebook.Apply(h.Book, tx, limit, rulebook.Case[speed]{Who: drivers[hour%2], Object: "car", Facts: speed{int64(45 + 10*(hour%2))}}, errTooFast)
				})
			}
			if hour%30 == 29 { // days are counted while others go on; what was counted is not counted again
				for range 2 {
					if err := h.CountDays(t.Context()); err != nil {
						t.Fatal(err)
					}
				}
			}
		}
		if n := count(t, h.db, "evidence_counted"); n < 3 || count(t, h.db, "evidence_days") < n {
			t.Fatalf("%d days were counted", n)
		}
		for i := 0; i < len(instants); i += 7 {
			for j := i; j < len(instants); j += 11 {
				for _, span := range [][2]clock.Instant{{instants[i], instants[j]}, {instants[i] + 1, instants[j] - 1}, {instants[i] - 1, instants[j] + 1}} {
					got, err := h.Book.Counts(t.Context(), span[0], span[1])
					if want := live(t, h.db, span[0], span[1]); err != nil || ordered(got) != want {
						t.Fatalf("hours %d to %d: %v, want %s, %v", i, j, ordered(got), want, err)
					}
				}
			}
		}
	})
}

func zoneUTC(context.Context) (*time.Location, error) { return time.UTC, nil }

func TestADayIsCountedOnlyWhenNothingCanStillCommitInIt(t *testing.T) {
	eachDesk(t, func(h *desk) {
		h.Zone = zoneUTC
		who := h.hire()
		_ = h.db.Write(t.Context(), func(tx *db.Tx) error {
			return rulebook.Apply(h.Book, tx, limit, rulebook.Case[speed]{Who: who, Object: "car", Facts: speed{45}}, errTooFast)
		})
		midnight := clock.Of(h.clock.Now().Time().Truncate(24 * time.Hour).Add(24 * time.Hour))
		for _, step := range []struct {
			at   clock.Instant
			days int
		}{{midnight, 0}, {midnight.Add(9 * time.Minute), 0}, {midnight.Add(10 * time.Minute), 1}, {midnight.Add(20 * time.Minute), 1}} {
			h.clock.Advance(step.at.Sub(h.clock.Now()))
			if err := h.CountDays(t.Context()); err != nil || count(t, h.db, "evidence_counted") != step.days {
				t.Errorf("at %s: %d days, %v", step.at.Time(), count(t, h.db, "evidence_counted"), err)
			}
		}
	})
}

// first are the room's tables as the first release had them.
func first(t *testing.T) db.Migrations {
	t.Helper()
	text, err := fs.ReadFile(rulebook.Migrations.Files, "migrations/00001_rulebook.sql")
	if err != nil {
		t.Fatal(err)
	}
	return db.Migrations{Room: rulebook.Migrations.Room, Files: fstest.MapFS{"migrations/00001_rulebook.sql": {Data: text}}}
}

func TestEvidenceAndValuesFromBeforeTheStagesStay(t *testing.T) {
	dbtest.Each(t, []db.Migrations{audit.Migrations, first(t)}, func(t *testing.T, d *db.DB, c *clock.Fake) {
		who, department := id.New(c.Now()), id.New(c.Now())
		now := c.Now()
		err := d.Write(t.Context(), func(tx *db.Tx) error {
			for i, one := range [][]any{{department, "block", "some fold", 3}, {nil, "record", nil, 1}} {
				if _, err := tx.Exec(`INSERT INTO evidence (at, rule_id, version, outcome, actor, department, object, object_id, facts, repeats, fold) VALUES (?, ?, 1, ?, ?, ?, 'car', NULL, ?, ?, ?)`,
					now+clock.Instant(i), limit.ID, one[1], who, one[0], []byte(`{"km_h":80}`), one[3], one[2]); err != nil {
					return err
				}
			}
			_, err := tx.Exec(`INSERT INTO rule_values (rule_id, version, scope_kind, scope_id, value, effective_at, set_at, set_by, reason) VALUES (?, 1, 'company', '', 60, ?, ?, ?, 'x')`, limit.ID, now, now, who)
			return err
		})
		if err == nil {
			_, err = d.Migrate(t.Context(), rooms)
		}
		if err != nil {
			t.Fatal(err)
		}
		o := &office{department: department, roles: map[id.ID][]authz.Role{}}
		s := rulebook.New(rulebook.Deps{DB: d, Book: book(t, d, o), People: o, Log: slog.New(slog.DiscardHandler)})
		admin := authz.Principal{Account: who, Roles: []authz.Role{authz.Admin}}
		page, err := s.Evidence(t.Context(), admin, rulebook.EvidenceFilter{}, httpapi.Page{Limit: 10})
		if err != nil || len(page.Items) != 2 {
			t.Fatalf("%+v %v", page.Items, err)
		}
		newer, older := page.Items[0], page.Items[1]
		if older.Repeats != 3 || older.Department.ID != department || older.Outcome != rulebook.Block || newer.Department != nil || newer.Actor.ID != who {
			t.Errorf("%+v, %+v", older, newer)
		}
		history, err := s.History(t.Context(), admin, limit.ID, httpapi.Page{Limit: 10})
		if err != nil || len(history.Items) != 1 || history.Items[0].Stage != rulebook.Enforcing || history.Items[0].AskedBy.ID != who {
			t.Errorf("%+v %v", history.Items, err)
		}
		if v := s.Book.Value(limit.ID, rulebook.Subject{}, now); v.Value != 60 || v.Stage != rulebook.Enforcing {
			t.Errorf("%+v", v)
		}
		// A repeat within the same minute still folds into the row from before.
		driver := authz.Principal{Account: who, Department: department}
		for range 2 {
			_ = d.Write(t.Context(), func(tx *db.Tx) error {
				return rulebook.Apply(s.Book, tx, limit, rulebook.Case[speed]{Who: driver, Object: "car", Facts: speed{90}}, errTooFast)
			})
		}
		got, err := db.All(d.Ask(t.Context()), func(r db.Row) (line string, err error) {
			var facts string
			var repeats int64
			err = r.Scan(&facts, &repeats)
			return fmt.Sprint(facts, " ", repeats), err
		}, `SELECT facts, repeats FROM evidence WHERE outcome = 'block' ORDER BY at, id`)
		if err != nil || strings.Join(got, ", ") != `{"km_h":80} 5` {
			t.Errorf("%v %v", got, err)
		}
	})
}
