package org_test

import (
	"fmt"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"tonggui/internal/org"
	"tonggui/internal/platform/authz"
	"tonggui/internal/platform/db"
	"tonggui/internal/platform/id"
)

var because = map[string]any{"reason": "手机遗失"}

// covers: ACC-05
func TestFreezingEndsEverythingOfTheAccountAtOnce(t *testing.T) {
	each(t, func(h *house) {
		admin, _ := h.setUp()
		c, account := h.settled("A002", "程更辰")
		ok[org.Me](c.call("GET", "/session", nil), 200) // remembered from now on
		p := ok[org.AdminPerson](admin.call("POST", "/admin/people/"+account.String()+"/freeze", because), 200)
		if p.Person.Status != "frozen" || p.SessionCount != 0 {
			t.Errorf("%+v", p)
		}
		c.call("GET", "/session", nil).refused(403, "account.frozen")
		if !h.sockets.has(fmt.Sprint("close account ", account, " 4003")) {
			t.Error("sockets stay open")
		}
		_, a := h.login("A002", good)
		a.refused(403, "account.frozen")
		_, a = h.login("A002", "wrong") // who does not know the password does not learn it
		a.refused(401, "login.failed")

		ok[org.AdminPerson](admin.call("POST", "/admin/people/"+account.String()+"/unfreeze", because), 200)
		c.call("GET", "/session", nil).refused(401, "session.missing")
		_, a = h.login("A002", good)
		ok[entered](a, 200)
		if h.audited("account.freeze") != 2 {
			t.Error("not in the audit log")
		}
		reason, err := db.Value[string](h.db.Ask(t.Context()), `SELECT reason FROM account_acts WHERE act = 'freeze'`)
		if err != nil || reason != "手机遗失" {
			t.Errorf("reason %q (%v)", reason, err)
		}
	})
}

// covers: ACC-05
func TestAFrozenAccountIsShutOnAnotherNodeWithinASecond(t *testing.T) {
	each(t, func(h *house) {
		admin, _ := h.setUp()
		c, account := h.settled("A002", "程更辰")
		other := newHouse(t, h.db, h.clock)
		there := other.client()
		there.token = c.cookies["tonggui_session"]
		ok[org.Me](there.call("GET", "/session", nil), 200)
		ok[org.AdminPerson](admin.call("POST", "/admin/people/"+account.String()+"/freeze", because), 200)
		other.sockets.await(fmt.Sprint("close account ", account, " 4003")) // by its follower
		there.call("GET", "/session", nil).refused(403, "account.frozen")
	})
}

func TestAnotherNodeBelievesAPrincipalForASecondAtMost(t *testing.T) {
	each(t, func(h *house) {
		c, account := h.settled("A002", "程更辰")
		ok[org.Me](c.call("GET", "/session", nil), 200)
		// A node that hears nothing: the row changes and nobody says so.
		if err := h.db.Write(t.Context(), func(tx *db.Tx) error {
			_, err := tx.Exec(`UPDATE accounts SET status = 'frozen' WHERE id = ?`, account)
			return err
		}); err != nil {
			t.Fatal(err)
		}
		h.clock.Advance(1_000_000_000)
		c.call("GET", "/session", nil).refused(403, "account.frozen")
	})
}

// covers: ACC-05
func TestAResetEndsSessionsAndNeedsANewPassword(t *testing.T) {
	each(t, func(h *house) {
		admin, _ := h.setUp()
		c, account := h.settled("A002", "程更辰")
		for range 5 {
			h.login("A002", "wrong")
		}
		out := ok[org.HandedOut](admin.call("POST", "/admin/people/"+account.String()+"/reset-password", because), 200)
		if !strings.HasSuffix(out.Link, "/welcome#A002."+out.InitialPassword) || !strings.HasPrefix(out.Link, "http://127.0.0.1") {
			t.Errorf("link %s", out.Link)
		}
		c.call("GET", "/session", nil).refused(401, "session.missing")
		again, a := h.login("A002", out.InitialPassword)
		if !ok[entered](a, 200).Me.MustChangePassword {
			t.Error("the new password need not be changed")
		}
		change(again, out.InitialPassword, good).refused(422, "password.recent")
		ok[org.Me](change(again, out.InitialPassword, good+"1"), 200)
		if h.audited("account.reset") != 1 {
			t.Error("not in the audit log")
		}
	})
}

// covers: ACC-06
func TestRolesAreGivenAndTakenWithoutANewLogin(t *testing.T) {
	each(t, func(h *house) {
		admin, _ := h.setUp()
		c, account := h.settled("A002", "程更辰")
		path := "/admin/people/" + account.String() + "/roles"
		c.call("GET", "/admin/people", nil).refused(403, "access.denied")
		p := ok[org.AdminPerson](admin.call("PUT", path, map[string]any{"roles": []string{"it", "hr"}, "reason": "调岗"}), 200)
		if fmt.Sprint(p.Roles) != "[hr it]" {
			t.Errorf("roles %v", p.Roles)
		}
		ok[any](c.call("GET", "/admin/people", nil), 200)
		ok[org.AdminPerson](admin.call("PUT", path, map[string]any{"roles": []string{}, "reason": "调岗"}), 200)
		c.call("GET", "/admin/people", nil).refused(403, "access.denied")
		if h.audited("account.roles") != 2 {
			t.Error("not in the audit log")
		}
	})
}

