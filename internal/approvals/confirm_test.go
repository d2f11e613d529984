package approvals_test

import (
	"testing"
	"time"

	"tonggui/internal/approvals"
	"tonggui/internal/approvals/signature"
	"tonggui/internal/org/passkey"
	"tonggui/internal/platform/apperr"
	"tonggui/internal/platform/db"
	"tonggui/internal/platform/id"
)

// signing opens an approval whose first step wants a passkey, and asks for it.
func (h *house) signing() (approvals.Approval, approvals.Act, func(approvals.Act) (approvals.Challenge, error)) {
	h.Helper()
	d := leave()
	d.Route.Steps[0].Level = "passkey"
	a := h.applies(h.publishes(d))
	task := h.seen(h.foreman, a.ID).Mine.Tasks[0]
	if task.Level != "passkey" || task.Confirmed {
		h.Errorf("the step asks for %s, confirmed %v", task.Level, task.Confirmed)
	}
	return a, approvals.Act{Kind: "approve", Task: &task.ID, Version: a.Version, Text: "同意"},
		func(act approvals.Act) (approvals.Challenge, error) { return h.Ask(h.Context(), h.foreman, a.ID, act) }
}

// with is the answer of a passkey.
func with(c approvals.Challenge) approvals.Confirm {
	return approvals.Confirm{Challenge: &c.ID, Passkey: map[string]any{"id": "key"}}
}

// covers: APV-03
func TestAPasskeySignsTheVeryRecordThatIsStored(t *testing.T) {
	each(t, func(h *house) {
		a, act, ask := h.signing()
		c, err := ask(act)
		h.must(err)
		h.clock.Advance(time.Minute)
		_, err = h.Do(t.Context(), h.foreman, a.ID, act, with(c))
		h.must(err)
		raw, err := db.Value[[]byte](h.db.Ask(t.Context()), `SELECT entry FROM approval_acts WHERE kind = 'approve'`)
		h.must(err)
		e, err := signature.ParseEntry(raw)
		if h.must(err); e.Record.Challenge() != h.keys.asked || e.Record.Level != "passkey" || string(e.Record.Passkey.PublicKey) != "public" {
			t.Errorf("stored %+v", e.Record)
		}
		h.refused(approvals.ErrChallenge, func() error { _, err := h.Do(t.Context(), h.foreman, a.ID, act, with(c)); return err })
	})
}

func TestAPasskeyConfirmsNothingElseThanWhatItWasAsked(t *testing.T) {
	each(t, func(h *house) {
		a, act, ask := h.signing()
		do := func(c approvals.Confirm, change func(*approvals.Act)) func() error {
			return func() error {
				other := act
				if change != nil {
					change(&other)
				}
				_, err := h.Do(t.Context(), h.foreman, a.ID, other, c)
				return err
			}
		}
		_, err := h.Do(t.Context(), h.foreman, a.ID, act, byPassword) // a password alone is too weak, but is remembered
		if !apperr.Has(err, approvals.ErrPasskey) {
			t.Fatalf("by password: %v", err)
		}
		c, err := ask(act)
		h.must(err)
		h.refused(approvals.ErrChallenge, do(with(c), func(x *approvals.Act) { x.Text = "不同意" }))
		h.refused(approvals.ErrChallenge, do(with(c), func(x *approvals.Act) { x.Kind = "reject" }))
		h.refused(passkey.ErrRefused, do(approvals.Confirm{Challenge: &c.ID}, nil))
		unknown := id.New(h.clock.Now())
		h.refused(approvals.ErrChallenge, do(approvals.Confirm{Challenge: &unknown}, nil))
		h.done(h.worker, a.ID, "comment") // the chain has gone on
		act.Version = h.seen(h.foreman, a.ID).Version
		h.refused(approvals.ErrChallenge, do(with(c), nil))
		c, err = ask(act)
		h.must(err)
		h.clock.Advance(5 * time.Minute)
		h.refused(approvals.ErrChallenge, do(with(c), nil))
		h.refused(apperr.Invalid, func() error { _, err := ask(approvals.Act{Kind: "comment", Text: "x"}); return err })
		h.refused(apperr.NotFound, func() error { _, err := h.Ask(t.Context(), h.stranger, a.ID, act); return err })
		c, err = ask(act)
		h.must(err)
		h.must(do(with(c), nil)())
	})
}
