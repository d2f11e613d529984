package audit_test

import (
	"context"
	"errors"
	"sync"
	"testing"
	"time"

	"tonggui/internal/audit"
	"tonggui/internal/audit/proof"
	"tonggui/internal/platform/clock"
	"tonggui/internal/platform/db"
	"tonggui/internal/platform/id"
	"tonggui/internal/testkit/dbtest"
	"tonggui/internal/testkit/wait"
)

// covers: SEC-03
func TestEveryRowGetsOneNumberAndIsSigned(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		room := id.New(h.clock.Now())
		total := 0
		for _, n := range []int{0, 1, 300, 0, 700} {
			h.acts(n)
			total += n
			h.talk.say(room, "hello")
			h.clock.Advance(10 * time.Second)
			h.round()
		}
		if got := h.count(`SELECT COUNT(*) FROM audit_leaves WHERE kind = 1`); got != int64(total) {
			t.Fatalf("%d acts have numbers, want %d", got, total)
		}
		r := h.verify(h.checkpoint())
		if want := int64(total + 1 + 5); !r.OK || r.Proven != want || r.Records != want || r.Outside.Hold != 1 {
			t.Errorf("want %d: %+v", want, r)
		}
		if h.log.Size() != r.Records || h.log.Stopped() {
			t.Error("figures:", h.log.Size(), h.log.Stopped())
		}
	})
}

func TestARoundInWhichNothingHappenedWritesNothing(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		h.act(1)
		h.talk.say(id.New(h.clock.Now()), "x")
		for range 3 { // also what moves the floor has come to rest
			h.clock.Advance(5 * time.Minute)
			h.round()
		}
		changes := func() int64 {
			if h.db.Dialect() == db.SQLite {
				return h.count(`SELECT data_version FROM pragma_data_version`)
			}
			return h.count(`SELECT (pg_snapshot_xmax(pg_current_snapshot())::text::bigint)`)
		}
		before := changes()
		for range 3 {
			h.clock.Advance(5 * time.Minute)
			h.round()
		}
		if after := changes(); after != before || h.count(`SELECT COUNT(*) FROM audit_checkpoints`) != 1 {
			t.Errorf("the database was written to: %d, then %d; %d checkpoints", before, after, h.count(`SELECT COUNT(*) FROM audit_checkpoints`))
		}
	})
}

// On PostgreSQL a row that commits late stands below rows that have their numbers already.
func TestARowThatCommitsLateIsNeitherLeftOutNorCounted(t *testing.T) {
	d, c := dbtest.Open(t, db.Postgres, []db.Migrations{audit.Migrations})
	h := newHouse(t, d, c)
	begun, end := make(chan struct{}), make(chan struct{})
	var group sync.WaitGroup
	group.Go(func() {
		if err := d.Write(t.Context(), func(tx *db.Tx) error {
			err := write(tx, 1)
			close(begun)
			<-end
			return err
		}); err != nil {
			t.Error(err)
		}
	})
	wait.On(t, "the transaction has begun", begun)
	for n := range 5 {
		h.act(10 + n)
	}
	for range 3 { // the floor must not pass what is still open
		c.Advance(5 * time.Minute)
		h.round()
	}
	close(end)
	group.Wait()
	h.act(99)
	for range 3 {
		c.Advance(5 * time.Minute)
		h.round()
	}
	r := h.verify()
	late := len(r.Problems) == 1 && r.Problems[0].Code == proof.RecordBackdated // it was open for a quarter of an hour
	if got := h.count(`SELECT COUNT(*) FROM audit_leaves WHERE kind = 1`); got != 7 || !r.OK && !late {
		t.Errorf("%d numbers: %+v", got, r)
	}
}

// covers: SEC-03
func TestTheLogGoesOnWhereverItsProcessWasKilled(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		for n := range 20 {
			h.act(n)
			h.clock.Advance(time.Second)
			// A round that is cut off anywhere, and another process behind it.
			ctx, cancel := context.WithCancel(t.Context())
			go func() {
				for range n * 50 {
				}
				cancel()
			}()
			_ = h.log.Round(ctx)
			cancel()
			h.log = h.open()
		}
		h.round()
		r := h.verify(h.checkpoint())
		if !r.OK || r.Proven != 21 {
			t.Errorf("%+v", r)
		}
	})
}

