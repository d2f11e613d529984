package approvals_test

import (
	"context"
	"encoding/json"
	"log/slog"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"tonggui/internal/approvals"
	"tonggui/internal/approvals/form"
	"tonggui/internal/approvals/keyring"
	"tonggui/internal/approvals/route"
	"tonggui/internal/audit"
	"tonggui/internal/org"
	"tonggui/internal/org/calendar"
	"tonggui/internal/org/passkey"
	"tonggui/internal/org/password"
	"tonggui/internal/platform/apperr"
	"tonggui/internal/platform/authz"
	"tonggui/internal/platform/clock"
	"tonggui/internal/platform/crypt"
	"tonggui/internal/platform/db"
	"tonggui/internal/platform/httpapi"
	"tonggui/internal/platform/id"
	"tonggui/internal/platform/realtime"
	"tonggui/internal/testkit/dbtest"
)

var rooms = []db.Migrations{audit.Migrations, org.Migrations, calendar.Migrations, approvals.Migrations, keyring.Migrations}

// good is the password of everybody.
const good = "kD7#vbn-quiet-Otter"

// house is the room in a company: the shop with its head, the office with its head, and the director above both.
type house struct {
	*testing.T
	*approvals.Service
	db     *db.DB
	clock  *clock.Fake
	org    *org.Service
	pushed *pushed
	cards  *cards
	effect *effect
	keys   *passkeys
	deps   approvals.Deps

	shop, office     id.ID
	admin, director  authz.Principal
	foreman, worker  authz.Principal // of the shop
	manager, clerk   authz.Principal // of the office
	stranger, leaver authz.Principal
}

// people is org with a password that everybody has: hashing one is not what these tests are about.
type people struct{ *org.Service }

func (p people) ConfirmPassword(_ context.Context, _ authz.Principal, field, typed string) error {
	if typed != good {
		return org.ErrPasswordWrong.At(field, org.ErrPasswordWrong.Code)
	}
	return nil
}

func (p people) CompanyName(context.Context) (string, error) { return "同轨科技", nil }

// pushed notes the frames that were sent.
type pushed struct {
	mu  sync.Mutex
	all []string
}

func (p *pushed) Send(accounts []id.ID, kind string, _ any) {
	p.mu.Lock()
	defer p.mu.Unlock()
	for range accounts {
		p.all = append(p.all, kind)
	}
}

// passkeys are those of the principal, who always confirms what was asked.
type passkeys struct{ asked [32]byte }

func (p *passkeys) Begin(_ context.Context, _ authz.Principal, challenge [32]byte) (json.RawMessage, error) {
	p.asked = challenge
	return json.RawMessage(`{"challenge":"x"}`), nil
}

func (p *passkeys) Check(_ context.Context, who authz.Principal, challenge [32]byte, answer []byte) (passkey.Evidence, error) {
	if challenge != p.asked || string(answer) != `{"id":"key"}` {
		return passkey.Evidence{}, passkey.ErrRefused.New()
	}
	return passkey.Evidence{CredentialID: []byte("key"), PublicKey: []byte("public"), Enrolment: passkey.Enrolment{Person: who.Account}}, nil
}

// effect is what the templates of these tests bring about.
type effect struct{ refuses error }

func (*effect) Name() string                                 { return "leave" }
func (*effect) Automatic() bool                              { return true }
func (e *effect) Check(db.Q, approvals.Applied) error        { return e.refuses }
func (*effect) Do(*db.Tx, approvals.Applied) (string, error) { return "done", nil }

