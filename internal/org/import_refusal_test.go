package org_test

import (
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"tonggui/internal/org"
	"tonggui/internal/org/roster/rostertest"
	"tonggui/internal/platform/authz"
	"tonggui/internal/platform/id"
)

func TestACompanyThatChangedSinceTheRehearsalIsNotTouched(t *testing.T) {
	each(t, func(h *house) {
		admin, _ := h.setUp()
		first := h.rehearse(admin, small)
		second := h.rehearse(admin, strings.ReplaceAll(small, "赵一", "赵二"))
		h.apply(admin, first.ID, "good_rows")
		before := h.count(`SELECT COUNT(*) FROM accounts WHERE name = '赵一'`)
		m := h.apply(admin, second.ID, "good_rows")
		if m.State != org.Failed || m.ErrorCode == nil || *m.ErrorCode != "import.outdated" {
			t.Fatalf("%+v", m)
		}
		if before != 1 || h.count(`SELECT COUNT(*) FROM accounts WHERE name = '赵一'`) != 1 {
			t.Error("it went in all the same")
		}
	})
}

func TestARosterThatMakesManyLeaveMustBeAccepted(t *testing.T) {
	each(t, func(h *house) {
		admin, _ := h.setUp()
		people := rostertest.Generate(100, 3)
		h.apply(admin, h.rehearse(admin, string(rostertest.CSV(rostertest.Table(people), rostertest.Form{}))).ID, "good_rows")
		m := h.rehearse(admin, string(rostertest.CSV(rostertest.Table(people[:40]), rostertest.Form{})))
		if len(m.Warnings) != 1 || m.Warnings[0].Code != "roster.mass_leave" {
			t.Fatalf("%+v", m)
		}
		path := "/admin/imports/" + m.ID.String() + "/apply"
		h.clock.Advance(10 * time.Second)
		h.unchanged(func() {
			admin.call("POST", path, map[string]any{"mode": "good_rows"}).refused(409, "import.not_accepted")
		})
		ok[org.Import](admin.call("POST", path, map[string]any{"mode": "good_rows", "accept_warnings": true}), 200)
		if m = h.awaitImport(admin, m.ID, org.Applied); m.State != org.Applied {
			t.Fatalf("%+v", m)
		}
	})
}

func TestAnImportThatWouldTakeTheLastAdministratorAwayIsRefused(t *testing.T) {
	each(t, func(h *house) {
		admin, first := h.setUp()
		with := strings.ReplaceAll(small, "1001,王总", "A001,王总")
		with = strings.ReplaceAll(with, ",1001,", ",A001,")
		h.apply(admin, h.rehearse(admin, with).ID, "good_rows") // the administrator is managed from now on
		without := strings.ReplaceAll(with, "2010-01-01,在职", "2010-01-01,离职")
		before := h.count(`SELECT SUM(epoch) FROM accounts`)
		m := h.apply(admin, h.rehearse(admin, without).ID, "good_rows")
		if m.State != org.Failed || *m.ErrorCode != "import.last_admin" || h.count(`SELECT SUM(epoch) FROM accounts`) != before {
			t.Fatalf("%+v", m)
		}
		if ok[org.Me](admin.call("GET", "/session", nil), 200).Account.ID != first.Me.Account.ID {
			t.Error("the administrator is gone")
		}
		// Who appoints is kept as well.
		ok[org.AdminPerson](admin.call("PUT", rolesOf(h.known("1003")), roles(authz.SecurityAdmin)), 200)
		without = strings.ReplaceAll(with, "2015-01-01,在职", "2015-01-01,离职")
		m = h.apply(admin, h.rehearse(admin, without).ID, "good_rows")
		if m.State != org.Failed || *m.ErrorCode != "import.last_admin" || h.count(`SELECT COUNT(*) FROM accounts WHERE roles = 'security_admin'`) != 1 {
			t.Errorf("the last security administrator left: %+v", m)
		}
	})
}

func TestOfTwoWhoApplyOneImportOneDoes(t *testing.T) {
	each(t, func(h *house) {
		admin, _ := h.setUp()
		m := h.rehearse(admin, small)
		var won atomic.Int32
		var wg sync.WaitGroup
		for range 5 {
			wg.Go(func() {
				if admin.call("POST", "/admin/imports/"+m.ID.String()+"/apply", map[string]any{"mode": "good_rows"}).status == 200 {
					won.Add(1)
				}
			})
		}
		wg.Wait()
		h.awaitImport(admin, m.ID, org.Applied)
		if won.Load() != 1 || h.count(`SELECT COUNT(*) FROM accounts`) != 6 {
			t.Errorf("%d won", won.Load())
		}
	})
}

// covers: ACC-06
func TestOnlyThoseWhoMayImportDo(t *testing.T) {
	each(t, func(h *house) {
		admin, _ := h.setUp()
		staff, _ := h.settled("A004", "汤以宁")
		m := h.rehearse(admin, small)
		one := "/admin/imports/" + m.ID.String()
		h.unchanged(func() {
			staff.call("POST", "/admin/imports", []byte(small)).refused(403, "access.denied")
			staff.call("GET", one, nil).refused(403, "access.denied")
			staff.call("GET", one+"/rows?kind=create", nil).refused(403, "access.denied")
			staff.call("POST", one+"/apply", map[string]any{"mode": "good_rows"}).refused(403, "access.denied")
			staff.call("POST", "/admin/initial-passwords", map[string]any{"import_id": m.ID}).refused(403, "access.denied")
			admin.call("GET", "/admin/imports/"+id.New(1).String(), nil).refused(404, "not_found")
			admin.call("GET", one+"/rows?kind=x", nil).refused(422, "request.invalid")
			admin.call("GET", one+"/rows?kind=create&cursor=x", nil).refused(422, "request.invalid")
		})
	})
}

