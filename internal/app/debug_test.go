package app

import (
	"log/slog"
	"net"
	"net/http"
	"net/http/httptest"
	"testing"
)

func TestProfilesAreForThisMachineAndOffUnlessAskedFor(t *testing.T) {
	for host, want := range map[string]int{"127.0.0.1:8766": 200, "localhost:8766": 200, "[::1]:8766": 200, "evil.example:8766": 404, "": 404} {
		r := httptest.NewRequest(http.MethodGet, "/debug/pprof/", nil)
		r.Host = host
		w := httptest.NewRecorder()
		profiles().ServeHTTP(w, r)
		if w.Code != want {
			t.Errorf("asked for by %q: %d", host, w.Code)
		}
	}
	closeIt, err := debug("", slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	closeIt()

	taken, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = taken.Close() }()
	if _, err := debug(taken.Addr().String(), slog.New(slog.DiscardHandler)); err == nil {
		t.Error("an address that is taken was no error")
	}
}