func each(t *testing.T, fn func(h *house)) {
	dbtest.Each(t, rooms, func(t *testing.T, d *db.DB, c *clock.Fake) {
		h := &house{T: t, db: d, clock: c, pushed: &pushed{}, cards: &cards{}, effect: &effect{}, keys: &passkeys{}, shop: id.New(c.Now()), office: id.New(c.Now())}
		h.write(`INSERT INTO departments (id, parent, name, position, created_at) VALUES (?, NULL, '车间', 1, 0), (?, NULL, '办公室', 2, 0)`, h.shop, h.office)
		h.admin, h.director = h.person("A1", "管理员", h.office, authz.Admin), h.person("A2", "总监", h.office)
		h.foreman, h.worker = h.person("B1", "主任", h.shop), h.person("B2", "工人", h.shop)
		h.manager, h.clerk = h.person("C1", "经理", h.office), h.person("C2", "文员", h.office)
		h.stranger, h.leaver = h.person("D1", "外人", h.office), h.person("D2", "离职者", h.office)
		h.write(`UPDATE departments SET head = ? WHERE id = ?`, h.foreman.Account, h.shop)
		h.write(`UPDATE departments SET head = ? WHERE id = ?`, h.manager.Account, h.office)
		h.write(`UPDATE accounts SET superior = ? WHERE number IN ('B1', 'C1')`, h.director.Account)
		h.write(`UPDATE accounts SET status = 'left' WHERE number = 'D2'`)
		h.org = org.New(org.Options{DB: d, Clock: c, Sockets: realtime.NewHub(c, slog.New(slog.DiscardHandler)), PasswordCost: password.Cost{MemoryKiB: 64, Passes: 1, Lanes: 1}})
		ctx, stop := context.WithCancel(context.Background())
		t.Cleanup(stop)
		h.must(h.org.Start(ctx))
		keys, err := crypt.File{Path: filepath.Join(t.TempDir(), "keys.json")}.Open(func() (bool, error) { return false, nil })
		h.must(err)
		ring, err := keyring.Open(ctx, keyring.Deps{DB: d, Keys: keys})
		h.must(err)
		h.deps = approvals.Deps{DB: d, People: people{h.org}, Days: calendar.New(d), Push: h.pushed, Cards: func() approvals.Cards { return h.cards }, Keys: ring, Passkeys: h.keys, Effects: []approvals.Effect{h.effect}, Log: slog.New(slog.DiscardHandler)}
		h.Service = approvals.New(h.deps)
		fn(h)
	})
}

func (h *house) must(err error) {
	h.Helper()
	if err != nil {
		h.Fatal(err)
	}
}

func (h *house) write(query string, args ...any) {
	h.Helper()
	h.must(h.db.Write(h.Context(), func(tx *db.Tx) error { _, err := tx.Exec(query, args...); return err }))
}

func (h *house) person(number, name string, department id.ID, roles ...authz.Role) authz.Principal {
	h.Helper()
	p := authz.Principal{Account: id.New(h.clock.Now()), Session: id.New(h.clock.Now()), Name: name, Department: department, Roles: roles, Language: "zh-CN"}
	h.write(`INSERT INTO accounts (id, number, number_key, name, department, status, managed, roles, created_at, changed_at) VALUES (?, ?, ?, ?, ?, 'active', ?, ?, 0, 0)`,
		p.Account, number, strings.ToLower(number), name, department, false, authz.FormatRoles(roles))
	return p
}

// People by their place in all.
const (
	worker = iota
	foreman
	director
	stranger
)

func (h *house) all() []authz.Principal {
	return []authz.Principal{h.worker, h.foreman, h.director, h.stranger}
}

// words are the same in both languages.
func words(text string) form.Words { return form.Words{"zh-CN": text, "en": text} }

// leave is a form of days with a reason, which the head of the applicant's department decides on and then the
// one above; longer ones the manager too.
func leave() form.Definition {
	may := route.May{Transfer: true, Add: true, Return: true}
	return form.Definition{Name: words("请假"), Category: "people", Serial: form.Serial{Prefix: "QJ", Date: "yyyyMM", Digits: 4}, Effect: "leave", Level: "password",
		WhoMayApply: form.Applicants{All: true},
		Fields: []form.FormField{
			{ID: "title", Kind: form.Text, Label: words("事由"), Required: true},
			{ID: "days", Kind: form.Number, Label: words("天数"), Required: true},
			{ID: "note", Kind: form.Text, Label: words("批注")},
			{ID: "secret", Kind: form.Text, Label: words("隐情")},
		},
		Route: route.Route{Steps: []route.Step{
			{ID: "head", Kind: route.Approve, Name: words("部门负责人"), Who: []route.Who{{Kind: route.Superior, N: 1}}, May: may, Rights: map[string]route.Right{"note": route.Write}},
			{ID: "above", Kind: route.Approve, Name: words("上级"), Who: []route.Who{{Kind: route.Superior, N: 2}}, May: may, Rights: map[string]route.Right{"secret": route.Hidden}},
		}}}
}

