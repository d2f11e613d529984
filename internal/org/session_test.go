package org_test

import (
	"fmt"
	"net/http"
	"testing"
	"time"

	"tonggui/internal/org"
	"tonggui/internal/platform/db"
	"tonggui/internal/platform/id"
)

type sessions struct{ Items []org.SessionInfo }

// covers: ACC-10
func TestOwnSessionsAreSeenAndEnded(t *testing.T) {
	each(t, func(h *house) {
		first, _ := h.settled("A001", "卓安然")
		second, a := h.login("A001", good)
		ok[entered](a, 200)
		third, a := h.login("A001", good)
		ok[entered](a, 200)

		list := ok[sessions](first.call("GET", "/sessions", nil), 200).Items
		if len(list) != 3 {
			t.Fatalf("%d sessions", len(list))
		}
		current := ok[sessions](second.call("GET", "/sessions", nil), 200).Items
		var own id.ID
		for _, v := range current {
			if v.Current {
				own = v.ID
			}
		}
		first.call("DELETE", "/sessions/"+own.String(), nil).done()
		second.call("GET", "/session", nil).refused(401, "session.missing")
		if !h.sockets.has(fmt.Sprint("close session ", own, " 4001")) {
			t.Error("the socket of an ended session stays open")
		}
		first.call("DELETE", "/sessions", nil).done()
		third.call("GET", "/session", nil).refused(401, "session.missing")
		ok[org.Me](first.call("GET", "/session", nil), 200)
		first.call("DELETE", "/session", nil).done()
		if first.cookies["tonggui_session"] != "" {
			t.Error("logging out leaves the cookie")
		}
		first.call("GET", "/session", nil).refused(401, "session.missing")
	})
}

func TestNobodyEndsASessionOfSomebodyElse(t *testing.T) {
	each(t, func(h *house) {
		mine, _ := h.settled("A001", "卓安然")
		other, _ := h.settled("A002", "程更辰")
		theirs := ok[sessions](other.call("GET", "/sessions", nil), 200).Items[0].ID
		h.unchanged(func() {
			mine.call("DELETE", "/sessions/"+theirs.String(), nil).refused(404, "not_found")
			mine.call("DELETE", "/sessions/"+id.New(1).String(), nil).refused(404, "not_found")
		})
		ok[org.Me](other.call("GET", "/session", nil), 200)
	})
}

func TestASessionEndsAfterThirtyIdleDaysAndAfterNinetyInAll(t *testing.T) {
	each(t, func(h *house) {
		idle, _ := h.settled("A001", "卓安然")
		used, a := h.login("A001", good)
		ok[entered](a, 200)
		const day = 24 * time.Hour
		for range 4 {
			h.clock.Advance(29 * day / 2)
			ok[org.Me](used.call("GET", "/session", nil), 200)
			if err := h.org.FlushSeen(t.Context()); err != nil {
				t.Fatal(err)
			}
		}
		idle.call("GET", "/session", nil).refused(401, "session.missing") // 58 days without use
		h.clock.Advance(29 * day)
		ok[org.Me](used.call("GET", "/session", nil), 200)
		if err := h.org.FlushSeen(t.Context()); err != nil {
			t.Fatal(err)
		}
		h.clock.Advance(3*day - time.Microsecond)
		ok[org.Me](used.call("GET", "/session", nil), 200)
		h.clock.Advance(time.Microsecond)
		used.call("GET", "/session", nil).refused(401, "session.missing")
	})
}

