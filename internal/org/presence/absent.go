package presence

import (
	"tonggui/internal/platform/clock"
	"tonggui/internal/platform/id"
	"tonggui/internal/platform/workday"
)

// Leave is shown of whoever is absent, whatever else they do: who is on leave need not answer.
const Leave = "leave"

// Absent notes when an account is absent, instead of what was known of it, and returns whether what is
// shown changed.
func (b *Board) Absent(account id.ID, away []workday.Away) bool {
	return b.change(account, func() {
		if len(away) == 0 {
			delete(b.absent, account)
		} else {
			b.absent[account] = away
		}
	})
}

// absence is the one that an account is in at an instant; the zero value where it is in none.
func (b *Board) absence(account id.ID, now clock.Instant) (in workday.Away) {
	for _, a := range b.absent[account] {
		if a.From <= now && now < a.Until && a.Until > in.Until {
			in = a
		}
	}
	return in
}

// over tells whether all the absences of an account have ended.
func over(away []workday.Away, now clock.Instant) bool {
	for _, a := range away {
		if now < a.Until {
			return false
		}
	}
	return true
}
