package httpapi_test

import (
	"context"
	"encoding/json"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"strings"
	"testing"
	"time"

	"tonggui/internal/platform/apperr"
	"tonggui/internal/platform/authz"
	"tonggui/internal/platform/clock"
	"tonggui/internal/platform/httpapi"
	"tonggui/internal/platform/id"
)

// fakeAuth knows people by their bearer.
type fakeAuth map[string]authz.Principal

func (f fakeAuth) Authenticate(_ context.Context, r *http.Request) (authz.Principal, error) {
	p, ok := f[strings.TrimPrefix(r.Header.Get("Authorization"), "Bearer ")]
	if !ok {
		return p, apperr.Unauthenticated.New()
	}
	return p, nil
}

type echoIn struct {
	Body struct {
		Name  string            `json:"name" minLength:"1" maxLength:"10"`
		Count int               `json:"count,omitempty" minimum:"0" maximum:"9"`
		Extra map[string]string `json:"extra,omitempty"`
	}
}

type echoOut struct {
	Name string `json:"name"`
	IP   string `json:"ip"`
}

type world struct {
	t     *testing.T
	srv   *httptest.Server
	calls int
	clock *clock.Fake
}

func start(t *testing.T) *world {
	w := &world{t: t, clock: clock.NewFake(time.Date(2026, 3, 2, 2, 0, 0, 0, time.UTC))}
	person := func(mustChange bool, roles ...authz.Role) authz.Principal {
		return authz.Principal{Account: id.New(w.clock.Now()), Roles: roles, MustChangePassword: mustChange, Language: "en"}
	}
	s := httpapi.New(httpapi.Options{
		Version: "test", Clock: w.clock, Log: slog.New(slog.DiscardHandler),
		Auth: fakeAuth{"staff": person(false), "admin": person(false, authz.Admin), "new": person(true)},
		Text: func(lang, code string, _ map[string]any) string { return lang + " " + code },
		Negotiate: func(accept string) string {
			if strings.HasPrefix(accept, "en") {
				return "en"
			}
			return "zh-CN"
		},
		TrustedProxies: []netip.Prefix{netip.MustParsePrefix("127.0.0.1/32")},
	})
	handler := func(ctx context.Context, _ authz.Principal, in *echoIn) (*httpapi.Body[echoOut], error) {
		w.calls++
		if in.Body.Name == "panic" {
			panic("planted")
		}
		return httpapi.OK(echoOut{Name: in.Body.Name, IP: httpapi.MetaOf(ctx).IP.String()}, nil)
	}
	httpapi.Handle(s, httpapi.Op{ID: "echo", Method: "POST", Path: "/echo", Tag: "Test", Action: authz.DirectoryRead, MaxBody: 4096}, handler)
	httpapi.Handle(s, httpapi.Op{ID: "admin_echo", Method: "POST", Path: "/admin/echo", Tag: "Test", Action: authz.AccountFreeze}, handler)
	httpapi.Handle(s, httpapi.Op{ID: "early", Method: "POST", Path: "/early", Tag: "Test", Action: authz.SessionOwn, BeforePassword: true}, handler)
	w.srv = httptest.NewServer(s.Handler())
	t.Cleanup(w.srv.Close)
	return w
}

func (w *world) post(path, who, body string, headers ...string) (int, httpapi.Problem) {
	w.t.Helper()
	r, _ := http.NewRequest(http.MethodPost, w.srv.URL+"/api/v1"+path, strings.NewReader(body))
	r.Header.Set("Content-Type", "application/json")
	if who != "" {
		r.Header.Set("Authorization", "Bearer "+who)
	}
	for i := 0; i+1 < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	resp, err := http.DefaultClient.Do(r)
	if err != nil {
		w.t.Fatal(err)
	}
	defer resp.Body.Close()
	text, _ := io.ReadAll(resp.Body)
	var p httpapi.Problem
	if resp.StatusCode >= 400 {
		if ct := resp.Header.Get("Content-Type"); ct != "application/problem+json" {
			w.t.Errorf("%s: answered as %s", path, ct)
		}
		if err := json.Unmarshal(text, &p); err != nil {
			w.t.Errorf("%s: %v", text, err)
		}
		return resp.StatusCode, p
	}
	p.Detail = string(text)
	return resp.StatusCode, p
}

