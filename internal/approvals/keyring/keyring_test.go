package keyring_test

import (
	"errors"
	"math"
	"path/filepath"
	"strings"
	"testing"

	"tonggui/internal/approvals/keyring"
	"tonggui/internal/approvals/signature"
	"tonggui/internal/audit"
	"tonggui/internal/platform/clock"
	"tonggui/internal/platform/crypt"
	"tonggui/internal/platform/db"
	"tonggui/internal/platform/id"
	"tonggui/internal/testkit/dbtest"
)

func newKeys(t *testing.T) *crypt.Keys {
	t.Helper()
	k, err := crypt.File{Path: filepath.Join(t.TempDir(), "keys.json")}.Open(func() (bool, error) { return false, nil })
	if err != nil {
		t.Fatal(err)
	}
	return k
}

func open(t *testing.T, d *db.DB, k *crypt.Keys) *keyring.Ring {
	t.Helper()
	r, err := keyring.Open(t.Context(), keyring.Deps{DB: d, Keys: k})
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// signer names the key that signs now.
func signer(t *testing.T, d *db.DB, r *keyring.Ring) string {
	t.Helper()
	s, err := r.Signer(d.Ask(t.Context()))
	if err != nil {
		t.Fatal(err)
	}
	return s.ID()
}

func public(t *testing.T, r *keyring.Ring) (out []string) {
	t.Helper()
	keys, err := r.PublicKeys(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for _, k := range keys {
		out = append(out, signature.KeyID(k))
	}
	return out
}

var rooms = []db.Migrations{audit.Migrations, keyring.Migrations}

// covers: APV-03
func TestANewApprovalKeySignsOnEveryNodeAtOnceAndTheOldOneStays(t *testing.T) {
	dbtest.Each(t, rooms, func(t *testing.T, d *db.DB, c *clock.Fake) {
		keys := newKeys(t)
		here, there := open(t, d, keys), open(t, d, keys)
		first := signer(t, d, here)
		if !strings.HasPrefix(first, "tonggui/approvals/") || signer(t, d, there) != first {
			t.Fatalf("two nodes sign with %s and %s", first, signer(t, d, there))
		}
		if err := here.Rotate(t.Context()); err != nil {
			t.Fatal(err)
		}
		second := signer(t, d, there)
		if second == first {
			t.Error("the other node goes on with the old key")
		}
		if got := public(t, there); len(got) != 2 || got[0] != second || got[1] != first {
			t.Errorf("public keys %v", got)
		}
		if got := dbtest.Numbers(t, d, `SELECT COUNT(*) FROM audit WHERE action = 'approval.key'`); !strings.Contains(got, "2") {
			t.Errorf("in the audit log: %s", got)
		}
	})
}

// Somebody who writes into the database wants a stolen key to sign for ever.
//
// covers: APV-03
func TestRotatingNeverSeemsToWorkWhereItDoesNot(t *testing.T) {
	dbtest.Each(t, rooms, func(t *testing.T, d *db.DB, c *clock.Fake) {
		r := open(t, d, newKeys(t))
		first := signer(t, d, r)
		put := func(n int64) {
			t.Helper()
			if err := d.Write(t.Context(), func(tx *db.Tx) error {
				_, public, err := signature.NewKey("tonggui/approvals/other")
				if err != nil {
					return err
				}
				_, err = tx.Exec(`INSERT INTO approval_keys (n, id, made_at, public, sealed) VALUES (?, ?, 0, ?, ?)`, n, id.New(tx.Now), public.String(), []byte("x"))
				return err
			}); err != nil {
				t.Fatal(err)
			}
		}
		put(7)
		if err := r.Rotate(t.Context()); err != nil {
			t.Fatal(err)
		}
		second := signer(t, d, r)
		if second == first || strings.HasPrefix(second, "tonggui/approvals/other") {
			t.Errorf("after rotating, %s signs", second)
		}
		put(math.MaxInt64)
		if err := r.Rotate(t.Context()); !errors.Is(err, keyring.ErrKeys) {
			t.Errorf("no key can come last: %v", err)
		}
	})
}

// covers: APV-03
func TestAKeyThatSomebodyPutIntoTheDatabaseNeitherSignsNorIsPrinted(t *testing.T) {
	dbtest.Each(t, rooms, func(t *testing.T, d *db.DB, c *clock.Fake) {
		own, foreign := newKeys(t), newKeys(t)
		r := open(t, d, own)
		first := signer(t, d, r)
		if err := open(t, d, foreign).Rotate(t.Context()); err != nil {
			t.Fatal(err)
		}
		// A true key under another public half, too.
		swap := func(tx *db.Tx) error {
			_, public, err := signature.NewKey("tonggui/approvals/other")
			if err != nil {
				return err
			}
			_, err = tx.Exec(`INSERT INTO approval_keys (n, id, made_at, public, sealed) SELECT 9, ?, made_at, ?, sealed FROM approval_keys WHERE n = 1`, id.New(tx.Now), public.String())
			return err
		}
		if err := d.Write(t.Context(), swap); err != nil {
			t.Fatal(err)
		}
		if got := signer(t, d, r); got != first {
			t.Errorf("signs with %s", got)
		}
		if got := public(t, r); len(got) != 1 || got[0] != first {
			t.Errorf("public keys %v", got)
		}
		if _, err := open(t, d, newKeys(t)).Signer(d.Ask(t.Context())); !errors.Is(err, keyring.ErrKeys) {
			t.Errorf("an installation without its keys: %v", err)
		}
	})
}
