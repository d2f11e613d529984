package org

import (
	"context"
	"slices"

	"tonggui/internal/audit"
	"tonggui/internal/event"
	"tonggui/internal/org/password"
	"tonggui/internal/platform/authz"
	"tonggui/internal/platform/db"
	"tonggui/internal/platform/realtime"

	"github.com/mozillazg/go-pinyin"
)

// ChangePassword gives the principal another password. The session gets a new token, which is
// returned; all others end.
//
// Errors: password.wrong, login.throttled (guessing is slowed here too), login.busy, password.same,
// password.recent, and one for each way in which the new one is not good enough.
func (s *Service) ChangePassword(ctx context.Context, who authz.Principal, current, next string) (string, Me, error) {
	q := s.db.Ask(ctx)
	a, err := accountByID(q, who.Account)
	if err != nil {
		return "", Me{}, err
	}
	stored, err := passwordOf(q, a.ID)
	if err != nil {
		return "", Me{}, err
	}
	if err := s.confirmCurrent(ctx, a, stored, "body.current", current); err != nil {
		return "", Me{}, err
	}
	hash, err := s.acceptNew(ctx, a, stored, current, next)
	if err != nil {
		return "", Me{}, err
	}
	token, th := newToken()
	err = s.write(ctx, func(tx *db.Tx) error {
		if err := confirm(tx, a, stored); err != nil {
			return err
		}
		return s.replacePassword(tx, who, hash, th)
	})
	if err != nil {
		return "", Me{}, err
	}
	me, err := s.me(ctx, who.Account, who.Session)
	return token, me, err
}

// replacePassword stores the new password, gives the session its new token and ends the others.
func (s *Service) replacePassword(tx *db.Tx, who authz.Principal, hash string, token tokenHash) error {
	if err := putPassword(tx, who.Account, storedPassword{Hash: hash}); err != nil {
		return err
	}
	if err := raiseEpoch(tx, who.Account); err != nil {
		return err
	}
	if err := rotateToken(tx, who.Session, token); err != nil {
		return err
	}
	ended, err := endSessions(tx, who.Account, who.Session, byPassword)
	if err != nil {
		return err
	}
	if err := s.sessionsEnded(tx, who.Account, ended); err != nil {
		return err
	}
	// The socket of this session carries the old token: it comes back with the new one.
	tx.AfterCommit(func() { s.o.Sockets.CloseSession(who.Session, realtime.CloseTooMany) })
	if err := tx.Say(event.PasswordChanged{Account: who.Account}); err != nil {
		return err
	}
	return audit.Write(tx, who, audit.Entry{Action: authz.PasswordChange, Object: "account", ObjectID: who.Account,
		Facts: map[string]any{"sessions_ended": len(ended)}})
}

// ConfirmPassword makes sure that whoever sits at the device knows the principal's password, before
// something is done that needs more than a session; for other rooms. Guessing is slowed as at a change.
//
// Errors: password.wrong at field, login.throttled, login.busy.
func (s *Service) ConfirmPassword(ctx context.Context, who authz.Principal, field, typed string) error {
	q := s.db.Ask(ctx)
	a, err := accountByID(q, who.Account)
	if err != nil {
		return err
	}
	stored, err := passwordOf(q, a.ID)
	if err != nil {
		return err
	}
	return s.confirmCurrent(ctx, a, stored, field, typed)
}

// confirmCurrent makes sure that whoever sits at the device knows the present password.
func (s *Service) confirmCurrent(ctx context.Context, a account, stored storedPassword, field, current string) error {
	key := "change:" + a.ID.String()
	if err := s.db.Write(ctx, func(tx *db.Tx) error { return claimGuess(tx, key) }); err != nil {
		return err
	}
	ok, _, err := s.verify(ctx, a.ID, stored, current)
	if err != nil {
		return err
	}
	if !ok {
		return ErrPasswordWrong.At(field, ErrPasswordWrong.Code)
	}
	return s.db.Write(ctx, func(tx *db.Tx) error { return clearGuesses(tx, key) })
}

// acceptNew judges a new password and returns its stored form.
func (s *Service) acceptNew(ctx context.Context, a account, stored storedPassword, current, next string) (string, error) {
	if next == current || stored.Initial && password.VerifyInitial(stored.Hash, a.ID, next) {
		return "", ErrPasswordSame.At("body.next", ErrPasswordSame.Code)
	}
	own, err := s.own(ctx, a)
	if err != nil {
		return "", err
	}
	if err := refusePassword("body.next", password.Check(next, own)); err != nil {
		return "", err
	}
	recent, err := recentPasswords(s.db.Ask(ctx), a.ID)
	if err != nil {
		return "", err
	}
	if !stored.Initial {
		recent = slices.Insert(recent, 0, stored.Hash)
	}
	for _, old := range recent {
		ok, _, err := s.hasher.Verify(ctx, old, next)
		if err != nil {
			return "", busy(err)
		}
		if ok {
			return "", ErrPasswordRecent.At("body.next", ErrPasswordRecent.Code)
		}
	}
	hash, err := s.hasher.Hash(ctx, next)
	return hash, busy(err)
}

// own gathers what a person's password must not be made of.
func (s *Service) own(ctx context.Context, a account) (password.Own, error) {
	company, err := companyValue(s.db.Ask(ctx), companyName)
	return ownOf(a, company), err
}

func ownOf(a account, company string) password.Own {
	own := password.Own{Number: a.Number, Name: a.Name, Mobile: a.Mobile, Email: a.Email}
	own.Pinyin = pinyin.LazyPinyin(a.Name, pinyin.NewArgs())
	if company != "" {
		own.Company = []string{company}
	}
	return own
}
