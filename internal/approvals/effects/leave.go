package effects

import (
	"time"

	"tonggui/internal/approvals"
	"tonggui/internal/org/absences"
	"tonggui/internal/platform/apperr"
	"tonggui/internal/platform/clock"
	"tonggui/internal/platform/db"
	"tonggui/internal/platform/id"
	"tonggui/internal/platform/workday"
)

// Leave notes when the applicant is absent, until they are back.
type Leave struct{ Days absences.Days }

// Name implements approvals.Effect.
func (Leave) Name() string { return "leave" }

// Automatic implements approvals.Effect: an organisation may let leave pass by itself.
func (Leave) Automatic() bool { return true }

// Check implements approvals.Effect.
func (l Leave) Check(q db.Q, a approvals.Applied) error {
	_, err := l.away(q, a)
	return err
}

// Do implements approvals.Effect.
func (l Leave) Do(tx *db.Tx, a approvals.Applied) (string, error) {
	away, err := l.away(tx, a)
	if err != nil {
		return "", err
	}
	made, err := absences.Add(tx, absences.Absence{Account: a.Applicant, Away: away, Source: a.ID})
	return made.String(), err
}

// Lasts implements approvals.Lasting.
func (Leave) Lasts(q db.Q, approval id.ID) (approvals.EffectSpan, bool, error) {
	away, ok, err := absences.Of(q, approval)
	return approvals.EffectSpan{From: away.From, Until: away.Until}, ok && away.Until > q.At(), err
}

// End implements approvals.Lasting: whoever comes back early works more than was agreed.
func (Leave) End(tx *db.Tx, approval id.ID) (bool, error) { return absences.End(tx, approval) }

// away is the span of the form as days are at the applicant's site: halves meet at noon.
func (l Leave) away(q db.Q, a approvals.Applied) (out workday.Away, err error) {
	var values struct {
		Span struct {
			From     workday.Day `json:"from"`
			To       workday.Day `json:"to"`
			FromHalf string      `json:"from_half"`
			ToHalf   string      `json:"to_half"`
		} `json:"span"`
	}
	if err := a.Decode(&values); err != nil {
		return out, err
	}
	c, err := l.Days.For(q, a.Department)
	if err != nil {
		return out, err
	}
	at := func(d workday.Day, hour int) clock.Instant {
		year, month, day := d.Date()
		return clock.Of(time.Date(year, month, day, hour, 0, 0, 0, c.Zone()))
	}
	s := values.Span
	out = workday.Away{From: at(s.From, 0), Until: at(s.To+1, 0)}
	if s.FromHalf == "pm" {
		out.From = at(s.From, 12)
	}
	if s.ToHalf == "am" {
		out.Until = at(s.To, 12)
	}
	if out.Until <= out.From {
		err = apperr.Invalid.At("body.values.span", "wrong_form")
	}
	return out, err
}