// publishes makes a template of a definition.
func (h *house) publishes(d form.Definition) approvals.TemplateVersion {
	h.Helper()
	v, err := h.Publish(h.Context(), h.admin, "", 0, d)
	h.must(err)
	return v
}

// applies opens an approval of the worker's.
func (h *house) applies(t approvals.TemplateVersion) approvals.Approval {
	h.Helper()
	a, err := h.Open(h.Context(), h.worker, id.New(h.clock.Now()), application(t), nil, nil)
	h.must(err)
	return a
}

func application(t approvals.TemplateVersion) approvals.Application {
	return approvals.Application{Template: t.Key, Version: t.Version, Values: form.Values{"title": "回老家", "days": "2", "secret": "相亲"}}
}

// seen is an approval as somebody sees it.
func (h *house) seen(who authz.Principal, one id.ID) approvals.Approval {
	h.Helper()
	a, err := h.Get(h.Context(), who, one)
	h.must(err)
	return a
}

var byPassword = approvals.Confirm{Password: good}

// does is one act of somebody's, on the approval as it is now.
func (h *house) does(who authz.Principal, one id.ID, kind string, more ...func(*approvals.Act)) (approvals.Approval, error) {
	h.Helper()
	a := h.seen(who, one)
	act := approvals.Act{Kind: kind, Version: a.Version, Text: "好"}
	if len(a.Mine.Tasks) > 0 {
		act.Task = &a.Mine.Tasks[0].ID
	}
	for _, change := range more {
		change(&act)
	}
	return h.Do(h.Context(), who, one, act, byPassword)
}

func (h *house) done(who authz.Principal, one id.ID, kind string, more ...func(*approvals.Act)) approvals.Approval {
	h.Helper()
	a, err := h.does(who, one, kind, more...)
	h.must(err)
	return a
}

// stored tells everything that an act can write or say.
func (h *house) stored() string {
	h.Helper()
	return dbtest.Numbers(h.T, h.db, `SELECT COUNT(*) FROM approvals`, `SELECT COALESCE(SUM(row_version + acts + LENGTH(form) + LENGTH(engine)), 0) FROM approvals`,
		`SELECT COUNT(*) + COALESCE(SUM(closed_at + listed_at), 0) FROM approval_tasks`, `SELECT COUNT(*) FROM approval_acts`, `SELECT COUNT(*) FROM approval_copies`,
		`SELECT COUNT(*) FROM approval_effects`, `SELECT COUNT(*) + COALESCE(SUM(settled_at), 0) FROM approval_effects WHERE state = 'ended'`,
		`SELECT COALESCE(SUM(until_at - from_at), 0) FROM absences`, `SELECT COALESCE(SUM(last), 0) FROM approval_serials`, `SELECT COUNT(*) FROM approval_drafts`,
		`SELECT COUNT(*) + COALESCE(SUM(version), 0) FROM approval_templates`, `SELECT COUNT(*) FROM approval_template_versions`, `SELECT COUNT(*) FROM audit`, `SELECT COUNT(*) FROM events`)
}

func (h *house) refused(def *apperr.Def, call func() error) {
	h.Helper()
	dbtest.Refused(h.T, def.Code, h.stored, call)
}

var waiting = approvals.Filter{Box: "waiting"}

func page(limit int) httpapi.Page { return httpapi.Page{Limit: limit} }

// list is one of somebody's boxes, by titles.
func (h *house) box(who authz.Principal, f approvals.Filter) []approvals.ApprovalRow {
	h.Helper()
	out, err := h.List(h.Context(), who, f, page(50))
	h.must(err)
	return out.Items
}
