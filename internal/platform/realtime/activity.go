package realtime

import (
	"encoding/json"
	"runtime/debug"
	"time"

	"tonggui/internal/platform/clock"
)

func (c *Conn) activeAt(now clock.Instant) bool {
	return now.Sub(clock.Instant(c.active.Load())) < quietFor
}

// fellQuiet tells once that the person has given no sign for a while.
func (c *Conn) fellQuiet(now clock.Instant) bool {
	return !c.activeAt(now) && c.noticed.CompareAndSwap(true, false)
}

// touch notes a sign of the person and tells whether the connection was quiet before.
func (c *Conn) touch(now clock.Instant) (woke bool) {
	c.active.Store(int64(now))
	return c.noticed.CompareAndSwap(false, true)
}

// rest notes that the person has left the window.
func (c *Conn) rest() (changed bool) {
	c.active.Store(0)
	return c.noticed.CompareAndSwap(true, false)
}

func (c *Conn) presence(data json.RawMessage) error {
	var p struct {
		Active bool `json:"active"`
	}
	if err := json.Unmarshal(data, &p); err != nil {
		return err
	}
	if p.Active && c.touch(c.hub.clock.Now()) || !p.Active && c.rest() {
		c.hub.report(c.Principal.Account)
	}
	return nil
}

// rounds is how many turns a round of pings has: each second some connections have theirs, so that
// ten thousand pings are no burst.
const rounds = uint32(pingEvery / time.Second)

// tend pings every connection once a round, ends those that have long been silent, and notices who
// has fallen quiet.
func (h *Hub) tend() {
	ticker := time.NewTicker(time.Second)
	defer ticker.Stop()
	var calm rush
	for turn := uint8(0); ; turn = (turn + 1) % uint8(rounds) {
		select {
		case <-h.stop:
			return
		case <-ticker.C:
		}
		h.visit(turn)
		if calm.over(h.Figures.Opened.Load()) {
			go debug.FreeOSMemory()
		}
	}
}

// rush notices when many connections have come and the coming is over. Each leaves some twenty
// kilobytes of garbage from its handshake; a node at rest would keep that for minutes.
type rush struct {
	opened int64 // when last looked
	came   int64 // in this rush
	quiet  int   // seconds
}

const (
	rushSize  = 1000
	rushQuiet = 5 // seconds
)

// over is asked once a second with how many connections were ever opened; it is true once for a rush.
func (r *rush) over(opened int64) bool {
	came := opened - r.opened
	r.opened = opened
	if r.came += came; came > rushSize/100 {
		r.quiet = 0
		return false
	}
	if r.quiet++; r.quiet < rushQuiet {
		return false
	}
	was := r.came
	r.came, r.quiet = 0, 0
	return was >= rushSize
}

func (h *Hub) visit(turn uint8) {
	now, up := h.clock.Now(), clock.Monotonic()
	to := borrowList()
	for _, c := range h.where(func(c *Conn) bool { return c.turn == turn }) {
		if up-time.Duration(c.heard.Load()) > readWait {
			c.end()
			continue
		}
		if c.push(pingPacket) == mine {
			to.conns = append(to.conns, c)
		}
		if c.fellQuiet(now) {
			h.report(c.Principal.Account)
		}
	}
	h.write(to)
}
