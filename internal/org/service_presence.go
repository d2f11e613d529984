package org

import (
	"context"
	"encoding/json"
	"errors"
	"math"
	"strings"
	"unicode/utf8"

	"tonggui/internal/event"
	"tonggui/internal/org/absences"
	"tonggui/internal/org/presence"
	"tonggui/internal/platform/apperr"
	"tonggui/internal/platform/authz"
	"tonggui/internal/platform/clock"
	"tonggui/internal/platform/db"
	"tonggui/internal/platform/id"
	"tonggui/internal/platform/realtime"
	"tonggui/internal/platform/ref"
)

// PresenceChange is what a person sets by hand.
type PresenceChange struct {
	State string         `json:"state" enum:"online,away,busy,dnd" doc:"online leaves it to the connections"`
	Note  string         `json:"note,omitempty" doc:"in one's own words, at most 60 characters"`
	Until *clock.Instant `json:"until_at,omitempty" nullable:"true" doc:"when the state ends by itself"`
}

// AccountPresence is somebody's presence.
type AccountPresence struct {
	AccountID id.ID        `json:"account_id"`
	Presence  ref.Presence `json:"presence"`
}

// SetPresence sets the principal's presence by hand.
func (s *Service) SetPresence(ctx context.Context, who authz.Principal, change PresenceChange) (ref.Presence, error) {
	note := strings.TrimSpace(change.Note)
	if utf8.RuneCountInString(note) > maxNote {
		return ref.Presence{}, apperr.Invalid.At("body.note", "too_long", "max", maxNote)
	}
	if !plainLine(strings.ReplaceAll(note, "\u200d", "")) { // emoji are joined with it
		return ref.Presence{}, apperr.Invalid.At("body.note", "wrong_form")
	}
	err := s.write(ctx, func(tx *db.Tx) error {
		until := clock.Instant(0)
		if change.Until != nil {
			if until = *change.Until; until <= tx.Now {
				return apperr.Invalid.At("body.until_at", "past")
			}
		}
		if err := putPresence(tx, who.Account, presence.Manual{State: change.State, Note: note, Until: until, Since: tx.Now}); err != nil {
			return err
		}
		return tx.Say(event.PresenceSet{Account: who.Account})
	})
	if err != nil {
		return ref.Presence{}, err
	}
	if err := s.hearPresence(ctx, who.Account); err != nil {
		return ref.Presence{}, err
	}
	return s.presence.Of(who.Account), nil
}

// Presences returns the presence of several accounts; unknown ones are left out.
func (s *Service) Presences(accounts []id.ID) []AccountPresence {
	v := s.company()
	out := make([]AccountPresence, 0, len(accounts))
	for _, one := range accounts {
		if a, known := v.people[one]; known {
			out = append(out, AccountPresence{one, s.presenceOf(a)})
		}
	}
	return out
}

// Activity is for realtime.Hub.OnActivity: what the connections of an account tell.
func (s *Service) Activity(account id.ID, connections int, active bool) {
	defer s.tellOthers(account)
	if s.presence.Connected(account, connections, active) {
		s.pushPresence(account)
	}
}

// WatchFrame is for realtime.Hub.OnFrame("watch"): whose presence a connection wants to hear.
func (s *Service) WatchFrame(conn *realtime.Conn, data json.RawMessage) error {
	var frame struct {
		AccountIDs []id.ID `json:"account_ids"`
	}
	if err := json.Unmarshal(data, &frame); err != nil {
		return err
	}
	if len(frame.AccountIDs) > maxWatched {
		return errors.New("too many accounts to watch")
	}
	s.watchers.Watch(conn, frame.AccountIDs)
	return nil
}

// maxWatched is how many people's presence one client can show at once, with room to spare.
const maxWatched = 200

// Gone is for realtime.Hub.OnGone: the connection watches nobody any more.
func (s *Service) Gone(conn *realtime.Conn) { s.watchers.Watch(conn, nil) }

func (s *Service) pushPresence(account id.ID) {
	conns := s.watchers.Of(account)
	a, known := s.company().people[account]
	if len(conns) > 0 && known {
		s.o.Sockets.SendTo(conns, "presence", AccountPresence{account, s.presenceOf(a)})
	}
}

func (s *Service) expirePresence() {
	for _, account := range s.presence.Expire() {
		s.pushPresence(account)
	}
}

// hearPresence takes over what a person set by hand, on this node or another.
func (s *Service) hearPresence(ctx context.Context, account id.ID) error {
	m, err := db.One(s.db.Ask(ctx), scanPresence, selectPresence+` WHERE account = ?`, account)
	if err == nil && s.presence.Set(account, m.manual) {
		s.pushPresence(account)
	}
	return err
}

// hearAbsence takes over when a person is on leave.
func (s *Service) hearAbsence(ctx context.Context, account id.ID) error {
	q := s.db.Ask(ctx)
	away, err := absences.For(q, account, q.At(), math.MaxInt64)
	if err == nil && s.presence.Absent(account, away) {
		s.pushPresence(account)
	}
	return err
}

func (s *Service) loadPresence(ctx context.Context) error {
	q := s.db.Ask(ctx)
	ahead, err := absences.Ahead(q)
	if err != nil {
		return err
	}
	for account, away := range ahead {
		s.presence.Absent(account, away)
	}
	rows, err := db.All(q, scanPresence, selectPresence+` WHERE until_at = 0 OR until_at >= ?`, q.At())
	for _, m := range rows {
		s.presence.Set(m.account, m.manual)
	}
	return err
}

const selectPresence = `SELECT account, state, note, until_at, since_at FROM account_presence`

type storedPresence struct {
	account id.ID
	manual  presence.Manual
}

func scanPresence(r db.Row) (p storedPresence, err error) {
	err = r.Scan(&p.account, &p.manual.State, &p.manual.Note, &p.manual.Until, &p.manual.Since)
	return p, err
}

func putPresence(tx *db.Tx, account id.ID, m presence.Manual) error {
	_, err := tx.Exec(`INSERT INTO account_presence (account, state, note, until_at, since_at) VALUES (?, ?, ?, ?, ?)
		ON CONFLICT (account) DO UPDATE SET state = excluded.state, note = excluded.note, until_at = excluded.until_at,
		since_at = excluded.since_at`, account, m.State, m.Note, m.Until, m.Since)
	return err
}
