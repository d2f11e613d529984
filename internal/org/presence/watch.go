package presence

import (
	"sync"

	"tonggui/internal/platform/id"
)

// Watchers knows which connections want to hear of whose presence. C is a connection. It is safe for
// concurrent use.
type Watchers[C comparable] struct {
	mu      sync.RWMutex
	watched map[id.ID]map[C]struct{}
	lists   map[C][]id.ID
}

// NewWatchers returns an empty one.
func NewWatchers[C comparable]() *Watchers[C] {
	return &Watchers[C]{watched: map[id.ID]map[C]struct{}{}, lists: map[C][]id.ID{}}
}

// Watch replaces the list of a connection; an empty list forgets the connection.
func (w *Watchers[C]) Watch(conn C, accounts []id.ID) {
	w.mu.Lock()
	defer w.mu.Unlock()
	for _, a := range w.lists[conn] {
		delete(w.watched[a], conn)
		if len(w.watched[a]) == 0 {
			delete(w.watched, a)
		}
	}
	delete(w.lists, conn)
	if len(accounts) == 0 {
		return
	}
	w.lists[conn] = accounts
	for _, a := range accounts {
		if w.watched[a] == nil {
			w.watched[a] = map[C]struct{}{}
		}
		w.watched[a][conn] = struct{}{}
	}
}

// Of returns the connections that watch an account.
func (w *Watchers[C]) Of(account id.ID) []C {
	w.mu.RLock()
	defer w.mu.RUnlock()
	out := make([]C, 0, len(w.watched[account]))
	for c := range w.watched[account] {
		out = append(out, c)
	}
	return out
}
