package org

import (
	"context"
	"errors"
	"net/http"
	"time"

	"tonggui/internal/platform/apperr"
	"tonggui/internal/platform/authz"
	"tonggui/internal/platform/clock"
	"tonggui/internal/platform/db"
	"tonggui/internal/platform/httpapi"
	"tonggui/internal/platform/id"
)

const (
	// idleEnds and sessionEnds are the life of a session without use and in all.
	idleEnds    = 30 * 24 * time.Hour
	sessionEnds = 90 * 24 * time.Hour
	// seenEvery is how exactly last_seen is kept: a write for each request would be one too many.
	seenEvery = time.Minute
	// keepSessions is how long ended sessions can be looked up.
	keepSessions = 180 * 24 * time.Hour
)

// Authenticate finds who calls: the one way in, for requests and sockets alike. The error is
// apperr.Unauthenticated, or says that the account is frozen or closed.
func (s *Service) Authenticate(ctx context.Context, r *http.Request) (authz.Principal, error) {
	return s.AuthenticateToken(ctx, TokenOf(ctx, r))
}

// Token is what a request authenticates with, as far as it is kept; zero is none.
type Token struct{ hash tokenHash }

// TokenOf returns the token of a request.
func TokenOf(ctx context.Context, r *http.Request) Token {
	token := tokenOf(r, httpapi.MetaOf(ctx))
	if token == "" {
		return Token{}
	}
	return Token{hashToken(token)}
}

// AuthenticateToken is Authenticate for who looks at a token again later.
func (s *Service) AuthenticateToken(ctx context.Context, t Token) (authz.Principal, error) {
	if t == (Token{}) {
		return authz.Principal{}, apperr.Unauthenticated.New()
	}
	hash, now := t.hash, s.o.Clock.Now()
	k, drops, fresh := s.cache.get(hash, now)
	if !fresh {
		var err error
		if k, err = knownToken(s.db.Ask(ctx), hash); errors.Is(err, db.ErrNone) {
			return authz.Principal{}, apperr.Unauthenticated.New()
		} else if err != nil {
			return authz.Principal{}, err
		}
		s.cache.put(hash, k, now, drops)
	}
	switch {
	case k.shut != nil:
		return authz.Principal{}, k.shut
	case k.ended, !alive(k.created, k.lastSeen, now):
		return authz.Principal{}, apperr.Unauthenticated.New()
	}
	if now.Sub(k.lastSeen) >= seenEvery {
		s.seen.note(k.who.Session, now)
		k.lastSeen = now
		s.cache.put(hash, k, now, drops)
	}
	return k.who, nil
}

func alive(created, lastSeen, now clock.Instant) bool {
	return now.Sub(lastSeen) < idleEnds && now.Sub(created) < sessionEnds
}

func knownToken(q db.Q, hash tokenHash) (known, error) {
	k, err := db.One(q, func(r db.Row) (k known, err error) {
		var status, roles string
		var ended clock.Instant
		err = r.Scan(&k.who.Session, &k.who.Account, &k.created, &k.lastSeen, &ended, &k.who.Name, &k.who.Department, &roles,
			&k.who.Epoch, &status, &k.who.MustChangePassword, &k.who.Language)
		k.who.Roles, k.ended, k.asked = authz.ParseRoles(roles), ended != 0, q.At()
		k.shut = shut(Status(status))
		return k, err
	}, `SELECT s.id, s.account, s.created_at, s.last_seen_at, s.ended_at, a.name, a.department, a.roles, a.epoch, a.status,
			COALESCE(p.initial, TRUE), COALESCE(t.language, '')
		FROM sessions s JOIN accounts a ON a.id = s.account LEFT JOIN passwords p ON p.account = s.account
			LEFT JOIN account_settings t ON t.account = s.account
		WHERE s.token_hash = ?`, hash[:])
	if err != nil {
		return k, err
	}
	return k, standIn(q, &k.who, k.who.Roles)
}

// Alive tells whether a session is open now and its account is let in with all its rights. It asks
// the database each time: whoever asks holds something that was given out earlier.
func (s *Service) Alive(ctx context.Context, account, session id.ID) (bool, error) {
	k, err := db.One(s.db.Ask(ctx), func(r db.Row) (k known, err error) {
		var status string
		err = r.Scan(&k.created, &k.lastSeen, &k.ended, &status, &k.who.MustChangePassword)
		k.shut = shut(Status(status))
		return k, err
	}, `SELECT s.created_at, s.last_seen_at, s.ended_at <> 0, a.status, COALESCE(p.initial, TRUE)
		FROM sessions s JOIN accounts a ON a.id = s.account LEFT JOIN passwords p ON p.account = s.account
		WHERE s.id = ? AND s.account = ?`, session, account)
	if errors.Is(err, db.ErrNone) {
		return false, nil
	}
	return err == nil && k.shut == nil && !k.ended && !k.who.MustChangePassword && alive(k.created, k.lastSeen, s.o.Clock.Now()), err
}

// shut says why an account of the status lets nobody in; nil where it does.
func shut(status Status) error {
	switch status {
	case Active:
		return nil
	case Frozen:
		return ErrFrozen.New()
	default:
		return ErrLeft.New()
	}
}

// flushSeen writes down which sessions were used since the last time.
func (s *Service) flushSeen(ctx context.Context) error {
	at := s.seen.take()
	if len(at) == 0 {
		return nil
	}
	err := s.db.Write(ctx, func(tx *db.Tx) error {
		for session, when := range at {
			if _, err := tx.Exec(`UPDATE sessions SET last_seen_at = ? WHERE id = ? AND last_seen_at < ?`, when, session, when); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		for session, when := range at {
			s.seen.note(session, when)
		}
	}
	return err
}

func (s *Service) sweep(ctx context.Context) error {
	return s.db.Write(ctx, func(tx *db.Tx) error { return errors.Join(removeOld(tx), removeOldImports(tx)) })
}
