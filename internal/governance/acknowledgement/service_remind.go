package acknowledgement

import (
	"context"
	"math"
	"slices"

	"tonggui/internal/audit"
	"tonggui/internal/event"
	"tonggui/internal/org/absences"
	"tonggui/internal/platform/apperr"
	"tonggui/internal/platform/authz"
	"tonggui/internal/platform/clock"
	"tonggui/internal/platform/db"
	"tonggui/internal/platform/id"
	"tonggui/internal/platform/workday"
)

// remind reminds everybody for whom the second working day has come.
func (s *Service) remind(ctx context.Context) error {
	for {
		found, err := selectToRemind(s.DB.Ask(ctx), s.DB.Now(), atOnce)
		if err != nil || len(found) == 0 {
			return err
		}
		calendars := map[id.ID]*workday.Calendar{}
		for _, w := range found {
			if calendars[w.department] == nil {
				c, err := s.Days.For(s.DB.Ask(ctx), w.department)
				if err != nil {
					return err
				}
				calendars[w.department] = c.Calendar
			}
		}
		if err := s.DB.Write(ctx, func(tx *db.Tx) error {
			told := []waiting{}
			away, err := absences.Ahead(tx)
			if err != nil {
				return err
			}
			for _, w := range found {
				mine, err := updateReminded(tx, w, w.remindAt, nextReminder(calendars[w.department].Without(away[w.account]), tx.Now))
				if err != nil {
					return err
				}
				if mine {
					told = append(told, w)
				}
			}
			return tell(tx, told, id.Zero)
		}); err != nil {
			return err
		}
	}
}

// tell notes and says reminders.
func tell(tx *db.Tx, of []waiting, by id.ID) error {
	if len(of) == 0 {
		return nil
	}
	type version struct {
		regulation id.ID
		number     int64
	}
	notices, said, order := []notice{}, map[version][]id.ID{}, []version{}
	for _, w := range of {
		v := version{w.regulation, w.version}
		if said[v] == nil {
			order = append(order, v)
		}
		said[v] = append(said[v], w.account)
		notices = append(notices, notice{w.regulation, w.version, w.account, "reminder", w.account, by})
	}
	for _, v := range order {
		if err := tx.Say(event.AcknowledgementTold{Regulation: v.regulation, Version: v.number, What: "reminder", Accounts: said[v]}); err != nil {
			return err
		}
	}
	return insertNotices(tx, notices)
}

// Remind reminds all who have not acknowledged the version that is asked for, within a department
// (zero: wherever the caller may), and returns how many they are. Who was reminded within five minutes
// is left alone. Whoever may: AcknowledgementRemind; heads their own departments.
//
// Errors: apperr.NotFound, apperr.Forbidden, ErrNotAsked; ErrRemindedRecently where it leaves nobody.
func (s *Service) Remind(ctx context.Context, who authz.Principal, regulation, department id.ID) (int, error) {
	q := s.DB.Ask(ctx)
	in, d, err := s.reach(q, who, authz.AcknowledgementRemind, regulation, department)
	if err != nil {
		return 0, err
	}
	if !d.required || d.version == 0 {
		return 0, ErrNotAsked.New()
	}
	all, err := selectWaiting(q, regulation, d.version)
	if err != nil {
		return 0, err
	}
	now, newest := s.DB.Now(), clock.Instant(0)
	all = slices.DeleteFunc(all, func(w waiting) bool { return !in.holds(w.department) })
	left := slices.DeleteFunc(slices.Clone(all), func(w waiting) bool {
		newest = max(newest, w.remindedAt)
		return w.remindedAt > now.Add(-remindPause)
	})
	if len(left) == 0 && len(all) > 0 {
		return 0, ErrRemindedRecently.New("retry_after_s", int(math.Ceil(newest.Add(remindPause).Sub(now).Seconds())))
	}
	reminded := 0
	for part := range slices.Chunk(left, atOnce) {
		if err := s.DB.Write(ctx, func(tx *db.Tx) error {
			told := []waiting{}
			for _, w := range part {
				mine, err := updateReminded(tx, w, w.remindAt, w.remindAt)
				if err != nil {
					return err
				}
				if mine {
					told = append(told, w)
				}
			}
			reminded += len(told)
			if err := tell(tx, told, who.Account); err != nil {
				return err
			}
			facts := map[string]any{"version": d.version, "people": len(told)}
			if !department.IsZero() {
				facts["department"] = department
			}
			return audit.Write(tx, who, audit.Entry{Action: authz.AcknowledgementRemind, Object: "regulation", ObjectID: regulation, Facts: facts})
		}); err != nil {
			return reminded, err
		}
	}
	return reminded, nil
}

// reach is the access door to the acknowledgements of others: a regulation with what it demands, and
// how far somebody may see.
//
// Errors: apperr.Forbidden; apperr.NotFound for a regulation or department that there is not.
func (s *Service) reach(q db.Q, who authz.Principal, a authz.Action, one, department id.ID) (in scope, d demand, err error) {
	t, err := readTree(q)
	if err != nil {
		return in, d, err
	}
	in, may, err := scopeOf(q, t, who, a)
	if err != nil {
		return in, d, err
	}
	if !may {
		return in, d, apperr.Forbidden.New()
	}
	known, err := standing(q, one, "")
	if err != nil {
		return in, d, err
	}
	if _, there := t.at[department]; known.Regulation.IsZero() || !department.IsZero() && !(there && in.holds(department)) {
		return in, d, apperr.NotFound.New()
	}
	d, err = selectDemand(q, one)
	return in.within(t, department), d, err
}
