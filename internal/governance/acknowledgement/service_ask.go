package acknowledgement

import (
	"context"
	"slices"
	"time"

	"tonggui/internal/event"
	"tonggui/internal/org/absences"
	"tonggui/internal/platform/authz"
	"tonggui/internal/platform/clock"
	"tonggui/internal/platform/db"
	"tonggui/internal/platform/id"
	"tonggui/internal/platform/workday"
	"tonggui/internal/rulebook"
	"tonggui/internal/rulebook/regulation"
)

// atOnce is how many people one transaction asks, so that it keeps others waiting for milliseconds only.
const atOnce = 500

// settleAll brings what people are asked for in line with what is demanded: of all, or of some accounts.
func (s *Service) settleAll(ctx context.Context, all bool, accounts []id.ID) error {
	demands, err := selectDemands(s.DB.Ask(ctx))
	if err != nil || len(demands) == 0 {
		return err
	}
	if all {
		accounts = nil
	}
	for _, d := range demands {
		if err := s.settle(ctx, d.regulation, accounts); err != nil {
			return err
		}
	}
	return nil
}

// settle does it for a regulation; accounts nil means everybody.
func (s *Service) settle(ctx context.Context, one id.ID, accounts []id.ID) error {
	d, err := s.turn(ctx, one)
	if err != nil {
		return err
	}
	if err := s.endStale(ctx, d); err != nil || !d.required || d.version == 0 {
		return err
	}
	t, err := readTree(s.DB.Ask(ctx))
	if err != nil {
		return err
	}
	a := asking{s: s, d: d, everybody: len(d.departments) == 0, of: t.under(d.departments), calendars: map[id.ID]*workday.Calendar{}}
	if accounts != nil {
		_, err := a.part(ctx, func(q db.Q) ([]candidate, error) { return selectCandidatesOf(q, d, accounts) })
		return err
	}
	for after := id.Zero; ; {
		found, err := a.part(ctx, func(q db.Q) ([]candidate, error) { return selectCandidates(q, d, after, atOnce) })
		if err != nil || len(found) < atOnce {
			return err
		}
		after = found[len(found)-1].account
	}
}

// turn makes the version in force the one that is asked for.
func (s *Service) turn(ctx context.Context, one id.ID) (demand, error) {
	look := func(q db.Q) (d demand, now regulation.Standing, err error) {
		if d, err = selectDemand(q, one); err == nil {
			now, err = standing(q, one, "")
		}
		if !d.required {
			now.Number = d.version // whatever it is: nobody is asked
		}
		return d, now, err
	}
	d, now, err := look(s.DB.Ask(ctx))
	if err != nil || d.version == now.Number {
		return d, err
	}
	err = s.DB.Write(ctx, func(tx *db.Tx) error {
		if d, now, err = look(tx); err != nil || d.version == now.Number {
			return err
		}
		if now.Number > 0 {
			hash, err := regulation.TextHash(tx, one, now.Number)
			if err != nil {
				return err
			}
			if err := insertAsked(tx, one, asked{now.Number, hash, now.EffectiveAt}); err != nil {
				return err
			}
		}
		d.version = now.Number
		return updateDemanded(tx, one, now.Number)
	})
	return d, err
}

// standing finds a regulation among those that were published; number 0: none of its versions is in
// force, or there is no such regulation.
func standing(q db.Q, one id.ID, language string) (regulation.Standing, error) {
	all, err := regulation.Standings(q, language)
	for _, r := range all {
		if r.Regulation == one {
			return r, err
		}
	}
	return regulation.Standing{}, err
}

// endStale ends what people were asked for and no longer are.
func (s *Service) endStale(ctx context.Context, d demand) error {
	version := d.version
	if !d.required {
		version = 0
	}
	for {
		stale, err := selectStale(s.DB.Ask(ctx), d.regulation, version, atOnce)
		if err != nil || len(stale) == 0 {
			return err
		}
		if err := s.DB.Write(ctx, func(tx *db.Tx) error {
			of := map[int64][]id.ID{}
			for _, c := range stale {
				of[int64(c.asked)] = append(of[int64(c.asked)], c.account)
			}
			for older, accounts := range of {
				if err := endRows(tx, demand{regulation: d.regulation, version: older}, accounts); err != nil {
					return err
				}
				if err := tx.Say(event.AcknowledgementTold{Regulation: d.regulation, Version: older, What: "ended", Accounts: accounts}); err != nil {
					return err
				}
			}
			return nil
		}); err != nil {
			return err
		}
	}
}

