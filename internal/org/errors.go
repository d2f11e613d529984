package org

import (
	"maps"
	"net/http"
	"slices"
	"strings"

	"tonggui/internal/org/password"
	"tonggui/internal/platform/apperr"
)

// What can go wrong in this room.
var (
	ErrLoginFailed    = apperr.Define(http.StatusUnauthorized, "login.failed")
	ErrLoginThrottled = apperr.Define(http.StatusTooManyRequests, "login.throttled")
	ErrLoginBusy      = apperr.Define(http.StatusServiceUnavailable, "login.busy")

	ErrFrozen            = apperr.Define(http.StatusForbidden, "account.frozen")
	ErrLeft              = apperr.Define(http.StatusForbidden, "account.left")
	ErrSelf              = apperr.Define(http.StatusConflict, "account.self")
	ErrLastAdmin         = apperr.Define(http.StatusConflict, "account.last_admin")
	ErrLastSecurityAdmin = apperr.Define(http.StatusConflict, "account.last_security_admin")
	ErrRolesExclude      = apperr.Define(http.StatusUnprocessableEntity, "account.roles_exclude")
	ErrAdministrator     = apperr.Define(http.StatusForbidden, "account.administrator")
	ErrStatus            = apperr.Define(http.StatusConflict, "account.status")
	ErrChosen            = apperr.Define(http.StatusConflict, "account.password_chosen")

	ErrPasswordWrong  = apperr.Define(http.StatusUnprocessableEntity, "password.wrong")
	ErrPasswordSame   = apperr.Define(http.StatusUnprocessableEntity, "password.same")
	ErrPasswordRecent = apperr.Define(http.StatusUnprocessableEntity, "password.recent")

	ErrSetupDone = apperr.Define(http.StatusConflict, "setup.done")
	ErrSetupLink = apperr.Define(http.StatusForbidden, "setup.link_invalid")
)

// errPassword has one kind for each way in which a password is not good enough.
var errPassword = func() map[string]*apperr.Def {
	defs := map[string]*apperr.Def{}
	for _, code := range []string{password.TooShort, password.TooLong, password.NeedsLetter, password.NeedsDigit,
		password.NeedsSpecial, password.Common, password.Personal} {
		defs[code] = apperr.Define(http.StatusUnprocessableEntity, code)
	}
	return defs
}()

// refusePassword makes one problem of all violations: its code is the first, its fields are all.
func refusePassword(field string, violations []password.Violation) error {
	if len(violations) == 0 {
		return nil
	}
	e := &apperr.Error{Def: errPassword[violations[0].Code], Params: violations[0].Params}
	for _, v := range violations {
		e.Fields = append(e.Fields, apperr.Field{Name: field, Code: v.Code, Params: v.Params})
	}
	return e
}

func defs(list ...*apperr.Def) []*apperr.Def { return list }

func passwordDefs() []*apperr.Def {
	return slices.SortedFunc(maps.Values(errPassword), func(a, b *apperr.Def) int { return strings.Compare(a.Code, b.Code) })
}
