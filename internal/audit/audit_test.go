package audit_test

import (
	"errors"
	"testing"

	"tonggui/internal/audit"
	"tonggui/internal/platform/authz"
	"tonggui/internal/platform/clock"
	"tonggui/internal/platform/db"
	"tonggui/internal/platform/id"
	"tonggui/internal/testkit/dbtest"
)

func rows(t *testing.T, d *db.DB) int {
	t.Helper()
	n, err := db.Value[int](d.Ask(t.Context()), `SELECT COUNT(*) FROM audit`)
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// covers: SEC-03
func TestARecordIsWrittenWithTheActOrNotAtAll(t *testing.T) {
	dbtest.Each(t, []db.Migrations{audit.Migrations}, func(t *testing.T, d *db.DB, c *clock.Fake) {
		who := authz.Principal{Account: id.New(c.Now()), Session: id.New(c.Now())}
		entry := audit.Entry{Action: authz.AccountFreeze, Object: "account", ObjectID: id.New(c.Now()), Facts: map[string]any{"n": 1}}
		if err := d.Write(t.Context(), func(tx *db.Tx) error { return audit.Write(tx, who, entry) }); err != nil {
			t.Fatal(err)
		}
		_ = d.Write(t.Context(), func(tx *db.Tx) error {
			_ = audit.Write(tx, who, entry)
			return errors.New("the act failed")
		})
		if got := rows(t, d); got != 1 {
			t.Fatalf("%d records, want 1", got)
		}
	})
}

// covers: SEC-03
func TestARecordCannotBeChangedOrRemoved(t *testing.T) {
	dbtest.Each(t, []db.Migrations{audit.Migrations}, func(t *testing.T, d *db.DB, _ *clock.Fake) {
		if err := d.Write(t.Context(), func(tx *db.Tx) error {
			return audit.Write(tx, authz.Principal{}, audit.Entry{Action: "x", Object: "x"})
		}); err != nil {
			t.Fatal(err)
		}
		for _, attack := range []string{`UPDATE audit SET action = 'y'`, `DELETE FROM audit`} {
			err := d.Write(t.Context(), func(tx *db.Tx) error { _, err := tx.Exec(attack); return err })
			if err == nil {
				t.Errorf("%s was let through", attack)
			}
		}
		if got := rows(t, d); got != 1 {
			t.Fatalf("%d records, want 1", got)
		}
	})
}
