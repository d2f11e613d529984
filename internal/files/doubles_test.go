package files_test

import (
	"context"
	"io"
	"net/http"
	"strings"
	"sync"

	"tonggui/internal/files"
	"tonggui/internal/platform/apperr"
	"tonggui/internal/platform/authz"
	"tonggui/internal/platform/blob"
	"tonggui/internal/platform/id"
)

// store is a folder that can be away, and remembers what is in it.
type store struct {
	*blob.Disk
	mu     sync.Mutex
	away   bool
	keys   map[string]bool
	puts   int
	opens  int
	before func(key string)       // sees each put first
	after  func(key string) error // and after it is durable; its error is what the caller gets
}

func (s *store) gone(write bool) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.away {
		return blob.ErrUnavailable.New()
	}
	if !write {
		s.opens++
	}
	return nil
}

func (s *store) set(away bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.away = away
}

func (s *store) Put(ctx context.Context, key string, r io.Reader, size int64) error {
	if s.before != nil {
		s.before(key)
	}
	if err := s.gone(true); err != nil {
		return err
	}
	if err := s.Disk.Put(ctx, key, r, size); err != nil {
		return err
	}
	s.mu.Lock()
	s.keys[key] = true
	s.puts++
	s.mu.Unlock()
	if s.after != nil {
		return s.after(key)
	}
	return nil
}

func (s *store) Open(ctx context.Context, key string) (io.ReadCloser, error) {
	if err := s.gone(false); err != nil {
		return nil, err
	}
	return s.Disk.Open(ctx, key)
}

func (s *store) Delete(ctx context.Context, key string) error {
	if err := s.gone(true); err != nil {
		return err
	}
	s.mu.Lock()
	delete(s.keys, key)
	s.mu.Unlock()
	return s.Disk.Delete(ctx, key)
}

func (s *store) count() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return len(s.keys)
}

// people is the entrance: the bearer is account and session.
type people struct {
	mu    sync.Mutex
	alive map[id.ID]bool // by session
}

func (p *people) Authenticate(_ context.Context, r *http.Request) (authz.Principal, error) {
	account, session, _ := strings.Cut(strings.TrimPrefix(r.Header.Get("Authorization"), "Bearer "), " ")
	who, err := id.Parse(account)
	if err != nil {
		return authz.Principal{}, apperr.Unauthenticated.New()
	}
	at, err := id.Parse(session)
	if ok, _ := p.Alive(r.Context(), who, at); err != nil || !ok {
		return authz.Principal{}, apperr.Unauthenticated.New()
	}
	return authz.Principal{Account: who, Session: at, Language: "en"}, nil
}

func (p *people) Alive(_ context.Context, _, session id.ID) (bool, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.alive[session], nil
}

func (p *people) set(session id.ID, alive bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.alive[session] = alive
}

// talk tells who sees which message.
type talk struct {
	mu      sync.Mutex
	members map[files.Place]map[id.ID]bool
	asked   int
}

func (t *talk) MayRead(_ context.Context, account id.ID, places []files.Place) ([]bool, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.asked++
	out := make([]bool, len(places))
	for i, p := range places {
		out[i] = t.members[p][account]
	}
	return out, nil
}

func (t *talk) set(place files.Place, account id.ID, sees bool) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.members[place] == nil {
		t.members[place] = map[id.ID]bool{}
	}
	t.members[place][account] = sees
}

// forms stand in for approvals: who sees which file of any of them.
type forms struct {
	mu   sync.Mutex
	seen map[id.ID]map[id.ID]bool // account, file
}

func (f *forms) set(account, file id.ID, sees bool) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.seen[account] == nil {
		f.seen[account] = map[id.ID]bool{}
	}
	f.seen[account][file] = sees
}

func (f *forms) MayOpen(_ context.Context, account, _ id.ID, all []id.ID) (map[id.ID]bool, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	out := map[id.ID]bool{}
	for _, one := range all {
		out[one] = f.seen[account][one]
	}
	return out, nil
}
