package metrics

import (
	"net/http/httptest"
	"strings"
	"testing"
)

func TestAnAnsweredRequestAndAGaugeShowAtTheScrape(t *testing.T) {
	m := New()
	m.ObserveRequest("GET /x", 200, 0.003)
	m.Gauge("tonggui_sockets", "Open sockets.", func() float64 { return 7 })
	w := httptest.NewRecorder()
	m.Handler().ServeHTTP(w, httptest.NewRequest("GET", "/metrics", nil))
	for _, want := range []string{
		`tonggui_http_request_duration_seconds_count{route="GET /x",status="200"} 1`, "tonggui_sockets 7", "go_goroutines",
	} {
		if !strings.Contains(w.Body.String(), want) {
			t.Errorf("no %s", want)
		}
	}
}
