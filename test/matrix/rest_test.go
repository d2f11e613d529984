package matrix

import (
	"context"

	"tonggui/internal/platform/db"
)

// rest returns when the house has done what it does beside requests about all that was done so far: what
// the rooms heard of one another, and what they look for every second. Without it their work would
// count as that of the next call. The clock must stand still meanwhile.
func (w *world) rest() {
	w.t.Helper()
	for said := int64(-1); said != w.said(); {
		said = w.said()
		w.must(w.house.DB.Heard(w.ctx()))
		for _, look := range w.looks() {
			w.must(look(w.ctx()))
		}
	}
}

// said numbers the last fact that was said.
func (w *world) said() int64 {
	w.t.Helper()
	return must(db.Value[int64](w.house.DB.Ask(w.ctx()), `SELECT COALESCE(MAX(pos), 0) FROM events`))
}

// looks is how the rooms look for what is due; each does it by itself every second or minute.
func (w *world) looks() []func(context.Context) error {
	h := w.house
	return []func(context.Context) error{h.Rulebook.Tick, h.Rulebook.CountDays, h.Statutes.Tick, h.Marks.Tick, h.Signing.Tick, h.Approvals.Tick, h.Approvals.Work}
}