// covers: ACC-06
func TestAdministrativeActsThatAreRefusedChangeNothing(t *testing.T) {
	each(t, func(h *house) {
		admin, first := h.setUp()
		it, itID := h.settled("A002", "程更辰", authz.IT)
		hr, _ := h.settled("A003", "鲁恒", authz.HR)
		staff, staffID := h.settled("A004", "汤以宁")
		on := func(account id.ID, act string) string { return "/admin/people/" + account.String() + "/" + act }
		root, roles := first.Me.Account.ID, map[string]any{"roles": []string{"hr"}, "reason": "x"}
		h.unchanged(func() {
			for _, act := range []string{"freeze", "unfreeze", "reset-password"} {
				staff.call("POST", on(itID, act), because).refused(403, "access.denied")
				hr.call("POST", on(itID, act), because).refused(403, "access.denied")
				it.call("POST", on(id.New(1), act), because).refused(404, "not_found")
				it.call("POST", on(root, act), because).refused(403, "account.administrator")
				it.call("POST", on(itID, act), because).refused(409, "account.self")
				it.call("POST", on(staffID, act), map[string]any{"reason": "  "}).refused(422, "request.invalid")
				it.call("POST", on(staffID, act), map[string]any{"reason": "a\u202eb"}).refused(422, "request.invalid")
				it.call("POST", on(staffID, act), nil).refused(400, "request.malformed")
			}
			admin.call("POST", on(staffID, "unfreeze"), because).refused(409, "account.status")
			admin.call("POST", on(root, "freeze"), because).refused(409, "account.self")
			admin.call("PUT", on(root, "roles"), roles).refused(409, "account.self")
			it.call("PUT", on(staffID, "roles"), roles).refused(403, "access.denied")
			admin.call("PUT", on(staffID, "roles"), map[string]any{"roles": []string{"god"}, "reason": "x"}).refused(422, "request.invalid")
		})
		ok[org.Me](admin.call("GET", "/session", nil), 200)
	})
}

// covers: ACC-06
func TestTwoAdministratorsWhoFreezeEachOtherLeaveOne(t *testing.T) {
	each(t, func(h *house) {
		one, first := h.setUp()
		two, second := h.settled("A002", "程更辰", authz.Admin)
		var won atomic.Int32
		var wg sync.WaitGroup
		freeze := func(c *client, target id.ID) func() {
			return func() {
				if c.call("POST", "/admin/people/"+target.String()+"/freeze", because).status == 200 {
					won.Add(1)
				}
			}
		}
		wg.Go(freeze(one, second))
		wg.Go(freeze(two, first.Me.Account.ID))
		wg.Wait()
		n, err := db.Value[int64](h.db.Ask(t.Context()), `SELECT COUNT(*) FROM accounts WHERE status = 'active' AND roles = 'admin'`)
		if err != nil || n != 1 || won.Load() != 1 {
			t.Errorf("%d administrators are left after %d acts (%v)", n, won.Load(), err)
		}
	})
}

func TestPeopleAreListedByFilterAndInParts(t *testing.T) {
	each(t, func(h *house) {
		admin, _ := h.setUp()
		for i := range 7 {
			h.person(fmt.Sprintf("B%03d", i), "程更辰")
		}
		_, frozen := h.settled("C001", "鲁恒")
		ok[org.AdminPerson](admin.call("POST", "/admin/people/"+frozen.String()+"/freeze", because), 200)
		type list struct {
			Items      []org.AdminPerson
			NextCursor *string `json:"next_cursor"`
		}
		numbers, cursor := []string{}, ""
		for {
			l := ok[list](admin.call("GET", "/admin/people?limit=4&cursor="+cursor, nil), 200)
			for _, p := range l.Items {
				numbers = append(numbers, p.Person.Number)
			}
			if l.NextCursor == nil {
				break
			}
			cursor = *l.NextCursor
		}
		if fmt.Sprint(numbers) != "[A001 B000 B001 B002 B003 B004 B005 B006 C001]" {
			t.Errorf("%v", numbers)
		}
		if l := ok[list](admin.call("GET", "/admin/people?status=frozen", nil), 200); len(l.Items) != 1 || l.Items[0].Person.Number != "C001" || l.Items[0].LastSeenAt == nil {
			t.Errorf("frozen: %+v", l.Items)
		}
		if l := ok[list](admin.call("GET", "/admin/people?q=cgc", nil), 200); len(l.Items) != 7 || !l.Items[0].MustChangePassword || l.Items[0].LastSeenAt != nil {
			t.Errorf("search: %+v", l.Items)
		}
		admin.call("GET", "/admin/people?cursor=x", nil).refused(422, "request.invalid")
		admin.call("GET", "/admin/people?status=gone", nil).refused(422, "request.invalid")
	})
}
