package witness_test

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"testing"

	"tonggui/internal/audit/merkle"
	"tonggui/internal/audit/proof"
	"tonggui/internal/audit/record"
	"tonggui/internal/audit/witness"
)

// covers: SEC-03
func TestAWitnessLearnsKeysThatKnownOnesHaveHandedOver(t *testing.T) {
	for _, looksBetween := range []bool{true, false} { // or was away for all of them
		s, dir := newServer(t), t.TempDir()
		w := open(t, dir, s, s.key)
		if err := w.Look(t.Context()); err != nil {
			t.Fatal(err)
		}
		var last proof.Key
		for range 3 {
			last = s.hand(t, s.signer)
			s.grow("on", 5)
			if looksBetween {
				if err := w.Look(t.Context()); err != nil {
					t.Fatal(err)
				}
			}
		}
		if err := w.Look(t.Context()); err != nil {
			t.Fatal(err)
		}
		// It knows them without asking again, also after it was started again.
		s.handovers = nil
		w = open(t, dir, s, s.key)
		s.grow("later", 5)
		if err := w.Look(t.Context()); err != nil {
			t.Fatal(err)
		}
		if signed, err := proof.Open(w.Newest(), []proof.Key{last, w.Key()}); err != nil || len(signed.By) != 2 || signed.Size != int64(len(s.leaves)) {
			t.Errorf("%+v, %v", signed, err)
		}
	}
}

// covers: SEC-03
func TestAWitnessTakesNoKeyThatNoKnownOneHasNamed(t *testing.T) {
	for name, c := range map[string]struct {
		bend func(t *testing.T, s *server)
		want error
	}{
		"signed by a stranger": {func(t *testing.T, s *server) { stranger, _ := newKey(t); s.hand(t, stranger) }, witness.ErrForeign},
		"signed by itself":     {func(t *testing.T, s *server) { s.signer, _ = newKey(t); s.hand(t, s.signer) }, witness.ErrForeign},
		"a true checkpoint that does not hold the record": {func(t *testing.T, s *server) {
			before, _ := s.Newest(t.Context())
			s.hand(t, s.signer)
			s.handovers[0].Checkpoint = string(before)
		}, witness.ErrForeign},
		"a true checkpoint that the new key has signed, too": {func(t *testing.T, s *server) {
			old := s.signer
			s.hand(t, old)
			both, _ := proof.Checkpoint{Origin: origin, Size: 3, Root: merkle.RootOf(s.leaves[:3]), At: 7}.Sign(old, s.signer)
			s.handovers[0].Checkpoint, s.handovers[0].Number = string(both), 2
		}, witness.ErrForeign},
		"another record": {func(t *testing.T, s *server) {
			s.hand(t, s.signer)
			_, other := newKey(t)
			s.handovers[0].Record = string((&record.Key{At: 9, Key: other.String()}).Line())
		}, witness.ErrForeign},
		"in another history": {func(t *testing.T, s *server) {
			s.leaves = []merkle.Hash{{1}, {2}, {3}, {4}}
			s.hand(t, s.signer)
		}, witness.ErrFork},
		"in a log that was put back": {func(t *testing.T, s *server) {
			s.leaves = s.leaves[:1]
			s.hand(t, s.signer)
			s.grow("on", 9)
		}, witness.ErrFork},
		"while the server is away": {func(t *testing.T, s *server) { s.hand(t, s.signer); s.away = true }, witness.ErrAway},
	} {
		t.Run(name, func(t *testing.T) {
			s, dir := newServer(t), t.TempDir()
			w := open(t, dir, s, s.key)
			if err := w.Look(t.Context()); err != nil {
				t.Fatal(err)
			}
			before := w.Newest()
			c.bend(t, s)
			if err := w.Look(t.Context()); !errors.Is(err, c.want) || !bytes.Equal(w.Newest(), before) {
				t.Error(err)
			}
			if _, err := os.Stat(filepath.Join(dir, "log-keys")); !errors.Is(err, os.ErrNotExist) {
				t.Error("a key was learned", err)
			}
		})
	}
}
