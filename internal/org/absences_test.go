package org_test

import (
	"testing"
	"time"

	"tonggui/internal/org/absences"
	"tonggui/internal/org/calendar"
	"tonggui/internal/platform/clock"
	"tonggui/internal/platform/db"
	"tonggui/internal/platform/id"
	"tonggui/internal/platform/workday"
	"tonggui/internal/testkit/dbtest"
	"tonggui/internal/testkit/wait"
)

func (h *house) grant(account, source id.ID, from, until clock.Instant) (made id.ID) {
	h.t.Helper()
	err := h.db.Write(h.t.Context(), func(tx *db.Tx) (err error) {
		made, err = absences.Add(tx, absences.Absence{Account: account, Source: source, Away: workday.Away{From: from, Until: until}})
		return err
	})
	if err != nil {
		h.t.Fatal(err)
	}
	return made
}

// covers: ORG-02
func TestWhoeverIsOnLeaveIsShownSoUntilTheyAreBack(t *testing.T) {
	each(t, func(h *house) {
		h.company()
		who, other, conn := h.number("1003"), h.number("1004"), conn()
		if err := h.org.WatchFrame(conn, []byte(`{"account_ids":["`+who.String()+`","`+other.String()+`"]}`)); err != nil {
			t.Fatal(err)
		}
		h.org.Activity(who, 1, true)
		from := h.clock.Now().Add(time.Hour)
		until := from.Add(24 * time.Hour)
		source := id.New(1)
		first := h.grant(who, source, from, until)
		h.unchanged(func() {
			if again := h.grant(who, source, from, until.Add(time.Hour)); again != first {
				t.Error("one source made two absences")
			}
		})
		state := func(at *house) string {
			p, _ := at.org.Person(who)
			return p.Presence.State
		}
		if s := state(h); s != "online" {
			t.Errorf("before: %s", s)
		}
		h.grant(other, id.New(2), h.clock.Now(), until)
		h.sockets.await("presence to 1", other.String(), `"state":"leave"`) // so the news of the first has come too
		h.clock.Advance(time.Hour)
		h.org.ExpirePresenceForTest()
		h.sockets.await("presence to 1", who.String(), `"state":"leave"`)
		if p, _ := h.org.Person(who); p.Presence.Until == nil || *p.Presence.Until != until || p.Presence.Since != from || p.Presence.Note != "" {
			t.Errorf("%+v", p.Presence)
		}
		if s := state(newHouse(t, h.db, h.clock)); s != "leave" {
			t.Errorf("after a restart: %s", s)
		}
		h.clock.Advance(24 * time.Hour)
		if s := state(h); s != "online" {
			t.Errorf("back, and shown %s", s)
		}
		h.org.ExpirePresenceForTest()
		if s := state(h); s != "online" {
			t.Errorf("back, and shown %s", s)
		}
	})
}

// ends ends what a source has made, and tells whether there was anything to end.
func (h *house) ends(source id.ID) (ended bool) {
	h.t.Helper()
	if err := h.db.Write(h.t.Context(), func(tx *db.Tx) (err error) {
		ended, err = absences.End(tx, source)
		return err
	}); err != nil {
		h.t.Fatal(err)
	}
	return ended
}

// covers: ORG-02
func TestWhoeverEndsTheirLeaveIsShownToBeBackAtOnceOnEveryNode(t *testing.T) {
	each(t, func(h *house) {
		h.company()
		who, conn := h.number("1003"), conn()
		if err := h.org.WatchFrame(conn, []byte(`{"account_ids":["`+who.String()+`"]}`)); err != nil {
			t.Fatal(err)
		}
		other := newHouse(t, h.db, h.clock)
		now := h.clock.Now()
		runs, ahead := id.New(1), id.New(2)
		h.grant(who, runs, now, now.Add(48*time.Hour))
		h.sockets.await("presence to 1", who.String(), `"state":"leave"`)
		h.grant(who, ahead, now.Add(72*time.Hour), now.Add(96*time.Hour))
		h.clock.Advance(time.Hour)
		if !h.ends(runs) || !h.ends(ahead) {
			t.Error("there was nothing to end")
		}
		h.sockets.await("presence to 1", who.String(), `"state":"offline"`)
		wait.Until(t, "the other node has heard it", func() bool { p, _ := other.org.Person(who); return p.Presence.State != "leave" })
		q := h.db.Ask(t.Context())
		if was, ok, err := absences.Of(q, runs); err != nil || !ok || was != (workday.Away{From: now, Until: now.Add(time.Hour)}) {
			t.Errorf("%+v, %v (%v)", was, ok, err)
		}
		if _, ok, err := absences.Of(q, ahead); err != nil || ok {
			t.Errorf("what did not begin has been (%v)", err)
		}
		if all, err := absences.Ahead(q); err != nil || len(all) > 0 {
			t.Errorf("%v (%v)", all, err)
		}
		h.unchanged(func() {
			if h.ends(runs) || h.ends(ahead) || h.ends(id.New(3)) {
				t.Error("ended twice, or never granted")
			}
		})
	})
}

// covers: ORG-04
func TestAClockThatWaitsForAPersonStandsStillWhileTheyAreAbsent(t *testing.T) {
	dbtest.Each(t, append(rooms, calendar.Migrations), func(t *testing.T, d *db.DB, c *clock.Fake) {
		h := &house{t: t, db: d, clock: c}
		days, who := calendar.New(d), id.New(1)
		monday := clock.Of(time.Date(2026, 11, 23, 0, 0, 0, 0, time.FixedZone("", 8*3600)))
		h.grant(who, id.New(2), monday, monday.Add(24*time.Hour))
		h.grant(id.New(3), id.New(4), monday, monday.Add(48*time.Hour))
		friday := monday.Add(-9 * time.Hour) // at 15:00
		own, err := absences.Calendar(d.Ask(t.Context()), days, id.Zero, who, friday)
		if err != nil {
			t.Fatal(err)
		}
		site, err := days.For(d.Ask(t.Context()), id.Zero)
		if err != nil {
			t.Fatal(err)
		}
		late, _ := site.Add(friday, 5*time.Hour)
		if end, ok := own.Add(friday, 5*time.Hour); !ok || end != late.Add(24*time.Hour) || own.Version != site.Version {
			t.Errorf("five working hours end at %v, without the leave at %v", end.Time(), late.Time())
		}
		if own, err := absences.Calendar(d.Ask(t.Context()), days, id.Zero, who, monday.Add(24*time.Hour)); err != nil || own.Calendar != site.Calendar {
			t.Errorf("what is over still counts (%v)", err)
		}
		if _, err := absences.Calendar(d.Ask(t.Context()), days, id.New(9), who, monday); err == nil {
			t.Error("a department that nobody knows has a calendar")
		}
	})
}