// asking is one round over the people for a version.
type asking struct {
	s         *Service
	d         demand
	everybody bool
	of        map[id.ID]bool
	calendars map[id.ID]*workday.Calendar
}

// fresh is somebody who is asked now.
type fresh struct {
	account     id.ID
	due, remind clock.Instant
}

// part brings some accounts in line. Most have nothing to change: then nothing is written.
func (a *asking) part(ctx context.Context, read func(db.Q) ([]candidate, error)) ([]candidate, error) {
	q := a.s.DB.Ask(ctx)
	found, err := read(q)
	if err != nil {
		return nil, err
	}
	ask, end, err := a.sort(q, found)
	if err != nil || len(ask)+len(end) == 0 {
		return found, err
	}
	for _, c := range ask { // outside of the transaction: it takes a few queries each
		if err := a.calendar(q, c.department); err != nil {
			return nil, err
		}
	}
	return found, a.s.DB.Write(ctx, func(tx *db.Tx) error {
		if now, err := selectDemand(tx, a.d.regulation); err != nil || !now.same(a.d) {
			return err // changed meanwhile: whoever changed it goes over all again
		}
		found, err := read(tx)
		if err != nil {
			return err
		}
		ask, end, err := a.sort(tx, found)
		if err != nil {
			return err
		}
		return a.write(tx, ask, end)
	})
}

// sort finds who is to be asked, and who no longer.
func (a *asking) sort(q db.Q, found []candidate) (ask []candidate, end []id.ID, err error) {
	beside := map[id.ID][]id.ID{}
	if !a.everybody {
		ids := make([]id.ID, len(found))
		for i, c := range found {
			ids[i] = c.account
		}
		if beside, err = selectBeside(q, ids); err != nil {
			return nil, nil, err
		}
	}
	for _, c := range found {
		wanted := c.active && (a.everybody || a.of[c.department] || slices.ContainsFunc(beside[c.account], func(d id.ID) bool { return a.of[d] }))
		switch {
		case wanted && (c.asked == 0 || c.ended > 0):
			ask = append(ask, c)
		case !wanted && c.asked > 0 && c.ended == 0:
			end = append(end, c.account)
		}
	}
	return ask, end, nil
}

func (a *asking) calendar(q db.Q, department id.ID) error {
	if a.calendars[department] != nil {
		return nil
	}
	c, err := a.s.Days.For(q, department)
	a.calendars[department] = c.Calendar
	return err
}

func (a *asking) write(tx *db.Tx, ask []candidate, end []id.ID) error {
	rows, notices, accounts := []fresh{}, []notice{}, []id.ID{}
	away, err := absences.Ahead(tx)
	if err != nil {
		return err
	}
	for _, c := range ask {
		if err := a.calendar(tx, c.department); err != nil {
			return err
		}
		days := a.s.Book.Value(Due.ID, rulebook.SubjectOf(authz.Principal{Account: c.account, Department: c.department}), tx.Now).Value
		rows = append(rows, fresh{c.account, tx.Now.Add(time.Duration(days) * day), nextReminder(a.calendars[c.department].Without(away[c.account]), tx.Now)})
		notices = append(notices, notice{a.d.regulation, a.d.version, c.account, "asked", c.account, id.Zero})
		accounts = append(accounts, c.account)
	}
	if len(rows) > 0 {
		if err := insertRows(tx, a.d, rows); err != nil {
			return err
		}
		if err := insertNotices(tx, notices); err != nil {
			return err
		}
		if err := tx.Say(event.AcknowledgementTold{Regulation: a.d.regulation, Version: a.d.version, What: "asked", Accounts: accounts}); err != nil {
			return err
		}
	}
	if len(end) == 0 {
		return nil
	}
	if err := endRows(tx, a.d, end); err != nil {
		return err
	}
	return tx.Say(event.AcknowledgementTold{Regulation: a.d.regulation, Version: a.d.version, What: "ended", Accounts: end})
}

// nextReminder is when work begins on somebody's second working day after an instant; 0: their calendar has none.
func nextReminder(c *workday.Calendar, from clock.Instant) clock.Instant {
	d, ok := c.AddDays(c.DayOf(from), remindEvery)
	if !ok {
		return 0
	}
	first, _, _ := c.Bounds(d)
	return first
}
