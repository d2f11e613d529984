package db_test

import (
	"bytes"
	"errors"
	"reflect"
	"sync"
	"sync/atomic"
	"testing"

	"tonggui/internal/platform/clock"
	"tonggui/internal/platform/db"
	"tonggui/internal/platform/id"
	"tonggui/internal/testkit/dbtest"
	"tonggui/internal/testkit/wait"
)

// together has functions share a commit: the writer is held until all of them wait.
func together(t *testing.T, d *db.DB, fns ...func(*db.Tx) error) []error {
	t.Helper()
	held, hold := make(chan struct{}), make(chan struct{})
	var wg sync.WaitGroup
	wg.Go(func() {
		_ = d.Write(t.Context(), func(*db.Tx) error {
			close(held)
			<-hold
			return nil
		})
	})
	wait.On(t, "the writer is held", held)
	errs := make([]error, len(fns))
	for i, fn := range fns {
		waiting := d.Waiting()
		wg.Go(func() { errs[i] = d.Write(t.Context(), fn) })
		for d.Waiting() == waiting {
			continue
		}
	}
	close(hold)
	wg.Wait()
	return errs
}

var errRefused = errors.New("refused")

func TestAJobThatFailsAfterWritingHasTheOthersDoneAgainAndTheirEffectsHappenOnce(t *testing.T) {
	d, _ := dbtest.Open(t, db.SQLite, notes)
	var runs, effects atomic.Int64
	good := func(n int) func(*db.Tx) error {
		return func(tx *db.Tx) error {
			runs.Add(1)
			tx.AfterCommit(func() { effects.Add(1) })
			return add(tx, n)
		}
	}
	bad := func(tx *db.Tx) error {
		tx.AfterCommit(func() { effects.Add(100) })
		return errors.Join(add(tx, 2), errRefused)
	}
	errs := together(t, d, good(1), bad, good(3))
	if errs[0] != nil || !errors.Is(errs[1], errRefused) || errs[2] != nil {
		t.Fatal(errs)
	}
	if count(t, d) != 2 || runs.Load() != 3 { // the third had not begun when the second failed
		t.Errorf("%d notes after %d runs", count(t, d), runs.Load())
	}
	last := make(chan struct{})
	_ = d.Write(t.Context(), func(tx *db.Tx) error {
		tx.AfterCommit(func() { close(last) })
		return nil
	})
	wait.On(t, "the last effect", last) // effects happen in the order of the commits
	if effects.Load() != 2 {
		t.Errorf("%d effects", effects.Load())
	}
}

func TestAJobThatFailsBeforeItWritesCostsTheOthersNothing(t *testing.T) {
	d, _ := dbtest.Open(t, db.SQLite, notes)
	runs := 0
	good := func(tx *db.Tx) error {
		runs++
		return add(tx, 1)
	}
	bad := func(tx *db.Tx) error {
		if _, err := db.Value[int](tx, `UPDATE notes SET body = '' WHERE n = 99 RETURNING n`); !errors.Is(err, db.ErrNone) {
			t.Errorf("there is no such note: %v", err)
		}
		return errRefused
	}
	if errs := together(t, d, good, bad); errs[0] != nil || !errors.Is(errs[1], errRefused) {
		t.Fatal(errs)
	}
	if runs != 1 || count(t, d) != 1 {
		t.Errorf("%d runs, %d notes", runs, count(t, d))
	}
}

type (
	word   string
	number int
)

// A Tx on SQLite reads rows by hand; it must read what everybody else reads.
func TestRowsReadAlikeInsideAndOutsideOfAWrite(t *testing.T) {
	type all struct {
		Int    int64
		Small  int
		Number number
		At     clock.Instant
		Real   float64
		Bool   bool
		Text   string
		Word   word
		Bytes  []byte
		ID     id.ID
		NoID   id.ID
		Some   *string
		None   *string
		NoNum  *int64
		Raw    bytes.Buffer
	}
	read := func(q db.Q) (a all, err error) {
		return db.One(q, func(r db.Row) (a all, err error) {
			var raw []byte
			err = r.Scan(&a.Int, &a.Small, &a.Number, &a.At, &a.Real, &a.Bool, &a.Text, &a.Word, &a.Bytes, &a.ID, &a.NoID, &a.Some, &a.None, &a.NoNum, &raw)
			a.Raw.Write(raw)
			return a, err
		}, `SELECT 1, 2, 3, 4, 1.5, 1, 'text', 'word', X'0102', X'000102030405060708090a0b0c0d0e0f', NULL, 'some', NULL, NULL, NULL`)
	}
	d, _ := dbtest.Open(t, db.SQLite, notes)
	outside, err := read(d.Ask(t.Context()))
	if err != nil {
		t.Fatal(err)
	}
	var inside all
	if err := d.Write(t.Context(), func(tx *db.Tx) error {
		inside, err = read(tx)
		return err
	}); err != nil {
		t.Fatal(err)
	}
	if !reflect.DeepEqual(inside, outside) || *inside.Some != "some" {
		t.Errorf("%+v\n%+v", inside, outside)
	}
	for name, into := range map[string]any{"a text as a number": new(int64), "NULL as a text": new(string), "a struct": new(struct{})} {
		err := d.Write(t.Context(), func(tx *db.Tx) error {
			_, err := db.One(tx, func(r db.Row) (int, error) { return 0, r.Scan(into) }, map[bool]string{true: `SELECT NULL`, false: `SELECT 'x'`}[name == "NULL as a text"])
			return err
		})
		if err == nil {
			t.Errorf("%s was read", name)
		}
	}
}
