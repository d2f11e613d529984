package db_test

import (
	"fmt"
	"os"
	"testing"

	"tonggui/internal/platform/apperr"
	"tonggui/internal/platform/clock"
	"tonggui/internal/platform/db"
	"tonggui/internal/testkit/dbtest"
)

func TestAClosedSQLiteDatabaseIsOneFile(t *testing.T) {
	dir := t.TempDir()
	d, err := db.Open(t.Context(), db.Options{Dir: dir, Clock: clock.NewFake(dbtest.Start)})
	if err != nil {
		t.Fatal(err)
	}
	err = d.Write(t.Context(), func(tx *db.Tx) error {
		_, err := tx.Exec(`CREATE TABLE kept (n INTEGER)`)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	if err := d.Close(); err != nil {
		t.Fatal(err)
	}
	left, err := os.ReadDir(dir)
	if err != nil || len(left) != 1 {
		t.Errorf("in the folder: %v %v", left, err)
	}
}

func TestWritesThatRaceWithTheCloseAreDoneOrRefused(t *testing.T) {
	o := db.Options{Dir: t.TempDir(), Clock: clock.NewFake(dbtest.Start)}
	d, err := db.Open(t.Context(), o)
	if err != nil {
		t.Fatal(err)
	}
	if err := d.Write(t.Context(), func(tx *db.Tx) error { _, err := tx.Exec(`CREATE TABLE kept (n INTEGER)`); return err }); err != nil {
		t.Fatal(err)
	}
	const writers = 64
	told, under := make(chan int, writers), make(chan struct{}, writers)
	for range writers {
		go func() {
			n := 0
			for {
				after := make(chan struct{})
				if err := d.Write(t.Context(), func(tx *db.Tx) error {
					tx.AfterCommit(func() { close(after) })
					_, err := tx.Exec(`INSERT INTO kept VALUES (1)`)
					return err
				}); err != nil {
					if !apperr.Has(err, apperr.Unavailable) {
						t.Errorf("refused with %v", err)
					}
					told <- n
					return
				}
				<-after
				if n++; n == 10 {
					under <- struct{}{}
				}
			}
		}()
	}
	<-under // somebody is at work
	if err := d.Close(); err != nil {
		t.Fatal(err)
	}
	acknowledged := 0
	for range writers {
		acknowledged += <-told
	}
	if d, err = db.Open(t.Context(), o); err != nil {
		t.Fatal(err)
	}
	defer func() { _ = d.Close() }()
	if kept, err := db.Value[int](d.Ask(t.Context()), `SELECT COUNT(*) FROM kept`); err != nil || kept != acknowledged {
		t.Errorf("%d rows of %d acknowledged ones: %v", kept, acknowledged, err)
	}
}

// neverPut is how the driver tells that a connection was closed before a question was put.
type neverPut struct{}

func (neverPut) Error() string     { return "conn closed" }
func (neverPut) SafeToRetry() bool { return true }

func TestAQuestionThatWasNeverPutMeansThatTheDatabaseIsUnavailable(t *testing.T) {
	d, _ := dbtest.Open(t, db.Postgres, nil)
	asked := fmt.Errorf("asking: %w", neverPut{})
	for how, err := range map[string]error{
		"write": d.Write(t.Context(), func(*db.Tx) error { return asked }),
		"read":  d.Read(t.Context(), func(db.Q) error { return asked }),
	} {
		if !apperr.Has(err, apperr.Unavailable) {
			t.Errorf("%s: %v", how, err)
		}
	}
}
