package marks_test

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"testing"

	"tonggui/internal/audit"
	"tonggui/internal/event"
	"tonggui/internal/files"
	"tonggui/internal/messaging"
	"tonggui/internal/messaging/marks"
	"tonggui/internal/platform/apperr"
	"tonggui/internal/platform/authz"
	"tonggui/internal/platform/clock"
	"tonggui/internal/platform/db"
	"tonggui/internal/platform/httpapi"
	"tonggui/internal/platform/id"
	"tonggui/internal/platform/ref"
	"tonggui/internal/rulebook"
	"tonggui/internal/testkit/apidoc"
	"tonggui/internal/testkit/dbtest"
	"tonggui/internal/testkit/wait"
)

var rooms = []db.Migrations{audit.Migrations, rulebook.Migrations, files.Migrations, messaging.Migrations, marks.Migrations}

// house is messaging with its marks behind real HTTP handlers, with people and sockets of the test's own.
type house struct {
	t        testing.TB
	db       *db.DB
	clock    *clock.Fake
	talk     *messaging.Service
	marks    *marks.Service
	http     http.Handler
	document *apidoc.Document
	people   *people
	hub      *hub
	shows    *shows
	names    int
}

// each runs a test on both databases.
func each(t *testing.T, fn func(t *testing.T, h *house)) {
	dbtest.Each(t, rooms, func(t *testing.T, d *db.DB, c *clock.Fake) { fn(t, open(t, d, c)) })
}

func open(t testing.TB, d *db.DB, c *clock.Fake) *house {
	t.Helper()
	h := &house{t: t, db: d, clock: c, people: &people{known: map[id.ID]ref.Person{}}}
	h.start()
	return h
}

// start makes the services, as at the start of a node.
func (h *house) start() {
	h.t.Helper()
	book, err := rulebook.NewBook(context.Background(), h.db, nil, func(_, key string) string { return key })
	if err != nil {
		h.t.Fatal(err)
	}
	log := slog.New(slog.DiscardHandler)
	h.hub = newHub()
	h.talk = messaging.New(messaging.Deps{DB: h.db, Book: book, People: h.people, Push: h.hub, Log: log})
	h.marks = marks.New(marks.Deps{DB: h.db, Messages: h.talk, People: h.people, Push: h.hub, Log: log})
	h.shows = &shows{Marks: h.marks}
	h.talk.UseMarks(h.shows)
	ctx, stop := context.WithCancel(context.Background())
	h.t.Cleanup(stop)
	if err := h.talk.Start(ctx); err != nil {
		h.t.Fatal(err)
	}
	// The limits on rates have a clock of their own that nobody meets.
	server := httpapi.New(httpapi.Options{Version: "test", Clock: &rush{}, Log: log, Auth: h.people,
		Text:      func(_, code string, _ map[string]any) string { return code },
		Negotiate: func(string) string { return "en" }})
	h.talk.Routes(server)
	h.marks.Routes(server)
	h.http, h.document = server.Handler(), &apidoc.Document{API: server.Document()}
}

// shows counts how often views had to be completed.
type shows struct {
	messaging.Marks
	n int
}

func (s *shows) Show(q db.Q, reader id.ID, views []messaging.Marked) error {
	s.n++
	return s.Marks.Show(q, reader, views)
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

func (h *house) person() person {
	h.names++
	p := person{h, authz.Principal{Account: id.New(h.clock.Now()), Session: id.New(h.clock.Now()), Name: fmt.Sprintf("同事%d", h.names), Language: "en"}}
	h.people.put(ref.Person{ID: p.Account, Number: fmt.Sprintf("T%04d", h.names), Name: p.Name, Status: "active",
		DepartmentID: &p.Session, Presence: ref.Presence{State: "offline"}})
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
}

func (p *people) put(who ref.Person) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.known[who.ID] = who
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
	return authz.Principal{Account: account, Name: who.Name, Language: "en"}, nil
}

