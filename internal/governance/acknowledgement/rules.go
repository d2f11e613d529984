package acknowledgement

import (
	"time"

	"tonggui/internal/platform/id"
	"tonggui/internal/rulebook"
)

// DueFacts are what being late is decided on.
type DueFacts struct {
	Regulation id.ID `json:"regulation_id"`
	Version    int64 `json:"version"`
	Days       int64 `json:"days"` // whole days since it was asked for
}

// Due is how many days people have to read and acknowledge a regulation. Being late is recorded; what
// follows from it is decided by people.
var Due = rulebook.Declare(rulebook.Rule[DueFacts]{
	ID: "acknowledgement.due", Requirements: []string{"RBK-04"}, Carried: rulebook.Measured,
	Unit: "d", Default: 7, Min: 1, Max: 90, Clause: "book.sign", Way: "regulation.read",
	Decide: func(f DueFacts, days int64) rulebook.Outcome {
		if f.Days >= days {
			return rulebook.Record
		}
		return rulebook.Allow
	},
})

const (
	day = 24 * time.Hour
	// remindEvery is the pause between two reminders in working days.
	remindEvery = 2
	// remindPause lies between two reminders by people, its end included.
	remindPause = 5 * time.Minute
	// beatGap is the longest time between two signs of reading that counts as read: a sign is sent every
	// 15 seconds, and may come late.
	beatGap = 20 * time.Second
)
