package calendar

import (
	"context"
	"encoding/json"
	"errors"
	"slices"

	"tonggui/internal/audit"
	"tonggui/internal/event"
	"tonggui/internal/platform/authz"
	"tonggui/internal/platform/db"
	"tonggui/internal/platform/id"
	"tonggui/internal/platform/workday/china"
)

// head is where the calendars stand.
type head struct {
	version int64
	mark    string // other than any mark there ever was
}

func selectHead(q db.Q) (head, error) {
	return db.One(q, func(r db.Row) (h head, err error) { return h, r.Scan(&h.version, &h.mark) }, `SELECT version, mark FROM calendar_head WHERE one = 1`)
}

// changed gives a change its number, records it and says it; the zero ID is the company.
func changed(tx *db.Tx, who authz.Principal, at id.ID, kind string, facts CalendarFacts) error {
	version, err := number(tx, who, at, kind, facts)
	if err != nil {
		return err
	}
	if err := audit.Write(tx, who, audit.Entry{Action: authz.CalendarManage, Object: "calendar", ObjectID: at,
		Facts: map[string]any{"kind": kind, "version": version, "facts": facts}}); err != nil {
		return err
	}
	return tx.Say(event.CalendarChanged{Site: at})
}

// number stores a change under the next number. Whoever changes something at the same time waits here.
func number(tx *db.Tx, who authz.Principal, at id.ID, kind string, facts CalendarFacts) (int64, error) {
	if _, err := tx.Exec(`UPDATE calendar_head SET version = version + 1, mark = ? WHERE one = 1`, id.New(tx.Now).String()); err != nil {
		return 0, err
	}
	now, err := selectHead(tx)
	if err != nil {
		return 0, err
	}
	text, err := json.Marshal(facts)
	if err != nil {
		return 0, err
	}
	_, err = tx.Exec(`INSERT INTO calendar_changes (version, changed_at, changed_by, site, kind, facts) VALUES (?, ?, ?, ?, ?, ?)`,
		now.version, tx.Now, who.Account, key(at), kind, string(text))
	return now.version, err
}

// Bring notes the years whose holidays the product has brought, once for each: from then on they count,
// and a limit may end on another day. An older program that runs beside a newer one notes nothing.
func (s *Service) Bring(ctx context.Context) error {
	if years, err := unnoted(s.db.Ask(ctx)); err != nil || len(years) == 0 {
		return err
	}
	return s.db.Write(ctx, func(tx *db.Tx) error {
		if _, err := tx.Exec(`UPDATE calendar_head SET version = version WHERE one = 1`); err != nil { // others who bring wait
			return err
		}
		years, err := unnoted(tx)
		if err != nil || len(years) == 0 {
			return err
		}
		if _, err := number(tx, authz.Principal{}, id.Zero, "brought", CalendarFacts{Years: years}); err != nil {
			return err
		}
		return tx.Say(event.CalendarChanged{})
	})
}

// unnoted are the years that the product knows and of which no change tells.
func unnoted(q db.Q) ([]int, error) {
	noted, err := db.All(q, db.Scalar[string], `SELECT facts FROM calendar_changes WHERE kind = 'brought'`)
	var seen []int
	for _, text := range noted {
		var facts CalendarFacts
		err = errors.Join(err, json.Unmarshal([]byte(text), &facts))
		seen = append(seen, facts.Years...)
	}
	var out []int
	for _, y := range china.Years() {
		if !slices.Contains(seen, y.Year) {
			out = append(out, y.Year)
		}
	}
	return out, err
}
