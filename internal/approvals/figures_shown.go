package approvals

import (
	"context"
	"math"
	"sync/atomic"
	"time"
)

// EffectsDone, EffectsFailed and EffectsRepeated are how often this node did an effect, left one to people, and
// had to try again.
func (s *Service) EffectsDone() *atomic.Int64 { return &s.doer.figures.Done }

// EffectsFailed is how often this node left an effect to people.
func (s *Service) EffectsFailed() *atomic.Int64 { return &s.doer.figures.Failed }

// EffectsRepeated is how often an attempt of this node is to be followed by another one.
func (s *Service) EffectsRepeated() *atomic.Int64 { return &s.doer.figures.Repeated }

// Waiting is what waits in the company, as figures show it.
type Waiting struct {
	Effects float64       // approved, and neither done nor given up
	Failed  float64       // left to people
	Lag     time.Duration // for how long the first of Effects has been due
	Overdue float64       // turns whose time is over
}

// Waiting counts; all of it is NaN where the database does not answer.
func (s *Service) Waiting(ctx context.Context) Waiting {
	q := s.DB.Ask(ctx)
	c, err := countEffects(q)
	overdue, failed := countOverdue(q, s.DB.Now())
	if err != nil || failed != nil {
		return Waiting{Effects: math.NaN(), Failed: math.NaN(), Overdue: math.NaN()}
	}
	w := Waiting{Effects: float64(c.pending), Failed: float64(c.failed), Overdue: float64(overdue)}
	if c.first > 0 {
		w.Lag = max(s.DB.Now().Sub(c.first), 0)
	}
	return w
}
