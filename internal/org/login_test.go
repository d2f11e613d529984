package org_test

import (
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"tonggui/internal/org"
	"tonggui/internal/org/password"
	"tonggui/internal/platform/authz"
	"tonggui/internal/platform/db"
	"tonggui/internal/platform/id"
)

// person makes an account with an initial password and returns both.
func (h *house) person(number, name string, roles ...authz.Role) (id.ID, string) {
	h.t.Helper()
	account, initial, err := h.org.AddForTest(h.t.Context(), number, name, roles)
	if err != nil {
		h.t.Fatal(err)
	}
	return account, initial
}

// settled makes an account whose person chose the good password and is logged in.
func (h *house) settled(number, name string, roles ...authz.Role) (*client, id.ID) {
	h.t.Helper()
	account, _ := h.person(number, name, roles...)
	if err := h.org.SetPassword(h.t.Context(), account, good); err != nil {
		h.t.Fatal(err)
	}
	c, a := h.login(number, good)
	ok[entered](a, 200)
	return c, account
}

// covers: ACC-02
func TestLoginIsByTheExactNumberHoweverItIsTyped(t *testing.T) {
	each(t, func(h *house) {
		h.settled("A001", "卓安然")
		h.settled("30170042", "程更辰")
		for _, typed := range []string{"A001", "a001", " A001 ", "Ａ００１", "３０１７００４２"} {
			if _, a := h.login(typed, good); a.status != 200 {
				t.Errorf("%q is refused: %s", typed, a.body)
			}
		}
		for _, typed := range []string{"A00", "A0011", "%", "A001'--", "_001", "卓安然"} {
			_, a := h.login(typed, good)
			a.refused(401, "login.failed")
		}
	})
}

// covers: ACC-02
func TestAWrongPasswordAndAnUnknownNumberGetTheSameAnswer(t *testing.T) {
	each(t, func(h *house) {
		h.settled("A001", "卓安然")
		h.person("A002", "从未登录")
		h.unchanged(func() {
			answers := map[string]bool{}
			for _, number := range []string{"A001", "A002", "A003"} {
				_, a := h.login(number, "kD7#vbn-quiet-Utter")
				p := a.refused(401, "login.failed")
				answers[p.Detail] = true
				if len(a.header.Values("Set-Cookie")) > 0 {
					t.Error("a refused login set a cookie")
				}
			}
			if len(answers) != 1 {
				t.Errorf("answers differ: %v", answers)
			}
		})
		if h.audited("session.login_failed") != 3 {
			t.Error("failed logins are not in the audit log")
		}
	})
}

// covers: ACC-03
func TestUntilTheInitialPasswordIsChangedEverythingElseIsRefused(t *testing.T) {
	each(t, func(h *house) {
		_, initial := h.person("A002", "程更辰")
		c, a := h.login("A002", strings.ToLower(strings.ReplaceAll(initial, "-", "")))
		if e := ok[entered](a, 200); !e.Me.MustChangePassword {
			t.Error("the initial password need not be changed")
		}
		h.unchanged(func() {
			for _, call := range [][2]string{{"GET", "/sessions"}, {"DELETE", "/sessions"}, {"PATCH", "/settings"}, {"DELETE", "/sessions/" + id.New(1).String()}} {
				c.call(call[0], call[1], nil).refused(403, "account.must_change_password")
			}
			if !ok[org.Me](c.call("GET", "/session", nil), 200).MustChangePassword {
				t.Error("me does not say so")
			}
		})
		before := c.cookies["tonggui_session"]
		me := ok[org.Me](c.call("PUT", "/session/password", map[string]any{"current": initial, "next": good}), 200)
		if me.MustChangePassword || c.cookies["tonggui_session"] == before {
			t.Error("the change did not free the account or gave no new token")
		}
		ok[any](c.call("GET", "/sessions", nil), 200)
		_, a = h.login("A002", initial)
		a.refused(401, "login.failed")
	})
}

