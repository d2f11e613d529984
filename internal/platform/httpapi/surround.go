package httpapi

import (
	"bufio"
	"context"
	"fmt"
	"net"
	"net/http"
	"net/netip"
	"runtime/debug"
	"strings"

	"tonggui/internal/platform/apperr"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humago"
)

// contentPolicy lets the web client load only its own files, and what people sent from where that is
// served. Styles may be inline because the component library positions its layers so; scripts never.
func contentPolicy(files string) string {
	if files != "" {
		files = " " + files
	}
	return "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:" + files +
		"; media-src 'self' blob:" + files + "; connect-src 'self'" + files +
		"; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
}

// filesPath is all that the origin of files has.
const filesPath = "/files/"

// surround adds what every request gets.
func (s *Server) surround(next http.Handler) http.Handler {
	origin := http.NewCrossOriginProtection()
	if s.options.PublicURL != "" {
		_ = origin.AddTrustedOrigin(strings.TrimSuffix(s.options.PublicURL, "/"))
	}
	origin.SetDenyHandler(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		s.Fail(w, r, apperr.CrossOrigin.New())
	}))
	inner, policy := origin.Handler(next), contentPolicy(s.options.FilesOrigin)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		meta := s.meta(r)
		ctx, trace := s.options.Tracer.Request(context.WithValue(r.Context(), metaKey{}, meta), r.Method, meta.RequestID)
		r = r.WithContext(ctx)
		h := w.Header()
		h.Set("X-Request-Id", meta.RequestID)
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("Referrer-Policy", "same-origin")
		h.Set("Content-Security-Policy", policy)
		h.Set("Cross-Origin-Opener-Policy", "same-origin")
		if meta.Secure {
			h.Set("Strict-Transport-Security", "max-age=31536000")
		}
		if strings.HasPrefix(r.URL.Path, "/api/") {
			h.Set("Cache-Control", "no-store")
		}
		seen := &watcher{ResponseWriter: w, status: http.StatusOK, warnings: meta.warnings}
		start := s.options.Clock.Now()
		defer func() {
			if p := recover(); p != nil {
				s.recovered(seen, r, p)
			}
			trace.End(r.Pattern, seen.status)
			s.options.Observe(r.Pattern, seen.status, s.options.Clock.Now().Sub(start).Seconds())
		}()
		if s.ofFiles(r.Host) && !strings.HasPrefix(r.URL.Path, filesPath) {
			s.Fail(seen, r, apperr.NotFound.New())
			return
		}
		if err := s.gate(r); err != nil {
			s.Fail(seen, r, err)
			return
		}
		inner.ServeHTTP(seen, r)
	})
}

// gate keeps requests from a node that must not answer. The client's own files and the pages that tell
// how the node is are always there.
func (s *Server) gate(r *http.Request) error {
	if strings.HasPrefix(r.URL.Path, "/api/") || strings.HasPrefix(r.URL.Path, filesPath) {
		return s.options.Gate()
	}
	return nil
}

// ofFiles tells whether a host is the origin of files.
func (s *Server) ofFiles(host string) bool {
	_, own, found := strings.Cut(s.options.FilesOrigin, "://")
	return found && strings.EqualFold(host, own)
}

func (s *Server) recovered(w *watcher, r *http.Request, p any) {
	if p == http.ErrAbortHandler {
		panic(p)
	}
	s.options.Log.ErrorContext(r.Context(), "panic in a handler", "path", r.URL.Path, "panic", fmt.Sprint(p),
		"stack", string(debug.Stack()), "request_id", MetaOf(r.Context()).RequestID)
	if !w.wrote {
		s.Fail(w, r, apperr.Internal.New())
	}
}

// watcher remembers the status for metrics and lets the socket take the connection over.
type watcher struct {
	http.ResponseWriter
	status   int
	wrote    bool
	warnings *warnings
}

func (w *watcher) WriteHeader(status int) {
	if !w.wrote {
		w.warnings.put(w.Header(), status)
	}
	w.status, w.wrote = status, true
	w.ResponseWriter.WriteHeader(status)
}

func (w *watcher) Write(b []byte) (int, error) {
	if !w.wrote {
		w.warnings.put(w.Header(), w.status)
	}
	w.wrote = true
	return w.ResponseWriter.Write(b)
}

func (w *watcher) Unwrap() http.ResponseWriter { return w.ResponseWriter }

func (w *watcher) Hijack() (net.Conn, *bufio.ReadWriter, error) {
	w.status, w.wrote = http.StatusSwitchingProtocols, true
	return http.NewResponseController(w.ResponseWriter).Hijack()
}

func requestOf(ctx huma.Context) *http.Request {
	r, _ := humago.Unwrap(ctx)
	return r.WithContext(ctx.Context())
}

// network names the caller's network: /24 of IPv4, /64 of IPv6, so that a limit cannot be walked
// around with the many addresses that one line has.
func (m Meta) network() string {
	bits := 24
	if m.IP.Is6() {
		bits = 64
	}
	p, err := m.IP.Prefix(bits)
	if err != nil {
		return netip.Addr{}.String()
	}
	return p.String()
}

// Network is the caller's network, as limits count it.
func (m Meta) Network() string { return m.network() }