func TestJSONThatALenientReaderWouldGuessAtIsRefusedWithItsField(t *testing.T) {
	deep := strings.Repeat(`{"a":`, 40) + "1" + strings.Repeat("}", 40)
	for _, c := range []struct {
		body, code, field, why string
		status                 int
	}{
		{`{"name":"a","name":"b"}`, "request.malformed", "body.name", "doubled", 400},
		{`{"name":"a","extra":{"x":"1","x":"2"}}`, "request.malformed", "body.extra.x", "doubled", 400},
		{`{"name":"a","nick":"b"}`, "request.invalid", "body.nick", "unknown", 422},
		{`{"Name":"a"}`, "request.invalid", "body.name", "missing", 422},
		{`{"name":"a","Count":3}`, "request.invalid", "body.Count", "unknown", 422},
		{`{"name":1}`, "request.invalid", "body.name", "wrong_type", 422},
		{`{"name":""}`, "request.invalid", "body.name", "too_short", 422},
		{`{"name":"12345678901"}`, "request.invalid", "body.name", "too_long", 422},
		{`{"name":"a","count":99}`, "request.invalid", "body.count", "out_of_range", 422},
		{deep, "request.malformed", "", "too_deep", 400},
		{"{\"name\":\"\xff\"}", "request.malformed", "body", "not_utf8", 400},
		{`{"name":"a"} {}`, "request.malformed", "body", "more_than_one_value", 400},
		{`{"name":`, "request.malformed", "", "not_json", 400},
		{``, "request.malformed", "", "missing", 400},
		{`{"name":"` + strings.Repeat("x", 8000) + `"}`, "request.too_large", "", "", 413},
	} {
		w := start(t)
		status, p := w.post("/echo", "staff", c.body)
		shown := c.body[:min(len(c.body), 40)]
		if status != c.status || p.Code != c.code {
			t.Errorf("%s: %d %s, want %d %s", shown, status, p.Code, c.status, c.code)
			continue
		}
		if c.why != "" && (len(p.Fields) == 0 || p.Fields[0].Code != c.why || c.field != "" && p.Fields[0].Name != c.field) {
			t.Errorf("%s: fields %+v, want %s %s", shown, p.Fields, c.field, c.why)
		}
		if w.calls != 0 {
			t.Errorf("%s reached the handler", shown)
		}
	}
}

func TestTheEntryRefusesInOrderBeforeTheBodyIsRead(t *testing.T) {
	for _, c := range []struct {
		path, who, code string
		status          int
	}{
		{"/echo", "", "session.missing", 401},
		{"/echo", "thief", "session.missing", 401},
		{"/echo", "new", "account.must_change_password", 403},
		{"/admin/echo", "staff", "access.denied", 403},
		{"/nowhere", "staff", "not_found", 404},
	} {
		w := start(t)
		if status, p := w.post(c.path, c.who, `{"name":1}`); status != c.status || p.Code != c.code || w.calls != 0 {
			t.Errorf("%s as %q: %d %s after %d calls", c.path, c.who, status, p.Code, w.calls)
		}
	}
	w := start(t)
	if status, _ := w.post("/early", "new", `{"name":"a"}`); status != 200 {
		t.Errorf("a route before the password answered %d", status)
	}
	if status, _ := w.post("/admin/echo", "admin", `{"name":"a"}`); status != 200 {
		t.Errorf("an administrator got %d", status)
	}
}

