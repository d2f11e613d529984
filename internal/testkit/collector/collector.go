// Package collector is a collector of traces for tests: it speaks OTLP over HTTP on loopback.
package collector

import (
	"compress/gzip"
	"encoding/hex"
	"io"
	"net/http"
	"net/http/httptest"
	"sync"
	"sync/atomic"
	"testing"

	otlp "go.opentelemetry.io/proto/otlp/trace/v1"
	"google.golang.org/protobuf/proto"
)

// Span is what a test wants to know of a span.
type Span struct {
	Trace, ID, Above string // ids in hex; Above is empty at the root
	Name, Node       string
	Failed           bool
	Texts            []string // all keys and values of its attributes that are texts
}

// Collector takes traces until the test ends.
type Collector struct {
	URL    string
	Refuse atomic.Bool // answers 503 while set
	Header atomic.Pointer[http.Header]

	mu    sync.Mutex
	spans []Span
	raw   []byte
}

// Start starts one.
func Start(t testing.TB) *Collector {
	t.Helper()
	c := &Collector{}
	srv := httptest.NewServer(http.HandlerFunc(c.take))
	t.Cleanup(srv.Close)
	c.URL = srv.URL
	return c
}

func (c *Collector) take(w http.ResponseWriter, r *http.Request) {
	if r.Method != http.MethodPost || r.URL.Path != "/v1/traces" || r.Header.Get("Content-Type") != "application/x-protobuf" {
		http.Error(w, "no OTLP", http.StatusBadRequest)
		return
	}
	c.Header.Store(&r.Header)
	if c.Refuse.Load() {
		http.Error(w, "not now", http.StatusServiceUnavailable)
		return
	}
	unpacked, err := gzip.NewReader(r.Body)
	if err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	raw, err := io.ReadAll(unpacked)
	var data otlp.TracesData
	if err != nil || proto.Unmarshal(raw, &data) != nil {
		http.Error(w, "no OTLP", http.StatusBadRequest)
		return
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.raw = append(c.raw, raw...)
	for _, of := range data.GetResourceSpans() {
		node := ""
		for _, a := range of.GetResource().GetAttributes() {
			if a.GetKey() == "service.instance.id" {
				node = a.GetValue().GetStringValue()
			}
		}
		for _, scope := range of.GetScopeSpans() {
			for _, s := range scope.GetSpans() {
				c.spans = append(c.spans, spanOf(s, node))
			}
		}
	}
}

func spanOf(s *otlp.Span, node string) Span {
	out := Span{Trace: hex.EncodeToString(s.GetTraceId()), ID: hex.EncodeToString(s.GetSpanId()), Above: hex.EncodeToString(s.GetParentSpanId()),
		Name: s.GetName(), Node: node, Failed: s.GetStatus().GetCode() == otlp.Status_STATUS_CODE_ERROR}
	for _, a := range s.GetAttributes() {
		out.Texts = append(out.Texts, a.GetKey(), a.GetValue().GetStringValue())
	}
	return out
}

// Spans returns what has come so far.
func (c *Collector) Spans() []Span {
	c.mu.Lock()
	defer c.mu.Unlock()
	return append([]Span(nil), c.spans...)
}

// Raw is all that has come, as it came.
func (c *Collector) Raw() string {
	c.mu.Lock()
	defer c.mu.Unlock()
	return string(c.raw)
}
