package demo

import (
	"context"
	"errors"
	"log/slog"
	"path/filepath"
	"testing"

	"tonggui/internal/approvals"
	"tonggui/internal/approvals/builtin"
	"tonggui/internal/approvals/effects"
	"tonggui/internal/approvals/keyring"
	"tonggui/internal/audit"
	"tonggui/internal/files"
	"tonggui/internal/governance/acknowledgement"
	"tonggui/internal/messaging"
	"tonggui/internal/org"
	workdays "tonggui/internal/org/calendar"
	"tonggui/internal/org/password"
	"tonggui/internal/platform/blob"
	"tonggui/internal/platform/clock"
	"tonggui/internal/platform/crypt"
	"tonggui/internal/platform/db"
	"tonggui/internal/platform/id"
	"tonggui/internal/platform/realtime"
	"tonggui/internal/rulebook"
	"tonggui/internal/rulebook/regulation"
)

// nobody has no open connections.
type nobody struct{}

func (nobody) Send([]id.ID, string, any)            {}
func (nobody) CloseSession(id.ID, int)              {}
func (nobody) CloseAccount(id.ID, int)              {}
func (nobody) SendTo([]*realtime.Conn, string, any) {}

func open(t *testing.T) func(context.Context, string, clock.Clock) (Rooms, error) {
	return func(ctx context.Context, dir string, c clock.Clock) (Rooms, error) {
		d, err := db.Open(ctx, db.Options{Dir: dir, Clock: c})
		if err != nil {
			return Rooms{}, err
		}
		ctx, stop := context.WithCancel(ctx)
		r, err := rooms(ctx, t, d, dir, c)
		if err != nil {
			stop()
			return Rooms{}, errors.Join(err, d.Close())
		}
		r.Close = func() error { stop(); return d.Close() }
		return r, nil
	}
}

// rooms makes the rooms as app does, without those that nobody enters here.
func rooms(ctx context.Context, t *testing.T, d *db.DB, dir string, c clock.Clock) (r Rooms, err error) {
	if _, err := d.Migrate(ctx, []db.Migrations{audit.Migrations, rulebook.Migrations, regulation.Migrations, org.Migrations, workdays.Migrations,
		approvals.Migrations, keyring.Migrations, files.Migrations, messaging.Migrations, acknowledgement.Migrations}); err != nil {
		return r, err
	}
	log := slog.New(slog.NewTextHandler(t.Output(), nil))
	r.Calendar, r.Regulations = workdays.New(d), regulation.New(regulation.Deps{DB: d, Log: log})
	r.Org = org.New(org.Options{DB: d, Clock: c, Log: log, Sockets: nobody{}, PasswordCost: password.Cost{MemoryKiB: 64, Passes: 1, Lanes: 1}})
	book, err := rulebook.NewBook(ctx, d, r.Org, func(_, key string) string { return key })
	if err != nil {
		return r, err
	}
	consent := effects.Consent{SecondAdministrator: rulebook.SecondAdministrator{People: r.Org}, Room: func() effects.Room { return r.Approvals }}
	r.Rules = rulebook.New(rulebook.Deps{DB: d, Book: book, People: r.Org, Consent: consent, Log: log})
	blobs, err := blob.NewDisk(filepath.Join(dir, "blobs"))
	if err != nil {
		return r, err
	}
	keys, err := crypt.File{Path: filepath.Join(dir, "keys", "blobs.json")}.Open(func() (bool, error) { return false, nil })
	if err != nil {
		return r, err
	}
	if err := approving(ctx, &r, d, keys, log); err != nil {
		return r, err
	}
	if r.Files, err = files.New(ctx, files.Deps{DB: d, Book: book, Blobs: blobs, Keys: keys, Sessions: r.Org, Places: func() files.Places { return r.Messaging }, Log: log}); err != nil {
		return r, err
	}
	r.Messaging = messaging.New(messaging.Deps{DB: d, Book: book, People: r.Org, Files: r.Files, Push: nobody{}, Log: log})
	r.Signing = acknowledgement.New(acknowledgement.Deps{DB: d, Book: book, Days: r.Calendar, People: r.Org, Push: nobody{}, Log: log})
	return r, errors.Join(r.Org.Start(ctx), r.Messaging.Start(ctx))
}

// approving makes the room of approvals with the templates of the program.
func approving(ctx context.Context, r *Rooms, d *db.DB, keys *crypt.Keys, log *slog.Logger) error {
	ring, err := keyring.Open(ctx, keyring.Deps{DB: d, Keys: keys, Log: log})
	if err != nil {
		return err
	}
	rules, days := r.Rules, r.Calendar
	var room *approvals.Service
	room = approvals.New(approvals.Deps{DB: d, People: r.Org, Days: days, Push: nobody{}, Keys: ring, Log: log, Effects: []approvals.Effect{
		effects.Leave{Days: days}, effects.Delegation{Room: func() effects.Room { return room }}, effects.RuleChange{Rules: func() *rulebook.Service { return rules }}}})
	r.Approvals = room
	all, err := builtin.All()
	if err != nil {
		return err
	}
	own := []approvals.BuiltIn{}
	for _, t := range all {
		own = append(own, approvals.BuiltIn{Key: t.Key, Definition: t.Definition})
	}
	return room.Bring(ctx, own)
}
