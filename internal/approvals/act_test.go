package approvals_test

import (
	"testing"

	"tonggui/internal/platform/db"
)

// covers: APV-01 APV-03
func TestAnApprovalGoesFromPersonToPersonUntilItIsApproved(t *testing.T) {
	each(t, func(h *house) {
		a := h.applies(h.publishes(leave()))
		if a.Serial != "QJ-202603-0001" || a.State != "running" || a.Title != "回老家" {
			t.Fatalf("opened %+v", a)
		}
		if w := h.box(h.foreman, waiting); len(w) != 1 || w[0].ID != a.ID || !w[0].Unread || w[0].Step != "部门负责人" {
			t.Fatalf("waits for the head: %+v", w)
		}
		h.done(h.foreman, a.ID, "approve")
		if w := h.box(h.foreman, waiting); len(w) != 0 {
			t.Errorf("still waits for the head: %+v", w)
		}
		a = h.done(h.director, a.ID, "approve")
		if a.State != "approved" || a.Effect.State != "pending" || len(a.Acts) != 3 {
			t.Fatalf("decided: %+v", a)
		}
		effects, err := db.Value[string](h.db.Ask(t.Context()), `SELECT effect FROM approval_effects`)
		if h.must(err); effects != "leave" {
			t.Errorf("the effect is %q", effects)
		}
	})
}
