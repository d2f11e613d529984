package approvals

import (
	"encoding/json"
	"fmt"

	"tonggui/internal/platform/clock"
	"tonggui/internal/platform/db"
	"tonggui/internal/platform/id"
)

// Effect is what an approval brings about. Rooms offer theirs, and app hands them to this one.
type Effect interface {
	// Name is how templates name it. Its words stand in the catalogue: server, "effect.<name>".
	Name() string
	// Automatic tells whether it may follow where a time limit or an empty step decided, and nobody did.
	Automatic() bool
	// Check refuses what cannot be done now: when somebody applies, and again before it is done. Its
	// error names fields as "body.values.<field>".
	Check(q db.Q, a Applied) error
	// Do does it, in the transaction that marks it as done, and names what it made. It may run again
	// where that transaction was rolled back.
	Do(tx *db.Tx, a Applied) (object string, err error)
}

// Lasting is an Effect that holds for a time and may be ended before it is over, by who applied: nobody has to agree
// to that.
type Lasting interface {
	Effect
	// Lasts is what an approval has brought about, as it holds now and from now on; false: nothing does any more.
	Lasts(q db.Q, approval id.ID) (EffectSpan, bool, error)
	// End ends it at the instant of the transaction; what has not begun does not come. false: there is nothing
	// to end any more, and nothing was written.
	End(tx *db.Tx, approval id.ID) (bool, error)
}

// EffectSpan is from when until when something holds; its end is not included.
type EffectSpan struct {
	From  clock.Instant `json:"from_at"`
	Until clock.Instant `json:"until_at" doc:"the first instant at which it no longer holds"`
}

// Applied is an approval as effects see it.
type Applied struct {
	ID         id.ID
	Serial     string // empty while somebody is applying
	Template   string
	Version    int64
	Applicant  id.ID
	Department id.ID
	OpenedAt   clock.Instant
	HandedAt   clock.Instant // when the applicant handed it in last; 0 while somebody is applying
	ClosedAt   clock.Instant // 0 until it is decided
	Agreed     []id.ID       // who agreed to it as it is, and for whom they did so; none until it is decided
	Values     []byte        // JSON: the values of the form by field
}

// Decode reads the values into a struct whose fields are tagged with the ids of the form's.
func (a Applied) Decode(into any) error {
	if err := json.Unmarshal(a.Values, into); err != nil {
		return fmt.Errorf("values of approval %s: %w", a.ID, err)
	}
	return nil
}

// The states of an effect.
const (
	effectNone    = "none"
	effectPending = "pending"
	effectDone    = "done"
	effectFailed  = "failed"
	effectClosed  = "closed" // somebody settled it otherwise
	effectEnded   = "ended"  // it was done, and its applicant has ended it before its time
)
