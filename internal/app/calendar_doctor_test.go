package app

import (
	"testing"
	"time"

	"tonggui/internal/audit"
	"tonggui/internal/platform/clock"
	"tonggui/internal/platform/db"
	"tonggui/internal/platform/doctor"
	"tonggui/internal/testkit/dbtest"
)

// covers: ORG-04
func TestTheDoctorMissesTheHolidaysOfTheNextYear(t *testing.T) {
	dbtest.Each(t, migrations, func(t *testing.T, d *db.DB, c *clock.Fake) {
		if _, err := d.Migrate(t.Context(), migrationsOf(d)); err != nil {
			t.Fatal(err)
		}
		look := func(day time.Time) doctor.Finding {
			c.Advance(day.Sub(c.Now().Time()))
			return holidays(t.Context(), d)
		}
		finds(t, "autumn", look(time.Date(2026, 10, 30, 0, 0, 0, 0, time.UTC)), doctor.OK, "known")
		finds(t, "November", look(time.Date(2026, 11, 2, 0, 0, 0, 0, time.UTC)), doctor.Warn, "2027")
		finds(t, "spring", look(time.Date(2027, 3, 1, 0, 0, 0, 0, time.UTC)), doctor.Warn, "2027")
	})
	dbtest.Each(t, []db.Migrations{audit.Migrations}, func(t *testing.T, d *db.DB, c *clock.Fake) {
		finds(t, "before an upgrade", holidays(t.Context(), d), doctor.OK, "up to date")
	})
}
