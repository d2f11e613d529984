package messaging_test

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"maps"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"

	"tonggui/internal/audit"
	"tonggui/internal/messaging"
	"tonggui/internal/messaging/content"
	"tonggui/internal/messaging/search"
	"tonggui/internal/platform/apperr"
	"tonggui/internal/platform/authz"
	"tonggui/internal/platform/clock"
	"tonggui/internal/platform/db"
	"tonggui/internal/platform/httpapi"
	"tonggui/internal/platform/id"
	"tonggui/internal/platform/ref"
	"tonggui/internal/rulebook"
	"tonggui/internal/testkit/dbtest"
	"tonggui/internal/testkit/wait"
)

var rooms = []db.Migrations{audit.Migrations, rulebook.Migrations, messaging.Migrations}

// house is the room behind real HTTP handlers, with people and sockets of the test's own.
type house struct {
	t        testing.TB
	db       *db.DB
	clock    *clock.Fake
	room     *messaging.Service
	http     http.Handler
	people   *people
	hub      *hub
	shelf    *shelf
	search   *search.Service // nil where the test searches nothing
	names    int
	book     *rulebook.Book
	document *document
}

// each runs a test on both databases.
func each(t *testing.T, fn func(t *testing.T, h *house)) {
	dbtest.Each(t, rooms, func(t *testing.T, d *db.DB, c *clock.Fake) { fn(t, open(t, d, c)) })
}

func open(t testing.TB, d *db.DB, c *clock.Fake) *house {
	t.Helper()
	return openWith(t, d, c, nil)
}

// openSearched opens a house in which messages can be searched; they are listed when the test says so.
func openSearched(t testing.TB, d *db.DB, c *clock.Fake) *house {
	t.Helper()
	index := search.New(d, dbtest.Beside(t, d, c, search.Migrations), slog.New(slog.DiscardHandler))
	if err := index.Prepare(t.Context()); err != nil {
		t.Fatal(err)
	}
	return openWith(t, d, c, index)
}

func openWith(t testing.TB, d *db.DB, c *clock.Fake, index *search.Service) *house {
	t.Helper()
	return openNode(t, d, c, index, nil)
}

// openNode opens a house that is one of several nodes where whole is given.
func openNode(t testing.TB, d *db.DB, c *clock.Fake, index *search.Service, whole func() (bool, int64)) *house {
	t.Helper()
	h := &house{t: t, db: d, clock: c, search: index, hub: newHub(), shelf: newShelf(), people: &people{known: map[id.ID]ref.Person{}, roles: map[id.ID][]authz.Role{}}}
	book, err := rulebook.NewBook(context.Background(), d, nil, func(_, key string) string { return key })
	if err != nil {
		t.Fatal(err)
	}
	h.book = book
	h.room = messaging.New(messaging.Deps{DB: d, Book: book, People: h.people, Files: h.shelf, Search: index, Push: h.hub, Whole: whole, Log: slog.New(slog.DiscardHandler)})
	ctx, stop := context.WithCancel(context.Background())
	t.Cleanup(stop)
	if err := h.room.Start(ctx); err != nil {
		t.Fatal(err)
	}
	// The limits on rates have a clock of their own that nobody meets.
	server := httpapi.New(httpapi.Options{Version: "test", Clock: &rush{}, Log: slog.New(slog.DiscardHandler), Auth: h.people,
		Text:      func(_, code string, _ map[string]any) string { return code },
		Negotiate: func(string) string { return "en" }})
	h.room.Routes(server)
	h.http, h.document = server.Handler(), &document{server.Document()}
	return h
}

// rush is a clock on which a minute passes between two calls.
type rush struct {
	mu  sync.Mutex
	now clock.Instant
}

func (r *rush) Now() clock.Instant {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.now += 60_000_000
	return r.now
}

// person is a colleague who can call the API.
type person struct {
	*house
	authz.Principal
}

func (h *house) person(roles ...authz.Role) person {
	h.names++
	return h.named(fmt.Sprintf("同事%d", h.names), roles...)
}

func (h *house) named(name string, roles ...authz.Role) person {
	p := person{h, authz.Principal{Account: id.New(h.clock.Now()), Session: id.New(h.clock.Now()), Name: name, Roles: roles, Language: "en"}}
	h.people.put(ref.Person{ID: p.Account, Number: fmt.Sprintf("T%04d", h.names), Name: name, Status: "active",
		DepartmentID: &p.Session, Presence: ref.Presence{State: "offline"}}, roles)
	return p
}

