package audit_test

import (
	"errors"
	"testing"

	"tonggui/internal/audit/proof"
)

// covers: SEC-03
func TestEachKeyIsHandedOverByTheOneBeforeIt(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		h.act(0)
		h.round()
		first := h.publicKeys()[0]
		if all, err := h.log.Handovers(t.Context()); err != nil || len(all) != 0 {
			t.Fatalf("%d handovers of one key, %v", len(all), err)
		}
		for n := range 3 {
			if err := h.log.RotateKey(t.Context()); err != nil {
				t.Fatal(err)
			}
			h.act(n)
			h.round()
			h.act(n)
			h.round()
		}
		keys := h.publicKeys()
		all, err := h.log.Handovers(t.Context())
		if err != nil || len(all) != 3 {
			t.Fatalf("%d handovers, %v", len(all), err)
		}
		known := []proof.Key{first}
		for i, step := range all {
			key, _, err := step.Open(known[len(known)-1:]) // by the key just before it alone
			if err != nil || key.String() != keys[len(keys)-2-i].String() {
				t.Fatalf("%d: %v, %v", i, key, err)
			}
			known = append(known, key)
		}
		if _, _, err := all[2].Open(known[:1]); !errors.Is(err, proof.ErrHandover) {
			t.Error("a key vouches for one that it did not name:", err)
		}
		newest, err := proof.Open(h.checkpoint(), known)
		if err != nil || len(newest.By) != 1 || newest.By[0].String() != known[3].String() {
			t.Errorf("%+v, %v", newest, err)
		}
	})
}
