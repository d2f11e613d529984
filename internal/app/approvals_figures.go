package app

import (
	"context"

	"tonggui/internal/approvals"
)

// approvalFigures show what waits to be done or decided. What waits is the company's, so each node tells the same.
func (h *House) approvalFigures() {
	m := h.Metrics
	waiting := func(of func(approvals.Waiting) float64) func() float64 {
		return func() float64 {
			ctx, cancel := context.WithTimeout(context.Background(), askFor)
			defer cancel()
			return of(h.Approvals.Waiting(ctx))
		}
	}
	m.Gauge("tonggui_effects_waiting", "What was approved and is not done yet; NaN where the database does not answer.", waiting(func(w approvals.Waiting) float64 { return w.Effects }))
	m.Gauge("tonggui_effects_failed", "What was approved, could not be done, and waits for an administrator.", waiting(func(w approvals.Waiting) float64 { return w.Failed }))
	m.Gauge("tonggui_effects_lag_seconds", "For how long the first of what was approved has been due.", waiting(func(w approvals.Waiting) float64 { return w.Lag.Seconds() }))
	m.Gauge("tonggui_approval_turns_overdue", "Turns in approvals that wait though their time is over.", waiting(func(w approvals.Waiting) float64 { return w.Overdue }))
	m.CounterBy("tonggui_effects_total", "Attempts of this node to do what was approved, by how they ended: done, failed and left to people, or to be repeated.", "outcome", func() map[string]float64 {
		return map[string]float64{"done": float64(h.Approvals.EffectsDone().Load()), "failed": float64(h.Approvals.EffectsFailed().Load()), "repeated": float64(h.Approvals.EffectsRepeated().Load())}
	})
}
