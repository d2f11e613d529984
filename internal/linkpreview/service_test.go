package linkpreview

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"tonggui/internal/platform/apperr"
	"tonggui/internal/platform/authz"
	"tonggui/internal/platform/clock"
	"tonggui/internal/platform/egress"
	"tonggui/internal/platform/httpapi"
	"tonggui/internal/platform/id"
)

var start = time.Date(2026, 3, 2, 2, 0, 0, 0, time.UTC)

// web is a public internet that answers from a table and counts its visitors.
type web struct {
	visits atomic.Int64
	answer func(ctx context.Context, u string) (*egress.Answer, error)
}

func (w *web) Get(ctx context.Context, u string) (*egress.Answer, error) {
	w.visits.Add(1)
	return w.answer(ctx, u)
}

func titled(_ context.Context, u string) (*egress.Answer, error) {
	at, err := url.Parse(u)
	if err != nil {
		return nil, err
	}
	return &egress.Answer{URL: at, Status: 200, ContentType: "text/html", Body: []byte("<title>T</title><meta property='og:site_name' content='bank.example'>")}, nil
}

func service(w *web, on bool) (*Service, *clock.Fake) {
	c := clock.NewFake(start)
	return New(Deps{On: on, Fetch: w, Clock: c}), c
}

func TestNothingIsVisitedWhilePreviewsAreOff(t *testing.T) {
	w := &web{answer: titled}
	s, _ := service(w, false)
	if _, err := s.Preview(t.Context(), "https://a.example.com/"); !apperr.Has(err, ErrOff) || w.visits.Load() != 0 {
		t.Errorf("got %v after %d visits", err, w.visits.Load())
	}
}

func TestPreviewNamesTheSiteThatAnsweredNotTheOneItClaims(t *testing.T) {
	w := &web{answer: func(ctx context.Context, _ string) (*egress.Answer, error) {
		return titled(ctx, "https://www.Real.example.com/x")
	}}
	s, _ := service(w, true)
	got, err := s.Preview(t.Context(), " https://short.example.com/1 ")
	if err != nil || got != (Preview{URL: "https://short.example.com/1", Title: "T", Site: "real.example.com"}) {
		t.Errorf("got %+v, %v", got, err)
	}
}

func TestPreviewsAreRememberedForAWhile(t *testing.T) {
	w := &web{answer: titled}
	s, c := service(w, true)
	ask := func() {
		t.Helper()
		if _, err := s.Preview(t.Context(), "https://a.example.com/"); err != nil {
			t.Fatal(err)
		}
	}
	ask()
	c.Advance(keepGood - time.Second)
	ask()
	if n := w.visits.Load(); n != 1 {
		t.Errorf("%d visits", n)
	}
	c.Advance(time.Second)
	ask()
	if n := w.visits.Load(); n != 2 {
		t.Errorf("%d visits after an hour", n)
	}
}

func TestRefusedAwayAndEmptyAreAnsweredAlikeAndRememberedShortly(t *testing.T) {
	page := func(status int, kind, body string) func(context.Context, string) (*egress.Answer, error) {
		return func(context.Context, string) (*egress.Answer, error) {
			return &egress.Answer{URL: &url.URL{Host: "a.example.com"}, Status: status, ContentType: kind, Body: []byte(body)}, nil
		}
	}
	fail := func(err error) func(context.Context, string) (*egress.Answer, error) {
		return func(context.Context, string) (*egress.Answer, error) { return nil, err }
	}
	for name, answer := range map[string]func(context.Context, string) (*egress.Answer, error){
		"refused": fail(egress.ErrRefused), "away": fail(errors.New("no route")), "not found": page(404, "text/html", "<title>x</title>"), "moved": page(301, "text/html", "<title>x</title>"),
		"image": page(200, "image/png", "x"), "no title": page(200, "text/html", "<p>x"),
	} {
		w := &web{answer: answer}
		s, c := service(w, true)
		for range 3 {
			_, err := s.Preview(t.Context(), "https://a.example.com/")
			if e := apperr.From(err); e.Def != ErrNone || e.Params != nil || e.Cause != nil {
				t.Errorf("%s: got %v", name, err)
			}
		}
		if n := w.visits.Load(); n != 1 {
			t.Errorf("%s: %d visits", name, n)
		}
		c.Advance(keepNone)
		_, _ = s.Preview(t.Context(), "https://a.example.com/")
		if n := w.visits.Load(); n != 2 {
			t.Errorf("%s: %d visits after a while", name, n)
		}
	}
}

