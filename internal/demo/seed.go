package demo

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"tonggui/internal/approvals"
	"tonggui/internal/files"
	"tonggui/internal/governance/acknowledgement"
	"tonggui/internal/messaging"
	"tonggui/internal/org"
	workdays "tonggui/internal/org/calendar"
	"tonggui/internal/platform/clock"
	"tonggui/internal/rulebook"
	"tonggui/internal/rulebook/regulation"
)

// ErrRealCompany refuses a data folder that is in use for something else.
var ErrRealCompany = errors.New("the data folder holds a company that is not the sample company; name an empty folder with --data")

// Rooms are the services that the seed goes through.
type Rooms struct {
	Org         *org.Service
	Calendar    *workdays.Service
	Rules       *rulebook.Service
	Regulations *regulation.Service
	Signing     *acknowledgement.Service
	Approvals   *approvals.Service // with its templates
	Files       *files.Service
	Messaging   *messaging.Service
	// Close ends everything, the database included.
	Close func() error
}

// Options say what to fill and by what means.
type Options struct {
	Dir   string      // data folder
	Clock clock.Clock // the machine's
	// Open builds the rooms, started, over a new SQLite database in a folder. They must live by the clock
	// that is given. Nothing needs guarding here, so password.Cost should be cheap: each person's
	// first login renews the hash.
	Open func(ctx context.Context, dir string, c clock.Clock) (Rooms, error)
}

// Files of the data folder.
const (
	database = "tonggui.db"
	mark     = "sample-company" // says that the database is ours
	making   = "sample-company.new"
)

// Seed makes the sample company, unless the data folder holds it already: then made is false.
//
// Errors: ErrRealCompany, and whatever goes wrong; the data folder has no database then.
func Seed(ctx context.Context, o Options) (made bool, err error) {
	switch is, err := occupied(o.Dir); {
	case err != nil:
		return false, err
	case is:
		return false, nil
	}
	dir := filepath.Join(o.Dir, making)
	if err := os.RemoveAll(dir); err != nil { // of a seed that was broken off
		return false, err
	}
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return false, fmt.Errorf("data folder: %w", err)
	}
	defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()
	if err := fill(ctx, o, dir); err != nil {
		return false, fmt.Errorf("sample company: %w", err)
	}
	if err := settle(ctx, o.Dir, dir); err != nil {
		return false, fmt.Errorf("sample company: %w", err)
	}
	return true, nil
}

// occupied tells whether the folder holds the sample company; anything else in it is refused.
func occupied(dir string) (bool, error) {
	if _, err := os.Stat(filepath.Join(dir, database)); errors.Is(err, fs.ErrNotExist) {
		return false, nil
	} else if err != nil {
		return false, err
	}
	if _, err := os.Stat(filepath.Join(dir, mark)); errors.Is(err, fs.ErrNotExist) {
		return false, ErrRealCompany
	} else if err != nil {
		return false, err
	}
	return true, nil
}

// settle gives what was made its place, the database last: what lies there without one is harmless
// and made anew, while a database without its mark would be taken for a real company, and one without
// its files would have lost them.
func settle(ctx context.Context, dir, made string) error {
	if err := whole(ctx, filepath.Join(made, database)); err != nil {
		return err
	}
	text := "The database in this folder is the sample company of `tonggui demo`.\n"
	if err := os.WriteFile(filepath.Join(dir, mark), []byte(text), 0o600); err != nil {
		return err
	}
	for _, name := range []string{"blobs", "keys", database} {
		to := filepath.Join(dir, name)
		if err := os.RemoveAll(to); err != nil { // of a seed that was broken off here
			return err
		}
		if err := os.Rename(filepath.Join(made, name), to); err != nil {
			return err
		}
	}
	return nil
}

const (
	lookAgain = 10 * time.Millisecond
	looks     = 1000
)

// whole waits until SQLite has written its log back into the file: the last connection does so, and a
// reader that was busy when the database was closed may be that one.
func whole(ctx context.Context, path string) error {
	look := time.NewTicker(lookAgain)
	defer look.Stop()
	for range looks {
		if _, err := os.Stat(path + "-wal"); errors.Is(err, fs.ErrNotExist) {
			return nil
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-look.C:
		}
	}
	return errors.New("the database of the sample company does not get closed")
}

// fill makes the company in a folder of its own.
func fill(ctx context.Context, o Options, dir string) (err error) {
	all, err := talks()
	if err != nil {
		return err
	}
	now := o.Clock.Now()
	days := newCalendar(now)
	st := &stage{}
	st.moveTo(days.at(0, 16*time.Hour))
	rooms, err := o.Open(ctx, dir, st)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, rooms.Close()) }()
	m := &mover{org: rooms.Org, clock: st, days: days}
	if err := m.moveIn(ctx); err != nil {
		return err
	}
	p := &player{room: rooms.Messaging, files: rooms.Files, clock: st, days: days, actors: m.actors, order: m.order, enter: m.enter}
	of := &office{player: p, Rooms: rooms}
	p.beside = of.moments()
	if err := p.play(ctx, all, now); err != nil {
		return err
	}
	if err := of.askNow(ctx); err != nil {
		return err
	}
	return m.goHome(ctx, now)
}