func (h *house) crew(n int) []person {
	out := make([]person, n)
	for i := range out {
		out[i] = h.person()
	}
	return out
}

// people is the directory and the entrance: the bearer is the account.
type people struct {
	mu    sync.Mutex
	known map[id.ID]ref.Person
	roles map[id.ID][]authz.Role
}

func (p *people) put(who ref.Person, roles []authz.Role) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.known[who.ID], p.roles[who.ID] = who, roles
}

func (p *people) setStatus(account id.ID, status string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	who := p.known[account]
	who.Status = status
	p.known[account] = who
}

func (p *people) Person(account id.ID) (ref.Person, bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	who, ok := p.known[account]
	return who, ok
}

func (p *people) Name(account id.ID) string {
	who, _ := p.Person(account)
	return who.Name
}

func (p *people) People(accounts []id.ID) (out []ref.Person) {
	for _, a := range accounts {
		if who, ok := p.Person(a); ok {
			out = append(out, who)
		}
	}
	return out
}

func (p *people) Authenticate(_ context.Context, r *http.Request) (authz.Principal, error) {
	account, err := id.Parse(strings.TrimPrefix(r.Header.Get("Authorization"), "Bearer "))
	who, ok := p.Person(account)
	if err != nil || !ok {
		return authz.Principal{}, apperr.Unauthenticated.New()
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	return authz.Principal{Account: account, Name: who.Name, Roles: p.roles[account], Language: "en"}, nil
}

// try calls the API and returns the status and body.
func (p person) try(method, path string, body any) (int, []byte) {
	var b bytes.Buffer
	if raw, ok := body.(string); ok {
		b.WriteString(raw)
	} else if body != nil {
		_ = json.NewEncoder(&b).Encode(body)
	}
	r := httptest.NewRequest(method, "/api/v1"+path, &b)
	r.Header.Set("Authorization", "Bearer "+p.Account.String())
	if body != nil {
		r.Header.Set("Content-Type", "application/json")
	}
	w := httptest.NewRecorder()
	p.http.ServeHTTP(w, r)
	if w.Code < 300 && !p.hub.deaf {
		path, _, _ = strings.Cut(path, "?")
		if err := p.document.check(method, path, w.Code, w.Body.Bytes()); err != nil {
			p.t.Error(err)
		}
	}
	return w.Code, w.Body.Bytes()
}

// do calls the API and demands success.
func do[T any](p person, method, path string, body any) (out T) {
	p.t.Helper()
	status, raw := p.try(method, path, body)
	if status >= 300 {
		p.t.Fatalf("%s %s: %d %s", method, path, status, raw)
	}
	if len(raw) > 0 {
		if err := json.Unmarshal(raw, &out); err != nil {
			p.t.Fatalf("%s %s: %v in %s", method, path, err, raw)
		}
	}
	return out
}

// refused calls the API and demands a refusal with a code.
func (p person) refused(code, method, path string, body any) (problem httpapi.Problem) {
	p.t.Helper()
	status, raw := p.try(method, path, body)
	if err := json.Unmarshal(raw, &problem); err != nil || status < 400 || problem.Code != code {
		p.t.Fatalf("%s %s: %d %s, want %s", method, path, status, raw, code)
	}
	return problem
}

type (
	message      = messaging.Message
	conversation = messaging.Conversation
	history      = messaging.History
)

func text(s string) content.Written {
	return content.Written{Type: "text", Nodes: []content.Node{{Type: "text", Text: s}}}
}

func at(people ...person) (c content.Written) {
	c = text("请看 ")
	for _, p := range people {
		c.Nodes = append(c.Nodes, content.Node{Type: "mention", AccountID: &p.Account})
	}
	return c
}

func outgoing(clientID id.ID, c content.Written) map[string]any {
	return map[string]any{"client_id": clientID, "content": c}
}

// with returns the body of a message with more fields.
func with(body map[string]any, more ...any) map[string]any {
	body = maps.Clone(body)
	for i := 0; i < len(more); i += 2 {
		body[more[i].(string)] = more[i+1]
	}
	return body
}

// says sends words with more fields.
func (p person) says(c id.ID, words string, more ...any) message {
	p.t.Helper()
	return do[message](p, "POST", path(c, "messages"), with(outgoing(id.New(p.clock.Now()), text(words)), more...))
}

func (p person) send(c id.ID, words string) message {
	p.t.Helper()
	return do[message](p, "POST", path(c, "messages"), outgoing(id.New(p.clock.Now()), text(words)))
}

func (p person) group(members ...person) conversation {
	p.t.Helper()
	return do[conversation](p, "POST", "/conversations/groups", map[string]any{"name": "项目组", "member_ids": accounts(members)})
}

func (p person) direct(other person) conversation {
	p.t.Helper()
	return do[conversation](p, "POST", "/conversations/direct", map[string]any{"account_id": other.Account})
}

func (p person) history(c id.ID, query string) history {
	p.t.Helper()
	return do[history](p, "GET", path(c, "messages")+query, nil)
}

func (p person) see(c id.ID) conversation {
	p.t.Helper()
	return do[conversation](p, "GET", path(c), nil)
}

func path(c id.ID, parts ...any) string {
	out := "/conversations/" + c.String()
	for _, part := range parts {
		out += fmt.Sprint("/", part)
	}
	return out
}

func accounts(people []person) []id.ID {
	out := make([]id.ID, len(people))
	for i, p := range people {
		out[i] = p.Account
	}
	return out
}

// hub records frames instead of sending them.
type hub struct {
	mu     sync.Mutex
	come   *sync.Cond
	frames map[id.ID][]frame
	deaf   bool      // keeps nothing, for benchmarks
	each   func(int) // hears to how many a frame goes, where set
}

type frame struct {
	typ  string
	data json.RawMessage
}

func newHub() *hub {
	h := &hub{frames: map[id.ID][]frame{}}
	h.come = sync.NewCond(&h.mu)
	return h
}

func (h *hub) Send(accounts []id.ID, typ string, data any) {
	body, err := json.Marshal(data)
	if err != nil {
		panic(err)
	}
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.each != nil {
		h.each(len(accounts))
	}
	if h.deaf {
		return
	}
	for _, a := range accounts {
		h.frames[a] = append(h.frames[a], frame{typ, body})
	}
	h.come.Broadcast()
}

// settle waits until everything committed so far has been pushed.
func (h *house) settle() {
	h.t.Helper()
	probe := id.New(h.clock.Now())
	if err := h.room.Barrier(probe); err != nil {
		h.t.Fatal(err)
	}
	h.hub.mu.Lock()
	defer h.hub.mu.Unlock()
	wait.For(h.t, "the probe comes on every way", h.hub.come, func() bool { return len(h.hub.frames[probe]) >= messaging.Lanes+1 },
		func() string { return fmt.Sprintf("it came %d times", len(h.hub.frames[probe])) })
	delete(h.hub.frames, probe)
}

// heard returns the data of the frames of one type that a person has got so far.
func heard[T any](p person, typ string) []T {
	p.t.Helper()
	p.settle()
	return got[T](p, typ)
}

// got returns them without waiting for what is on its way.
func got[T any](p person, typ string) []T {
	p.t.Helper()
	p.hub.mu.Lock()
	defer p.hub.mu.Unlock()
	out := []T{}
	for _, f := range p.hub.frames[p.Account] {
		if f.typ == typ {
			var v T
			if err := json.Unmarshal(f.data, &v); err != nil {
				p.t.Fatal(err)
			}
			out = append(out, v)
		}
	}
	return out
}

// rows counts the rows of every table that a refusal must leave alone, and those of evidence.
func (h *house) rows() (all map[string]int, evidence int) {
	h.t.Helper()
	all = map[string]int{}
	for _, table := range []string{"conversations", "members", "drafts", "messages", "message_edits", "threads", "mentions", "mention_alls", "events", "audit", "rule_values"} {
		all[table] = h.count(table)
	}
	return all, h.count("evidence")
}

func (h *house) count(table string) int {
	h.t.Helper()
	n, err := db.Value[int](h.db.Ask(context.Background()), `SELECT COUNT(*) FROM `+table)
	if err != nil {
		h.t.Fatal(err)
	}
	return n
}

func lastSeqIn(raw []byte) (last int64) {
	var page history
	if json.Unmarshal(raw, &page) == nil {
		for _, m := range page.Items {
			last = max(last, m.Seq)
		}
	}
	return last
}
