package acknowledgement_test

import (
	"context"
	"fmt"
	"log/slog"
	"strings"
	"sync"
	"testing"
	"time"

	"tonggui/internal/audit"
	"tonggui/internal/event"
	"tonggui/internal/governance/acknowledgement"
	"tonggui/internal/org"
	"tonggui/internal/org/calendar"
	"tonggui/internal/platform/apperr"
	"tonggui/internal/platform/authz"
	"tonggui/internal/platform/clock"
	"tonggui/internal/platform/db"
	"tonggui/internal/platform/id"
	"tonggui/internal/platform/ref"
	"tonggui/internal/rulebook"
	"tonggui/internal/rulebook/regulation"
	"tonggui/internal/testkit/dbtest"
)

var rooms = []db.Migrations{audit.Migrations, rulebook.Migrations, regulation.Migrations, org.Migrations, calendar.Migrations, acknowledgement.Migrations}

// house is the room in a company: the works with a shop in it, and the office. Each has a head.
type house struct {
	*testing.T
	*acknowledgement.Service
	regs   *regulation.Service
	db     *db.DB
	clock  *clock.Fake
	people *people
	book   *rulebook.Book
	proofs *proofs

	works, shop, office            id.ID
	admin                          authz.Principal
	chief, foreman, worker, welder authz.Principal // of the works, of the shop, and two in it
	director, clerk                authz.Principal // of the office, and one in it
}

func each(t *testing.T, fn func(h *house)) {
	dbtest.Each(t, rooms, func(t *testing.T, d *db.DB, c *clock.Fake) {
		h := &house{T: t, db: d, clock: c, people: &people{known: map[id.ID]ref.Person{}}, proofs: &proofs{}, regs: regulation.New(regulation.Deps{DB: d, Log: slog.New(slog.DiscardHandler)}),
			works: id.New(c.Now()), shop: id.New(c.Now()), office: id.New(c.Now())}
		h.write(`INSERT INTO departments (id, parent, name, position, created_at) VALUES (?, NULL, '工厂', 1, 0), (?, ?, '车间', 2, 0), (?, NULL, '办公室', 3, 0)`,
			h.works, h.shop, h.works, h.office)
		h.admin = h.person("A1", "管理员", h.office, authz.Admin)
		h.chief, h.foreman, h.worker, h.welder = h.person("B1", "厂长", h.works), h.person("C1", "主任", h.shop), h.person("C2", "工人", h.shop), h.person("C3", "焊工", h.shop)
		h.director, h.clerk = h.person("D1", "总监", h.office), h.person("D2", "文员", h.office)
		for department, head := range map[id.ID]authz.Principal{h.works: h.chief, h.shop: h.foreman, h.office: h.director} {
			h.write(`UPDATE departments SET head = ? WHERE id = ?`, head.Account, department)
		}
		var err error
		h.book, err = rulebook.NewBook(t.Context(), d, nil, func(_, key string) string { return key })
		h.must(err)
		h.Service = h.node()
		fn(h)
	})
}

// node is one more process at the same database.
func (h *house) node() *acknowledgement.Service {
	return acknowledgement.New(acknowledgement.Deps{DB: h.db, Book: h.book, Days: calendar.New(h.db), People: h.people, Push: h.people, Audit: h.proofs, Log: slog.New(slog.DiscardHandler)})
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
	h.people.put(ref.Person{ID: p.Account, Number: number, Name: name, DepartmentID: &department, DepartmentName: "部门", Status: "active"})
	return p
}

// becomes changes an account's status and tells the room.
func (h *house) becomes(p authz.Principal, status string) {
	h.Helper()
	h.write(`UPDATE accounts SET status = ? WHERE id = ?`, status, p.Account)
	h.hears(event.AccountsChanged{Accounts: []id.ID{p.Account}})
}

// hears lets the room hear a fact and do what follows.
func (h *house) hears(e db.Event) {
	h.Helper()
	h.must(h.db.Write(h.Context(), func(tx *db.Tx) error { return tx.Say(e) }))
	body, err := db.Value[[]byte](h.db.Ask(h.Context()), `SELECT body FROM events ORDER BY pos DESC LIMIT 1`)
	h.must(err)
	h.must(h.Hear(h.Context(), db.Fact{Kind: e.Kind(), Body: body}))
	h.must(h.Tick(h.Context()))
}

const source = "安全生产制度\n一、总则\n1.进入车间应当佩戴安全帽。\n2.离开岗位应当断电。\n"

// published makes a regulation with a version in force.
func (h *house) published() id.ID {
	h.Helper()
	m, err := h.regs.CreateImport(h.Context(), h.admin, "safety.txt", []byte(source))
	h.must(err)
	v, err := h.regs.Apply(h.Context(), h.admin, m.ID, regulation.Target{})
	h.must(err)
	h.publish(v, 0)
	return v.RegulationID
}

func (h *house) publish(v regulation.RegulationVersion, at clock.Instant) {
	h.Helper()
	_, err := h.regs.Publish(h.Context(), h.admin, regulation.Edit{Regulation: v.RegulationID, Version: v.Number, Revision: v.Revision}, at, "总经理办公会通过")
	h.must(err)
}