// covers: ACC-05
func TestASessionIsAliveAsLongAsItLetsItsAccountIn(t *testing.T) {
	each(t, func(h *house) {
		c, account := h.settled("A001", "卓安然")
		_, other := h.settled("A002", "程更辰")
		own := ok[sessions](c.call("GET", "/sessions", nil), 200).Items[0].ID
		alive := func(account, session id.ID) bool {
			is, err := h.org.Alive(t.Context(), account, session)
			if err != nil {
				t.Fatal(err)
			}
			return is
		}
		status := func(word string) {
			if err := h.db.Write(t.Context(), func(tx *db.Tx) error {
				_, err := tx.Exec(`UPDATE accounts SET status = ? WHERE id = ?`, word, account)
				return err
			}); err != nil {
				t.Fatal(err)
			}
		}
		if !alive(account, own) || alive(other, own) || alive(account, id.New(1)) || alive(id.Zero, id.Zero) {
			t.Error("of its own account alone, and of those that exist")
		}
		for _, shut := range []string{"frozen", "left"} {
			status(shut)
			if alive(account, own) {
				t.Errorf("of a %s account", shut)
			}
		}
		status("active")
		h.clock.Advance(30*24*time.Hour - time.Microsecond)
		if !alive(account, own) {
			t.Error("before its time is over")
		}
		h.clock.Advance(time.Microsecond)
		if alive(account, own) {
			t.Error("after its time is over")
		}
		c, a := h.login("A001", good)
		ok[entered](a, 200)
		for _, s := range ok[sessions](c.call("GET", "/sessions", nil), 200).Items {
			if s.Current {
				own = s.ID
			}
		}
		c.call("DELETE", "/session", nil).done()
		if alive(account, own) {
			t.Error("after logging out")
		}
	})
}

func TestLastSeenIsWrittenAtMostOnceAMinute(t *testing.T) {
	each(t, func(h *house) {
		c, _ := h.settled("A001", "卓安然")
		seen := func() int64 {
			if err := h.org.FlushSeen(t.Context()); err != nil {
				t.Fatal(err)
			}
			v, err := db.Value[int64](h.db.Ask(t.Context()), `SELECT last_seen_at FROM sessions`)
			if err != nil {
				t.Fatal(err)
			}
			return v
		}
		start := seen()
		h.clock.Advance(time.Minute - time.Microsecond)
		c.call("GET", "/session", nil)
		if seen() != start {
			t.Error("written within a minute")
		}
		h.clock.Advance(time.Microsecond)
		c.call("GET", "/session", nil)
		if got := seen(); got != start+60_000_000 {
			t.Errorf("last seen %d µs after the login", got-start)
		}
	})
}

func TestOnlyTheHashOfATokenIsStored(t *testing.T) {
	each(t, func(h *house) {
		c, _ := h.settled("A001", "卓安然")
		token := c.cookies["tonggui_session"]
		n, err := db.Value[int64](h.db.Ask(t.Context()), `SELECT COUNT(*) FROM sessions WHERE token_hash = ?`, []byte(token))
		if err != nil || n != 0 || len(token) != 43 {
			t.Errorf("token %q, %d rows (%v)", token, n, err)
		}
	})
}

func TestCredentialsThatAreNotASessionLetNobodyIn(t *testing.T) {
	each(t, func(h *house) {
		c, _ := h.settled("A001", "卓安然")
		token := c.cookies["tonggui_session"]
		for name, set := range map[string]func(r *http.Request){
			"nothing":           func(*http.Request) {},
			"unknown token":     func(r *http.Request) { r.Header.Set("Authorization", "Bearer "+token[:42]+"x") },
			"part of a token":   func(r *http.Request) { r.Header.Set("Authorization", "Bearer "+token[:40]) },
			"another scheme":    func(r *http.Request) { r.Header.Set("Authorization", "Basic "+token) },
			"the cookie of TLS": func(r *http.Request) { r.AddCookie(&http.Cookie{Name: "__Host-tonggui_session", Value: token}) },
			"a bad header, good cookie": func(r *http.Request) {
				r.Header.Set("Authorization", "Bearer x")
				r.AddCookie(&http.Cookie{Name: "tonggui_session", Value: token})
			},
			"token in the address": func(r *http.Request) { r.URL.RawQuery = "token=" + token },
		} {
			r, _ := http.NewRequest("GET", h.server.URL+"/api/v1/sessions", nil)
			set(r)
			res, err := http.DefaultClient.Do(r)
			if err != nil {
				t.Fatal(err)
			}
			_ = res.Body.Close()
			if res.StatusCode != 401 && res.StatusCode != 422 {
				t.Errorf("%s: status %d", name, res.StatusCode)
			}
		}
		bearer := h.client()
		bearer.token = token
		ok[org.Me](bearer.call("GET", "/session", nil), 200)
	})
}

