package linkpreview

import (
	"container/list"
	"sync"
	"time"

	"tonggui/internal/platform/clock"
)

const (
	keepGood = time.Hour
	keepNone = 5 * time.Minute
	keepMost = 1000 // previews; each a few KiB at most
)

// cache remembers what was found behind links, the least recently used go first.
type cache struct {
	clock clock.Clock
	mu    sync.Mutex
	byURL map[string]*list.Element
	used  *list.List // of *kept, newest first
}

type kept struct {
	url     string
	preview *Preview // nil: nothing to show
	until   clock.Instant
}

func newCache(c clock.Clock) *cache {
	return &cache{clock: c, byURL: map[string]*list.Element{}, used: list.New()}
}

// get returns what is remembered, and whether anything is.
func (c *cache) get(url string) (*Preview, bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	e := c.byURL[url]
	if e == nil {
		return nil, false
	}
	k := e.Value.(*kept)
	if c.clock.Now() >= k.until {
		c.drop(e)
		return nil, false
	}
	c.used.MoveToFront(e)
	return k.preview, true
}

func (c *cache) put(url string, p *Preview) {
	c.mu.Lock()
	defer c.mu.Unlock()
	life := keepNone
	if p != nil {
		life = keepGood
	}
	if e := c.byURL[url]; e != nil {
		c.drop(e)
	}
	c.byURL[url] = c.used.PushFront(&kept{url, p, c.clock.Now().Add(life)})
	if c.used.Len() > keepMost {
		c.drop(c.used.Back())
	}
}

func (c *cache) drop(e *list.Element) {
	delete(c.byURL, e.Value.(*kept).url)
	c.used.Remove(e)
}
