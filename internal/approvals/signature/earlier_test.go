package signature_test

import (
	"testing"

	"tonggui/internal/approvals/signature"
)

// An earlier decision counts where there is one: the person's own, about the same, and as strong as the step asks.
//
// covers: APV-03
func TestATurnIsPassedOverOnlyForAnEarlierDecision(t *testing.T) {
	for name, c := range map[string]struct {
		by, passed signature.Person
		level      string
		step       string
		content    int
		ok         bool
	}{
		"their own":           {head, head, signature.LevelPassword, "head", 2, true},
		"somebody else's":     {head, boss, signature.LevelPassword, "head", 2, false},
		"about other values":  {head, head, signature.LevelPassword, "head", 1, false},
		"weaker than asked":   {head, head, signature.LevelPassword, "boss", 2, false},
		"only an application": {applicant, applicant, signature.LevelSession, "head", 2, false},
	} {
		h := newHouse(t)
		h.sign(h.record("submit", &applicant, signature.LevelSession, "", signature.StateRunning, 1))
		if c.level != signature.LevelSession {
			h.sign(h.record(signature.ActApprove, &c.by, c.level, "head", signature.StateRunning, c.content))
		}
		r := h.record(signature.ActEarlier, nil, signature.LevelSystem, c.step, signature.StateRunning, 2)
		r.For = &c.passed
		h.sign(r)
		if got := signature.Verify(h.seal(h.document()), h.keys); got.OK != c.ok || !c.ok && !has(got, signature.RecordLevel) {
			t.Errorf("%s: %+v", name, got.Problems)
		}
	}
}
