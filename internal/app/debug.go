package app

import (
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"net/http/pprof"
	"time"

	"tonggui/internal/platform/config"
)

// debug lets profiles of this process be taken at an address of this machine, until close is called; an
// empty address does nothing. Whoever has an account on the machine can use it, which is why it is off
// unless somebody sets it.
func debug(address string, log *slog.Logger) (closeIt func(), err error) {
	if address == "" {
		return func() {}, nil
	}
	listener, err := net.Listen("tcp", address)
	if err != nil {
		return nil, fmt.Errorf("debug_listen: %w", err)
	}
	server := &http.Server{Handler: profiles(), ReadHeaderTimeout: 10 * time.Second}
	go func() { _ = server.Serve(listener) }()
	log.Warn("profiles of this server can be taken; unset debug_listen when done", "address", address)
	return func() { _ = server.Close() }, nil
}

// profiles answers only where it was asked for by an address of this machine: a page of the web that
// has its own name point here would be asked for by that name.
func profiles() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /debug/pprof/", pprof.Index)
	mux.HandleFunc("GET /debug/pprof/profile", pprof.Profile)
	mux.HandleFunc("GET /debug/pprof/trace", pprof.Trace)
	mux.HandleFunc("GET /debug/pprof/symbol", pprof.Symbol)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !config.Loopback(r.Host) {
			http.NotFound(w, r)
			return
		}
		mux.ServeHTTP(w, r)
	})
}
