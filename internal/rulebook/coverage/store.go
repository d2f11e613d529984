package coverage

import (
	"context"

	"tonggui/internal/platform/clock"
	"tonggui/internal/rulebook"
)

// counts sums up what each rule said in a span, both ends included.
func (s *Service) counts(ctx context.Context, from, to clock.Instant) (map[string]EventCounts, error) {
	out := map[string]EventCounts{}
	all, err := s.Book.Counts(ctx, from, to)
	for _, c := range all {
		sum := out[c.Rule]
		sum.add(c.Outcome, c.Count)
		out[c.Rule] = sum
	}
	return out, err
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
