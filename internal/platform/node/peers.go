package node

import (
	"context"
	"time"

	"tonggui/internal/platform/clock"
	"tonggui/internal/platform/db"
	"tonggui/internal/platform/id"
)

// keepGone is for how long rows of nodes that are gone can be looked up.
const keepGone = 24 * time.Hour

// now is the database's clock in microseconds: nodes may disagree about the time. SQLite has no others
// to compare with.
const now = `/*postgres (extract(epoch FROM clock_timestamp()) * 1000000)::bigint*/ /*sqlite 0*/`

type found struct {
	id   id.ID
	skew int64 // microseconds, against the database's clock
	peer
}

// write renews the row and returns the other nodes whose leases hold.
func (n *Node) write(ctx context.Context) (others []found, err error) {
	reaches := 0
	if n.o.Bus.Up() {
		reaches = 1
	}
	err = n.db.Write(ctx, func(tx *db.Tx) error {
		asked := n.o.DB.Clock.Now()
		seen, err := db.Value[clock.Instant](tx, `INSERT INTO nodes (id, name, version, started_at, seen_at, bus, skew) VALUES (?, ?, ?, ?, `+now+`, ?, ?)
			ON CONFLICT (id) DO UPDATE SET seen_at = excluded.seen_at, bus = excluded.bus, skew = excluded.skew RETURNING seen_at`,
			n.ID, n.o.Name, n.o.Version, tx.Now, reaches, n.skew.Load())
		if err != nil {
			return err
		}
		n.skew.Store(Skew(asked, seen, n.o.DB.Clock.Now()).Microseconds())
		others, err = db.All(tx, func(r db.Row) (f found, err error) {
			return f, r.Scan(&f.id, &f.name, &f.version, &f.reaches, &f.skew)
		}, `SELECT id, name, version, bus = 1, skew FROM nodes WHERE id <> ? AND seen_at > `+now+` - ?`, n.ID, Life.Microseconds())
		return err
	})
	return others, err
}

// Skew is by how much a clock that said before and after, around the moment at which another one said
// there, is certainly ahead of it; negative where it is behind, 0 where the question took longer than
// they differ.
func Skew(before, there, after clock.Instant) time.Duration {
	switch {
	case before > there:
		return before.Sub(there)
	case after < there:
		return after.Sub(there)
	}
	return 0
}

// Skew is how far this machine's clock is ahead of the database's, as of the last renewal; 0 for a node
// that is alone.
func (n *Node) Skew() time.Duration { return time.Duration(n.skew.Load()) * time.Microsecond }

// keepBehind is for how long what a node has stamped is of interest when the node is gone.
const keepBehind = time.Minute

// Behind is how far the clock of another node may be behind this one's: what it stamps as of now was so
// long ago by this machine's clock. It is 0 where none is behind.
func (n *Node) Behind() time.Duration {
	n.mu.Lock()
	defer n.mu.Unlock()
	return n.behind
}

// compare notes who is furthest behind; the lock is held.
func (n *Node) compare(others []found) {
	most := time.Duration(0)
	for _, f := range others {
		most = max(most, time.Duration(n.skew.Load()-f.skew)*time.Microsecond)
	}
	if now := n.o.Monotonic(); most >= n.behind || now > n.behindUntil {
		n.behind, n.behindUntil = most, now+keepBehind
	}
}

// Losses is how often the lease has ended while the node ran.
func (n *Node) Losses() int64 { return n.losses.Load() }

// Seen is a node as another program finds it. Skew is how far its clock is ahead of the database's.
type Seen struct {
	Name, Version string
	Skew          time.Duration
}

// List returns the nodes of a database whose leases hold, the oldest first.
func List(ctx context.Context, d *db.DB) ([]Seen, error) {
	return db.All(d.Ask(ctx), func(r db.Row) (s Seen, err error) {
		var skew int64
		err = r.Scan(&s.Name, &s.Version, &skew)
		s.Skew = time.Duration(skew) * time.Microsecond
		return s, err
	}, `SELECT name, version, skew FROM nodes WHERE seen_at > `+now+` - ? ORDER BY started_at`, Life.Microseconds())
}

func (n *Node) giveBack(ctx context.Context) error {
	return n.db.Write(ctx, func(tx *db.Tx) error {
		_, err := tx.Exec(`DELETE FROM nodes WHERE id = ?`, n.ID)
		return err
	})
}

// sweep forgets nodes of the past.
func (n *Node) sweep(ctx context.Context) error {
	return n.db.Write(ctx, func(tx *db.Tx) error {
		_, err := tx.Exec(`DELETE FROM nodes WHERE seen_at < `+now+` - ?`, keepGone.Microseconds())
		return err
	})
}

// meet takes over who is there now.
func (n *Node) meet(others []found) {
	gone := []id.ID{}
	n.mu.Lock()
	there := make(map[id.ID]*peer, len(others))
	for _, f := range others {
		p := n.peers[f.id]
		if p == nil {
			p = &peer{heard: -silence}
		}
		p.name, p.version, p.reaches = f.name, f.version, f.reaches
		there[f.id] = p
	}
	for other := range n.peers {
		if there[other] == nil {
			gone = append(gone, other)
		}
	}
	n.peers = there
	n.compare(others)
	n.mu.Unlock()
	for _, other := range gone {
		n.onGone(other)
	}
}

func (n *Node) hearHeart(data []byte) {
	if len(data) != len(id.ID{}) {
		return
	}
	n.mu.Lock()
	defer n.mu.Unlock()
	if p := n.peers[id.ID(data)]; p != nil {
		p.heard = n.o.Monotonic()
	}
}

// Peers is how many other nodes there are.
func (n *Node) Peers() int {
	n.mu.Lock()
	defer n.mu.Unlock()
	return len(n.peers)
}

// Whole tells whether the bus reaches all nodes there are. While it does not, or breaks has risen since
// the last question, something may have been missed.
func (n *Node) Whole() (whole bool, breaks int64) {
	if n.db == nil {
		return true, 0
	}
	breaks = n.o.Bus.Breaks()
	n.mu.Lock()
	defer n.mu.Unlock()
	for _, p := range n.peers {
		if !p.reaches || n.o.Monotonic()-p.heard > silence {
			return false, breaks
		}
	}
	return n.o.Bus.Up(), breaks
}

// Alive tells whether a node holds a lease now, for rooms that give some work to one of them. On SQLite
// there is one node, and no lease says so.
func Alive(q db.Q, node id.ID) (bool, error) {
	return db.Value[bool](q, `SELECT COUNT(*) > 0 FROM nodes WHERE id = ? AND seen_at > `+now+` - ?`, node, Life.Microseconds())
}
