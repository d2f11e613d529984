package app

import (
	"context"
	"encoding/json"
	"net/http"
	"net/netip"
	"slices"
	"time"

	"tonggui/internal/platform/apperr"
	"tonggui/internal/platform/clock"
	"tonggui/internal/platform/httpapi"
	"tonggui/internal/platform/webui"
	"tonggui/web"
)

// doors adds the entries that are not operations: the socket, health, metrics, the web client.
func (h *House) doors(ctx context.Context, o Options) {
	mux := h.HTTP.Mux()
	crossOrigin, door := apperr.CrossOrigin.New(), h.door(ctx)
	mux.HandleFunc("GET /api/v1/socket", func(w http.ResponseWriter, r *http.Request) {
		h.Sockets.Serve(w, r, httpapi.MetaOf(r.Context()).Origin, door, h.HTTP.Fail, crossOrigin)
	})
	mux.HandleFunc("GET /healthz", func(w http.ResponseWriter, r *http.Request) { h.report(w, r, false) })
	mux.HandleFunc("GET /readyz", func(w http.ResponseWriter, r *http.Request) { h.report(w, r, true) })
	mux.HandleFunc("GET /metrics", func(w http.ResponseWriter, r *http.Request) {
		from := httpapi.MetaOf(r.Context()).IP
		if !slices.ContainsFunc(o.MetricsFrom, func(p netip.Prefix) bool { return p.Contains(from) }) {
			h.HTTP.Fail(w, r, apperr.NotFound.New())
			return
		}
		h.Metrics.Handler().ServeHTTP(w, r)
	})
	mux.Handle("/", webui.New(web.Files()))
	h.figures(o)
}

// Health is what /healthz and /readyz answer. Degraded answers 200: messages without files work.
type Health struct {
	Status   string   `json:"status" enum:"ok,degraded,failing"`
	Problems []string `json:"problems"` // codes: database, cut_off, storage_full, clock; degraded: bus, blob_store, blob_store_full, blob_keys, audit_log
}

// report answers whether the node can be used. Readiness is stricter: a clock that has jumped must
// not judge deadlines, and full storage takes no writes, yet what is stored can still be read. A
// store of files that is away is away for every node: taking them all out would help nobody. The same
// holds for a bus that does not reach all nodes: messages come a second later.
func (h *House) report(w http.ResponseWriter, r *http.Request, strict bool) {
	ctx, cancel := context.WithTimeout(r.Context(), 2*time.Second)
	defer cancel()
	health := Health{Status: "ok", Problems: []string{}}
	if h.DB.Ping(ctx) != nil {
		health.Problems = append(health.Problems, "database")
	}
	if strict && !h.Node.Holds() {
		health.Problems = append(health.Problems, "cut_off")
	}
	if strict && h.DB.Full() {
		health.Problems = append(health.Problems, "storage_full")
	}
	if c, ok := h.Clock.(*clock.System); strict && ok && c.Deviation() != 0 {
		health.Problems = append(health.Problems, "clock")
	}
	code := http.StatusOK
	if len(health.Problems) > 0 {
		health.Status, code = "failing", http.StatusServiceUnavailable
	}
	if strict {
		found := h.stored.problems(r.Context())
		if !h.whole() {
			found = append([]string{"bus"}, found...)
		}
		if h.Audit.Stopped() {
			found = append(found, "audit_log")
		}
		if len(found) > 0 {
			health.Problems = append(health.Problems, found...)
			if health.Status == "ok" {
				health.Status = "degraded"
			}
		}
	}
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set("Cache-Control", "no-store")
	w.WriteHeader(code)
	_ = json.NewEncoder(w).Encode(health)
}
