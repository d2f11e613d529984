package search

import (
	"container/list"
	"sync"
)

// cache keeps what was read and decoded last, up to a size in bytes. Blocks never change, so nothing
// in it can be stale.
type cache struct {
	mu    sync.Mutex
	limit int
	held  int
	of    map[int64]*list.Element
	order *list.List // the last used first
}

type cached struct {
	id   int64
	what any
	cost int
}

func newCache(limit int) *cache {
	return &cache{limit: limit, of: map[int64]*list.Element{}, order: list.New()}
}

func (c *cache) get(id int64) any {
	c.mu.Lock()
	defer c.mu.Unlock()
	e := c.of[id]
	if e == nil {
		return nil
	}
	c.order.MoveToFront(e)
	return e.Value.(cached).what
}

func (c *cache) put(id int64, what any, cost int) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.of[id] != nil {
		return
	}
	const overhead = 160
	c.of[id] = c.order.PushFront(cached{id, what, cost + overhead})
	c.held += cost + overhead
	for c.held > c.limit && c.order.Len() > 1 {
		last := c.order.Back()
		old := c.order.Remove(last).(cached)
		delete(c.of, old.id)
		c.held -= old.cost
	}
}
