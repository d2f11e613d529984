package messaging

import (
	"bytes"
	"context"
	"errors"
	"slices"
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
// the database only after members changed, and then only for those who came or went. A roster is
// sorted, and never changed, only replaced: frames hold on to it.
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
	q := r.db.Ask(ctx)
	var members []id.ID
	var err error
	if ok && known.epoch < epoch {
		var moved []move
		if moved, err = selectMoves(q, conversation, known.epoch); err == nil {
			members = known.after(moved, epoch)
		}
	} else {
		members, err = selectMembersOf(q, conversation, epoch)
	}
	if err == nil && (!ok || known.epoch < epoch) {
		r.remember(conversation, roster{epoch, members})
	}
	return members, err
}

// now returns who the members are; nobody where there is no such conversation.
func (r *rosters) now(ctx context.Context, conversation id.ID) ([]id.ID, error) {
	epoch, err := selectEpoch(r.db.Ask(ctx), conversation)
	if errors.Is(err, db.ErrNone) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	return r.members(ctx, conversation, epoch)
}

// move is a member who has come or gone.
type move struct {
	Account      id.ID
	Joined, Left int64 // epochs
}

func (m move) in(epoch int64) bool { return m.Joined <= epoch && (m.Left == 0 || m.Left > epoch) }

// after returns the roster of a later epoch from all that moved since, sorted as the roster is.
func (r roster) after(moved []move, epoch int64) []id.ID {
	out := make([]id.ID, 0, len(r.members)+len(moved))
	rest := r.members
	for _, m := range moved {
		at, was := slices.BinarySearchFunc(rest, m.Account, byBytes)
		out = append(out, rest[:at]...)
		if rest = rest[at:]; was {
			rest = rest[1:]
		}
		if m.in(epoch) {
			out = append(out, m.Account)
		}
	}
	return append(out, rest...)
}

func byBytes(a, b id.ID) int { return bytes.Compare(a[:], b[:]) }

func (r *rosters) remember(conversation id.ID, fresh roster) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.of[conversation].epoch > fresh.epoch {
		return
	}
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