// covers: ACC-10
func TestTheDelayGrowsToAQuarterOfAnHourAtTheTenthFailure(t *testing.T) {
	each(t, func(h *house) {
		h.settled("A001", "卓安然")
		for failure := 1; failure <= 12; failure++ {
			_, a := h.login("A001", "wrong")
			a.refused(401, "login.failed")
			if failure < 5 {
				continue
			}
			_, a = h.login("A001", good)
			wait := time.Duration(a.refused(429, "login.throttled").Params["retry_after_s"].(float64)) * time.Second
			want := []time.Duration{30 * time.Second, time.Minute, 2 * time.Minute, 4 * time.Minute, 8 * time.Minute, 15 * time.Minute,
				30 * time.Minute, time.Hour}[failure-5]
			if wait != want {
				t.Errorf("after %d failures the wait is %v, want %v", failure, wait, want)
			}
			h.clock.Advance(wait - time.Microsecond)
			_, a = h.login("A001", good)
			a.refused(429, "login.throttled")
			h.clock.Advance(time.Microsecond)
		}
		_, a := h.login("A001", good)
		ok[entered](a, 200)
		for range 4 { // a success ends the row
			_, a := h.login("A001", "wrong")
			a.refused(401, "login.failed")
		}
		_, a = h.login("A001", good)
		ok[entered](a, 200)
	})
}

// covers: ACC-10
func TestGuessesSentAtOnceAreAllCounted(t *testing.T) {
	each(t, func(h *house) {
		h.settled("A001", "卓安然")
		var looked atomic.Int32
		var wg sync.WaitGroup
		for range 30 {
			wg.Go(func() {
				if _, a := h.login("A001", "wrong"); a.status == 401 {
					looked.Add(1)
				}
			})
		}
		wg.Wait()
		if looked.Load() != 5 {
			t.Errorf("%d guesses were looked at, want 5", looked.Load())
		}
	})
}

// covers: ACC-10
func TestADeviceThatWasUsedBeforeIsNotLockedOutByOthersGuesses(t *testing.T) {
	each(t, func(h *house) {
		c, _ := h.settled("A001", "卓安然")
		for range 5 {
			_, a := h.login("A001", "wrong")
			a.refused(401, "login.failed")
		}
		_, a := h.login("A001", good)
		a.refused(429, "login.throttled")
		ok[entered](c.call("POST", "/session", map[string]any{"number": "A001", "password": good}), 200)

		other, _ := h.settled("A002", "程更辰")
		other.call("POST", "/session", map[string]any{"number": "A001", "password": good}).refused(429, "login.throttled")
	})
}

func TestCountersSurviveARestart(t *testing.T) {
	each(t, func(h *house) {
		h.settled("A001", "卓安然")
		for range 5 {
			h.login("A001", "wrong")
		}
		again := newHouse(t, h.db, h.clock)
		_, a := again.login("A001", good)
		a.refused(429, "login.throttled")
	})
}

func TestANetworkThatGuessesAtManyNumbersIsSlowed(t *testing.T) {
	each(t, func(h *house) {
		h.settled("A001", "卓安然")
		for i := range 101 {
			if i == 50 {
				h.clock.Advance(time.Second * 9) // fill the bucket of requests; less than one failure fades
			}
			_, a := h.login("X"+string(rune('A'+i%26))+string(rune('A'+i/26)), "wrong")
			a.refused(401, "login.failed")
		}
		_, a := h.login("A001", good)
		a.refused(429, "login.throttled")
		h.clock.Advance(time.Minute)
		_, a = h.login("A001", good)
		ok[entered](a, 200)
	})
}

func TestAStaleHashIsRenewedAtLogin(t *testing.T) {
	each(t, func(h *house) {
		account, _ := h.person("A001", "卓安然")
		other := org.New(org.Options{DB: h.db, Clock: h.clock, Sockets: h.sockets, PasswordCost: password.Cost{MemoryKiB: 128, Passes: 1, Lanes: 1}})
		if err := other.SetPassword(t.Context(), account, good); err != nil {
			t.Fatal(err)
		}
		_, a := h.login("A001", good)
		ok[entered](a, 200)
		hash, err := db.Value[string](h.db.Ask(t.Context()), `SELECT hash FROM passwords`)
		if err != nil || !strings.Contains(hash, "m=64,") {
			t.Errorf("stored %s (%v)", hash, err)
		}
	})
}