// try calls the API and returns the status and body.
func (p person) try(method, path string, body any) (int, []byte) {
	r := httptest.NewRequest(method, "/api/v1"+path, encoded(body))
	r.Header.Set("Authorization", "Bearer "+p.Account.String())
	if body != nil {
		r.Header.Set("Content-Type", "application/json")
	}
	w := httptest.NewRecorder()
	p.http.ServeHTTP(w, r)
	if w.Code < 300 {
		path, _, _ = strings.Cut(path, "?")
		if err := p.document.Check(method, path, w.Code, w.Body.Bytes()); err != nil {
			p.t.Error(err)
		}
	}
	return w.Code, w.Body.Bytes()
}

func encoded(body any) *bytes.Buffer {
	var b bytes.Buffer
	if body != nil {
		_ = json.NewEncoder(&b).Encode(body)
	}
	return &b
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

// refused calls the API and demands a refusal with a code that leaves nothing behind.
func (p person) refused(code, method, path string, body any) (problem httpapi.Problem) {
	p.t.Helper()
	before := p.rows()
	status, raw := p.try(method, path, body)
	if err := json.Unmarshal(raw, &problem); err != nil || status < 400 || problem.Code != code {
		p.t.Fatalf("%s %s: %d %s, want %s", method, path, status, raw, code)
	}
	if after := p.rows(); fmt.Sprint(before) != fmt.Sprint(after) {
		p.t.Errorf("%s %s: a refusal left something: %v → %v", method, path, before, after)
	}
	return problem
}

// rows sums up every table that a refusal must leave alone.
func (h *house) rows() map[string]string {
	h.t.Helper()
	out := map[string]string{}
	for table, sum := range map[string]string{"reaction_kinds": "SUM(how_many)", "reactions": "0", "pins": "0", "stars": "0",
		"laters": "SUM(remind_at + reminded_at + done_at)", "receipts": "SUM(confirmed + reminded_at)", "confirmations": "0",
		"messages": "SUM(marks)", "members": "SUM(own_marks)", "events": "0", "audit": "0"} {
		n, err := db.Value[int64](h.db.Ask(context.Background()), `SELECT COUNT(*) * 1000 + COALESCE(`+sum+`, 0) FROM `+table)
		if err != nil {
			h.t.Fatal(table, err)
		}
		out[table] = fmt.Sprint(n)
	}
	return out
}

func (h *house) write(query string, args ...any) {
	h.t.Helper()
	if err := h.db.Write(context.Background(), func(tx *db.Tx) error {
		_, err := tx.Exec(query, args...)
		return err
	}); err != nil {
		h.t.Fatal(err)
	}
}

type (
	message      = messaging.Message
	conversation = messaging.Conversation
	history      = messaging.History
)

func text(s string) map[string]any {
	return map[string]any{"type": "text", "nodes": []any{map[string]any{"type": "text", "text": s}}}
}

func (p person) send(c id.ID, words string) message { return p.ask(c, words, "") }

// ask sends a message that asks for a receipt; none where mode is empty.
func (p person) ask(c id.ID, words, mode string) message {
	p.t.Helper()
	body := map[string]any{"client_id": id.New(p.clock.Now()), "content": text(words)}
	if mode != "" {
		body["receipt"] = mode
	}
	return do[message](p, "POST", path(c, "messages"), body)
}

func (p person) group(members ...person) conversation {
	p.t.Helper()
	return do[conversation](p, "POST", "/conversations/groups", map[string]any{"name": "项目组", "member_ids": accounts(members)})
}

func (p person) direct(other person) conversation {
	p.t.Helper()
	return do[conversation](p, "POST", "/conversations/direct", map[string]any{"account_id": other.Account})
}

func (p person) add(c id.ID, history string, members ...person) {
	p.t.Helper()
	do[any](p, "POST", path(c, "members"), map[string]any{"member_ids": accounts(members), "history": history})
}

func (p person) leave(c id.ID) {
	p.t.Helper()
	do[any](p, "DELETE", path(c, "members", "me"), nil)
}

func (p person) recall(c id.ID, seq int64) {
	p.t.Helper()
	do[any](p, "POST", path(c, "messages", seq, "recall"), nil)
}

// sees returns a message as the person sees it.
func (p person) sees(c id.ID, seq int64) message {
	p.t.Helper()
	h := do[history](p, "GET", path(c, "messages")+fmt.Sprintf("?after=%d&limit=1", seq-1), nil)
	if len(h.Items) != 1 || h.Items[0].Seq != seq {
		p.t.Fatalf("%s does not see seq %d: %+v", p.Name, seq, h)
	}
	return h.Items[0]
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
	for _, a := range accounts {
		h.frames[a] = append(h.frames[a], frame{typ, body})
	}
	h.come.Broadcast()
}

// settle waits until everything said and signed so far has been pushed: a probe of the test's own
// comes behind it on both ways.
func (h *house) settle() {
	h.t.Helper()
	probe, here := id.New(h.clock.Now()), id.New(h.clock.Now())
	h.write(`INSERT INTO members (conversation_id, account_id, role, from_seq, joined_seq, joined_epoch, joined_at) VALUES (?, ?, 'member', 0, 0, 1, 0)`, here, probe)
	if err := h.db.Write(context.Background(), func(tx *db.Tx) error {
		tx.AfterCommit(func() { h.hub.Send([]id.ID{probe}, "signed", nil) })
		return tx.Say(event.ConversationRenamed{Conversation: here})
	}); err != nil {
		h.t.Fatal(err)
	}
	h.hub.forget(h.t, probe)
	h.write(`DELETE FROM members WHERE conversation_id = ?`, here)
}

// forget waits until a probe has come on both ways, and keeps nothing of it.
func (h *hub) forget(t testing.TB, probe id.ID) {
	t.Helper()
	h.mu.Lock()
	defer h.mu.Unlock()
	wait.For(t, "the probe comes on both ways", h.come, func() bool { return len(h.frames[probe]) >= 2 },
		func() string { return fmt.Sprintf("it came as %v", h.frames[probe]) })
	delete(h.frames, probe)
}

// awaitFrame waits until a frame of a type has come for somebody.
func (h *hub) awaitFrame(t testing.TB, who id.ID, typ string) {
	t.Helper()
	h.mu.Lock()
	defer h.mu.Unlock()
	wait.For(t, "the frame "+typ, h.come, func() bool {
		return slices.ContainsFunc(h.frames[who], func(f frame) bool { return f.typ == typ })
	}, func() string { return fmt.Sprintf("%v came", h.frames[who]) })
}

// heard returns, and forgets, the data of the frames of one type that a person has got so far.
func heard[T any](p person, typ string) []T {
	p.t.Helper()
	p.settle()
	p.hub.mu.Lock()
	defer p.hub.mu.Unlock()
	out, rest := []T{}, []frame{}
	for _, f := range p.hub.frames[p.Account] {
		if f.typ != typ {
			rest = append(rest, f)
			continue
		}
		var v T
		if err := json.Unmarshal(f.data, &v); err != nil {
			p.t.Fatal(err)
		}
		out = append(out, v)
	}
	p.hub.frames[p.Account] = rest
	return out
}

func (h *house) count(table string) int {
	h.t.Helper()
	n, err := db.Value[int](h.db.Ask(context.Background()), `SELECT COUNT(*) FROM `+table)
	if err != nil {
		h.t.Fatal(err)
	}
	return n
}

func (h *house) insert(into string, rows [][]any) {
	h.t.Helper()
	if err := h.db.Write(context.Background(), func(tx *db.Tx) error { return tx.InsertMany(into, "", rows) }); err != nil {
		h.t.Fatal(err)
	}
}
