package passkey_test

import (
	"context"
	"testing"

	"tonggui/internal/platform/id"
	"tonggui/internal/testkit/authenticator"
	"tonggui/internal/testkit/dbtest"
)

// covers: APV-03
func TestAPasskeyConfirmsAChallengeOnce(t *testing.T) {
	each(t, func(h *house) {
		a, k := h.enrolled(h.me)
		challenge := [32]byte{7}
		answer := a.Get(h.begin(h.me, challenge))
		h.at(address, func(ctx context.Context) {
			e, err := h.Check(ctx, h.me, challenge, answer)
			h.must(err)
			if e.Passkey != k.ID || string(e.CredentialID) != string(a.ID) || e.Enrolment.Person != h.me.Account || e.Enrolment.At != k.MadeAt ||
				e.Enrolment.Place != "oa.example.com" || len(e.Signature) == 0 || len(e.PublicKey) == 0 || len(e.ClientDataJSON) == 0 || len(e.AuthenticatorData) != 37 {
				t.Errorf("evidence %+v", e)
			}
			h.refused("passkey.challenge_over", func() error { _, err := h.Check(ctx, h.me, challenge, answer); return err })
			_, all, err := h.List(ctx, h.me)
			h.must(err)
			if all[0].UsedAt == 0 {
				t.Error("nobody can see that it was used")
			}
		})
		h.count(dbtest.Numbers(t, h.db, `SELECT 0`), `SELECT COUNT(*) FROM passkey_challenges`)
	})
}

// covers: APV-03
func TestAConfirmationThatDoesNotHoldIsRefused(t *testing.T) {
	each(t, func(h *house) {
		a, _ := h.enrolled(h.me)
		other, _ := h.enrolled(h.them)
		mine := [32]byte{1}
		options := h.begin(h.me, mine)
		theirs := h.begin(h.them, [32]byte{2})
		h.at(address, func(ctx context.Context) {
			check := func(code string, answer []byte) {
				t.Helper()
				h.refused(code, func() error { _, err := h.Check(ctx, h.me, mine, answer); return err })
			}
			a.Origin = "https://oa.example.com:444"
			check("passkey.refused", a.Get(options))
			a.Origin, a.Flags = address, authenticator.Present
			check("passkey.unverified", a.Get(options))
			a.Flags = authenticator.Present | authenticator.Verified
			a.Place = "evil.net"
			check("passkey.refused", a.Get(options))
			a.Place = ""
			check("passkey.refused", a.Get(theirs))      // another challenge
			check("passkey.refused", other.Get(options)) // another person's passkey
			check("passkey.refused", []byte(`{"id":1}`))
			stolen := *other // the key of another person under the name of this one's
			stolen.ID, stolen.Handle = a.ID, a.Handle
			check("passkey.refused", stolen.Get(options))
			// What is another person's to confirm is not mine, whoever signs.
			h.refused("passkey.challenge_over", func() error { _, err := h.Check(ctx, h.me, [32]byte{2}, a.Get(theirs)); return err })
			h.refused("passkey.challenge_over", func() error { _, err := h.Check(ctx, h.me, [32]byte{3}, a.Get(options)); return err })
			h.clock.Advance(afterLife)
			check("passkey.challenge_over", a.Get(options))
		})
	})
}

func TestAConfirmationIsAskedOfPasskeysOfThisPlaceOnly(t *testing.T) {
	each(t, func(h *house) {
		h.enrolled(h.me)
		for address, code := range map[string]string{"https://other.example.com": "passkey.none", "https://192.0.2.1": "passkey.place", "http://localhost:8080": "passkey.none"} {
			h.at(address, func(ctx context.Context) {
				h.refused(code, func() error { _, err := h.Begin(ctx, h.me, [32]byte{1}); return err })
			})
		}
	})
}

// covers: APV-03
func TestAPasskeyOfWhichThereMayBeTwoIsStopped(t *testing.T) {
	each(t, func(h *house) {
		a, k := h.enrolled(h.me)
		first, second := [32]byte{1}, [32]byte{2}
		options, later := h.begin(h.me, first), h.begin(h.me, second)
		clone := *a
		h.at(address, func(ctx context.Context) {
			a.Counter += 5
			_, err := h.Check(ctx, h.me, first, a.Get(options))
			h.must(err)
			if _, err := h.Check(ctx, h.me, second, clone.Get(later)); err == nil || err.Error() == "" {
				t.Error("the copy was believed")
			}
			_, all, err := h.List(ctx, h.me)
			h.must(err)
			if all[0].State != "stopped" {
				t.Errorf("it is %+v", all[0])
			}
			h.refused("passkey.none", func() error { _, err := h.Begin(ctx, h.me, [32]byte{3}); return err })
			// It stays in the list until its owner removes it, and cannot be enrolled again.
			h.must(h.Remove(ctx, h.me, k.ID))
		})
		h.count(dbtest.Numbers(t, h.db, `SELECT 1`), `SELECT COUNT(*) FROM audit WHERE action = 'passkey.stop'`)
		if k.ID == (id.ID{}) {
			t.Error("no id")
		}
	})
}