func TestTwoProcessesNeverGiveTheSameNumber(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		others := []*audit.Log{h.log, h.open(), h.open()}
		var group sync.WaitGroup
		for _, l := range others {
			group.Go(func() {
				for range 10 {
					if err := l.Round(t.Context()); err != nil {
						t.Error(err)
					}
				}
			})
		}
		for n := range 60 {
			h.act(n)
		}
		group.Wait()
		h.round()
		if r := h.verify(); !r.OK || r.Proven != 61 {
			t.Errorf("%+v", r)
		}
	})
}

func TestAnotherNodeWaitsWhileTheOneThatHoldsTheLogLives(t *testing.T) {
	d, c := dbtest.Open(t, db.Postgres, []db.Migrations{audit.Migrations})
	h := newHouse(t, d, c)
	h.round()
	seen := func(ago string) {
		t.Helper()
		if err := d.Write(t.Context(), func(tx *db.Tx) error {
			_, err := tx.Exec(`INSERT INTO nodes (id, name, version, started_at, seen_at, bus) VALUES (?, 'a', 'v', 0, `+ago+`, 0)
				ON CONFLICT (id) DO UPDATE SET seen_at = excluded.seen_at`, h.log.Node)
			return err
		}); err != nil {
			t.Fatal(err)
		}
	}
	const now = `(extract(epoch FROM clock_timestamp()) * 1000000)::bigint`
	seen(now)
	other := h.open()
	h.act(1)
	if err := other.Round(t.Context()); err != nil || h.count(`SELECT COUNT(*) FROM audit_leaves`) != 1 {
		t.Fatal("it did the other's work:", err)
	}
	seen(now + ` - 6000000`)
	if err := other.Round(t.Context()); err != nil || h.count(`SELECT COUNT(*) FROM audit_leaves`) != 2 {
		t.Fatal("it did not take over:", err)
	}
	if r := h.verify(); !r.OK || r.Proven != 2 {
		t.Errorf("%+v", r)
	}
}

func TestARotatedKeySignsAndTheOldOneStillVerifies(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		h.act(1)
		h.round()
		old, outside := h.publicKeys(), h.checkpoint()
		h.clock.Advance(time.Minute)
		if err := h.log.RotateKey(t.Context()); err != nil {
			t.Fatal(err)
		}
		for n := range 3 {
			h.act(n)
			h.clock.Advance(time.Minute)
			h.round()
		}
		both := h.publicKeys()
		if len(both) != 2 || both[1].String() != old[0].String() {
			t.Fatalf("keys: %v", both)
		}
		if s, err := proof.Open(h.checkpoint(), both); err != nil || s.SignedBy(old...) || !s.SignedBy(both[0]) {
			t.Errorf("the newest checkpoint: %+v, %v", s, err)
		}
		for name, keys := range map[string][]proof.Key{"the old key alone": old, "all keys": both} {
			if r := verify(t, h.export(), keys, outside); !r.OK || r.Proven != 6 {
				t.Errorf("%s: %+v", name, r)
			}
		}
	})
}

func TestAKeyThatIsNotSealedByTheInstallationNeverSigns(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		h.act(1)
		h.round()
		_, foreign, err := proof.NewKey(h.publicKeys()[0].Name())
		if err != nil {
			t.Fatal(err)
		}
		h.exec(`INSERT INTO audit_keys (id, made_at, public, sealed) SELECT ?, made_at, ?, sealed FROM audit_keys`, id.New(h.clock.Now()), foreign.String())
		h.act(2)
		h.log = h.open()
		h.round()
		if keys := h.publicKeys(); len(keys) != 1 || keys[0].String() == foreign.String() {
			t.Errorf("it is said to be a key of the log: %v", keys)
		}
		if r := h.verify(); !r.OK || r.Proven != 3 {
			t.Errorf("%+v", r)
		}
		// And where it takes the place of the real one, nothing is signed at all.
		h.exec(`UPDATE audit_keys SET public = ?`, foreign.String())
		h.act(3)
		h.log = h.open()
		if err := h.log.Round(t.Context()); !errors.Is(err, audit.ErrHistory) || !h.log.Stopped() {
			t.Error(err)
		}
		if h.count(`SELECT COUNT(*) FROM audit_checkpoints`) != 2 {
			t.Error("a checkpoint was signed")
		}
	})
}

