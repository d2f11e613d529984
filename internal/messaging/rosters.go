package messaging

import (
	"context"
	"sync"

	"tonggui/internal/platform/db"
	"tonggui/internal/platform/id"
)

// maxRemembered bounds what the rosters of a node hold together, counted in ids: some 40 MB. A
// roster of two costs as much as rosterCost ids more.
const (
	maxRemembered = 2_000_000
	rosterCost    = 8
)

// rosters remembers who the members of busy conversations are, so that delivering a message asks
// the database only after members changed. A roster is never changed, only replaced: frames hold on
// to it.
type rosters struct {
	db   *db.DB
	mu   sync.Mutex
	of   map[id.ID]roster
	held int
}

type roster struct {
	epoch   int64
	members []id.ID
}

func newRosters(d *db.DB) *rosters { return &rosters{db: d, of: map[id.ID]roster{}} }

// members returns who was a member in an epoch. The epoch decides whether what is remembered
// holds, so no invalidation can be missed.
func (r *rosters) members(ctx context.Context, conversation id.ID, epoch int64) ([]id.ID, error) {
	r.mu.Lock()
	known, ok := r.of[conversation]
	r.mu.Unlock()
	if ok && known.epoch == epoch {
		return known.members, nil
	}
	members, err := selectMembersOf(r.db.Ask(ctx), conversation, epoch)
	if err == nil && (!ok || known.epoch < epoch) {
		r.remember(conversation, roster{epoch, members})
	}
	return members, err
}

func (r *rosters) remember(conversation id.ID, fresh roster) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.forget(conversation)
	r.of[conversation] = fresh
	r.held += len(fresh.members) + rosterCost
	for other := range r.of {
		if r.held <= maxRemembered {
			return
		}
		if other != conversation {
			r.forget(other)
		}
	}
}

func (r *rosters) forget(conversation id.ID) {
	if old, ok := r.of[conversation]; ok {
		delete(r.of, conversation)
		r.held -= len(old.members) + rosterCost
	}
}