func TestAWriteFromAnotherSiteIsRefused(t *testing.T) {
	w := start(t)
	for _, headers := range [][]string{{"Sec-Fetch-Site", "cross-site"}, {"Origin", "https://evil.example"}} {
		if status, p := w.post("/echo", "staff", `{"name":"a"}`, headers...); status != 403 || p.Code != "request.cross_origin" {
			t.Errorf("%v: %d %s", headers, status, p.Code)
		}
	}
	if w.calls != 0 {
		t.Error("a call from another site reached the handler")
	}
}

func TestALoopMeetsTheLimitAndIsToldWhenToGoOn(t *testing.T) {
	w := start(t)
	for i := range 201 {
		status, p := w.post("/echo", "staff", `{"name":"a"}`)
		if i < 200 && status != 200 {
			t.Fatalf("call %d: %d", i, status)
		}
		if i == 200 && (status != 429 || p.Params["retry_after_s"] != 1.0) {
			t.Fatalf("call %d: %d %v", i, status, p.Params)
		}
	}
	if status, _ := w.post("/echo", "admin", `{"name":"a"}`); status != 200 {
		t.Error("another person must not wait")
	}
	w.clock.Advance(time.Second)
	if status, _ := w.post("/echo", "staff", `{"name":"a"}`); status != 200 {
		t.Error("after the wait the call must pass")
	}
}

func TestTheClientsAddressIsTakenFromDeclaredProxiesOnly(t *testing.T) {
	w := start(t)
	_, p := w.post("/echo", "staff", `{"name":"a"}`, "X-Forwarded-For", "6.6.6.6, 203.0.113.9, 127.0.0.1")
	if !strings.Contains(p.Detail, `"ip":"203.0.113.9"`) {
		t.Errorf("got %s", p.Detail)
	}
}

func TestAPanicIsAProblemAndWordsFollowTheReader(t *testing.T) {
	w := start(t)
	if status, p := w.post("/echo", "staff", `{"name":"panic"}`); status != 500 || p.Detail != "zh-CN internal" || p.RequestID == "" {
		t.Errorf("%d %+v", status, p)
	}
	if _, p := w.post("/echo", "", `{}`); p.Detail != "zh-CN session.missing" {
		t.Errorf("without a language: %q", p.Detail)
	}
}

func TestARouteWithoutAuthorisationEndsTheProgram(t *testing.T) {
	defer func() {
		if recover() == nil {
			t.Fatal("it was accepted")
		}
	}()
	s := httpapi.New(httpapi.Options{Clock: clock.NewFake(time.Now())})
	httpapi.Handle(s, httpapi.Op{ID: "naked", Method: "GET", Path: "/naked"},
		func(context.Context, authz.Principal, *struct{}) (*httpapi.None, error) { return nil, nil })
}

func TestTheDocumentCarriesTheAuthorisationOfEveryOperation(t *testing.T) {
	w := start(t)
	resp, err := http.Get(w.srv.URL + "/api/openapi.json")
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	var doc struct {
		Paths map[string]map[string]map[string]any
	}
	if err := json.NewDecoder(resp.Body).Decode(&doc); err != nil {
		t.Fatal(err)
	}
	n := 0
	for path, methods := range doc.Paths {
		for method, op := range methods {
			n++
			if _, ok := op["x-authz"].(map[string]any); !ok {
				t.Errorf("%s %s has no x-authz", method, path)
			}
		}
	}
	if n != 3 {
		t.Errorf("%d operations published, 3 exist", n)
	}
}

func FuzzStrictJSON(f *testing.F) {
	f.Add([]byte(`{"name":"a","name":"b"}`))
	f.Add([]byte(`[[[[]]]]`))
	f.Fuzz(func(t *testing.T, data []byte) {
		var v any
		strict := httpapi.UnmarshalStrict(data, &v)
		if strict == nil && !json.Valid(data) {
			t.Fatalf("%q was accepted", data)
		}
	})
}
