package rulebook

import (
	"context"
	"errors"
	"time"

	"tonggui/internal/platform/clock"
	"tonggui/internal/platform/db"
	"tonggui/internal/platform/id"
)

// Count is how often a rule has said something of people of a department; refusals that were folded
// into one row count as often as they happened.
type Count struct {
	Rule       string
	Department id.ID
	Outcome    Outcome
	Count      int64
}

// Counts sums evidence up over a span, both ends included. Days that are over and lie within it were
// counted once; the rest is counted now.
func (b *Book) Counts(ctx context.Context, from, to clock.Instant) (out []Count, err error) {
	err = b.db.Read(ctx, func(q db.Q) error {
		first, end, err := countedWithin(q, from, to)
		if err != nil {
			return err
		}
		if out, err = selectDays(q, first, end); err != nil {
			return err
		}
		for _, rest := range [][2]clock.Instant{{from, first - 1}, {end, to}} {
			more, err := countEvidence(q, rest[0], rest[1])
			if err != nil {
				return err
			}
			out = append(out, more...)
		}
		return nil
	})
	return merged(out), err
}

// merged adds up what stands for the same.
func merged(all []Count) []Count {
	out, at := []Count{}, map[Count]int{}
	for _, c := range all {
		key := c
		key.Count = 0
		if i, have := at[key]; have {
			out[i].Count += c.Count
			continue
		}
		at[key] = len(out)
		out = append(out, c)
	}
	return out
}

// grace is how long after its end a day is counted: until then a transaction that began in it may
// still commit.
const grace = 10 * time.Minute

// daysAtOnce is how many days one look counts; a long pause is made up by the next ones.
const daysAtOnce = 50

// CountDays counts the days that are over, each once, however many nodes look.
func (s *Service) CountDays(ctx context.Context) error {
	zone, err := s.Zone(ctx)
	if err != nil {
		return err
	}
	from, err := firstUncounted(s.DB.Ask(ctx), zone)
	for range daysAtOnce {
		end := dayAfter(from, zone)
		if err != nil || from == 0 || s.DB.Now().Sub(end) < grace {
			return err
		}
		counts, failed := countEvidence(s.DB.Ask(ctx), from, end-1)
		if failed != nil {
			return failed
		}
		if err = s.DB.Write(ctx, func(tx *db.Tx) error { return insertDay(tx, from, end, counts) }); err == nil {
			from = end
		}
	}
	return err
}

func dayAfter(at clock.Instant, zone *time.Location) clock.Instant {
	y, m, d := at.Time().In(zone).Date()
	return clock.Of(time.Date(y, m, d+1, 0, 0, 0, 0, zone))
}

// firstUncounted is where counting goes on: behind the last day counted, or with the day of the first
// evidence; 0 where there is none.
func firstUncounted(q db.Q, zone *time.Location) (clock.Instant, error) {
	last, err := db.Value[*clock.Instant](q, `SELECT MAX(until_at) FROM evidence_counted`)
	if err != nil || last != nil {
		return orZero(last), err
	}
	oldest, err := db.Value[*clock.Instant](q, `SELECT MIN(at) FROM evidence`)
	if err != nil || oldest == nil {
		return 0, err
	}
	y, m, d := oldest.Time().In(zone).Date()
	return clock.Of(time.Date(y, m, d, 0, 0, 0, 0, zone)), nil
}

func orZero(at *clock.Instant) clock.Instant {
	if at == nil {
		return 0
	}
	return *at
}

// countedWithin is the longest run of counted days within a span: its first instant and the first one
// behind it. Both lie behind the span where there is none.
func countedWithin(q db.Q, from, to clock.Instant) (first, end clock.Instant, err error) {
	run, err := db.One(q, func(r db.Row) (run [2]*clock.Instant, err error) { return run, r.Scan(&run[0], &run[1]) },
		`SELECT MIN(from_at), MAX(until_at) FROM evidence_counted WHERE from_at >= ? AND until_at <= ?`, from, to+1)
	if err != nil || run[0] == nil {
		return to + 1, to + 1, err
	}
	return *run[0], *run[1], nil
}

func selectDays(q db.Q, first, end clock.Instant) ([]Count, error) {
	return db.All(q, scanCount, `SELECT rule_id, department, outcome, CAST(SUM(count) AS BIGINT) FROM evidence_days
		WHERE from_at >= ? AND from_at < ? GROUP BY rule_id, department, outcome`, first, end)
}

func scanCount(r db.Row) (c Count, err error) {
	return c, r.Scan(&c.Rule, &c.Department, &c.Outcome, &c.Count)
}

// countEvidence counts rows rule by rule: each is one range of an index that holds all that is asked.
func countEvidence(q db.Q, from, to clock.Instant) (out []Count, err error) {
	if from > to {
		return nil, nil
	}
	for rule := ""; ; {
		rule, err = db.Value[string](q, `SELECT rule_id FROM evidence WHERE rule_id > ? ORDER BY rule_id LIMIT 1`, rule)
		if errors.Is(err, db.ErrNone) {
			return out, nil
		}
		if err != nil {
			return nil, err
		}
		some, err := db.All(q, scanCount, `SELECT rule_id, department, outcome, CAST(SUM(repeats) AS BIGINT) FROM evidence
			WHERE rule_id = ? AND at >= ? AND at <= ? GROUP BY rule_id, department, outcome`, rule, from, to)
		if err != nil {
			return nil, err
		}
		out = append(out, some...)
	}
}

// insertDay notes a day, unless another node has.
func insertDay(tx *db.Tx, from, end clock.Instant, counts []Count) error {
	n, err := tx.Exec(`INSERT INTO evidence_counted (from_at, until_at) VALUES (?, ?) ON CONFLICT (from_at) DO NOTHING`, from, end)
	if err != nil || n == 0 || len(counts) == 0 {
		return err
	}
	rows := make([][]any, len(counts))
	for i, c := range counts {
		rows[i] = []any{from, c.Rule, c.Department[:], string(c.Outcome), c.Count}
	}
	return tx.InsertMany(`INSERT INTO evidence_days (from_at, rule_id, department, outcome, count)`, "", rows)
}
