package org

import (
	"context"
	"errors"
	"strings"
	"time"

	"tonggui/internal/audit"
	"tonggui/internal/event"
	"tonggui/internal/org/password"
	"tonggui/internal/platform/apperr"
	"tonggui/internal/platform/authz"
	"tonggui/internal/platform/db"
	"tonggui/internal/platform/id"
)

// SetupLife is how long the link for the first administrator can be used.
const SetupLife = 24 * time.Hour

// MakeSetupToken returns the one-time token with which the first administrator is made; earlier ones
// end, so that a link which went astray is worth nothing. It refuses once there is an administrator:
// setup.done.
func (s *Service) MakeSetupToken(ctx context.Context) (string, error) {
	token, hash := newToken()
	err := s.db.Write(ctx, func(tx *db.Tx) error {
		if done, err := anyAdministrator(tx); err != nil || done {
			return orErr(err, ErrSetupDone.New())
		}
		if _, err := tx.Exec(`DELETE FROM setup_tokens`); err != nil {
			return err
		}
		_, err := tx.Exec(`INSERT INTO setup_tokens (token_hash, ends_at) VALUES (?, ?)`, hash[:], tx.Now.Add(SetupLife))
		return err
	})
	return token, err
}

func orErr(err, otherwise error) error {
	if err != nil {
		return err
	}
	return otherwise
}

// SetupNeeded tells whether the company has no administrator yet; with a token, whether that token
// can make one.
func (s *Service) SetupNeeded(ctx context.Context, token string) (bool, error) {
	q := s.db.Ask(ctx)
	if done, err := anyAdministrator(q); err != nil || done || token == "" {
		return !done, err
	}
	hash := hashToken(token)
	n, err := db.Value[int64](q, `SELECT COUNT(*) FROM setup_tokens WHERE token_hash = ? AND ends_at > ?`, hash[:], q.At())
	return n > 0, err
}

// FirstAdministrator is who sets the company up.
type FirstAdministrator struct {
	Company  string
	Number   string
	Name     string
	Password string
}

// CompleteSetup makes the first administrator and logs them in. Where a roster came first and brought
// the number, that account becomes the administrator. Of two that race with one token, one wins.
//
// Errors: setup.link_invalid, login.busy; request.invalid, also where the number is of an account that
// is shut; one for each way in which the password is not good enough.
func (s *Service) CompleteSetup(ctx context.Context, token string, f FirstAdministrator) (Entered, error) {
	f.Company, f.Number, f.Name = strings.TrimSpace(f.Company), strings.TrimSpace(f.Number), strings.TrimSpace(f.Name)
	if needed, err := s.SetupNeeded(ctx, token); err != nil || !needed || token == "" {
		return Entered{}, orErr(err, ErrSetupLink.New())
	}
	if err := f.check(); err != nil {
		return Entered{}, err
	}
	a, err := f.account(s.db.Ask(ctx))
	if err != nil {
		return Entered{}, err
	}
	if err := refusePassword("body.password", password.Check(f.Password, ownOf(a, f.Company))); err != nil {
		return Entered{}, err
	}
	hash, err := s.hasher.Hash(ctx, f.Password)
	if err != nil {
		return Entered{}, busy(err)
	}
	setup := hashToken(token)
	sessionToken, sessionHash := newToken()
	deviceToken, deviceHash := newToken()
	var opened session
	err = s.write(ctx, func(tx *db.Tx) (err error) {
		// Whoever deletes the row has the right; the other one finds none.
		used, err := db.All(tx, db.Scalar[int64], `DELETE FROM setup_tokens WHERE token_hash = ? AND ends_at > ? RETURNING ends_at`, setup[:], tx.Now)
		if err != nil || len(used) != 1 {
			return orErr(err, ErrSetupLink.New())
		}
		if done, err := anyAdministrator(tx); err != nil || done {
			return orErr(err, ErrSetupLink.New())
		}
		if a, err = s.makeAdministrator(tx, f, hash); err != nil {
			return err
		}
		if err := rememberDevice(tx, a.ID, deviceHash); err != nil {
			return err
		}
		opened, err = s.open(tx, a.ID, sessionHash)
		return err
	})
	if err != nil {
		return Entered{}, err
	}
	s.refresh(ctx, a.ID)
	me, err := s.me(ctx, a.ID, opened.ID)
	return Entered{Me: me, Token: sessionToken, Device: deviceToken}, err
}

