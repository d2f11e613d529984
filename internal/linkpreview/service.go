package linkpreview

import (
	"context"
	"strings"
	"time"

	"tonggui/internal/platform/clock"
	"tonggui/internal/platform/egress"

	"golang.org/x/sync/singleflight"
)

// Fetcher visits a page; platform/egress is the one of the house.
type Fetcher interface {
	Get(ctx context.Context, url string) (*egress.Answer, error)
}

// Deps are what the room needs.
type Deps struct {
	On    bool // link_previews
	Fetch Fetcher
	Clock clock.Clock
}

const (
	atOnce   = 8 // visits at a time on this node
	patience = 10 * time.Second
)

// Service makes previews. It is safe for concurrent use.
type Service struct {
	d      Deps
	cache  *cache
	visits singleflight.Group
	free   chan struct{}
}

// New returns the room's service.
func New(d Deps) *Service {
	return &Service{d: d, cache: newCache(d.Clock), free: make(chan struct{}, atOnce)}
}

// Preview says what stands behind a link; any employee may ask. Errors: ErrOff, ErrNone.
func (s *Service) Preview(ctx context.Context, url string) (Preview, error) {
	if !s.d.On {
		return Preview{}, ErrOff.New()
	}
	url = strings.TrimSpace(url)
	p, known := s.cache.get(url)
	if !known {
		// Whoever asked first may leave; the visit goes on for the others who wait for it.
		visit := s.visits.DoChan(url, func() (any, error) { return s.visit(context.WithoutCancel(ctx), url), nil })
		select {
		case <-ctx.Done():
			return Preview{}, ctx.Err()
		case found := <-visit:
			p = found.Val.(*Preview)
		}
	}
	if p == nil {
		return Preview{}, ErrNone.New()
	}
	return *p, nil
}

// visit fetches a page and remembers what it found; nil where there is nothing to show.
func (s *Service) visit(ctx context.Context, url string) *Preview {
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	select {
	case s.free <- struct{}{}:
		defer func() { <-s.free }()
	case <-ctx.Done():
		return nil // many are under way: another time
	}
	p := s.look(ctx, url)
	s.cache.put(url, p)
	return p
}

func (s *Service) look(ctx context.Context, url string) *Preview {
	got, err := s.d.Fetch.Get(ctx, url)
	if err != nil || got.Status < 200 || got.Status > 299 {
		return nil
	}
	found := read(got.Body, got.ContentType)
	if found.title == "" && found.description == "" {
		return nil
	}
	site := strings.TrimPrefix(strings.ToLower(got.URL.Hostname()), "www.")
	return &Preview{URL: url, Title: found.title, Description: found.description, Site: site}
}
