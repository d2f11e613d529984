package org

import (
	"context"
	"errors"
	"net/url"
	"strings"

	"tonggui/internal/audit"
	"tonggui/internal/event"
	"tonggui/internal/org/password"
	"tonggui/internal/platform/apperr"
	"tonggui/internal/platform/authz"
	"tonggui/internal/platform/db"
	"tonggui/internal/platform/httpapi"
	"tonggui/internal/platform/id"
)

// Freeze shuts an account until it is unfrozen: everything of it ends within a second.
func (s *Service) Freeze(ctx context.Context, who authz.Principal, target id.ID, reason string) error {
	return s.actOn(ctx, who, target, act{Name: "freeze", Action: authz.AccountFreeze, Reason: reason}, func(tx *db.Tx, a account, all administrators) error {
		if a.Status != Active {
			return ErrStatus.New("status", string(a.Status))
		}
		if err := all.keepOthers(a, nil); err != nil {
			return err
		}
		if err := setStatus(tx, a.ID, Frozen); err != nil {
			return err
		}
		return s.shutAccount(tx, a.ID, byFreeze)
	})
}

// Unfreeze opens a frozen account again; its sessions stay ended.
func (s *Service) Unfreeze(ctx context.Context, who authz.Principal, target id.ID, reason string) error {
	return s.actOn(ctx, who, target, act{Name: "unfreeze", Action: authz.AccountFreeze, Reason: reason}, func(tx *db.Tx, a account, _ administrators) error {
		if a.Status != Frozen {
			return ErrStatus.New("status", string(a.Status))
		}
		return setStatus(tx, a.ID, Active)
	})
}

// SetRoles replaces the roles of an account. Its sessions go on with the new ones. Whoever stood in for a
// role does so no longer as soon as somebody holds it.
//
// Errors: account.self, account.roles_exclude, account.last_admin, account.last_security_admin, account.status.
func (s *Service) SetRoles(ctx context.Context, who authz.Principal, target id.ID, roles []authz.Role, reason string) error {
	roles = authz.ParseRoles(authz.FormatRoles(roles)) // in order, each once
	facts := map[string]any{"roles": roles}
	return s.actOn(ctx, who, target, act{Name: "roles", Action: authz.AccountRoles, Reason: reason, Facts: facts}, func(tx *db.Tx, a account, all administrators) error {
		if a.Status == Left {
			return ErrStatus.New("status", string(a.Status))
		}
		if !authz.Exclusive(roles) {
			return ErrRolesExclude.New()
		}
		facts["before"] = a.Roles
		if err := all.keepOthers(a, roles); err != nil {
			return err
		}
		if _, err := tx.Exec(`UPDATE accounts SET roles = ? WHERE id = ?`, authz.FormatRoles(roles), a.ID); err != nil {
			return err
		}
		tx.AfterCommit(s.cache.dropStandIns)
		return raiseEpoch(tx, a.ID)
	})
}

// HandedOut is an initial password on its way to its person.
type HandedOut struct {
	Number          string `json:"number"`
	Name            string `json:"name"`
	Department      string `json:"department"`
	InitialPassword string `json:"initial_password"`
	Link            string `json:"link" doc:"opens the login with number and initial password filled in"`
}

// ResetPassword gives an account a new initial password and ends all its sessions.
func (s *Service) ResetPassword(ctx context.Context, who authz.Principal, target id.ID, reason string) (HandedOut, error) {
	out := HandedOut{InitialPassword: password.NewInitial()}
	err := s.actOn(ctx, who, target, act{Name: "reset", Action: authz.AccountReset, Reason: reason}, func(tx *db.Tx, a account, _ administrators) error {
		if a.Status != Active {
			return ErrStatus.New("status", string(a.Status))
		}
		out.Number, out.Name = a.Number, a.Name
		out.Department = s.company().departments[a.Department].Name
		if err := putPassword(tx, a.ID, storedPassword{Hash: password.HashInitial(a.ID, out.InitialPassword), Initial: true}); err != nil {
			return err
		}
		if err := clearGuesses(tx, accountKey(a.Number)); err != nil {
			return err
		}
		if err := tx.Say(event.PasswordChanged{Account: a.ID}); err != nil {
			return err
		}
		return s.shutAccount(tx, a.ID, byReset)
	})
	out.Link = welcomeLink(httpapi.MetaOf(ctx).Origin, out.Number, out.InitialPassword)
	return out, err
}

