package metrics

import (
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"
)

func scrape(m *Metrics) string {
	w := httptest.NewRecorder()
	m.Handler().ServeHTTP(w, httptest.NewRequest("GET", "/metrics", nil))
	return w.Body.String()
}

func TestAnAnsweredRequestAndAGaugeShowAtTheScrape(t *testing.T) {
	m := New()
	m.ObserveRequest("GET /x", 200, 0.003)
	m.ObserveRequest("GET /x", 200, 0.004)
	m.ObserveRequest("", 404, 20)
	m.Gauge("tonggui_sockets", "Open sockets.", func() float64 { return 7 })
	m.GaugeBy("tonggui_closed", "Closed sockets.", "code", func() map[string]float64 { return map[string]float64{"4001": 2, "gone": 0} })
	m.Info("tonggui_build_info", "The program.", map[string]string{"version": "1"})
	text := scrape(m)
	for _, want := range []string{
		`tonggui_http_request_duration_seconds_count{route="GET /x",status="200"} 2`,
		`tonggui_http_request_duration_seconds_bucket{route="GET /x",status="200",le="0.0025"} 0`,
		`tonggui_http_request_duration_seconds_bucket{route="GET /x",status="200",le="0.005"} 2`,
		`tonggui_http_request_duration_seconds_bucket{route="none",status="404",le="+Inf"} 1`,
		"tonggui_sockets 7", `tonggui_closed{code="gone"} 0`, `tonggui_build_info{version="1"} 1`, "go_goroutines",
	} {
		if !strings.Contains(text, want) {
			t.Errorf("no %s in\n%s", want, text)
		}
	}
}

func TestAHistogramCountsEachValueOnceAndNeedsNoMemory(t *testing.T) {
	h, m := NewSizes(1, 2, 4), New()
	for v := range int64(6) {
		h.Note(v)
	}
	m.Histogram("tonggui_sizes", "Sizes.", h)
	text := scrape(m)
	for _, want := range []string{`{le="1"} 2`, `{le="2"} 3`, `{le="4"} 5`, `{le="+Inf"} 6`, "tonggui_sizes_sum 15", "tonggui_sizes_count 6"} {
		if !strings.Contains(text, want) {
			t.Errorf("no %s in\n%s", want, text)
		}
	}
	m.ObserveRequest("GET /x", 200, 1)
	if n := testing.AllocsPerRun(100, func() { h.Note(3); m.ObserveRequest("GET /x", 200, 0.001) }); n != 0 {
		t.Errorf("%v allocations for each value", n)
	}
}

func BenchmarkNote(b *testing.B) {
	h := NewTiming()
	for b.Loop() {
		h.Took(3 * time.Millisecond)
	}
}

func BenchmarkObserveRequest(b *testing.B) {
	m := New()
	for b.Loop() {
		m.ObserveRequest("POST /api/v1/conversations/{id}/messages", 201, 0.001)
	}
}

func TestNothingIsLostWhileManyCountAndSomebodyReads(t *testing.T) {
	m := New()
	h := NewTiming()
	m.Histogram("tonggui_took", "Times.", h)
	var all sync.WaitGroup
	for i := range 8 {
		all.Go(func() {
			for n := range 1000 {
				h.Took(time.Duration(n) * time.Microsecond)
				m.ObserveRequest("GET /x", 200+i%2, 0.001)
			}
		})
	}
	scrape(m)
	all.Wait()
	text := scrape(m)
	for _, want := range []string{"tonggui_took_count 8000", `{route="GET /x",status="200"} 4000`, `{route="GET /x",status="201"} 4000`} {
		if !strings.Contains(text, want) {
			t.Errorf("no %s", want)
		}
	}
}
