package acknowledgement

import (
	"context"
	"time"

	"tonggui/internal/event"
	"tonggui/internal/platform/apperr"
	"tonggui/internal/platform/authz"
	"tonggui/internal/platform/db"
	"tonggui/internal/platform/id"
	"tonggui/internal/rulebook"
)

// escalate records who is late and tells their heads, once for each.
func (s *Service) escalate(ctx context.Context) error {
	for {
		found, err := selectLate(s.DB.Ask(ctx), s.DB.Now(), atOnce)
		if err != nil || len(found) == 0 {
			return err
		}
		if err := s.DB.Write(ctx, func(tx *db.Tx) error { return s.late(tx, found) }); err != nil {
			return err
		}
	}
}

// told is a version of which some are told that people are late.
type told struct {
	regulation id.ID
	version    int64
}

func (s *Service) late(tx *db.Tx, found []waiting) error {
	t, err := readTree(tx)
	if err != nil {
		return err
	}
	notices, tell, order := []notice{}, map[told][]id.ID{}, []told{}
	for _, w := range found {
		who := authz.Principal{Account: w.account, Department: w.department, Roles: authz.ParseRoles(w.roles)}
		days := s.Book.Value(Due.ID, rulebook.SubjectOf(who), tx.Now).Value
		if end := w.askedAt.Add(time.Duration(days) * day); end > tx.Now { // the limit is longer by now
			if err := updateDue(tx, w, end); err != nil {
				return err
			}
			continue
		}
		head := t.headOf(w.account, w.department)
		mine, err := updateEscalated(tx, w, head)
		if err != nil {
			return err
		}
		if !mine {
			continue
		}
		if err := rulebook.Apply(s.Book, tx, Due, rulebook.Case[DueFacts]{Who: who, Object: "regulation", ObjectID: w.regulation,
			Facts: DueFacts{w.regulation, w.version, int64(tx.Now.Sub(w.askedAt) / day)}}, apperr.Forbidden); err != nil {
			return err
		}
		notices = append(notices, notice{w.regulation, w.version, w.account, "overdue", head, id.Zero})
		of := told{w.regulation, w.version}
		if tell[of] == nil {
			order = append(order, of)
		}
		tell[of] = append(tell[of], w.account)
		if !head.IsZero() {
			tell[of] = append(tell[of], head)
		}
	}
	for _, of := range order {
		if err := tx.Say(event.AcknowledgementTold{Regulation: of.regulation, Version: of.version, What: "overdue", Accounts: distinct(tell[of])}); err != nil {
			return err
		}
	}
	return insertNotices(tx, notices)
}

func distinct(all []id.ID) []id.ID {
	seen, out := map[id.ID]bool{}, []id.ID{}
	for _, a := range all {
		if !seen[a] {
			seen[a] = true
			out = append(out, a)
		}
	}
	return out
}
