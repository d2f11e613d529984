package app

import (
	"context"
	"fmt"
	"strings"

	"tonggui/internal/org/calendar"
	"tonggui/internal/platform/db"
	"tonggui/internal/platform/doctor"
)

// holidays looks whether the working calendar knows the years that are needed.
func holidays(ctx context.Context, d *db.DB) doctor.Finding {
	if n, err := d.Pending(ctx, migrationsOf(d)); err != nil || n > 0 {
		return doctor.Good("looked at once the database is up to date")
	}
	missing, err := calendar.Missing(d.Ask(ctx), d.Now())
	if err != nil {
		return doctor.Bad("read the message; restore a backup if the file is damaged", "the working calendar cannot be read: %v", err)
	}
	if len(missing) > 0 {
		return doctor.Worry("update the program, or have an administrator import the year as JSON or iCalendar",
			"the public holidays of %s are missing; limits in working days will be wrong", strings.Trim(fmt.Sprint(missing), "[]"))
	}
	return doctor.Good("the public holidays of the years needed are known")
}
