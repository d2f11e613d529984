// Package presence works out whether a person can be reached now, from the connections that are open
// and from what the person set by hand.
//
//   - Whoever is on leave is shown so.
//   - What was set by hand wins while the person is connected, until its time is over.
//   - Without a connection a person is offline, but for busy and do-not-disturb with an end: whoever
//     closes the laptop for a talk until three is still in that talk.
//   - Otherwise: online where somebody is active on a connection, else away.
//
// Nothing here is stored; losing it costs until the next sign of life.
package presence

import (
	"maps"
	"slices"
	"sync"

	"tonggui/internal/platform/clock"
	"tonggui/internal/platform/id"
	"tonggui/internal/platform/ref"
	"tonggui/internal/platform/workday"
)

// The states that are shown.
const (
	Online  = "online"
	Away    = "away"
	Busy    = "busy"
	DND     = "dnd"
	Offline = "offline"
)

// Manual is what a person set by hand. The zero value, and the state online, leave it to the
// connections.
type Manual struct {
	State string
	Note  string
	Until clock.Instant // 0 for no end
	Since clock.Instant
}

// holds tells whether the state stands at now; its end is included.
func (m Manual) holds(now clock.Instant) bool {
	return m.State != "" && (m.Until == 0 || now <= m.Until)
}

// connected is what the connections of an account tell.
type connected struct {
	open   int
	active bool
}

// Shown works out what is shown, but for since when.
func shown(m Manual, c connected, now clock.Instant) ref.Presence {
	p := ref.Presence{State: Offline}
	if c.open > 0 {
		p.State = Away
		if c.active {
			p.State = Online
		}
	}
	if !m.holds(now) {
		return p
	}
	lasting := (m.State == Busy || m.State == DND) && m.Until > 0
	if c.open == 0 && !lasting {
		return p
	}
	p.Note = m.Note
	if m.Until > 0 {
		p.Until = &m.Until
	}
	if m.State != Online {
		p.State = m.State
	}
	return p
}

// Board holds the presence of everybody. It is safe for concurrent use.
type Board struct {
	clock     clock.Clock
	mu        sync.RWMutex
	conns     map[id.ID]connected
	elsewhere map[id.ID]map[id.ID]bool // on other nodes: account, node, active
	manual    map[id.ID]Manual
	absent    map[id.ID][]workday.Away
	last      map[id.ID]ref.Presence // as last told, with since when
}

// NewBoard returns a board on which everybody is offline.
func NewBoard(c clock.Clock) *Board {
	return &Board{clock: c, conns: map[id.ID]connected{}, elsewhere: map[id.ID]map[id.ID]bool{}, manual: map[id.ID]Manual{}, absent: map[id.ID][]workday.Away{}, last: map[id.ID]ref.Presence{}}
}

// shown works out what is shown of an account, but for since when.
func (b *Board) shown(account id.ID, now clock.Instant) ref.Presence {
	if in := b.absence(account, now); in.Until > 0 {
		return ref.Presence{State: Leave, Until: &in.Until}
	}
	return shown(b.manual[account], b.connected(account), now)
}

// Of returns the presence of an account now.
func (b *Board) Of(account id.ID) ref.Presence {
	now := b.clock.Now()
	b.mu.RLock()
	defer b.mu.RUnlock()
	p := b.shown(account, now)
	p.Since = b.since(account, p, now)
	return p
}

// since tells since when a state is shown: as it was last told where it is the same, else since now,
// or since the end of what stood before.
func (b *Board) since(account id.ID, p ref.Presence, now clock.Instant) clock.Instant {
	last, told := b.last[account]
	switch m := b.manual[account]; {
	case p.State == Leave:
		return b.absence(account, now).From
	case told && last.State == p.State:
		return last.Since
	case m.State == p.State && m.holds(now):
		return m.Since
	case told && last.Until != nil && *last.Until < now:
		return *last.Until
	case told:
		return now
	default:
		return 0
	}
}

// Connected notes what the connections of an account tell, and returns whether what is shown changed.
func (b *Board) Connected(account id.ID, open int, active bool) bool {
	return b.change(account, func() {
		if open > 0 {
			b.conns[account] = connected{open, active}
		} else {
			delete(b.conns, account)
		}
	})
}

// Set notes what an account set by hand, and returns whether what is shown changed.
func (b *Board) Set(account id.ID, m Manual) bool {
	return b.change(account, func() {
		if m.State == "" {
			delete(b.manual, account)
		} else {
			b.manual[account] = m
		}
	})
}

func (b *Board) change(account id.ID, apply func()) bool {
	now := b.clock.Now()
	b.mu.Lock()
	defer b.mu.Unlock()
	if _, told := b.last[account]; !told {
		p := b.shown(account, now)
		p.Since = b.since(account, p, now)
		b.last[account] = p
	}
	apply()
	return b.tell(account, now)
}

// tell remembers what is shown now and tells whether it differs from before.
func (b *Board) tell(account id.ID, now clock.Instant) bool {
	before := b.last[account]
	p := b.shown(account, now)
	p.Since = b.since(account, p, now)
	b.last[account] = p
	return before.State != p.State || before.Note != p.Note || (before.Until == nil) != (p.Until == nil) ||
		p.Until != nil && *before.Until != *p.Until
}

// Expire ends the states whose time is over, begins and ends absences, and returns whose presence
// changed by it.
func (b *Board) Expire() []id.ID {
	now := b.clock.Now()
	b.mu.Lock()
	defer b.mu.Unlock()
	changed := []id.ID{}
	for _, account := range slices.Collect(maps.Keys(b.manual)) {
		if b.manual[account].holds(now) {
			continue
		}
		if b.tell(account, now) {
			changed = append(changed, account)
		}
		delete(b.manual, account)
	}
	for account, away := range b.absent {
		if b.tell(account, now) {
			changed = append(changed, account)
		}
		if over(away, now) {
			delete(b.absent, account)
		}
	}
	return changed
}
