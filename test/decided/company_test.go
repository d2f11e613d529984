package decided

import (
	"context"
	"errors"
	"log/slog"
	"strings"
	"testing/fstest"
	"time"

	"tonggui/internal/approvals"
	"tonggui/internal/approvals/form"
	"tonggui/internal/approvals/keyring"
	"tonggui/internal/approvals/route"
	"tonggui/internal/audit"
	"tonggui/internal/org"
	"tonggui/internal/org/calendar"
	"tonggui/internal/org/passkey"
	"tonggui/internal/org/password"
	"tonggui/internal/platform/authz"
	"tonggui/internal/platform/clock"
	"tonggui/internal/platform/crypt"
	"tonggui/internal/platform/db"
	"tonggui/internal/platform/id"
	"tonggui/internal/platform/realtime"
)

// deeds is where the effect of these tests leaves its traces: nothing in the table keeps it from being done twice.
var deeds = db.Migrations{Room: "decided", Files: fstest.MapFS{"migrations/00001_deeds.sql": {Data: []byte("-- +goose Up\nCREATE TABLE deeds (approval BYTEA NOT NULL);\nCREATE INDEX deeds_approval ON deeds (approval);\n")}}}

var rooms = []db.Migrations{audit.Migrations, org.Migrations, calendar.Migrations, passkey.Migrations, approvals.Migrations, keyring.Migrations, deeds}

// place is where a company's rows are, for a process that is started over them.
type place struct {
	Dir, URL string // the data folder; URL is empty for SQLite
	Keys     string
	Now      time.Time
}

// company is the room over a database.
type company struct {
	*approvals.Service
	db    *db.DB
	clock *clock.Fake
	ring  *keyring.Ring
	org   *org.Service
}

type silent struct{}

func (silent) Send([]id.ID, string, any) {}

// people is org with a password that everybody has.
type people struct{ *org.Service }

func (people) ConfirmPassword(_ context.Context, _ authz.Principal, field, typed string) error {
	if typed != "good" {
		return org.ErrPasswordWrong.At(field, org.ErrPasswordWrong.Code)
	}
	return nil
}

func (people) CompanyName(context.Context) (string, error) { return "同轨科技", nil }

// deed is an effect that leaves a row.
type deed struct{}

func (deed) Name() string                        { return "deed" }
func (deed) Automatic() bool                     { return true }
func (deed) Check(db.Q, approvals.Applied) error { return nil }
func (deed) Do(tx *db.Tx, a approvals.Applied) (string, error) {
	_, err := tx.Exec(`INSERT INTO deeds (approval) VALUES (?)`, a.ID)
	return "done", err
}

// found opens a company at a place, whose tables it makes where they are missing.
func found(ctx context.Context, p place, before func(string)) (*company, error) {
	c := &company{clock: clock.NewFake(p.Now)}
	var err error
	if c.db, err = db.Open(ctx, db.Options{Dir: p.Dir, URL: p.URL, Clock: c.clock, Before: before}); err != nil {
		return nil, err
	}
	if _, err := c.db.Migrate(ctx, rooms); err != nil {
		return nil, err
	}
	log := slog.New(slog.DiscardHandler)
	c.org = org.New(org.Options{DB: c.db, Clock: c.clock, Log: log, Sockets: realtime.NewHub(c.clock, log), PasswordCost: password.Cost{MemoryKiB: 64, Passes: 1, Lanes: 1}})
	keys, err := crypt.File{Path: p.Keys}.Open(func() (bool, error) { return false, nil })
	if err != nil {
		return nil, err
	}
	if err := c.org.Start(ctx); err != nil {
		return nil, err
	}
	if c.ring, err = keyring.Open(ctx, keyring.Deps{DB: c.db, Keys: keys, Log: log}); err != nil {
		return nil, err
	}
	c.Service = approvals.New(approvals.Deps{DB: c.db, People: people{c.org}, Days: calendar.New(c.db), Push: silent{}, Keys: c.ring, Effects: []approvals.Effect{deed{}}, Log: log})
	return c, nil
}

// hire makes an account below somebody, who may be nobody.
func (c *company) hire(ctx context.Context, number string, superior id.ID, roles ...authz.Role) (authz.Principal, error) {
	p := authz.Principal{Account: id.New(c.clock.Now()), Session: id.New(c.clock.Now()), Name: "员工" + number, Roles: roles, Language: "zh-CN"}
	return p, c.db.Write(ctx, func(tx *db.Tx) error {
		_, err := tx.Exec(`INSERT INTO accounts (id, number, number_key, name, status, superior, managed, roles, created_at, changed_at) VALUES (?, ?, ?, ?, 'active', ?, ?, ?, 0, 0)`,
			p.Account, number, strings.ToLower(number), p.Name, superior, false, authz.FormatRoles(roles))
		return err
	})
}

func words(text string) form.Words { return form.Words{"zh-CN": text, "en": text} }

// template asks the applicant's superior and then the one above; then the deed follows.
func template() form.Definition {
	return form.Definition{Name: words("申请"), Category: "other", Serial: form.Serial{Prefix: "SQ", Date: "yyyy", Digits: 6}, Effect: "deed", Level: "password", WhoMayApply: form.Applicants{All: true},
		Fields: []form.FormField{{ID: "title", Kind: form.Text, Label: words("事由"), Required: true}, {ID: "days", Kind: form.Number, Label: words("天数")}},
		Route: route.Route{Steps: []route.Step{
			{ID: "first", Kind: route.Approve, Name: words("上级"), Who: []route.Who{{Kind: route.Superior, N: 1}}, Limit: &route.Limit{Minutes: 480, Then: route.Remind}},
			{ID: "second", Kind: route.Approve, Name: words("上上级"), Who: []route.Who{{Kind: route.Superior, N: 2}}},
		}}}
}

// staff is who acts in these tests, each above the one before.
type staff struct{ Worker, Head, Boss authz.Principal }

// settle makes the people and the template.
func (c *company) settle(ctx context.Context) (s staff, t approvals.TemplateVersion, err error) {
	admin, err := c.hire(ctx, "A0", id.Zero, authz.Admin)
	boss, err1 := c.hire(ctx, "A1", id.Zero)
	head, err2 := c.hire(ctx, "A2", boss.Account)
	worker, err3 := c.hire(ctx, "A3", head.Account)
	if err := errors.Join(err, err1, err2, err3); err != nil {
		return s, t, err
	}
	t, err = c.Publish(ctx, admin, "", 0, template())
	return staff{worker, head, boss}, t, err
}

var byPassword = approvals.Confirm{Password: "good"}

// decide agrees for somebody whose turn it is; nothing is left to do where it has been decided.
func (c *company) decide(ctx context.Context, who authz.Principal, one id.ID) error {
	a, err := c.Get(ctx, who, one)
	if err != nil || len(a.Mine.Tasks) == 0 {
		return err
	}
	_, err = c.Do(ctx, who, one, approvals.Act{Kind: "approve", Task: &a.Mine.Tasks[0].ID, Version: a.Version}, byPassword)
	return err
}