func (f FirstAdministrator) check() error {
	e := &apperr.Error{Def: apperr.Invalid}
	if !shortText(f.Company, maxCompany) {
		e.Fields = append(e.Fields, apperr.Field{Name: "body.company", Code: "wrong_form"})
	}
	if !validNumber(f.Number) {
		e.Fields = append(e.Fields, apperr.Field{Name: "body.number", Code: "wrong_form"})
	}
	if !shortText(f.Name, maxName) {
		e.Fields = append(e.Fields, apperr.Field{Name: "body.name", Code: "wrong_form"})
	}
	if len(e.Fields) > 0 {
		return e
	}
	return nil
}

// account is who the first administrator will be: the account that has the number, or a new one
// without an id. What a roster says of a person stays.
func (f FirstAdministrator) account(q db.Q) (account, error) {
	a, err := accountByNumber(q, f.Number)
	switch {
	case errors.Is(err, db.ErrNone):
		return account{Number: f.Number, Name: f.Name, Status: Active, Epoch: 1}, nil
	case err != nil:
		return a, err
	case a.Status != Active:
		return a, apperr.Invalid.At("body.number", "taken")
	case !a.Managed:
		a.Name = f.Name
	}
	return a, nil
}

// makeAdministrator gives the company its name and its first administrator.
func (s *Service) makeAdministrator(tx *db.Tx, f FirstAdministrator, hash string) (account, error) {
	if err := lockRoster(tx, "setup"); err != nil { // nobody comes or leaves by a roster meanwhile
		return account{}, err
	}
	a, err := f.account(tx)
	if err != nil {
		return a, err
	}
	there := !a.ID.IsZero()
	a.Roles = authz.ParseRoles(authz.FormatRoles(append(a.Roles, authz.Admin)))
	if !authz.Exclusive(a.Roles) {
		return a, apperr.Invalid.At("body.number", "taken")
	}
	if there {
		err = s.takeOver(tx, a)
	} else {
		a.ID = id.New(tx.Now)
		err = insertAccount(tx, a)
	}
	if err != nil {
		return a, err
	}
	if err := putPassword(tx, a.ID, storedPassword{Hash: hash}); err != nil {
		return a, err
	}
	if err := putCompanyValue(tx, companyName, f.Company); err != nil {
		return a, err
	}
	if err := tx.Say(event.AccountsChanged{Accounts: []id.ID{a.ID}}); err != nil {
		return a, err
	}
	return a, audit.Write(tx, authz.Principal{Account: a.ID}, audit.Entry{Action: auditSetup, Object: "account", ObjectID: a.ID,
		Facts: map[string]any{"adopted": there}})
}

// takeOver makes an account that was there the administrator's: nothing that others may know of it or
// hold open lets them in any more.
func (s *Service) takeOver(tx *db.Tx, a account) error {
	if _, err := tx.Exec(`UPDATE accounts SET name = ?, roles = ?, changed_at = ? WHERE id = ?`,
		a.Name, authz.FormatRoles(a.Roles), tx.Now, a.ID); err != nil {
		return err
	}
	if err := clearGuesses(tx, accountKey(a.Number)); err != nil {
		return err
	}
	if err := tx.Say(event.PasswordChanged{Account: a.ID}); err != nil {
		return err
	}
	return s.shutAccount(tx, a.ID, byPassword)
}
