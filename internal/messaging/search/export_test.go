package search

import "context"

// ErrAhead is errAhead.
var ErrAhead = errAhead

// Look compares conversations with their cursors.
func (s *Service) Look(ctx context.Context) error { return s.look(ctx) }

// News lists what was told, once.
func (s *Service) News(ctx context.Context) error {
	_, _, err := s.listNews(ctx)
	return err
}

// Backlog lists a part of the backlog.
func (s *Service) Backlog(ctx context.Context) (bool, error) { return s.listBacklog(ctx) }

// OnListed calls fn after each transaction that listed something; set before Start.
func (s *Service) OnListed(fn func(entries int)) { s.listed = fn }
