package node

import (
	"errors"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/fstest"
	"time"

	"tonggui/internal/platform/apperr"
	"tonggui/internal/platform/clock"
	"tonggui/internal/platform/db"
	"tonggui/internal/platform/id"
	"tonggui/internal/testkit/dbtest"
	"tonggui/internal/testkit/line"
	"tonggui/internal/testkit/wait"
)

// air is a bus that a test can silence.
type air struct {
	mu     sync.Mutex
	heard  map[string][]func([]byte)
	silent atomic.Bool
}

func (a *air) Publish(subject string, data []byte) {
	a.mu.Lock()
	defer a.mu.Unlock()
	if !a.silent.Load() {
		for _, fn := range a.heard[subject] {
			fn(data)
		}
	}
}

func (a *air) Subscribe(subject string, fn func([]byte)) error {
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.heard == nil {
		a.heard = map[string][]func([]byte){}
	}
	a.heard[subject] = append(a.heard[subject], fn)
	return nil
}

func (a *air) Up() bool        { return true }
func (a *air) Breaks() int64   { return 0 }
func (a *air) OnChange(func()) {}

func await(t *testing.T, within time.Duration, what string, is func() bool) {
	t.Helper()
	wait.Soon(t, within, what, is)
}

// joined makes a node over a database that is migrated; it ends with the test.
func joined(t *testing.T, url string, bus Bus, rooms []db.Migrations, before func(*Node)) *Node {
	t.Helper()
	n, err := Join(t.Context(), Options{DB: db.Options{URL: url, Clock: clock.NewSystem()}, Rooms: rooms, Bus: bus, Name: "test", Version: "v1"})
	if err != nil {
		t.Fatal(err)
	}
	if before != nil {
		before(n)
	}
	if err := n.Start(t.Context()); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { n.Leave(t.Context()) })
	return n
}

func migrated(t *testing.T, rooms ...db.Migrations) (string, *db.DB) {
	t.Helper()
	url := dbtest.NewPostgres(t)
	d, err := db.Open(t.Context(), db.Options{URL: url, Clock: clock.NewSystem()})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = d.Close() })
	if _, err := d.Migrate(t.Context(), rooms); err != nil {
		t.Fatal(err)
	}
	return url, d
}

func TestNodesKnowEachOtherAndWhetherTheBusReachesThem(t *testing.T) {
	url, d := migrated(t)
	bus := &air{}
	gone := make(chan id.ID, 1)
	a := joined(t, url, bus, nil, func(n *Node) { n.OnGone(func(other id.ID) { gone <- other }) })
	if whole, _ := a.Whole(); !whole {
		t.Error("a node without others misses something")
	}
	b := joined(t, url, bus, nil, nil)
	await(t, 5*time.Second, "they hear each other", func() bool {
		wholeA, _ := a.Whole()
		wholeB, _ := b.Whole()
		return a.Peers() == 1 && b.Peers() == 1 && wholeA && wholeB
	})
	if seen, err := List(t.Context(), d); err != nil || len(seen) != 2 || seen[0].Version != "v1" {
		t.Errorf("%+v %v", seen, err)
	}
	bus.silent.Store(true)
	await(t, 5*time.Second, "the silence is noticed", func() bool { whole, _ := a.Whole(); return !whole })
	bus.silent.Store(false)
	await(t, 5*time.Second, "they hear each other again", func() bool { whole, _ := a.Whole(); return whole })

	b.Leave(t.Context())
	select {
	case other := <-gone:
		if other != b.ID {
			t.Errorf("%v is gone, not %v", other, b.ID)
		}
	case <-time.After(5 * time.Second):
		t.Error("nobody noticed that a node has left")
	}
}

func TestANodeThatLosesTheDatabaseIsCutOffWithinItsLeaseAndComesBackByItself(t *testing.T) {
	url, _ := migrated(t)
	host := strings.Split(strings.SplitAfter(url, "@")[1], "/")[0]
	l := line.New(t, host)
	lost := make(chan time.Time, 10)
	n := joined(t, strings.Replace(url, host, l.Addr, 1), &air{}, nil, func(n *Node) { n.OnLost(func() { lost <- time.Now() }) })
	if err := n.Err(); err != nil {
		t.Fatal(err)
	}
	held := time.Now()
	l.Hold()
	var when time.Time
	select {
	case when = <-lost:
	case <-time.After(2 * Life):
		t.Fatal("the node was not cut off")
	}
	if took := when.Sub(held); took > Life+time.Second/2 || took < Life-2*renewEvery {
		t.Errorf("cut off after %v", took)
	}
	if err := n.Err(); !apperr.Has(err, ErrCutOff) {
		t.Errorf("a node that is cut off says %v", err)
	}
	l.Release()
	await(t, 10*time.Second, "the lease holds again", n.Holds)
	await(t, 5*time.Second, "it is said once only", func() bool { return !n.lost.Load() && len(lost) == 0 })
}

