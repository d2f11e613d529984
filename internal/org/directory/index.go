package directory

import (
	"sync"
)

// Index is a searchable set of people. The zero value is not usable, see New.
// All methods may be called at any time from any goroutine.
type Index[K comparable] struct {
	writer sync.Mutex // one writer at a time
	mu     sync.RWMutex
	core   *core[K]
}

// New returns an empty index.
func New[K comparable]() *Index[K] { return &Index[K]{core: newCore[K](0)} }

// Replace makes people the whole content. It builds beside the readers: they
// see the old content until it is done, then the new.
func (x *Index[K]) Replace(people []Person[K]) {
	x.writer.Lock()
	defer x.writer.Unlock()
	x.swap(build(people))
}

func (x *Index[K]) swap(c *core[K]) {
	x.mu.Lock()
	x.core = c
	x.mu.Unlock()
}

// Upsert adds people or puts them in the place of those with the same id. A
// few are inserted one by one, many by building anew beside the readers.
func (x *Index[K]) Upsert(people ...Person[K]) {
	x.writer.Lock()
	defer x.writer.Unlock()
	// The writer lock alone allows reading the core: nobody else changes it.
	if len(people) > 256 && len(people) > len(x.core.byID)/16 {
		x.swap(build(append(x.core.living(), people...)))
		return
	}
	for _, p := range people {
		if slot, ok := x.core.byID[p.ID]; ok && x.core.entries[slot].person == p {
			continue
		}
		x.mu.Lock()
		x.core.insert(p)
		x.mu.Unlock()
	}
	x.tidy()
}

// Remove takes people out; unknown ids are ignored.
func (x *Index[K]) Remove(ids ...K) {
	x.writer.Lock()
	defer x.writer.Unlock()
	for _, id := range ids {
		x.mu.Lock()
		x.core.remove(id)
		x.mu.Unlock()
	}
	x.tidy()
}

func (x *Index[K]) tidy() {
	if x.core.wasteful() {
		x.swap(build(x.core.living()))
	}
}

// Len counts the people.
func (x *Index[K]) Len() int {
	x.mu.RLock()
	defer x.mu.RUnlock()
	return len(x.core.byID)
}

// Search returns the best matches, best first. A limit of zero or less means
// DefaultLimit; more than MaxLimit is cut. A query that is empty or longer
// than MaxQueryRunes finds nobody.
func (x *Index[K]) Search(text string, limit int) []Hit[K] {
	q, ok := parseQuery(text)
	if !ok {
		return nil
	}
	if limit <= 0 {
		limit = DefaultLimit
	}
	x.mu.RLock()
	defer x.mu.RUnlock()
	s := &search[K]{core: x.core, query: q, best: best[K]{core: x.core, limit: min(limit, MaxLimit)}, seen: make([]uint64, len(x.core.entries)/64+1)}
	return s.run()
}
