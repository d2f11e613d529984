package httpapi_test

import (
	"context"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"tonggui/internal/platform/apperr"
	"tonggui/internal/platform/authz"
	"tonggui/internal/platform/clock"
	"tonggui/internal/platform/httpapi"
	"tonggui/internal/platform/id"
)

func TestAnOperationWithAShortWayAdmitsAndAnswersAsByTheOrdinaryOne(t *testing.T) {
	const calls = 4 // in a second, by whatever way
	c := clock.NewFake(time.Date(2026, 3, 2, 2, 0, 0, 0, time.UTC))
	someone := authz.Principal{Account: id.New(c.Now()), Language: "en"}
	fresh := authz.Principal{Account: id.New(c.Now()), Language: "en", MustChangePassword: true}
	s := httpapi.New(httpapi.Options{Version: "test", Clock: c, Log: slog.New(slog.DiscardHandler),
		Auth:      fakeAuth{"someone": someone, "fresh": fresh},
		Text:      func(lang, code string, _ map[string]any) string { return lang + " " + code },
		Negotiate: func(string) string { return "zh-CN" }})
	var short, ordinary int
	answer := func(name string) (*httpapi.Body[echoOut], error) {
		if name == "no" {
			return nil, apperr.NotFound.New()
		}
		return httpapi.OK(echoOut{Name: name}, nil)
	}
	httpapi.Handle(s, httpapi.Op{ID: "echo", Method: "POST", Path: "/echo", Tag: "Test", Action: authz.DirectoryRead, Rate: httpapi.Rate{Name: "few", PerSecond: 1, Burst: calls},
		Quick: func(_ *http.Request, body []byte) httpapi.Run {
			name, found := strings.CutPrefix(string(body), `{"name":"`)
			if !found {
				return nil
			}
			return func(_ context.Context, who authz.Principal) (int, any, error) {
				if who.Account != someone.Account {
					t.Error("it is somebody else")
				}
				short++
				out, err := answer(strings.TrimSuffix(name, `"}`))
				if err != nil {
					return 0, nil, err
				}
				return http.StatusOK, out.Body, nil
			}
		}}, func(_ context.Context, _ authz.Principal, in *echoIn) (*httpapi.Body[echoOut], error) {
		ordinary++
		return answer(in.Body.Name)
	})
	srv := httptest.NewServer(s.Handler())
	t.Cleanup(srv.Close)
	call := func(bearer, body string) string {
		r, _ := http.NewRequest("POST", srv.URL+"/api/v1/echo", strings.NewReader(body))
		r.Header.Set("Content-Type", "application/json")
		r.Header.Set("Authorization", "Bearer "+bearer)
		resp, err := http.DefaultClient.Do(r)
		if err != nil {
			t.Fatal(err)
		}
		defer resp.Body.Close()
		out, _ := io.ReadAll(resp.Body)
		said, _, _ := strings.Cut(string(out), `,"request_id"`)
		return resp.Status + " " + resp.Header.Get("Content-Type") + " " + resp.Header.Get("X-Content-Type-Options") + " " + said
	}
	for _, ways := range [][2]string{{`{"name":"a"}`, ` {"name":"a"}`}, {`{"name":"no"}`, ` {"name":"no"}`}} {
		if a, b := call("someone", ways[0]), call("someone", ways[1]); a != b {
			t.Errorf("%s\n%s", a, b)
		}
	}
	if short != 2 || ordinary != 2 {
		t.Errorf("%d went the short way, %d the ordinary one", short, ordinary)
	}
	for _, body := range []string{`{"name":"a"}`, ` {"name":"a"}`} { // four calls were made
		for bearer, code := range map[string]string{"someone": "429", "fresh": "account.must_change_password", "nobody": "session.missing"} {
			if got := call(bearer, body); !strings.Contains(got, code) {
				t.Errorf("%s: %s", bearer, got)
			}
		}
	}
	if short != 2 || ordinary != 2 {
		t.Error("who was refused was let in")
	}
	c.Advance(time.Minute)
	long := ` {"name":"a","extra":{"k":"` + strings.Repeat("x", 9<<10) + `"}}`
	if got := call("someone", long); !strings.HasPrefix(got, "200 ") {
		t.Errorf("a body that the short way does not read at all: %.300s", got)
	}
}
