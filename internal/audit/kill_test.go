package audit_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"tonggui/internal/audit"
	"tonggui/internal/platform/clock"
	"tonggui/internal/platform/crypt"
	"tonggui/internal/platform/db"
	"tonggui/internal/platform/id"
	"tonggui/internal/testkit/dbtest"
)

// TestActsAndRoundsUntilItIsKilled is the process that the next test kills; by itself it does nothing.
func TestActsAndRoundsUntilItIsKilled(t *testing.T) {
	dir := os.Getenv("AUDIT_KILLED_DIR")
	if dir == "" {
		t.Skip("started by another test")
	}
	h := killable(t, dir, os.Getenv("AUDIT_KILLED_URL"))
	room := id.New(h.clock.Now())
	for n := 0; ; n++ {
		h.acts(1 + n%40)
		h.talk.say(room, "x")
		h.round()
	}
}

// killable opens a log over a folder, as each process does.
func killable(t *testing.T, dir, url string) *house {
	t.Helper()
	c := clock.NewSystem()
	d, err := db.Open(t.Context(), db.Options{Dir: dir, URL: url, Clock: c})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = d.Close() })
	if _, err := d.Migrate(t.Context(), []db.Migrations{audit.Migrations}); err != nil {
		t.Fatal(err)
	}
	keys, err := crypt.File{Path: filepath.Join(dir, "keys.json")}.Open(func() (bool, error) { return audit.KeysNeeded(t.Context(), d) })
	if err != nil {
		t.Fatal(err)
	}
	h := &house{t: t, db: d, clock: clock.NewFake(c.Now().Time()), keys: keys, talk: talk{}, more: []audit.Keeper{audit.FileKeeper{Path: filepath.Join(dir, "outside")}}}
	h.log = h.open()
	return h
}

// covers: SEC-03
func TestAKilledProcessLeavesNoGapAndNothingTwice(t *testing.T) {
	for _, dialect := range []db.Dialect{db.SQLite, db.Postgres} {
		t.Run(string(dialect), func(t *testing.T) {
			dir, url := t.TempDir(), ""
			if dialect == db.Postgres {
				url = dbtest.NewPostgres(t)
			}
			for n := range 8 {
				child := exec.Command(os.Args[0], "-test.run=TestActsAndRoundsUntilItIsKilled")
				child.Env = append(os.Environ(), "AUDIT_KILLED_DIR="+dir, "AUDIT_KILLED_URL="+url)
				if err := child.Start(); err != nil {
					t.Fatal(err)
				}
				before := sizeOf(filepath.Join(dir, "outside"))
				for end := time.Now().Add(30 * time.Second); sizeOf(filepath.Join(dir, "outside")) <= before+int64(n)*250 && time.Now().Before(end); {
					time.Sleep(time.Duration(1+n) * time.Millisecond) // looks when the process is at work; where it is then, chance tells
				}
				_ = child.Process.Kill()
				_ = child.Wait()
			}
			h := killable(t, dir, url)
			h.round()
			rows, numbers := h.count(`SELECT COUNT(*) FROM audit`), h.count(`SELECT COUNT(*) FROM audit_leaves WHERE kind = 1`)
			if rows == 0 || rows != numbers {
				t.Errorf("%d rows, %d numbers", rows, numbers)
			}
			h.talk = nil // the killed ones took what was said with them
			raw, err := os.ReadFile(filepath.Join(dir, "outside"))
			if err != nil {
				t.Fatal(err)
			}
			r := verify(t, h.exportPlain(), h.publicKeys(), split(t, raw)...)
			if !r.OK || r.Proven != r.Records || r.Outside.Hold < 8 {
				t.Errorf("%+v", r)
			}
			t.Logf("%d records after 8 kills", r.Records)
		})
	}
}

func sizeOf(path string) int64 {
	info, err := os.Stat(path)
	if err != nil {
		return 0
	}
	return info.Size()
}