func TestTheCookieIsOutOfReachOfScriptsAndOtherSites(t *testing.T) {
	each(t, func(h *house) {
		h.settled("A001", "卓安然")
		_, a := h.login("A001", good)
		for _, line := range a.header.Values("Set-Cookie") {
			c, err := http.ParseSetCookie(line)
			if err != nil || !c.HttpOnly || c.SameSite != http.SameSiteStrictMode || c.Path != "/" || c.Domain != "" {
				t.Errorf("%s (%v)", line, err)
			}
		}
	})
}

func TestAWriteFromAnotherSiteIsRefused(t *testing.T) {
	each(t, func(h *house) {
		c, _ := h.settled("A001", "卓安然")
		h.unchanged(func() {
			r, _ := http.NewRequest("DELETE", h.server.URL+"/api/v1/session", nil)
			r.AddCookie(&http.Cookie{Name: "tonggui_session", Value: c.cookies["tonggui_session"]})
			r.Header.Set("Origin", "https://evil.example")
			res, err := http.DefaultClient.Do(r)
			if err != nil {
				t.Fatal(err)
			}
			_ = res.Body.Close()
			if res.StatusCode != 403 {
				t.Errorf("status %d", res.StatusCode)
			}
		})
		ok[org.Me](c.call("GET", "/session", nil), 200)
	})
}

func TestSettingsAreChangedAndToldToOtherDevices(t *testing.T) {
	each(t, func(h *house) {
		c, account := h.settled("A001", "卓安然")
		v := ok[org.Settings](c.call("PATCH", "/settings", map[string]any{"language": "en", "zone": "Europe/Berlin", "enter_sends": false}), 200)
		if v.Language != "en" || v.Zone != "Europe/Berlin" || v.EnterSends || v.Theme != "system" {
			t.Errorf("%+v", v)
		}
		if me := ok[org.Me](c.call("GET", "/session", nil), 200); me.Settings != v {
			t.Errorf("me has %+v", me.Settings)
		}
		want := fmt.Sprintf(`settings.changed [%s] {"settings":{"language":"en","theme":"system","zone":"Europe/Berlin","enter_sends":false,"desktop_notifications":true}}`, account)
		if got := h.sockets.await("settings.changed"); got != want {
			t.Errorf("told %s", got)
		}
		h.unchanged(func() {
			for _, zone := range []string{"Mars/Olympus", "Local", "", "../../etc/passwd"} {
				c.call("PATCH", "/settings", map[string]any{"zone": zone}).refused(422, "request.invalid")
			}
			c.call("PATCH", "/settings", map[string]any{"language": "fr"}).refused(422, "request.invalid")
			c.call("PATCH", "/settings", map[string]any{"roles": []string{"admin"}}).refused(422, "request.invalid")
		})
		if p := c.call("PATCH", "/settings", map[string]any{"theme": "x"}).refused(422, "request.invalid"); p.Detail == "" || p.Detail[0] > 'z' {
			t.Errorf("the problem is not in the person's language: %q", p.Detail)
		}
	})
}

func TestWhatHasHadItsTimeIsRemoved(t *testing.T) {
	each(t, func(h *house) {
		h.settled("A001", "卓安然")
		h.login("A001", "wrong")
		h.clock.Advance(500 * 24 * time.Hour)
		if err := h.org.Sweep(t.Context()); err != nil {
			t.Fatal(err)
		}
		for _, table := range []string{"sessions", "login_attempts", "known_devices"} {
			if n, err := db.Value[int64](h.db.Ask(t.Context()), `SELECT COUNT(*) FROM `+table); err != nil || n != 0 {
				t.Errorf("%s keeps %d rows (%v)", table, n, err)
			}
		}
	})
}
