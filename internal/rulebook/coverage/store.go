package coverage

import (
	"tonggui/internal/platform/clock"
	"tonggui/internal/platform/db"
	"tonggui/internal/rulebook"
)

// selectCounts sums up what each rule said in a span, both ends included.
func selectCounts(q db.Q, from, to clock.Instant) (map[string]EventCounts, error) {
	out := map[string]EventCounts{}
	for _, r := range rulebook.Declared() {
		var c EventCounts
		if err := db.Each(q, func(row db.Row) error {
			var outcome string
			var n int64
			if err := row.Scan(&outcome, &n); err != nil {
				return err
			}
			c.add(rulebook.Outcome(outcome), n)
			return nil
		}, `SELECT outcome, CAST(SUM(repeats) AS BIGINT) FROM evidence WHERE rule_id = ? AND at >= ? AND at <= ? GROUP BY outcome`, r.ID, from, to); err != nil {
			return nil, err
		}
		out[r.ID] = c
	}
	return out, nil
}

func (c *EventCounts) add(o rulebook.Outcome, n int64) {
	switch o {
	case rulebook.Block:
		c.Blocked += n
	case rulebook.Warn:
		c.Warned += n
	case rulebook.Watch:
		c.Watched += n
	case rulebook.Record:
		c.Recorded += n
	}
}
