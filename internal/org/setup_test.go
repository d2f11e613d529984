package org_test

import (
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
		if e.Me.CompanyName != "永顺科技" || e.Me.Account.Name != "闫梓怡" || e.Me.MustChangePassword || len(e.Me.Roles) != 1 || e.Me.Roles[0] != "admin" {
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
		token, err := h.org.MakeSetupToken(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		body := map[string]any{"token": token, "company": "永顺科技", "number": "A001", "name": "闫梓怡", "password": good}
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
			c.call("POST", "/setup", with("name", "闫\u202e怡")).refused(422, "request.invalid")
			c.call("POST", "/setup", with("number", "A 1")).refused(422, "request.invalid")
			c.call("POST", "/setup", with("password", "A001#zzyy")).refused(422, "password.personal")
			c.call("POST", "/setup", with("Password", "x")).refused(422, "request.invalid")
		})
		h.clock.Advance(24*time.Hour + time.Microsecond)
		h.unchanged(func() { h.client().call("POST", "/setup", body).refused(403, "setup.link_invalid") })
	})
}

func TestOfManyWhoUseOneSetupLinkOneWins(t *testing.T) {
	each(t, func(h *house) {
		token, err := h.org.MakeSetupToken(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		var won, lost atomic.Int32
		var wg sync.WaitGroup
		for i := range 20 {
			wg.Go(func() {
				a := h.client().call("POST", "/setup", map[string]any{"token": token, "company": "永顺科技", "number": "A00" + string(rune('a'+i)),
					"name": "闫梓怡", "password": good})
				switch a.status {
				case 200:
					won.Add(1)
				case 403:
					lost.Add(1)
				}
			})
		}
		wg.Wait()
		if won.Load() != 1 || lost.Load() != 19 {
			t.Errorf("%d won, %d lost", won.Load(), lost.Load())
		}
	})
}
