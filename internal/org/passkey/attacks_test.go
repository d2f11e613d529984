package passkey_test

import (
	"context"
	"errors"
	"sync"
	"testing"

	"tonggui/internal/org/passkey"
	"tonggui/internal/platform/apperr"
	"tonggui/internal/platform/id"
	"tonggui/internal/testkit/authenticator"
	"tonggui/internal/testkit/dbtest"
)

// Somebody has got hold of another session of the same person, and sees what was asked in the first.
//
// covers: APV-03
func TestWhatWasAskedInOneSessionIsNotAnsweredInAnother(t *testing.T) {
	each(t, func(h *house) {
		a, _ := h.enrolled(h.me)
		elsewhere := h.me
		elsewhere.Session = id.New(h.clock.Now())
		h.at(address, func(ctx context.Context) {
			options, err := h.Enrol(ctx, h.me, secret)
			h.must(err)
			other := authenticator.New(t, address)
			h.refused("passkey.challenge_over", func() error { _, err := h.Finish(ctx, elsewhere, "x", other.Create(options)); return err })
			challenge := [32]byte{8}
			asked, err := h.Begin(ctx, h.me, challenge)
			h.must(err)
			answer := a.Get(asked)
			h.refused("passkey.challenge_over", func() error { _, err := h.Check(ctx, elsewhere, challenge, answer); return err })
			_, err = h.Check(ctx, h.me, challenge, answer)
			h.must(err)
		})
	})
}

// What was asked for an enrolment confirms nothing, and the other way round, whoever's passkey answers.
//
// covers: APV-03
func TestAChallengeServesOnlyWhatItWasAskedFor(t *testing.T) {
	each(t, func(h *house) {
		a, _ := h.enrolled(h.me)
		challenge := [32]byte{9}
		confirm := h.begin(h.me, challenge)
		h.at(address, func(ctx context.Context) {
			options, err := h.Enrol(ctx, h.me, secret)
			h.must(err)
			other := authenticator.New(t, address)
			enrolling := other.Create(options)
			var random [32]byte
			copy(random[:], challengeOf(t, options))
			data, client := a.Data("oa.example.com", a.Flags), a.Client("webauthn.get", encoded(random[:]))
			h.refused("passkey.challenge_over", func() error { _, err := h.Check(ctx, h.me, random, a.Answer(data, client)); return err })
			forged := renamed(t, options, challengeOf(t, confirm))
			h.refused("passkey.challenge_over", func() error { _, err := h.Finish(ctx, h.me, "x", other.Create(forged)); return err })
			h.refused("passkey.refused", func() error { _, err := h.Check(ctx, h.me, challenge, enrolling); return err })
		})
	})
}

// Two copies of a passkey that sign at the same moment have counted to the same number: one of them is believed.
//
// covers: APV-03
func TestOfCopiesThatSignAtOnceOneIsBelieved(t *testing.T) {
	each(t, func(h *house) {
		const copies = 40
		a, _ := h.enrolled(h.me)
		answers := make([][]byte, copies)
		for i := range copies {
			clone := *a
			answers[i] = clone.Get(h.begin(h.me, [32]byte{byte(i + 1)}))
		}
		h.at(address, func(ctx context.Context) {
			var all sync.WaitGroup
			results := make([]error, copies)
			for i := range copies {
				all.Go(func() { _, results[i] = h.Check(ctx, h.me, [32]byte{byte(i + 1)}, answers[i]) })
			}
			all.Wait()
			believed := 0
			for _, err := range results {
				if err == nil {
					believed++
				} else if !apperr.Has(err, passkey.ErrStopped) {
					t.Error(err)
				}
			}
			if believed != 1 {
				t.Errorf("%d of %d copies are believed: %v", believed, copies, errors.Join(results...))
			}
		})
		h.count(dbtest.Numbers(t, h.db, `SELECT 1`), `SELECT COUNT(*) FROM passkeys WHERE stopped_at > 0`)
	})
}

// A passkey that stands in somebody's signed documents can be enrolled by nobody else, not even once its owner has removed it.
//
// covers: APV-03
func TestThePasskeyOfAnotherIsNotEnrolledUnderItsName(t *testing.T) {
	each(t, func(h *house) {
		a, k := h.enrolled(h.me)
		for _, gone := range []bool{false, true} {
			h.at(address, func(ctx context.Context) {
				if gone {
					h.must(h.Remove(ctx, h.me, k.ID))
				}
				options, err := h.Enrol(ctx, h.them, secret)
				h.must(err)
				thief := authenticator.New(t, address)
				thief.ID = a.ID
				h.refused("passkey.known", func() error { _, err := h.Finish(ctx, h.them, "x", thief.Create(options)); return err })
			})
		}
	})
}
