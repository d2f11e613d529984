package org_test

import (
	"testing"

	"tonggui/internal/org"
	"tonggui/internal/platform/db"
)

func change(c *client, current, next string) answer {
	return c.call("PUT", "/session/password", map[string]any{"current": current, "next": next})
}

// covers: ACC-04
func TestAPasswordThatIsNotGoodEnoughIsRefusedWithEveryFaultNamed(t *testing.T) {
	each(t, func(h *house) {
		_, initial := h.person("30170042", "程更辰")
		c, _ := h.login("30170042", initial)
		h.unchanged(func() {
			p := change(c, initial, "abc").refused(422, "password.too_short")
			codes := []string{}
			for _, f := range p.Fields {
				if f.Field != "body.next" {
					t.Errorf("field %s", f.Field)
				}
				codes = append(codes, f.Code)
			}
			if len(codes) != 4 {
				t.Errorf("faults: %v", codes)
			}
			for next, code := range map[string]string{
				"kD#vbn-quiet-Otter": "password.needs_digit", "771-9932-4410": "password.needs_letter", "kD7vbnquietOtter": "password.needs_special",
				"P@ssw0rd!": "password.common", "Chenggengchen#7": "password.personal", "x30170042!": "password.personal", initial: "password.same",
			} {
				change(c, initial, next).refused(422, code)
			}
			change(c, good, good+"2").refused(422, "password.wrong")
		})
		ok[org.Me](change(c, initial, good), 200)
	})
}

// covers: ACC-04
func TestTheLastFivePasswordsDoNotComeBack(t *testing.T) {
	each(t, func(h *house) {
		c, _ := h.settled("A001", "卓安然")
		current := good
		for _, next := range []string{good + "1", good + "2", good + "3", good + "4", good + "5"} {
			change(c, current, current).refused(422, "password.same")
			ok[org.Me](change(c, current, next), 200)
			h.clock.Advance(1_000_000)
			h.unchanged(func() { change(c, next, good).refused(422, "password.recent") })
			current = next
		}
		ok[org.Me](change(c, current, good+"6"), 200)
		ok[org.Me](change(c, good+"6", good), 200)
		if n, err := db.Value[int64](h.db.Ask(t.Context()), `SELECT COUNT(*) FROM password_history`); err != nil || n != 5 {
			t.Errorf("%d old passwords are kept (%v)", n, err)
		}
	})
}

func TestAChangedPasswordEndsOtherSessionsAndOldTokens(t *testing.T) {
	each(t, func(h *house) {
		c, _ := h.settled("A001", "卓安然")
		other, _ := h.login("A001", good)
		stolen := h.client()
		stolen.token = c.cookies["tonggui_session"]
		ok[org.Me](stolen.call("GET", "/session", nil), 200)
		ok[org.Me](change(c, good, good+"1"), 200)
		other.call("GET", "/session", nil).refused(401, "session.missing")
		stolen.call("GET", "/session", nil).refused(401, "session.missing")
		ok[org.Me](c.call("GET", "/session", nil), 200)
		if h.audited("password.change") != 1 {
			t.Error("the change is not in the audit log")
		}
	})
}

func TestGuessingThePresentPasswordIsSlowedToo(t *testing.T) {
	each(t, func(h *house) {
		c, _ := h.settled("A001", "卓安然")
		for range 5 {
			change(c, "wrong", good+"1").refused(422, "password.wrong")
		}
		change(c, good, good+"1").refused(429, "login.throttled")
	})
}
