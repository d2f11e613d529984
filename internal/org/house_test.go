package org_test

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"testing"

	"tonggui/internal/audit"
	"tonggui/internal/org"
	"tonggui/internal/org/password"
	"tonggui/internal/platform/clock"
	"tonggui/internal/platform/db"
	"tonggui/internal/platform/httpapi"
	"tonggui/internal/platform/i18n"
	"tonggui/internal/platform/id"
	"tonggui/internal/platform/realtime"
	"tonggui/internal/testkit/dbtest"
	"tonggui/internal/testkit/wait"
)

var rooms = []db.Migrations{audit.Migrations, org.Migrations}

// good is a password that nothing is wrong with.
const good = "kD7#vbn-quiet-Otter"

// house is the room with a real server around it.
type house struct {
	t       *testing.T
	db      *db.DB
	clock   *clock.Fake
	org     *org.Service
	sockets *sockets
	server  *httptest.Server
	// leave ends what works in the background, as the end of the process would.
	leave context.CancelFunc
}

// each runs fn on both databases, with an empty company.
func each(t *testing.T, fn func(h *house)) {
	dbtest.Each(t, rooms, func(t *testing.T, d *db.DB, c *clock.Fake) { fn(newHouse(t, d, c)) })
}

func newHouse(t *testing.T, d *db.DB, c *clock.Fake) *house {
	ctx, leave := context.WithCancel(context.Background())
	t.Cleanup(leave)
	h := &house{t: t, db: d, clock: c, sockets: newSockets(t), leave: leave}
	h.org = org.New(org.Options{DB: d, Clock: c, Sockets: h.sockets, Log: slog.New(slog.NewTextHandler(t.Output(), nil)),
		PasswordCost: password.Cost{MemoryKiB: 64, Passes: 1, Lanes: 1}})
	if err := h.org.Start(ctx); err != nil {
		t.Fatal(err)
	}
	api := httpapi.New(httpapi.Options{Version: "test", Clock: c, Log: slog.New(slog.NewTextHandler(t.Output(), nil)), Auth: h.org,
		Text: func(language, code string, params map[string]any) string {
			return i18n.Text(language, "problem", code, params)
		}, Negotiate: i18n.Match})
	h.org.Routes(api)
	h.server = httptest.NewServer(api.Handler())
	t.Cleanup(h.server.Close)
	return h
}

// client is somebody at a browser or program.
type client struct {
	h       *house
	token   string
	cookies map[string]string
}

func (h *house) client() *client { return &client{h: h, cookies: map[string]string{}} }

// answer is what came back.
type answer struct {
	t      testing.TB
	status int
	body   []byte
	header http.Header
}

// call sends a request; body may be nil, raw bytes, or anything that becomes JSON.
func (c *client) call(method, path string, body any) answer {
	c.h.t.Helper()
	var r io.Reader
	kind := "application/json"
	switch b := body.(type) {
	case nil:
	case []byte:
		r, kind = bytes.NewReader(b), "application/octet-stream"
	default:
		raw, err := json.Marshal(body)
		if err != nil {
			c.h.t.Fatal(err)
		}
		r = bytes.NewReader(raw)
	}
	req, err := http.NewRequest(method, c.h.server.URL+"/api/v1"+path, r)
	if err != nil {
		c.h.t.Fatal(err)
	}
	if r != nil {
		req.Header.Set("Content-Type", kind)
	}
	if c.token != "" {
		req.Header.Set("Authorization", "Bearer "+c.token)
	}
	for name, value := range c.cookies {
		req.AddCookie(&http.Cookie{Name: name, Value: value})
	}
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		c.h.t.Fatal(err)
	}
	defer res.Body.Close()
	raw, err := io.ReadAll(res.Body)
	if err != nil {
		c.h.t.Fatal(err)
	}
	for _, k := range res.Cookies() {
		if k.MaxAge < 0 {
			delete(c.cookies, k.Name)
		} else {
			c.cookies[k.Name] = k.Value
		}
	}
	return answer{c.h.t, res.StatusCode, raw, res.Header}
}

// ok demands a status and returns the body as T.
func ok[T any](a answer, status int) T {
	a.t.Helper()
	if a.status != status {
		a.t.Fatalf("status %d, want %d: %s", a.status, status, a.body)
	}
	var v T
	if len(a.body) > 0 {
		if err := json.Unmarshal(a.body, &v); err != nil {
			a.t.Fatalf("%v: %s", err, a.body)
		}
	}
	return v
}

func (a answer) done() {
	a.t.Helper()
	ok[struct{}](a, http.StatusNoContent)
}

type problem struct {
	Code   string         `json:"code"`
	Detail string         `json:"detail"`
	Params map[string]any `json:"params"`
	Fields []struct {
		Field string `json:"field"`
		Code  string `json:"code"`
	} `json:"fields"`
}