// welcomeLink carries number and initial password behind the #, which browsers send to no server.
func welcomeLink(origin, number, initial string) string {
	return origin + "/welcome#" + url.PathEscape(number) + "." + initial
}

// act is what an administrator does to somebody else's account.
type act struct {
	Name   string
	Action authz.Action
	Reason string
	Facts  map[string]any
}

// actOn runs do on an account that who may act on, and records it with its reason. It refuses with
// not_found, account.self, account.administrator, or what do returns.
func (s *Service) actOn(ctx context.Context, who authz.Principal, target id.ID, a act, do func(*db.Tx, account, administrators) error) error {
	if a.Reason = strings.TrimSpace(a.Reason); !shortText(a.Reason, maxReason) {
		return apperr.Invalid.At("body.reason", "wrong_form", "max", maxReason)
	}
	err := s.write(ctx, func(tx *db.Tx) error {
		all, err := stillMay(tx, &who, a.Action)
		if err != nil {
			return err
		}
		one, err := accountByID(tx, target)
		if errors.Is(err, db.ErrNone) {
			return apperr.NotFound.New()
		} else if err != nil {
			return err
		}
		if target == who.Account {
			return ErrSelf.New()
		}
		if !mayActOn(who, one) {
			return ErrAdministrator.New()
		}
		if err := do(tx, one, all); err != nil {
			return err
		}
		if err := tx.Say(event.AccountsChanged{Accounts: []id.ID{target}}); err != nil {
			return err
		}
		tx.AfterCommit(func() { s.cache.dropAccounts(target) }) // here at once; elsewhere the news does it
		return record(tx, who, target, a)
	})
	if err == nil {
		s.refresh(ctx, target)
	}
	return err
}

// stillMay looks again, inside the transaction, at the rights of who, and renews them there: they may have
// ended since the request came in. It locks the administrators and returns them, always in one order.
func stillMay(tx *db.Tx, who *authz.Principal, action authz.Action) (administrators, error) {
	all, err := lockAdministrators(tx)
	if err != nil {
		return nil, err
	}
	a, err := lockAccount(tx, who.Account)
	if err != nil {
		return nil, err
	}
	now := all.principal(a)
	who.Roles, who.StandsIn = now.Roles, now.StandsIn
	if a.Status != Active || a.Epoch != who.Epoch || !authz.Can(*who, action) {
		return nil, apperr.Forbidden.New()
	}
	return all, nil
}

func setStatus(tx *db.Tx, account id.ID, status Status) error {
	_, err := tx.Exec(`UPDATE accounts SET status = ?, changed_at = ? WHERE id = ?`, string(status), tx.Now, account)
	return err
}

// record keeps the reason in words where it can be removed one day, and the fact where it cannot.
func record(tx *db.Tx, who authz.Principal, target id.ID, a act) error {
	row := id.New(tx.Now)
	if _, err := tx.Exec(`INSERT INTO account_acts (id, account, actor, act, reason, at) VALUES (?, ?, ?, ?, ?, ?)`,
		row, target, who.Account, a.Name, a.Reason, tx.Now); err != nil {
		return err
	}
	facts := map[string]any{"act": a.Name, "reason_id": row}
	for k, v := range a.Facts {
		facts[k] = v
	}
	return audit.Write(tx, who, audit.Entry{Action: a.Action, Object: "account", ObjectID: target, Facts: facts})
}
