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
	case "warn":
		c.Warned += n
	case "watch":
		c.Watched += n
	case rulebook.Record:
		c.Recorded += n
	}
}

// selectNarrower counts by rule the scopes within the company that have a value now.
func selectNarrower(q db.Q, now clock.Instant) (map[string]int, error) {
	out := map[string]int{}
	return out, db.Each(q, func(row db.Row) error {
		var rule string
		var n int
		err := row.Scan(&rule, &n)
		out[rule] = n
		return err
	}, `SELECT rule_id, COUNT(*) FROM rule_values v WHERE scope_kind <> 'company' AND value IS NOT NULL AND effective_at <= ?
		AND NOT EXISTS (SELECT 1 FROM rule_values l WHERE l.rule_id = v.rule_id AND l.scope_kind = v.scope_kind AND l.scope_id = v.scope_id
			AND l.effective_at <= ? AND (l.effective_at > v.effective_at OR l.effective_at = v.effective_at AND l.version > v.version))
		GROUP BY rule_id`, now, now)
}
