// Package absences keeps when people are on leave, for those who count in working time and for presence.
//
// An absence follows from one thing that was settled elsewhere (its source), and each source makes one.
// Its end is not included: it is the first instant at which the person is back. Its reason is nobody's
// business here, and is not kept.
package absences

import (
	"errors"

	"tonggui/internal/event"
	"tonggui/internal/org/calendar"
	"tonggui/internal/platform/clock"
	"tonggui/internal/platform/db"
	"tonggui/internal/platform/id"
	"tonggui/internal/platform/workday"
)

// Absence is a stretch in which somebody is not at work.
type Absence struct {
	ID      id.ID
	Account id.ID
	workday.Away
	Source id.ID
}

// Add notes an absence and says so. What its source has made already is left as it is: the same ID is
// returned.
func Add(tx *db.Tx, a Absence) (id.ID, error) {
	a.ID = id.New(tx.Now)
	if _, err := tx.Exec(`INSERT INTO absences (id, account, from_at, until_at, source, made_at) VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (source) DO NOTHING`,
		a.ID, a.Account, a.From, a.Until, a.Source, tx.Now); err != nil {
		return id.Zero, err
	}
	stands, err := db.Value[id.ID](tx, `SELECT id FROM absences WHERE source = ?`, a.Source)
	if err != nil || stands != a.ID {
		return stands, err
	}
	return a.ID, tx.Say(event.AbsenceSet{Account: a.Account})
}

// End ends now what a source has made: whoever was absent is back, and what lay ahead does not come. false: the
// source has made none, it is over, or it was ended before.
func End(tx *db.Tx, source id.ID) (bool, error) {
	account, err := db.Value[id.ID](tx, `UPDATE absences SET until_at = CASE WHEN from_at > ? THEN from_at ELSE CAST(? AS BIGINT) END
		WHERE source = ? AND from_at < until_at AND until_at > ? RETURNING account`, tx.Now, tx.Now, source, tx.Now)
	if errors.Is(err, db.ErrNone) {
		return false, nil
	}
	if err != nil {
		return false, err
	}
	return true, tx.Say(event.AbsenceSet{Account: account})
}

// Of is the absence that a source has made; false where it has made none, or it was ended before it began.
func Of(q db.Q, source id.ID) (workday.Away, bool, error) {
	a, err := db.One(q, scan, `SELECT from_at, until_at FROM absences WHERE source = ? AND from_at < until_at`, source)
	if errors.Is(err, db.ErrNone) {
		return a, false, nil
	}
	return a, err == nil, err
}

// For lists when somebody is absent between two instants, in order.
func For(q db.Q, account id.ID, from, until clock.Instant) ([]workday.Away, error) {
	return db.All(q, scan, `SELECT from_at, until_at FROM absences WHERE account = ? AND until_at > ? AND from_at < ? AND from_at < until_at ORDER BY from_at, id`, account, from, until)
}

// Ahead lists the absences of everybody that have not ended, by account.
func Ahead(q db.Q) (map[id.ID][]workday.Away, error) {
	out := map[id.ID][]workday.Away{}
	return out, db.Each(q, func(r db.Row) error {
		var account id.ID
		var a workday.Away
		err := r.Scan(&account, &a.From, &a.Until)
		out[account] = append(out[account], a)
		return err
	}, `SELECT account, from_at, until_at FROM absences WHERE until_at > ? AND from_at < until_at ORDER BY from_at, id`, q.At())
}

func scan(r db.Row) (a workday.Away, err error) { return a, r.Scan(&a.From, &a.Until) }

// Days are the calendars of departments; calendar.Service fills it.
type Days interface {
	For(q db.Q, department id.ID) (calendar.Calendar, error)
}

// never is later than any absence.
const never = clock.Instant(1<<63 - 1)

// Calendar is the working time of one person from an instant on: their department's, without their
// absences. It is for clocks that wait for that person.
//
// Errors: apperr.NotFound where there is no such department.
func Calendar(q db.Q, days Days, department, account id.ID, from clock.Instant) (calendar.Calendar, error) {
	c, err := days.For(q, department)
	if err != nil {
		return c, err
	}
	away, err := For(q, account, from, never)
	c.Calendar = c.Without(away)
	return c, err
}