func (h *house) exec(query string, args ...any) {
	h.t.Helper()
	if err := h.db.Write(h.t.Context(), func(tx *db.Tx) error { _, err := tx.Exec(query, args...); return err }); err != nil {
		h.t.Fatal(err)
	}
}

// outside keeps checkpoints in memory, and may be away.
type outside struct {
	notes [][]byte
	away  error
}

func (o *outside) Name() string { return "outside" }

func (o *outside) SetAside(context.Context, string) (string, error) {
	o.notes = nil
	return "aside", o.away
}

func (o *outside) Keep(_ context.Context, _ int64, note []byte) error {
	if o.away == nil {
		o.notes = append(o.notes, note)
	}
	return o.away
}

func (o *outside) Newest(context.Context) ([]byte, error) {
	if len(o.notes) == 0 || o.away != nil {
		return nil, o.away
	}
	return o.notes[len(o.notes)-1], nil
}

func TestCheckpointsGoOutsideAndAgainWhereTheyWereNotTaken(t *testing.T) {
	dbtest.Each(t, []db.Migrations{audit.Migrations}, func(t *testing.T, d *db.DB, c *clock.Fake) {
		o := &outside{}
		h := newHouse(t, d, c, o)
		h.act(1)
		h.round()
		o.away = errors.New("away")
		h.act(2)
		h.round()
		h.act(3)
		h.round()
		o.away = nil
		h.round()
		if len(o.notes) != 2 || string(o.notes[1]) != string(h.checkpoint()) {
			t.Fatalf("%d checkpoints outside", len(o.notes))
		}
		if r := h.verify(o.notes...); !r.OK || r.Outside.Hold != 2 {
			t.Errorf("%+v", r)
		}
	})
}

// covers: SEC-03
func TestADatabaseThatWasPutBackIsNotSignedAgain(t *testing.T) {
	dbtest.Each(t, []db.Migrations{audit.Migrations}, func(t *testing.T, d *db.DB, c *clock.Fake) {
		o := &outside{}
		h := newHouse(t, d, c, o)
		for n := range 5 {
			h.act(n)
			h.round()
		}
		size := h.count(`SELECT MAX(size) FROM audit_checkpoints`)
		h.asSuperuser(func() {
			h.exec(`DELETE FROM audit_checkpoints WHERE size > 3`)
			h.exec(`DELETE FROM audit_leaves WHERE n >= 3`)
			h.exec(`UPDATE audit_log SET size = 3`)
		})
		h.log = h.open()
		h.act(9)
		if err := h.log.Round(t.Context()); !errors.Is(err, audit.ErrHistory) {
			t.Fatal(err)
		}
		if got := h.count(`SELECT MAX(size) FROM audit_checkpoints`); got >= size || h.count(`SELECT COUNT(*) FROM audit_leaves`) != 3 {
			t.Errorf("it went on to %d", got)
		}
	})
}

// asSuperuser does what the triggers would refuse.
func (h *house) asSuperuser(fn func()) {
	h.t.Helper()
	tables := []string{"audit", "audit_leaves", "audit_spans", "audit_checkpoints"}
	for _, table := range tables {
		if h.db.Dialect() == db.Postgres {
			h.exec(`ALTER TABLE ` + table + ` DISABLE TRIGGER ALL`)
			continue
		}
		h.exec(`DROP TRIGGER IF EXISTS ` + table + `_no_update`)
		h.exec(`DROP TRIGGER IF EXISTS ` + table + `_no_delete`)
	}
	fn()
	if h.db.Dialect() == db.Postgres {
		for _, table := range tables {
			h.exec(`ALTER TABLE ` + table + ` ENABLE TRIGGER ALL`)
		}
	}
}
