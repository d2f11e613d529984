package httpapi

import (
	"context"
	"encoding/json"
	"log/slog"
	"net/http"
	"net/netip"

	"tonggui/internal/platform/apperr"
	"tonggui/internal/platform/authz"
	"tonggui/internal/platform/clock"
	"tonggui/internal/platform/tracing"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humago"
)

// Authenticator is the one way from a request's credentials to a principal; org implements it. An
// error is apperr.Unauthenticated, or tells why the account is shut.
type Authenticator interface {
	Authenticate(ctx context.Context, r *http.Request) (authz.Principal, error)
}

// Options are what a Server needs from the rest of the house.
type Options struct {
	Version        string
	Clock          clock.Clock
	Log            *slog.Logger
	Auth           Authenticator
	Text           func(language, code string, params map[string]any) string // words for a problem
	Negotiate      func(acceptLanguage string) string
	TrustedProxies []netip.Prefix
	PublicURL      string
	FilesOrigin    string // serves files and nothing else; empty where there is no such
	// Gate refuses everything while the node must not answer; nil where it always may.
	Gate    func() error
	Observe func(operation string, status int, seconds float64) // metrics; may be nil
	Tracer  *tracing.Tracer                                     // nil where nothing is traced
}

// Server collects the routes of all rooms and answers HTTP.
type Server struct {
	options Options
	mux     *http.ServeMux
	api     huma.API
	limits  *limiter
	ops     []Op
	quick   map[string]Op // by pattern
}

// New returns a server without routes.
func New(o Options) *Server {
	if o.Gate == nil {
		o.Gate = func() error { return nil }
	}
	if o.Observe == nil {
		o.Observe = func(string, int, float64) {}
	}
	s := &Server{options: o, mux: http.NewServeMux(), limits: newLimiter(o.Clock), quick: map[string]Op{}}
	config := huma.DefaultConfig("Tonggui 同轨", o.Version)
	config.Info.Description = "One REST API and one WebSocket (/api/v1/socket). Instants are microseconds since 1970 in UTC; " +
		"errors are RFC 9457 problems with a stable code; every operation carries its authorisation in x-authz."
	config.CreateHooks, config.OpenAPIPath, config.DocsPath, config.SchemasPath = nil, "", "", ""
	config.RejectUnknownQueryParameters = true
	config.Formats = map[string]huma.Format{
		"application/json": {Marshal: marshal, Unmarshal: unmarshalStrict},
		"json":             {Marshal: marshal, Unmarshal: unmarshalStrict},
	}
	config.Transformers = []huma.Transformer{func(ctx huma.Context, _ string, v any) (any, error) {
		if p, ok := v.(*Problem); ok {
			s.words(ctx.Context(), p)
		}
		return write(ctx, v)
	}}
	config.Components.SecuritySchemes = map[string]*huma.SecurityScheme{
		"session": {Type: "apiKey", In: "cookie", Name: "tonggui_session"},
		"bearer":  {Type: "http", Scheme: "bearer"},
	}
	s.api = humago.New(router{s.mux, s}, config)
	s.mux.HandleFunc("GET /api/openapi.json", s.serveDocument)
	s.mux.HandleFunc("GET /api/docs", s.serveReadable)
	s.mux.HandleFunc("/api/", func(w http.ResponseWriter, r *http.Request) { s.Fail(w, r, apperr.NotFound.New()) })
	return s
}

func init() {
	huma.ValidateStrictCasing = true // "Name" is not "name"
	// huma asks package-level functions for its errors; ours know codes.
	huma.NewError = func(status int, msg string, errs ...error) huma.StatusError {
		return fromHuma(status, msg, errs)
	}
	huma.NewErrorWithContext = func(_ huma.Context, status int, msg string, errs ...error) huma.StatusError {
		return fromHuma(status, msg, errs)
	}
}

// Mux returns the router, for the few handlers that are not operations: health, metrics, the
// socket, the web client.
func (s *Server) Mux() *http.ServeMux { return s.mux }

// Handler returns the whole server with everything that surrounds a request.
func (s *Server) Handler() http.Handler { return s.surround(s.mux) }

// Fail answers a request that is not an operation's with a problem.
func (s *Server) Fail(w http.ResponseWriter, r *http.Request, err error) {
	p := problemOf(err)
	s.words(r.Context(), p)
	h := w.Header()
	for k, v := range p.GetHeaders() {
		h[k] = v
	}
	h.Set("Content-Type", "application/problem+json")
	w.WriteHeader(p.Status)
	_ = marshal(w, p)
}

// Document returns the OpenAPI document.
func (s *Server) Document() *huma.OpenAPI { return s.api.OpenAPI() }

func (s *Server) serveDocument(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Content-Type", "application/openapi+json")
	_ = json.NewEncoder(w).Encode(s.Document())
}