func TestAnImportWhoseImporterLostTheRightIsNotApplied(t *testing.T) {
	each(t, func(h *house) {
		admin, _ := h.setUp()
		hr, account := h.settled("A003", "鲁恒", authz.HR)
		m := h.rehearse(hr, small)
		h.leave()                                                             // only who is asked to work does
		if err := h.org.ParkForTest(t.Context(), m.ID, account); err != nil { // applying, but nobody works on it yet
			t.Fatal(err)
		}
		ok[any](admin.call("PUT", "/admin/people/"+account.String()+"/roles", map[string]any{"roles": []string{}, "reason": "调岗"}), 200)
		h.clock.Advance(31 * time.Second)
		h.org.WorkForTest(t.Context())
		m = h.awaitImport(admin, m.ID, org.Applied)
		if m.State != org.Failed || *m.ErrorCode != "import.rights_ended" || h.count(`SELECT COUNT(*) FROM accounts`) != 2 {
			t.Fatalf("%+v", m)
		}
	})
}

func TestAnImportIsTakenUpAgainAfterARestart(t *testing.T) {
	each(t, func(h *house) {
		admin, first := h.setUp()
		m := h.rehearse(admin, small)
		h.leave() // else it could take up itself what the other is to take up
		if err := h.org.ParkForTest(t.Context(), m.ID, first.Me.Account.ID); err != nil {
			t.Fatal(err)
		}
		h.clock.Advance(29 * time.Second)
		if h.org.WorkForTest(t.Context()) {
			t.Error("a job whose process still lives was taken over")
		}
		h.clock.Advance(2 * time.Second)
		again := newHouse(t, h.db, h.clock)
		again.sockets.await(m.ID.String(), `"state":"applied"`)
		if h.count(`SELECT COUNT(*) FROM accounts`) != 6 {
			t.Error("it was not applied once")
		}
	})
}

func TestAnImportThatEndsItsProcessIsGivenUp(t *testing.T) {
	each(t, func(h *house) {
		admin, first := h.setUp()
		m := h.rehearse(admin, small)
		h.leave() // only who is asked to work does
		for range 3 {
			if err := h.org.ParkForTest(t.Context(), m.ID, first.Me.Account.ID); err != nil {
				t.Fatal(err)
			}
			h.clock.Advance(31 * time.Second)
		}
		h.org.WorkForTest(t.Context())
		m = h.awaitImport(admin, m.ID, org.Failed)
		if *m.ErrorCode != "import.failed" || h.count(`SELECT COUNT(*) FROM accounts`) != 1 {
			t.Fatalf("%+v", m)
		}
	})
}

// covers: ACC-03
func TestInitialPasswordsAreHandedOutToThoseWhoNeverChoseOne(t *testing.T) {
	each(t, func(h *house) {
		admin, _ := h.setUp()
		m := h.apply(admin, h.rehearse(admin, small).ID, "good_rows")
		_, a := h.login("1003", "anything")
		a.refused(401, "login.failed") // nobody knows a password yet, nor is there one
		type list struct{ Items []org.HandedOut }
		out := ok[list](admin.call("POST", "/admin/initial-passwords", map[string]any{"import_id": m.ID}), 200).Items
		if len(out) != 5 || out[2].Number != "1003" || out[2].Department != "平台组" || !strings.HasSuffix(out[2].Link, "/welcome#1003."+out[2].InitialPassword) {
			t.Fatalf("%+v", out)
		}
		c, a := h.login("1003", out[2].InitialPassword)
		ok[entered](a, 200)
		ok[org.Me](change(c, out[2].InitialPassword, good), 200)
		again := ok[list](admin.call("POST", "/admin/initial-passwords", map[string]any{"import_id": m.ID}), 200).Items
		if len(again) != 4 || slices.ContainsFunc(again, func(o org.HandedOut) bool { return o.Number == "1003" }) {
			t.Errorf("%+v", again)
		}
		_, a = h.login("1004", out[3].InitialPassword)
		a.refused(401, "login.failed") // the newer one counts
		chose, err := h.org.ByNumberForTest("1003")
		if err != nil {
			t.Fatal(err)
		}
		h.clock.Advance(time.Minute)
		h.unchanged(func() {
			for body, want := range map[string]int{
				`{"account_ids":["` + chose.String() + `"]}`:     409,
				`{"account_ids":["` + id.New(1).String() + `"]}`: 422,
				`{}`: 422,
				`{"import_id":"` + id.New(1).String() + `"}`: 404,
			} {
				var v map[string]any
				unmarshal(t, body, &v)
				if a := admin.call("POST", "/admin/initial-passwords", v); a.status != want {
					t.Errorf("%s: %s", body, a.body)
				}
			}
		})
	})
}
