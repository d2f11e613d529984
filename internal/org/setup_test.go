package org_test

import (
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"
)

func TestTheSetupLinkMakesTheFirstAdministrator(t *testing.T) {
	each(t, func(h *house) {
		type status struct{ Needed bool }
		if !ok[status](h.client().call("GET", "/setup", nil), 200).Needed {
			t.Error("an empty company needs no setup")
		}
		c, e := h.setUp()
		if e.Me.CompanyName != "永顺科技" || e.Me.Account.Name != "卓安然" || e.Me.MustChangePassword || len(e.Me.Roles) != 1 || e.Me.Roles[0] != "admin" {
			t.Errorf("me: %+v", e.Me)
		}
		if c.cookies["tonggui_session"] != e.Token {
			t.Error("no session cookie")
		}
		if ok[status](h.client().call("GET", "/setup", nil), 200).Needed {
			t.Error("setup is needed again")
		}
		if _, err := h.org.MakeSetupToken(t.Context()); err == nil {
			t.Error("a second link was made")
		}
		if h.audited("setup.complete") != 1 || h.audited("session.login") != 1 {
			t.Error("setup is not in the audit log")
		}
	})
}

func TestASetupLinkThatIsWrongOrOldMakesNothing(t *testing.T) {
	each(t, func(h *house) {
		token := h.setupToken()
		body := map[string]any{"token": token, "company": "永顺科技", "number": "A001", "name": "卓安然", "password": good}
		with := func(name string, value any) map[string]any {
			m := map[string]any{}
			for k, v := range body {
				m[k] = v
			}
			m[name] = value
			return m
		}
		h.unchanged(func() {
			c := h.client()
			c.call("POST", "/setup", with("token", "x")).refused(403, "setup.link_invalid")
			c.call("POST", "/setup", with("name", "卓\u202e然")).refused(422, "request.invalid")
			c.call("POST", "/setup", with("number", "A 1")).refused(422, "request.invalid")
			c.call("POST", "/setup", with("password", "A001#zzyy")).refused(422, "password.personal")
			c.call("POST", "/setup", with("Password", "x")).refused(422, "request.invalid")
		})
		h.clock.Advance(24*time.Hour + time.Microsecond)
		h.unchanged(func() { h.client().call("POST", "/setup", body).refused(403, "setup.link_invalid") })
	})
}

func TestANewSetupLinkReplacesTheLastOne(t *testing.T) {
	each(t, func(h *house) {
		old := h.setupToken()
		token := h.setupToken()
		h.unchanged(func() { h.client().found(old, "A001").refused(403, "setup.link_invalid") })
		ok[entered](h.client().found(token, "A001"), 200)
	})
}

func TestOfManyWhoUseOneSetupLinkOneWins(t *testing.T) {
	for name, number := range map[string]func(i int) string{
		"new numbers":        func(i int) string { return "A00" + string(rune('a'+i)) },
		"one of the roster":  func(int) string { return "1003" },
		"many of the roster": func(i int) string { return "100" + string(rune('1'+i%5)) },
	} {
		t.Run(name, func(t *testing.T) {
			each(t, func(h *house) {
				h.importSmall()
				token := h.setupToken()
				var won, lost atomic.Int32
				var wg sync.WaitGroup
				for i := range 20 {
					wg.Go(func() {
						switch a := h.client().found(token, number(i)); a.status {
						case 200:
							won.Add(1)
						case 403:
							lost.Add(1)
						}
					})
				}
				wg.Wait()
				if admins := h.count(`SELECT COUNT(*) FROM accounts WHERE roles <> ''`); won.Load() != 1 || lost.Load() != 19 || admins != 1 {
					t.Errorf("%d won, %d lost, %d administrators", won.Load(), lost.Load(), admins)
				}
			})
		})
	}
}

// covers: ACC-02
func TestSetupAfterARosterTakesTheAccountThatIsThere(t *testing.T) {
	each(t, func(h *house) {
		h.importSmall("1003,", "n1003,")
		there := h.number("n1003")
		if err := h.org.SetPassword(t.Context(), there, "another#Otter-41"); err != nil {
			t.Fatal(err)
		}
		before, _ := h.login("n1003", "another#Otter-41")
		token := h.setupToken()
		h.unchanged(func() {
			h.client().call("POST", "/setup", map[string]any{"token": token, "company": "永顺科技", "number": "N1003", "name": "别的名字",
				"password": "zhaoyi#2015xx"}).refused(422, "password.personal")
		})
		e := ok[entered](h.client().found(token, "N1003"), 200)
		me := e.Me
		if me.Account.ID != there || me.Account.Number != "n1003" || me.Account.Name != "赵一" || me.Account.Post != "工程师" {
			t.Errorf("the account is not the roster's: %+v", me.Account)
		}
		if me.CompanyName != "永顺科技" || me.MustChangePassword || len(me.Roles) != 1 || me.Roles[0] != "admin" {
			t.Errorf("me: %+v", me)
		}
		before.call("GET", "/session", nil).refused(401, "session.missing")
		_, a := h.login("n1003", "another#Otter-41")
		a.refused(401, "login.failed")
		admin, a := h.login("n1003", good)
		ok[entered](a, 200)
		if h.count(`SELECT COUNT(*) FROM accounts`) != 5 || h.audited("setup.complete") != 1 {
			t.Error("an account too many, or no record")
		}
		same := strings.ReplaceAll(small, "1003,", "n1003,")
		if got := counts(h.rehearse(admin, same)); got != "rehearsed rows 5 create 0 change 0 leave 0 same 5 faulty 0" {
			t.Error(got)
		}
	})
}

func TestSetupDoesNotOpenAnAccountThatIsShut(t *testing.T) {
	each(t, func(h *house) {
		h.importSmall()
		h.importSmall("2015-01-01,在职", "2015-01-01,离职")
		token := h.setupToken()
		h.unchanged(func() {
			if p := h.client().found(token, "1003").refused(422, "request.invalid"); len(p.Fields) != 1 || p.Fields[0].Code != "taken" {
				t.Errorf("%+v", p)
			}
		})
		ok[entered](h.client().found(token, "1002"), 200)
	})
}