func TestAProcessThatWasStoppedIsCutOffBeforeItGoesOn(t *testing.T) {
	url, _ := migrated(t)
	var passed atomic.Int64
	lost := make(chan struct{}, 10)
	n, err := Join(t.Context(), Options{DB: db.Options{URL: url, Clock: clock.NewSystem()}, Bus: &air{},
		Monotonic: func() time.Duration { return time.Hour + time.Duration(passed.Load()) }})
	if err != nil {
		t.Fatal(err)
	}
	defer n.Leave(t.Context())
	n.OnLost(func() { lost <- struct{}{} })
	passed.Store(int64(Life - 1))
	if !n.Holds() {
		t.Error("the lease ended too soon")
	}
	passed.Store(int64(time.Minute))
	if n.Holds() {
		t.Error("the lease outlives its time")
	}
	if err := n.renew(t.Context()); err != nil || !n.Holds() || len(lost) != 1 {
		t.Errorf("%v, holds %v, said %d times", err, n.Holds(), len(lost))
	}
}

func TestANodeThatTheDatabaseHasLeftBehindEnds(t *testing.T) {
	room := db.Migrations{Room: "test", Files: fstest.MapFS{"migrations/00001_one.sql": {Data: []byte("-- +goose Up\nCREATE TABLE one (n BIGINT);\n")}}}
	url, d := migrated(t, room)
	ends := make(chan error, 100)
	joined(t, url, &air{}, []db.Migrations{room}, func(n *Node) { n.OnOutdated(func(err error) { ends <- err }) })
	if err := d.Write(t.Context(), func(tx *db.Tx) error {
		_, err := tx.Exec(`INSERT INTO schema_floor (room, version) VALUES ('test', 2)`)
		return err
	}); err != nil {
		t.Fatal(err)
	}
	select {
	case err := <-ends:
		if old, ok := errors.AsType[db.TooOld](err); !ok || old.Room != "test" || old.Known != 1 || old.Floor != 2 {
			t.Error(err)
		}
	case <-time.After(5 * time.Second):
		t.Error("it goes on")
	}
}

func TestANodeAloneAlwaysHolds(t *testing.T) {
	n := Alone(clock.NewSystem())
	if err := n.Start(t.Context()); err != nil || n.Err() != nil || n.Peers() != 0 {
		t.Error(err, n.Err())
	}
	if whole, _ := n.Whole(); !whole {
		t.Error("it misses others")
	}
	n.Leave(t.Context())
}

func TestANodeKnowsHowFarItsClockIsFromTheDatabases(t *testing.T) {
	url, d := migrated(t)
	ahead := clock.NewFake(time.Now().Add(time.Hour))
	n, err := Join(t.Context(), Options{DB: db.Options{URL: url, Clock: ahead}, Bus: &air{}})
	if err != nil {
		t.Fatal(err)
	}
	defer n.Leave(t.Context())
	if err := n.renew(t.Context()); err != nil { // the row tells of the look before
		t.Fatal(err)
	}
	for _, skew := range []time.Duration{n.Skew(), seenOne(t, d).Skew} {
		if skew < 50*time.Minute || skew > 61*time.Minute {
			t.Errorf("an hour ahead, and %v is found", skew)
		}
	}
	right, err := Join(t.Context(), Options{DB: db.Options{URL: url, Clock: clock.NewSystem()}, Bus: &air{}})
	if err != nil {
		t.Fatal(err)
	}
	defer right.Leave(t.Context())
	if skew := right.Skew(); skew.Abs() > 100*time.Millisecond { // one machine, one clock
		t.Errorf("no difference, and %v is found", skew)
	}
	if err := n.renew(t.Context()); err != nil {
		t.Fatal(err)
	}
	if err := right.renew(t.Context()); err != nil {
		t.Fatal(err)
	}
	if behind := n.Behind(); behind < 50*time.Minute || behind > 61*time.Minute {
		t.Errorf("the other is an hour behind, and %v is found", behind)
	}
	if behind := right.Behind(); behind > 100*time.Millisecond {
		t.Errorf("the other is ahead, and %v behind is found", behind)
	}
}

func seenOne(t *testing.T, d *db.DB) Seen {
	t.Helper()
	seen, err := List(t.Context(), d)
	if err != nil || len(seen) != 1 {
		t.Fatalf("%+v %v", seen, err)
	}
	return seen[0]
}