// refused demands a problem with a status and a code.
func (a answer) refused(status int, code string) problem {
	a.t.Helper()
	p := ok[problem](a, status)
	if p.Code != code {
		a.t.Fatalf("code %s, want %s: %s", p.Code, code, a.body)
	}
	if p.Detail == "" || p.Detail == code {
		a.t.Errorf("no words for %s", code)
	}
	return p
}

// entered is the body of a login.
type entered struct {
	Me    org.Me `json:"me"`
	Token string `json:"token"`
}

// setUp makes the company and its first administrator, and returns the client that they use.
func (h *house) setUp() (*client, entered) {
	h.t.Helper()
	c := h.client()
	return c, ok[entered](c.found(h.setupToken(), "A001"), 200)
}

func (h *house) setupToken() string {
	h.t.Helper()
	token, err := h.org.MakeSetupToken(h.t.Context())
	if err != nil {
		h.t.Fatal(err)
	}
	return token
}

// found uses a setup link.
func (c *client) found(token, number string) answer {
	return c.call("POST", "/setup", map[string]any{"token": token, "company": "永顺科技", "number": number, "name": "卓安然", "password": good})
}

func (h *house) login(number, pass string) (*client, answer) {
	c := h.client()
	return c, c.call("POST", "/session", map[string]any{"number": number, "password": pass})
}

// unchanged runs fn and demands that no table has other rows than before, save the audit log and the
// counters of failed logins: they are what a refusal may leave.
func (h *house) unchanged(fn func()) {
	h.t.Helper()
	before := h.rows()
	fn()
	if after := h.rows(); before != after {
		h.t.Errorf("a refusal wrote something:\nbefore %s\nafter  %s", before, after)
	}
}

func (h *house) rows() string {
	q := h.db.Ask(h.t.Context())
	names, err := db.All(q, db.Scalar[string], `SELECT /*sqlite name FROM sqlite_master WHERE type = 'table'*/
		/*postgres tablename::text FROM pg_tables WHERE schemaname = 'public'*/ ORDER BY 1`)
	if err != nil {
		h.t.Fatal(err)
	}
	out := []string{}
	for _, name := range names {
		if slices.Contains([]string{"audit", "evidence", "login_attempts", "sqlite_sequence"}, name) || strings.HasPrefix(name, "migrations_") {
			continue
		}
		n, err := db.Value[int64](q, `SELECT COUNT(*) FROM `+name)
		if err != nil {
			h.t.Fatal(err)
		}
		out = append(out, fmt.Sprint(name, "=", n))
	}
	return strings.Join(out, " ")
}

// audited counts the records of an act.
func (h *house) audited(action string) int64 {
	n, err := db.Value[int64](h.db.Ask(h.t.Context()), `SELECT COUNT(*) FROM audit WHERE action = ?`, action)
	if err != nil {
		h.t.Fatal(err)
	}
	return n
}

func unmarshal(t *testing.T, raw string, into any) {
	t.Helper()
	if err := json.Unmarshal([]byte(raw), into); err != nil {
		t.Fatal(err)
	}
}

// sockets stands in for the open WebSockets and remembers what was done to them.
type sockets struct {
	t      testing.TB
	mu     sync.Mutex
	change sync.Cond
	did    []string
}

func newSockets(t testing.TB) *sockets {
	s := &sockets{t: t}
	s.change.L = &s.mu
	return s
}

func (s *sockets) note(entry string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.did = append(s.did, entry)
	s.change.Broadcast()
}

func (s *sockets) Send(accounts []id.ID, typ string, data any) {
	raw, _ := json.Marshal(data)
	s.note(fmt.Sprint(typ, " ", accounts, " ", string(raw)))
}
func (s *sockets) SendTo(conns []*realtime.Conn, typ string, data any) {
	raw, _ := json.Marshal(data)
	s.note(fmt.Sprint(typ, " to ", len(conns), " ", string(raw)))
}
func (s *sockets) CloseSession(session id.ID, code int) {
	s.note(fmt.Sprint("close session ", session, " ", code))
}
func (s *sockets) CloseAccount(account id.ID, code int) {
	s.note(fmt.Sprint("close account ", account, " ", code))
}

// has tells whether something was done already.
func (s *sockets) has(entry string) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Contains(s.did, entry)
}

// await waits until something is done whose description has all the words, and returns it.
func (s *sockets) await(words ...string) string {
	return s.awaitThat(func(did string) bool {
		return !slices.ContainsFunc(words, func(w string) bool { return !strings.Contains(did, w) })
	})
}

// awaitThat fails the test where nothing matches within a minute, and says what was done instead.
func (s *sockets) awaitThat(match func(did string) bool) string {
	s.t.Helper()
	s.mu.Lock()
	defer s.mu.Unlock()
	at := -1
	wait.For(s.t, "what is waited for is done", &s.change, func() bool { at = slices.IndexFunc(s.did, match); return at >= 0 },
		func() string { return "done was\n" + strings.Join(s.did, "\n") })
	return s.did[at]
}

func conn() *realtime.Conn { return &realtime.Conn{} }

func quoted(list []id.ID) string {
	raw, _ := json.Marshal(list)
	return strings.Trim(string(raw), "[]")
}