func TestMemoryIsBounded(t *testing.T) {
	w := &web{answer: titled}
	s, _ := service(w, true)
	for i := range keepMost + 50 {
		if _, err := s.Preview(t.Context(), fmt.Sprintf("https://a.example.com/%d", i)); err != nil {
			t.Fatal(err)
		}
		_, _ = s.Preview(t.Context(), "https://a.example.com/0") // in use all the time
	}
	if n := len(s.cache.byURL); n != keepMost || s.cache.used.Len() != keepMost {
		t.Errorf("%d are kept", n)
	}
	if n := w.visits.Load(); n != keepMost+50 {
		t.Errorf("%d visits: what is used was forgotten", n)
	}
}

func TestOneVisitServesAllWhoAskTogetherAndOutlivesTheFirst(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		gate := make(chan struct{})
		w := &web{answer: func(ctx context.Context, u string) (*egress.Answer, error) {
			select {
			case <-gate:
				return titled(ctx, u)
			case <-ctx.Done():
				return nil, ctx.Err()
			}
		}}
		s, _ := service(w, true)
		first, leave := context.WithCancel(t.Context())
		var group sync.WaitGroup
		group.Go(func() {
			if _, err := s.Preview(first, "https://a.example.com/"); !errors.Is(err, context.Canceled) {
				t.Errorf("who left: %v", err)
			}
		})
		synctest.Wait()
		for range 5 {
			group.Go(func() {
				if _, err := s.Preview(t.Context(), "https://a.example.com/"); err != nil {
					t.Errorf("who stayed: %v", err)
				}
			})
		}
		synctest.Wait()
		leave()
		synctest.Wait()
		close(gate)
		group.Wait()
		if n := w.visits.Load(); n != 1 {
			t.Errorf("%d visits", n)
		}
	})
}

func TestFewVisitsAtATimeAndWhoWaitsTooLongGetsNone(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var now, most atomic.Int64
		w := &web{answer: func(ctx context.Context, u string) (*egress.Answer, error) {
			most.Store(max(most.Load(), now.Add(1)))
			defer now.Add(-1)
			<-ctx.Done() // never answers
			return nil, ctx.Err()
		}}
		s, _ := service(w, true)
		var group sync.WaitGroup
		for i := range 3 * atOnce {
			group.Go(func() {
				if _, err := s.Preview(t.Context(), fmt.Sprintf("https://a.example.com/%d", i)); !apperr.Has(err, ErrNone) {
					t.Errorf("got %v", err)
				}
			})
		}
		group.Wait()
		if most.Load() > atOnce {
			t.Errorf("%d visits at a time", most.Load())
		}
	})
}

type anybody struct{}

func (anybody) Authenticate(_ context.Context, r *http.Request) (authz.Principal, error) {
	if r.Header.Get("Authorization") == "" {
		return authz.Principal{}, apperr.Unauthenticated.New()
	}
	return authz.Principal{Account: id.ID{1}, Language: "en"}, nil
}

func TestOneAccountCannotMakeTheServerVisitWithoutEnd(t *testing.T) {
	w := &web{answer: titled}
	s, c := service(w, true)
	api := httpapi.New(httpapi.Options{Version: "test", Clock: c, Log: slog.New(slog.DiscardHandler), Auth: anybody{},
		Text: func(_, code string, _ map[string]any) string { return code }, Negotiate: func(string) string { return "en" }})
	s.Routes(api)
	get := func(query, who string) (int, string) {
		r := httptest.NewRequest(http.MethodGet, "/api/v1/link-preview"+query, nil)
		if who != "" {
			r.Header.Set("Authorization", who)
		}
		rec := httptest.NewRecorder()
		api.Handler().ServeHTTP(rec, r)
		var body struct{ Title, Code string }
		_ = json.Unmarshal(rec.Body.Bytes(), &body)
		return rec.Code, body.Title + body.Code
	}
	if status, text := get("?url=https%3A%2F%2Fa.example.com", "x"); status != 200 || text != "T" {
		t.Errorf("got %d %s", status, text)
	}
	if status, _ := get("?url=https%3A%2F%2Fa.example.com", ""); status != 401 {
		t.Errorf("without a session: %d", status)
	}
	for _, query := range []string{"", "?url=", "?link=x"} {
		if status, _ := get(query, "x"); status != 422 {
			t.Errorf("%q: %d", query, status)
		}
	}
	refused := 0
	for i := range 60 {
		if status, _ := get(fmt.Sprintf("?url=https%%3A%%2F%%2Fa.example.com%%2F%d", i), "x"); status == 429 {
			refused++
		}
	}
	if refused < 10 || w.visits.Load() > 50 {
		t.Errorf("%d refused, %d visits", refused, w.visits.Load())
	}
}
