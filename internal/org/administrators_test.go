package org_test

import (
	"fmt"
	"slices"
	"sync"
	"sync/atomic"
	"testing"

	"tonggui/internal/org"
	"tonggui/internal/platform/authz"
	"tonggui/internal/platform/db"
	"tonggui/internal/platform/id"
)

func roles(some ...authz.Role) map[string]any {
	return map[string]any{"roles": append([]authz.Role{}, some...), "reason": "任命"}
}

func rolesOf(account id.ID) string { return "/admin/people/" + account.String() + "/roles" }

// covers: SEC-03, ACC-06
func TestAnAdministratorStandsInUntilSomebodyIsAppointed(t *testing.T) {
	each(t, func(h *house) {
		admin, _ := h.setUp()
		other, otherID := h.settled("A002", "程更辰", authz.Admin)
		security, securityID := h.settled("A003", "鲁恒")
		_, watcher := h.settled("A004", "汤以宁")
		me := ok[org.Me](admin.call("GET", "/session", nil), 200)
		if fmt.Sprint(me.StandsIn) != "[security_admin audit_admin]" || !slices.Contains(me.Abilities, "account.roles") || !slices.Contains(me.Abilities, "audit.read") {
			t.Errorf("nobody is appointed, and the administrator stands in for %v with %v", me.StandsIn, me.Abilities)
		}
		if staff := ok[org.Me](security.call("GET", "/session", nil), 200); len(staff.StandsIn) > 0 || staff.StandsIn == nil || len(staff.Abilities) > 0 {
			t.Errorf("an employee stands in for %v with %v", staff.StandsIn, staff.Abilities)
		}
		if !slices.Contains(me.Abilities, "approval.export") { // of their own everybody may; of all, by role
			t.Errorf("what a role opens beyond one's own is not told: %v", me.Abilities)
		}
		ok[org.Me](other.call("GET", "/session", nil), 200) // who is remembered as standing in
		ok[org.AdminPerson](admin.call("PUT", rolesOf(securityID), roles(authz.SecurityAdmin)), 200)
		// At once, for all of them, also for whom was remembered.
		h.unchanged(func() {
			for _, c := range []*client{admin, other} {
				c.call("PUT", rolesOf(watcher), roles(authz.AuditAdmin)).refused(403, "access.denied")
			}
		})
		if me := ok[org.Me](other.call("GET", "/session", nil), 200); fmt.Sprint(me.StandsIn) != "[audit_admin]" {
			t.Errorf("stands in for %v", me.StandsIn)
		}
		ok[org.AdminPerson](security.call("PUT", rolesOf(watcher), roles(authz.AuditAdmin, authz.Supervisor)), 200)
		if me := ok[org.Me](admin.call("GET", "/session", nil), 200); len(me.StandsIn) > 0 || slices.Contains(me.Abilities, "audit.read") {
			t.Errorf("stands in for %v", me.StandsIn)
		}
		// A frozen audit administrator is one still; one who lost the role is none.
		ok[org.AdminPerson](admin.call("POST", "/admin/people/"+otherID.String()+"/freeze", because), 200)
		ok[org.AdminPerson](security.call("POST", "/admin/people/"+watcher.String()+"/freeze", because), 200)
		if me := ok[org.Me](admin.call("GET", "/session", nil), 200); len(me.StandsIn) > 0 {
			t.Errorf("freezing opened %v", me.StandsIn)
		}
		ok[org.AdminPerson](security.call("PUT", rolesOf(watcher), roles()), 200)
		if me := ok[org.Me](admin.call("GET", "/session", nil), 200); fmt.Sprint(me.StandsIn) != "[audit_admin]" {
			t.Errorf("stands in for %v", me.StandsIn)
		}
	})
}

// covers: SEC-03, ACC-06
func TestThreeAdministratorsExcludeOneAnotherAndKeepTheirOwn(t *testing.T) {
	each(t, func(h *house) {
		admin, first := h.setUp()
		security, securityID := h.settled("A002", "程更辰", authz.SecurityAdmin)
		_, second := h.settled("A003", "鲁恒", authz.AuditAdmin)
		_, staff := h.settled("A004", "汤以宁")
		root := first.Me.Account.ID
		on := func(account id.ID, act string) string { return "/admin/people/" + account.String() + "/" + act }
		h.unchanged(func() {
			for _, two := range [][]authz.Role{{authz.Admin, authz.SecurityAdmin}, {authz.SecurityAdmin, authz.AuditAdmin}, {authz.AuditAdmin, authz.HR, authz.Admin}} {
				security.call("PUT", rolesOf(staff), roles(two...)).refused(422, "account.roles_exclude")
			}
			security.call("PUT", rolesOf(securityID), roles(authz.Admin)).refused(409, "account.self")
			security.call("PUT", rolesOf(root), roles()).refused(409, "account.last_admin")
			// Nobody comes to an account that may more by giving it another password.
			for _, account := range []id.ID{securityID, second} {
				admin.call("POST", on(account, "reset-password"), because).refused(403, "account.administrator")
				admin.call("POST", on(account, "freeze"), because).refused(403, "account.administrator")
				admin.call("PUT", rolesOf(account), roles()).refused(403, "access.denied")
			}
			security.call("POST", on(root, "freeze"), because).refused(409, "account.last_admin")
		})
		_, third := h.settled("A005", "夏初", authz.SecurityAdmin)
		ok[org.AdminPerson](security.call("POST", on(third, "freeze"), because), 200)
		ok[org.AdminPerson](security.call("PUT", rolesOf(second), roles(authz.SecurityAdmin)), 200)
		ok[any](security.call("POST", on(second, "reset-password"), because), 200)
	})
}

// covers: SEC-03
func TestTwoSecurityAdministratorsWhoUnseatEachOtherLeaveOne(t *testing.T) {
	each(t, func(h *house) {
		h.setUp()
		one, first := h.settled("A002", "程更辰", authz.SecurityAdmin)
		two, second := h.settled("A003", "鲁恒", authz.SecurityAdmin)
		var won atomic.Int32
		var wg sync.WaitGroup
		unseat := func(c *client, target id.ID) func() {
			return func() {
				if c.call("PUT", rolesOf(target), roles()).status == 200 {
					won.Add(1)
				}
			}
		}
		wg.Go(unseat(one, second))
		wg.Go(unseat(two, first))
		wg.Wait()
		n, err := db.Value[int64](h.db.Ask(t.Context()), `SELECT COUNT(*) FROM accounts WHERE roles = 'security_admin'`)
		if err != nil || n != 1 || won.Load() != 1 {
			t.Errorf("%d are left after %d acts (%v)", n, won.Load(), err)
		}
	})
}

// known returns the account with a number.
func (h *house) known(number string) id.ID {
	h.t.Helper()
	one, err := db.Value[id.ID](h.db.Ask(h.t.Context()), `SELECT id FROM accounts WHERE number = ?`, number)
	if err != nil {
		h.t.Fatal(number, err)
	}
	return one
}
