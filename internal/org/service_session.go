package org

import (
	"context"

	"tonggui/internal/audit"
	"tonggui/internal/event"
	"tonggui/internal/platform/apperr"
	"tonggui/internal/platform/authz"
	"tonggui/internal/platform/clock"
	"tonggui/internal/platform/db"
	"tonggui/internal/platform/id"
	"tonggui/internal/platform/realtime"
)

// SessionInfo is a session as its owner sees it.
type SessionInfo struct {
	ID         id.ID         `json:"id"`
	Current    bool          `json:"current" doc:"it is the one that asks"`
	Device     string        `json:"device" enum:"desktop,phone,other"`
	Client     string        `json:"client" doc:"browser and system, as far as they tell"`
	IP         string        `json:"ip"`
	CreatedAt  clock.Instant `json:"created_at"`
	LastSeenAt clock.Instant `json:"last_seen_at" doc:"exact to a minute"`
}

// Why sessions end.
const (
	byLogout   = "logout"
	byOwner    = "ended"
	byPassword = "password"
	byReset    = "reset"
	byFreeze   = "frozen"
	byLeaving  = "left"
)

// Sessions lists the living sessions of the principal.
func (s *Service) Sessions(ctx context.Context, who authz.Principal) ([]SessionInfo, error) {
	if err := s.flushSeen(ctx); err != nil {
		return nil, err
	}
	rows, err := livingSessions(s.db.Ask(ctx), who.Account)
	out := make([]SessionInfo, 0, len(rows))
	for _, v := range rows {
		out = append(out, SessionInfo{ID: v.ID, Current: v.ID == who.Session, Device: deviceOf(v.UserAgent), Client: clientOf(v.UserAgent),
			IP: v.IP, CreatedAt: v.CreatedAt, LastSeenAt: v.LastSeenAt})
	}
	return out, err
}

// Logout ends the session that asks.
func (s *Service) Logout(ctx context.Context, who authz.Principal) error {
	return s.endOwn(ctx, who, who.Session, byLogout)
}

// EndSession ends one of the principal's own sessions; anything else is not found.
func (s *Service) EndSession(ctx context.Context, who authz.Principal, session id.ID) error {
	return s.endOwn(ctx, who, session, byOwner)
}

func (s *Service) endOwn(ctx context.Context, who authz.Principal, session id.ID, why string) error {
	return s.write(ctx, func(tx *db.Tx) error {
		ended, err := endSession(tx, who.Account, session, why)
		if err != nil {
			return err
		}
		if !ended {
			return apperr.NotFound.New()
		}
		if err := audit.Write(tx, who, audit.Entry{Action: authz.SessionOwn, Object: "session", ObjectID: session,
			Facts: map[string]any{"ended_by": why}}); err != nil {
			return err
		}
		return s.sessionsEnded(tx, who.Account, []id.ID{session})
	})
}

// EndOtherSessions ends all of the principal's sessions but the one that asks.
func (s *Service) EndOtherSessions(ctx context.Context, who authz.Principal) error {
	return s.write(ctx, func(tx *db.Tx) error {
		ended, err := endSessions(tx, who.Account, who.Session, byOwner)
		if err != nil || len(ended) == 0 {
			return err
		}
		if err := audit.Write(tx, who, audit.Entry{Action: authz.SessionOwn, Object: "account", ObjectID: who.Account,
			Facts: map[string]any{"ended_by": byOwner, "sessions": len(ended)}}); err != nil {
			return err
		}
		return s.sessionsEnded(tx, who.Account, ended)
	})
}

// sessionsEnded says so and makes it true here right after the commit.
func (s *Service) sessionsEnded(tx *db.Tx, account id.ID, sessions []id.ID) error {
	tx.AfterCommit(func() { s.dropSessions(account, sessions) })
	return tx.Say(event.SessionsEnded{Account: account, Sessions: sessions})
}

func (s *Service) dropSessions(account id.ID, sessions []id.ID) {
	s.cache.dropAccounts(account)
	for _, v := range sessions {
		s.o.Sockets.CloseSession(v, realtime.CloseSessionEnded)
	}
}

// shutAccount ends everything of an account in the transaction that shuts it or takes its rights:
// all sessions, the epoch, and after the commit whatever is open here.
func (s *Service) shutAccount(tx *db.Tx, account id.ID, why string) error {
	if err := raiseEpoch(tx, account); err != nil {
		return err
	}
	ended, err := endSessions(tx, account, id.Zero, why)
	if err != nil {
		return err
	}
	code := realtime.CloseSessionEnded
	if why == byFreeze {
		code = realtime.CloseFrozen
		if err := tx.Say(event.AccountFrozen{Account: account}); err != nil {
			return err
		}
	}
	tx.AfterCommit(func() {
		s.cache.dropAccounts(account)
		s.o.Sockets.CloseAccount(account, code)
	})
	return tx.Say(event.SessionsEnded{Account: account, Sessions: ended})
}
