package passkey_test

import (
	"context"
	"testing"

	"tonggui/internal/approvals/signature"
	"tonggui/internal/org/passkey"
	"tonggui/internal/platform/id"
	"tonggui/internal/testkit/authenticator"
	"tonggui/internal/testkit/dbtest"
)

// covers: APV-03
func TestAPasskeyIsEnrolledWithThePasswordAndItsOwnerVerified(t *testing.T) {
	each(t, func(h *house) {
		a, k := h.enrolled(h.me)
		if k.Name != "我的电脑" || k.Place != "oa.example.com" || !k.Here || k.State != "active" || k.ID.IsZero() || k.MadeAt == 0 || k.UsedAt != 0 {
			t.Errorf("enrolled %+v", k)
		}
		h.at(address, func(ctx context.Context) {
			place, all, err := h.List(ctx, h.me)
			h.must(err)
			if place != "oa.example.com" || len(all) != 1 || all[0] != k {
				t.Errorf("at %s: %+v", place, all)
			}
			if _, none, err := h.List(ctx, h.them); err != nil || len(none) != 0 {
				t.Errorf("somebody else sees %+v (%v)", none, err)
			}
			options, err := h.Enrol(ctx, h.them, secret)
			h.must(err)
			again := a.Create(options) // one authenticator, two people
			h.refused("passkey.known", func() error { _, err := h.Finish(ctx, h.them, "x", again); return err })
		})
		h.count(dbtest.Numbers(t, h.db, `SELECT 1 FROM audit WHERE action = 'passkey.enrol'`), `SELECT COUNT(*) FROM audit`)
	})
}

// covers: APV-03
func TestAnEnrolmentThatDoesNotHoldIsRefused(t *testing.T) {
	each(t, func(h *house) {
		h.at("https://10.0.0.7:8080", func(ctx context.Context) {
			h.refused("passkey.place", func() error { _, err := h.Enrol(ctx, h.me, secret); return err })
			if place, _, err := h.List(ctx, h.me); place != "" || err != nil {
				t.Errorf("an address as place: %s, %v", place, err)
			}
		})
		h.at("http://oa.example.com", func(ctx context.Context) {
			h.refused("passkey.place", func() error { _, err := h.Enrol(ctx, h.me, secret); return err })
		})
		h.at(address, func(ctx context.Context) {
			h.refused("password.wrong", func() error { _, err := h.Enrol(ctx, h.me, "guess"); return err })
			options, err := h.Enrol(ctx, h.me, secret)
			h.must(err)
			for code, change := range map[string]func(a *authenticator.Authenticator){
				"passkey.unverified": func(a *authenticator.Authenticator) { a.Flags = authenticator.Present },
				"passkey.refused":    func(a *authenticator.Authenticator) { a.Origin = "https://oa.example.com.evil.net" },
			} {
				a := authenticator.New(t, address)
				change(a)
				h.refused(code, func() error { _, err := h.Finish(ctx, h.me, "x", a.Create(options)); return err })
			}
			elsewhere := authenticator.New(t, address)
			elsewhere.Place = "evil.net"
			h.refused("passkey.refused", func() error { _, err := h.Finish(ctx, h.me, "x", elsewhere.Create(options)); return err })
			h.refused("passkey.refused", func() error { _, err := h.Finish(ctx, h.me, "x", []byte(`{}`)); return err })
			h.refused("request.invalid", func() error {
				_, err := h.Finish(ctx, h.me, " ", authenticator.New(t, address).Create(options))
				return err
			})
			h.refused("passkey.challenge_over", func() error {
				_, err := h.Finish(ctx, h.them, "x", authenticator.New(t, address).Create(options))
				return err
			})
			good := authenticator.New(t, address).Create(options)
			_, err = h.Finish(ctx, h.me, "x", good)
			h.must(err)
			h.refused("passkey.challenge_over", func() error { _, err := h.Finish(ctx, h.me, "x", good); return err })
			late, err := h.Enrol(ctx, h.me, secret)
			h.must(err)
			h.clock.Advance(afterLife)
			h.refused("passkey.challenge_over", func() error {
				_, err := h.Finish(ctx, h.me, "x", authenticator.New(t, address).Create(late))
				return err
			})
		})
	})
}

func TestNobodyHasMorePasskeysThanTheLimit(t *testing.T) {
	each(t, func(h *house) {
		var last passkey.Passkey
		for range passkey.Most - 1 {
			h.enrolled(h.me)
		}
		h.at(address, func(ctx context.Context) {
			first, err := h.Enrol(ctx, h.me, secret)
			h.must(err)
			second, err := h.Enrol(ctx, h.me, secret)
			h.must(err)
			last, err = h.Finish(ctx, h.me, "x", authenticator.New(t, address).Create(first))
			h.must(err)
			h.refused("passkey.limit", func() error {
				_, err := h.Finish(ctx, h.me, "x", authenticator.New(t, address).Create(second))
				return err
			})
			h.refused("passkey.limit", func() error { _, err := h.Enrol(ctx, h.me, secret); return err })
			h.must(h.Remove(ctx, h.me, last.ID))
			_, err = h.Enrol(ctx, h.me, secret)
			h.must(err)
		})
	})
}

func TestARemovedPasskeyIsGoneForGood(t *testing.T) {
	each(t, func(h *house) {
		a, k := h.enrolled(h.me)
		options := h.begin(h.me, [32]byte{1})
		h.at(address, func(ctx context.Context) {
			h.refused("not_found", func() error { return h.Remove(ctx, h.them, k.ID) })
			h.refused("not_found", func() error { return h.Remove(ctx, h.me, id.New(h.clock.Now())) })
			h.must(h.Remove(ctx, h.me, k.ID))
			h.refused("not_found", func() error { return h.Remove(ctx, h.me, k.ID) })
			h.refused("passkey.refused", func() error { _, err := h.Check(ctx, h.me, [32]byte{1}, a.Get(options)); return err })
			h.refused("passkey.none", func() error { _, err := h.Begin(ctx, h.me, [32]byte{2}); return err })
			again, err := h.Enrol(ctx, h.me, secret)
			h.must(err)
			h.refused("passkey.known", func() error { _, err := h.Finish(ctx, h.me, "x", a.Create(again)); return err })
		})
		h.count(dbtest.Numbers(t, h.db, `SELECT 1`), `SELECT COUNT(*) FROM audit WHERE action = 'passkey.remove'`)
	})
}

// The record of an enrolment has one hash, whoever computes it.
//
// covers: APV-03
func TestAnEnrolmentHasTheHashThatVerifiersCompute(t *testing.T) {
	e := passkey.Enrolment{At: 1772416800000000, Person: id.ID{1, 2, 15: 3}, CredentialID: []byte{0xff, 0xfe, 1}, PublicKey: []byte("key"), Place: "oa.example.com"}
	if got, want := e.SHA256(), (signature.Enrolment{At: e.At, CredentialID: e.CredentialID, Person: e.Person, PublicKey: e.PublicKey, RPID: e.Place, V: signature.Version}).SHA256(); got != want {
		t.Errorf("%x, want %x", got, want)
	}
}
