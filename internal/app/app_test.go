package app

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"tonggui/internal/org/password"
	"tonggui/internal/platform/apperr"
	"tonggui/internal/platform/clock"
	"tonggui/internal/platform/i18n"
)

func build(t *testing.T, c clock.Clock) (*House, *httptest.Server) {
	t.Helper()
	h, err := Build(t.Context(), Options{Dir: t.TempDir(), Clock: c, PasswordCost: password.Cost{Passes: 1, MemoryKiB: 64, Lanes: 1}})
	if err != nil {
		t.Fatal(err)
	}
	srv := httptest.NewServer(h.HTTP.Handler())
	t.Cleanup(func() { srv.Close(); h.Close() })
	return h, srv
}

func get(t *testing.T, url string) (int, string) {
	t.Helper()
	resp, err := http.Get(url)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = resp.Body.Close() }()
	var b strings.Builder
	_, _ = b.WriteString(resp.Status)
	var body json.RawMessage
	_ = json.NewDecoder(resp.Body).Decode(&body)
	return resp.StatusCode, string(body)
}

func TestEveryErrorCodeHasWordsInEveryLanguage(t *testing.T) {
	for _, d := range apperr.All() {
		if !i18n.Has("problem", d.Code) {
			t.Errorf("no words for %s", d.Code)
		}
	}
}

func TestTheHouseIsHealthyFromItsFirstMoment(t *testing.T) {
	_, srv := build(t, clock.NewSystem())
	for _, path := range []string{"/healthz", "/readyz"} {
		if code, body := get(t, srv.URL+path); code != http.StatusOK || !strings.Contains(body, `"ok"`) {
			t.Errorf("%s: %d %s", path, code, body)
		}
	}
}

func TestANodeWhoseClockJumpsIsNotReadyAndKeepsItsTime(t *testing.T) {
	var jump atomic.Int64
	begin := time.Now()
	c := clock.Steady(func() time.Time { return time.Now().Round(0).Add(time.Duration(jump.Load())) },
		func() time.Duration { return time.Since(begin) })
	h, srv := build(t, c)
	before := h.Clock.Now()
	jump.Store(int64(48 * time.Hour))
	if code, body := get(t, srv.URL+"/readyz"); code != http.StatusServiceUnavailable || !strings.Contains(body, `"clock"`) {
		t.Errorf("readiness of a node whose clock jumped: %d %s", code, body)
	}
	if code, _ := get(t, srv.URL+"/healthz"); code != http.StatusOK {
		t.Errorf("health of a node whose clock jumped: %d", code)
	}
	if passed := h.Clock.Now().Sub(before); passed > time.Hour {
		t.Errorf("deadlines are judged by the jump: %v passed", passed)
	}
	jump.Store(0)
	if code, _ := get(t, srv.URL+"/readyz"); code != http.StatusOK {
		t.Errorf("readiness after the jump was taken back: %d", code)
	}
}

func TestFiguresAreShownToTheMonitoringSystemOnly(t *testing.T) {
	_, srv := build(t, clock.NewSystem())
	if code, _ := get(t, srv.URL+"/metrics"); code != http.StatusNotFound {
		t.Errorf("nobody is named, yet the figures are shown: %d", code)
	}
	h, err := Build(t.Context(), Options{Dir: t.TempDir(), MetricsFrom: []netip.Prefix{netip.MustParsePrefix("127.0.0.0/8")}})
	if err != nil {
		t.Fatal(err)
	}
	open := httptest.NewServer(h.HTTP.Handler())
	defer h.Close()
	defer open.Close()
	if code, _ := get(t, open.URL+"/metrics"); code != http.StatusOK {
		t.Errorf("the monitoring system gets %d", code)
	}
}

func TestEveryOperationStatesItsAuthorisationAndHasAName(t *testing.T) {
	h, _ := build(t, clock.NewFake(time.Now()))
	names := []string{}
	for path, item := range h.HTTP.Document().Paths {
		for method, op := range map[string]any{"get": item.Get, "post": item.Post, "put": item.Put, "patch": item.Patch, "delete": item.Delete,
			"head": item.Head, "options": item.Options} {
			text, _ := json.Marshal(op)
			var o struct {
				ID      string          `json:"operationId"`
				Summary string          `json:"summary"`
				Authz   json.RawMessage `json:"x-authz"`
			}
			if string(text) == "null" || json.Unmarshal(text, &o) != nil {
				continue
			}
			names = append(names, o.ID)
			if o.ID == "" || o.Summary == "" || len(o.Authz) == 0 {
				t.Errorf("%s %s: %+v", method, path, o)
			}
		}
	}
	slices.Sort(names)
	if len(names) < 40 || len(slices.Compact(names)) != len(h.HTTP.Ops()) {
		t.Errorf("%d names for %d operations", len(names), len(h.HTTP.Ops()))
	}
}
