package org

import (
	"context"
	"errors"

	"tonggui/internal/audit"
	"tonggui/internal/org/password"
	"tonggui/internal/platform/authz"
	"tonggui/internal/platform/db"
	"tonggui/internal/platform/httpapi"
	"tonggui/internal/platform/id"
)

// Entered is what a person gets who has logged in.
type Entered struct {
	Me     Me
	Token  string
	Device string // for the device cookie; empty where the device had one already
}

// Acts that the audit log records without being actions of the policy table: whoever does them is not
// known yet.
const (
	auditLogin       authz.Action = "session.login"
	auditLoginFailed authz.Action = "session.login_failed"
	auditSetup       authz.Action = "setup.complete"
)

// Login opens a session for whoever knows the number and the password. device is the device cookie,
// empty where there is none.
//
// Errors: login.failed, login.throttled, login.busy; account.frozen and account.left, said only to
// whoever knows the password.
func (s *Service) Login(ctx context.Context, number, typed, device string) (Entered, error) {
	in, err := s.logIn(ctx, number, typed, device)
	s.logins.count(err)
	return in, err
}

func (s *Service) logIn(ctx context.Context, number, typed, device string) (Entered, error) {
	meta := httpapi.MetaOf(ctx)
	a, stored, err := s.loginAccount(ctx, number)
	if err != nil {
		return Entered{}, err
	}
	guess, knows, err := s.claimLogin(ctx, a, number, device)
	if err != nil {
		return Entered{}, err
	}
	ok, renewed, err := s.verify(ctx, a.ID, stored, typed)
	if err != nil {
		return Entered{}, err
	}
	if !ok {
		return Entered{}, s.loginFailed(ctx, a.ID, "wrong", ErrLoginFailed.New())
	}
	if err := shut(a.Status); err != nil {
		return Entered{}, s.loginFailed(ctx, a.ID, string(a.Status), err)
	}
	token, hash := newToken()
	entered := Entered{Token: token}
	deviceHash := hashToken(device)
	if !knows && len(device) != tokenLength {
		entered.Device, deviceHash = newToken()
	}
	var opened session
	err = s.write(ctx, func(tx *db.Tx) error {
		if err := confirm(tx, a, stored); err != nil {
			return err
		}
		if renewed != "" {
			if _, err := tx.Exec(`UPDATE passwords SET hash = ? WHERE account = ?`, renewed, a.ID); err != nil {
				return err
			}
		}
		if err := errors.Join(clearGuesses(tx, guess), returnNetwork(tx, networkKey(meta.Network())), rememberDevice(tx, a.ID, deviceHash)); err != nil {
			return err
		}
		opened, err = s.open(tx, a.ID, hash)
		return err
	})
	if err != nil {
		return Entered{}, err
	}
	entered.Me, err = s.me(ctx, a.ID, opened.ID)
	return entered, err
}

// loginAccount finds the account of a number; the zero account where nobody has it.
func (s *Service) loginAccount(ctx context.Context, number string) (a account, p storedPassword, err error) {
	q := s.db.Ask(ctx)
	if a, err = accountByNumber(q, number); errors.Is(err, db.ErrNone) {
		return account{}, p, nil
	} else if err != nil {
		return a, p, err
	}
	p, err = passwordOf(q, a.ID)
	return a, p, err
}

// claimLogin counts the attempt. A device from which the account logged in before has a counter of
// its own, so that somebody else's guessing does not keep the owner out.
func (s *Service) claimLogin(ctx context.Context, a account, number, device string) (guess string, knows bool, err error) {
	guess = accountKey(number)
	err = s.db.Write(ctx, func(tx *db.Tx) error {
		if len(device) == tokenLength && !a.ID.IsZero() {
			if knows, err = knownDevice(tx, a.ID, hashToken(device)); err != nil {
				return err
			}
			if knows {
				guess = deviceKey(hashToken(device))
			}
		}
		if err := claimNetwork(tx, networkKey(httpapi.MetaOf(ctx).Network())); err != nil {
			return err
		}
		return claimGuess(tx, guess)
	})
	return guess, knows, err
}

// verify compares what was typed with what is stored. Every refusal has cost one argon2id hash.
// renewed is a new stored form where the old one was made at another cost.
func (s *Service) verify(ctx context.Context, account id.ID, stored storedPassword, typed string) (ok bool, renewed string, err error) {
	if password.IsInitial(stored.Hash) && password.VerifyInitial(stored.Hash, account, typed) {
		return true, "", nil
	}
	if stored.Hash == "" || password.IsInitial(stored.Hash) {
		return false, "", busy(s.hasher.Burn(ctx, typed))
	}
	ok, stale, err := s.hasher.Verify(ctx, stored.Hash, typed)
	if err == nil && ok && stale {
		renewed, err = s.hasher.Hash(ctx, typed)
	}
	return ok, renewed, busy(err)
}

func busy(err error) error {
	if errors.Is(err, password.ErrBusy) {
		return ErrLoginBusy.New("retry_after_s", 5)
	}
	return err
}

// loginFailed records the attempt and returns why.
func (s *Service) loginFailed(ctx context.Context, account id.ID, reason string, why error) error {
	if account.IsZero() {
		reason = "unknown"
	}
	err := s.db.Write(ctx, func(tx *db.Tx) error {
		return audit.Write(tx, authz.Principal{}, audit.Entry{Action: auditLoginFailed, Object: "account", ObjectID: account,
			Facts: map[string]any{"reason": reason}})
	})
	if err != nil {
		return err
	}
	return why
}

// confirm looks again, inside the transaction, at what the password was compared with: it may have
// been changed, or the account shut, while the hasher worked.
func confirm(tx *db.Tx, a account, stored storedPassword) error {
	now, err := lockAccount(tx, a.ID)
	if err != nil {
		return err
	}
	if err := shut(now.Status); err != nil {
		return err
	}
	p, err := passwordOf(tx, a.ID)
	if err == nil && p != stored {
		err = ErrLoginFailed.New()
	}
	return err
}

// open makes a session of an account for the caller's device, and its settings at the first one.
func (s *Service) open(tx *db.Tx, account id.ID, hash tokenHash) (session, error) {
	meta := httpapi.MetaOf(tx.Context())
	v := session{ID: id.New(tx.Now), Account: account, CreatedAt: tx.Now, LastSeenAt: tx.Now, UserAgent: meta.UserAgent}
	if meta.IP.IsValid() {
		v.IP = meta.IP.String()
	}
	if err := insertSession(tx, v, hash); err != nil {
		return v, err
	}
	settings, err := settingsOf(tx, account, languageOr(meta.Language))
	if err != nil {
		return v, err
	}
	if err := putSettings(tx, account, settings); err != nil {
		return v, err
	}
	return v, audit.Write(tx, authz.Principal{Account: account, Session: v.ID}, audit.Entry{Action: auditLogin, Object: "session", ObjectID: v.ID,
		Facts: map[string]any{"device": deviceOf(meta.UserAgent)}})
}

func languageOr(language string) string {
	if language == "" {
		return "zh-CN"
	}
	return language
}
