package presence

import (
	"tonggui/internal/platform/id"
)

// Sign is what one node tells of an account's connections there.
type Sign struct {
	Account id.ID
	Open    bool
	Active  bool
}

// Here returns a sign for each account that is connected to this node.
func (b *Board) Here() []Sign {
	b.mu.RLock()
	defer b.mu.RUnlock()
	out := make([]Sign, 0, len(b.conns))
	for account, c := range b.conns {
		out = append(out, Sign{account, true, c.active})
	}
	return out
}

// SignOf returns the sign of one account on this node.
func (b *Board) SignOf(account id.ID) Sign {
	b.mu.RLock()
	defer b.mu.RUnlock()
	c := b.conns[account]
	return Sign{account, c.open > 0, c.active}
}

// Elsewhere notes what another node tells and returns whose presence changed by it. whole says that
// these are all its accounts: of those it does not name, nobody is connected there.
func (b *Board) Elsewhere(node id.ID, signs []Sign, whole bool) (changed []id.ID) {
	if whole {
		named := make(map[id.ID]bool, len(signs))
		for _, s := range signs {
			named[s.Account] = s.Open
		}
		for _, account := range b.accountsAt(node) {
			if !named[account] {
				signs = append(signs, Sign{Account: account})
			}
		}
	}
	for _, s := range signs {
		if b.change(s.Account, func() { b.note(node, s) }) {
			changed = append(changed, s.Account)
		}
	}
	return changed
}

func (b *Board) accountsAt(node id.ID) (out []id.ID) {
	b.mu.RLock()
	defer b.mu.RUnlock()
	for account, nodes := range b.elsewhere {
		if _, there := nodes[node]; there {
			out = append(out, account)
		}
	}
	return out
}

func (b *Board) note(node id.ID, s Sign) {
	nodes := b.elsewhere[s.Account]
	switch {
	case s.Open && nodes == nil:
		b.elsewhere[s.Account] = map[id.ID]bool{node: s.Active}
	case s.Open:
		nodes[node] = s.Active
	default:
		if delete(nodes, node); len(nodes) == 0 {
			delete(b.elsewhere, s.Account)
		}
	}
}

// connected sums up an account's connections, here and elsewhere.
func (b *Board) connected(account id.ID) connected {
	c := b.conns[account]
	for _, active := range b.elsewhere[account] {
		c.open++
		c.active = c.active || active
	}
	return c
}
