package org

import (
	"slices"

	"tonggui/internal/platform/authz"
	"tonggui/internal/platform/db"
	"tonggui/internal/platform/id"
)

// administrators are all accounts that hold one of the roles that exclude one another and have not left.
type administrators []account

// hasAdministrator is the condition under which an account may be one of them.
const hasAdministrator = `roles <> '' AND status <> 'left' AND roles LIKE '%admin%'`

func scanAdministrator(r db.Row) (a account, err error) {
	var status, roles string
	err = r.Scan(&a.ID, &status, &roles)
	a.Status, a.Roles = Status(status), authz.ParseRoles(roles)
	return a, err
}

func selectAdministrators(q db.Q) (administrators, error) {
	return db.All(q, scanAdministrator, `SELECT id, status, roles FROM accounts WHERE `+hasAdministrator)
}

// lockAdministrators reads them and keeps them so until the transaction ends.
func lockAdministrators(tx *db.Tx) (administrators, error) {
	return db.All(tx, scanAdministrator, `SELECT id, status, roles FROM accounts WHERE `+hasAdministrator+` ORDER BY id /*postgres FOR UPDATE*/`)
}

func anyAdministrator(q db.Q) (bool, error) {
	all, err := selectAdministrators(q)
	return len(all.active(authz.Admin)) > 0, err
}

// held are the roles that anybody holds. Whoever is frozen holds them still: freezing the audit
// administrator must not open the audit log to who froze them.
func (all administrators) held() (out []authz.Role) {
	for _, a := range all {
		out = append(out, a.Roles...)
	}
	return out
}

// active lists who holds a role and can use it.
func (all administrators) active(r authz.Role) (out []id.ID) {
	for _, a := range all {
		if a.Status == Active && slices.Contains(a.Roles, r) {
			out = append(out, a.ID)
		}
	}
	return out
}

// principal is somebody as the policy table knows them.
func (all administrators) principal(a account) authz.Principal {
	return authz.Principal{Account: a.ID, Roles: a.Roles, StandsIn: authz.StandingIn(a.Roles, all.held())}
}

// standIn tells a principal for which roles it stands in. Only an administrator costs a query.
func standIn(q db.Q, who *authz.Principal, roles []authz.Role) error {
	if !slices.Contains(roles, authz.Admin) {
		return nil
	}
	all, err := selectAdministrators(q)
	who.StandsIn = authz.StandingIn(roles, all.held())
	return err
}

// keeps tells whether the company still has who administers it, and who appoints if somebody did before.
func (all administrators) keeps(before administrators) bool {
	for _, r := range []authz.Role{authz.Admin, authz.SecurityAdmin} {
		if len(before.active(r)) > 0 && len(all.active(r)) == 0 {
			return false
		}
	}
	return true
}

// keepOthers refuses to take away the last one who holds a role that the company cannot be without,
// where a would keep only the roles left.
func (all administrators) keepOthers(a account, left []authz.Role) error {
	for _, r := range []authz.Role{authz.Admin, authz.SecurityAdmin} {
		if last := all.active(r); len(last) == 1 && last[0] == a.ID && !slices.Contains(left, r) {
			if r == authz.Admin {
				return ErrLastAdmin.New()
			}
			return ErrLastSecurityAdmin.New()
		}
	}
	return nil
}

// mayActOn keeps people from taking over an account that may more than theirs by freezing it or giving it
// another password: an administrator's for those with lesser roles, and for an administrator that of who
// appoints and of who watches.
func mayActOn(who authz.Principal, a account) bool {
	target := authz.Principal{Roles: a.Roles}
	switch {
	case target.Has(authz.SecurityAdmin), target.Has(authz.AuditAdmin):
		return who.ActsAs(authz.SecurityAdmin)
	case target.Has(authz.Admin):
		return who.Has(authz.Admin) || who.ActsAs(authz.SecurityAdmin)
	}
	return true
}
