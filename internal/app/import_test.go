package app

import (
	"log/slog"
	"os"
	"path/filepath"
	"testing"

	"tonggui/internal/cli"
	"tonggui/internal/org/calendar/yearfile"
	"tonggui/internal/org/roster"
	"tonggui/internal/org/roster/rostertest"
	"tonggui/internal/platform/config"
	"tonggui/internal/platform/i18n"
)

func TestEveryReasonOfARosterFaultHasWords(t *testing.T) {
	for _, reason := range []string{
		roster.ReasonControl, roster.ReasonBidi, roster.ReasonInvisible, roster.ReasonMarkup, roster.ReasonFormula, roster.ReasonTooLong,
		roster.ReasonTooDeep, roster.ReasonEmpty, roster.ReasonNoLetter, roster.ReasonNoDate, roster.ReasonOutOfRange,
		roster.DamageOpenQuote, roster.DamageStrayQuote, roster.DamageTooFew, roster.DamageTooMany, roster.DamageCellTooLong,
		roster.DamageEncoding, roster.DamageNUL, roster.DamageCellError, roster.DamageNoValue,
	} {
		if !i18n.Has("admin", "fault."+reason) {
			t.Errorf("no words for %s", reason)
		}
	}
}

func TestEveryFaultOfAYearsFileHasWords(t *testing.T) {
	for _, code := range yearfile.Codes {
		if !i18n.Has("calendar", "fault."+code) {
			t.Errorf("no words for %s", code)
		}
	}
}

// covers: ACC-02
func TestACommandThatWouldMakeManyLeaveReportsThemAndChangesNothing(t *testing.T) {
	people := rostertest.Generate(60, 7)
	c := &config.Config{Data: t.TempDir()}
	bring := func(people []roster.Person, accept bool) cli.ImportReport {
		t.Helper()
		file := filepath.Join(t.TempDir(), "roster.csv")
		if err := os.WriteFile(file, rostertest.CSV(rostertest.Table(people), rostertest.Form{}), 0o600); err != nil {
			t.Fatal(err)
		}
		r, err := importRoster(t.Context(), c, slog.New(slog.DiscardHandler), cli.ImportOptions{File: file, AcceptLeavers: accept})
		if err != nil {
			t.Fatal(err)
		}
		return r
	}
	if r := bring(people, false); !r.Applied || r.Create != 60 {
		t.Fatalf("%+v", r)
	}
	for range 2 { // the first one left nothing behind
		r := bring(people[:18], false)
		if r.Applied || r.Leave != 42 || len(r.Warnings) != 1 || r.Warnings[0].Code != roster.WarningMassLeave || r.Warnings[0].Params["leave"] != 42 || r.Warnings[0].Params["of"] != 60 {
			t.Fatalf("%+v", r)
		}
	}
	if r := bring(people[:18], true); !r.Applied || r.Leave != 42 {
		t.Fatalf("%+v", r)
	}
}
