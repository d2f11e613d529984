package search

import (
	"context"

	"tonggui/internal/platform/clock"
	index "tonggui/internal/platform/search"
)

// Find begins a search. What it gives out are places of messages that may match; each has to be read
// and compared.
func (s *Service) Find(ctx context.Context, q index.Query) (*index.Hits, error) {
	return s.index.Find(ctx, q)
}

// Reached tells how far back messages are listed while the index is being made; false where all are.
func (s *Service) Reached() (clock.Instant, bool) { return s.backlog.reached() }