// next publishes one more version, with an instant from which it holds.
func (h *house) next(of id.ID, from int64, at clock.Instant) {
	h.Helper()
	v, err := h.regs.NewDraft(h.Context(), h.admin, of, from)
	h.must(err)
	h.publish(v, at)
}

// demanded is a regulation in force that demands acknowledgement.
func (h *house) demanded(departments ...id.ID) id.ID {
	h.Helper()
	one := h.published()
	h.demand(one, true, departments...)
	return one
}

func (h *house) demand(one id.ID, required bool, departments ...id.ID) acknowledgement.AcknowledgementState {
	h.Helper()
	s, err := h.Demand(h.Context(), h.admin, one, required, departments)
	h.must(err)
	return s
}

// mine is what waits for somebody.
func (h *house) mine(who authz.Principal) acknowledgement.AcknowledgementPage {
	h.Helper()
	p, err := h.Mine(h.Context(), who, false, page(50))
	h.must(err)
	return p
}

// waits names the people of the company for whom something waits.
func (h *house) waits() string {
	h.Helper()
	out := []string{}
	for _, p := range []authz.Principal{h.admin, h.chief, h.foreman, h.worker, h.welder, h.director, h.clerk} {
		for _, a := range h.mine(p).Items {
			out = append(out, fmt.Sprint(p.Name, a.Version))
		}
	}
	return strings.Join(out, " ")
}

func (h *house) waiting(want string) {
	h.Helper()
	if got := h.waits(); got != want {
		h.Errorf("waits for %q, want %q", got, want)
	}
}

// signs reads a version and acknowledges it.
func (h *house) signs(who authz.Principal, one id.ID) acknowledgement.Acknowledgement {
	h.Helper()
	for _, a := range h.mine(who).Items {
		if a.RegulationID == one {
			out, err := h.Acknowledge(h.Context(), who, one, a.Version, a.VersionHash)
			h.must(err)
			return out
		}
	}
	h.Fatalf("nothing waits for %s", who.Name)
	return acknowledgement.Acknowledgement{}
}

func (h *house) count(query string, args ...any) int {
	h.Helper()
	n, err := db.Value[int](h.db.Ask(h.Context()), query, args...)
	h.must(err)
	return n
}

// stored is everything that a refusal must leave alone.
func (h *house) stored() string {
	h.Helper()
	return dbtest.Numbers(h.T, h.db, `SELECT COUNT(*) FROM acknowledgement_demands`, `SELECT COALESCE(SUM(set_at), 0) FROM acknowledgement_demands`, `SELECT COUNT(*) FROM acknowledgement_versions`,
		`SELECT COUNT(*) FROM acknowledgements`, `SELECT COALESCE(SUM(acknowledged_at + open_ms + opened_at + reminders + ended_at), 0) FROM acknowledgements`,
		`SELECT COUNT(*) FROM acknowledgement_notices`, `SELECT COUNT(*) FROM audit`, `SELECT COUNT(*) FROM evidence`, `SELECT COUNT(*) FROM events`)
}

func (h *house) refused(code string, call func() error) {
	h.Helper()
	dbtest.Refused(h.T, code, h.stored, call)
}

// people is the directory, and gathers the frames.
type people struct {
	mu     sync.Mutex
	known  map[id.ID]ref.Person
	frames []string
}

func (p *people) put(who ref.Person) { p.known[who.ID] = who }

func (p *people) People(accounts []id.ID) (out []ref.Person) {
	for _, a := range accounts {
		if who, ok := p.known[a]; ok {
			out = append(out, who)
		}
	}
	return out
}

func (p *people) Send(accounts []id.ID, typ string, data any) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.frames = append(p.frames, fmt.Sprint(len(accounts), " ", typ, " ", data))
}

// proofs is the audit log's part.
type proofs struct{ signed bool }

func (p *proofs) Proof(_ context.Context, record id.ID) (out audit.AuditProof, err error) {
	if record.IsZero() {
		return out, apperr.NotFound.New()
	}
	if !p.signed {
		return out, audit.ErrUnsigned.New()
	}
	return audit.AuditProof{Number: 7, Record: "record " + record.String(), Hashes: []string{"h1"}, Checkpoint: "log\n8\nroot\n\n— key sig\n"}, nil
}

func (h *house) at(text string) clock.Instant {
	h.Helper()
	t, err := time.ParseInLocation("2006-01-02 15:04", text, time.FixedZone("CST", 8*60*60))
	h.must(err)
	return clock.Of(t)
}

// until lets time pass to an instant, and the room do what is due.
func (h *house) until(text string) {
	h.Helper()
	h.clock.Advance(h.at(text).Sub(h.clock.Now()))
	h.must(h.Tick(h.Context()))
}

func db1(h *house, query string) ([]byte, error) {
	return db.Value[[]byte](h.db.Ask(h.Context()), query)
}

func fact(kind string, body []byte) db.Fact { return db.Fact{Kind: kind, Body: body} }
