package org

import (
	"maps"
	"sync"
	"time"

	"tonggui/internal/platform/authz"
	"tonggui/internal/platform/clock"
	"tonggui/internal/platform/id"
)

// believeFor is how long a principal is believed without asking the database: with it everything of
// a frozen account ends within a second even where no message about it arrives.
const believeFor = time.Second

// known is what the database last said about a token.
type known struct {
	who      authz.Principal
	shut     error // why the account is shut; nil where it is open
	created  clock.Instant
	lastSeen clock.Instant
	ended    bool
	asked    clock.Instant
}

// principals remembers principals by the hash of their token, no longer than they are believed: whoever
// is connected and quiet takes no room here.
type principals struct {
	mu     sync.RWMutex
	byHash map[tokenHash]known
	older  map[tokenHash]known // what was kept before byHash was begun
	begun  clock.Instant
	drops  int64 // rises with each drop: an answer asked for before it is not kept
}

func newPrincipals() *principals { return &principals{byHash: map[tokenHash]known{}} }

func (p *principals) get(hash tokenHash, now clock.Instant) (known, int64, bool) {
	p.mu.RLock()
	defer p.mu.RUnlock()
	k, ok := p.byHash[hash]
	if !ok {
		k, ok = p.older[hash]
	}
	age := now.Sub(k.asked)
	return k, p.drops, ok && age >= 0 && age < believeFor
}

// put keeps an answer, unless something was dropped since the question was asked.
func (p *principals) put(hash tokenHash, k known, now clock.Instant, drops int64) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.drops != drops {
		return
	}
	p.turn(now)
	p.byHash[hash] = k
}

// turn lets go of what is no longer believed, at the latest when it is twice as old.
func (p *principals) turn(now clock.Instant) {
	switch age := now.Sub(p.begun); {
	case age < 0, age >= 2*believeFor:
		p.older, p.byHash, p.begun = nil, map[tokenHash]known{}, now
	case age >= believeFor:
		p.older, p.byHash, p.begun = p.byHash, map[tokenHash]known{}, now
	}
}

// tidy is for when nobody comes any more.
func (p *principals) tidy(now clock.Instant) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.turn(now)
}

func (p *principals) drop(match func(authz.Principal) bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.drops++
	for _, kept := range []map[tokenHash]known{p.byHash, p.older} {
		maps.DeleteFunc(kept, func(_ tokenHash, k known) bool { return match(k.who) })
	}
}

func (p *principals) dropAccounts(accounts ...id.ID) {
	set := make(map[id.ID]bool, len(accounts))
	for _, a := range accounts {
		set[a] = true
	}
	p.drop(func(who authz.Principal) bool { return set[who.Account] })
}

// dropStandIns forgets who stood in for roles: somebody may hold them now, or nobody any more.
func (p *principals) dropStandIns() {
	p.drop(func(who authz.Principal) bool { return who.Has(authz.Admin) })
}

// seen collects when sessions were last used, to be written together.
type seen struct {
	mu sync.Mutex
	at map[id.ID]clock.Instant
}

func newSeen() *seen { return &seen{at: map[id.ID]clock.Instant{}} }

func (s *seen) note(session id.ID, now clock.Instant) {
	s.mu.Lock()
	s.at[session] = now
	s.mu.Unlock()
}

func (s *seen) take() map[id.ID]clock.Instant {
	s.mu.Lock()
	defer s.mu.Unlock()
	out := s.at
	s.at = map[id.ID]clock.Instant{}
	return out
}
