package messaging_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"tonggui/internal/messaging"
)

func TestAKeptRosterFollowsWhoComesGoesAndReturns(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		r := rand.New(rand.NewPCG(1, 2))
		owner, others := h.person(), h.crew(12)
		g := owner.group(others[0], others[1])
		in := map[int]bool{0: true, 1: true}
		for round := range 60 {
			for range 1 + r.IntN(3) { // sometimes several epochs pass between two looks
				i := r.IntN(len(others))
				if in[i] {
					do[struct{}](owner, "DELETE", path(g.ID, "members", others[i].Account), nil)
				} else {
					do[messaging.Conversation](owner, "POST", path(g.ID, "members"), map[string]any{"member_ids": []any{others[i].Account}, "history": "none"})
				}
				in[i] = !in[i]
			}
			epoch := do[messaging.Conversation](owner, "GET", path(g.ID), nil).Epoch
			if r.IntN(4) == 0 {
				epoch -= r.Int64N(3) // a message that comes late
			}
			kept, read, err := h.room.Roster(g.ID, epoch)
			if err != nil || !slices.Equal(kept, read) {
				t.Fatal(fmt.Errorf("round %d, epoch %d: %v is kept, %v is stored; %w", round, epoch, kept, read, err))
			}
		}
	})
}
