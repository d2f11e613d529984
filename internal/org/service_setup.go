package org

import (
	"context"
	"strings"
	"time"

	"tonggui/internal/audit"
	"tonggui/internal/event"
	"tonggui/internal/org/password"
	"tonggui/internal/platform/apperr"
	"tonggui/internal/platform/authz"
	"tonggui/internal/platform/db"
	"tonggui/internal/platform/id"

	"github.com/mozillazg/go-pinyin"
)

// SetupLife is how long the link for the first administrator can be used.
const SetupLife = 24 * time.Hour

// MakeSetupToken returns the one-time token with which the first administrator is made. It refuses
// once there is one: setup.done.
func (s *Service) MakeSetupToken(ctx context.Context) (string, error) {
	token, hash := newToken()
	err := s.db.Write(ctx, func(tx *db.Tx) error {
		if done, err := anyAdministrator(tx); err != nil || done {
			return orErr(err, ErrSetupDone.New())
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

// CompleteSetup makes the first administrator and logs them in. Of two that race with one token, one
// wins.
func (s *Service) CompleteSetup(ctx context.Context, token string, f FirstAdministrator) (Entered, error) {
	f.Company, f.Number, f.Name = strings.TrimSpace(f.Company), strings.TrimSpace(f.Number), strings.TrimSpace(f.Name)
	if needed, err := s.SetupNeeded(ctx, token); err != nil || !needed || token == "" {
		return Entered{}, orErr(err, ErrSetupLink.New())
	}
	if err := f.check(); err != nil {
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
	a := account{Number: f.Number, Name: f.Name, Status: Active, Roles: []authz.Role{authz.Admin}, Epoch: 1}
	err = s.write(ctx, func(tx *db.Tx) (err error) {
		// Whoever deletes the row has the right; the other one finds none.
		used, err := db.All(tx, db.Scalar[int64], `DELETE FROM setup_tokens WHERE token_hash = ? AND ends_at > ? RETURNING ends_at`, setup[:], tx.Now)
		if err != nil || len(used) != 1 {
			return orErr(err, ErrSetupLink.New())
		}
		if done, err := anyAdministrator(tx); err != nil || done {
			return orErr(err, ErrSetupLink.New())
		}
		a.ID = id.New(tx.Now)
		if err := firstAccount(tx, a, f.Company, hash); err != nil {
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

func firstAccount(tx *db.Tx, a account, company, hash string) error {
	if err := insertAccount(tx, a); db.IsDuplicate(err) {
		return apperr.Invalid.At("body.number", "taken")
	} else if err != nil {
		return err
	}
	if err := putPassword(tx, a.ID, storedPassword{Hash: hash}); err != nil {
		return err
	}
	if err := putCompanyValue(tx, companyName, company); err != nil {
		return err
	}
	if _, err := tx.Exec(`DELETE FROM setup_tokens`); err != nil { // other links are of no use any more
		return err
	}
	if err := tx.Say(event.AccountsChanged{Accounts: []id.ID{a.ID}}); err != nil {
		return err
	}
	return audit.Write(tx, authz.Principal{Account: a.ID}, audit.Entry{Action: auditSetup, Object: "account", ObjectID: a.ID})
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
	return refusePassword("body.password", password.Check(f.Password, password.Own{Number: f.Number, Name: f.Name,
		Pinyin: pinyin.LazyPinyin(f.Name, pinyin.NewArgs()), Company: []string{f.Company}}))
}
