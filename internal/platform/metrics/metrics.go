// Package metrics counts what an operator wants to see, in Prometheus' format at /metrics.
//
// Rooms and the platform keep figures of their own, atomics and Histograms, and know nothing of
// Prometheus; app gives each figure its name here. They are read only when /metrics is.
package metrics

import (
	"maps"
	"net/http"
	"strconv"
	"sync"
	"sync/atomic"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"
)

// Metrics is a registry of its own: two servers in one test process do not share counters.
type Metrics struct {
	registry *prometheus.Registry
	requests requests
}

// New returns the registry with the process's own figures and the HTTP histogram.
func New() *Metrics {
	m := &Metrics{registry: prometheus.NewRegistry()}
	m.registry.MustRegister(&m.requests, collectors.NewGoCollector(),
		collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}))
	return m
}

// requests holds a histogram for each route and status that has occurred. The map is replaced, never
// changed, so that a request finds its histogram without a lock.
type requests struct {
	known  atomic.Pointer[map[answered]*Histogram]
	adding sync.Mutex
}

type answered struct {
	route  string
	status int
}

// ObserveRequest notes one answered request. route is the pattern, never the path: ids would make
// a series each.
func (m *Metrics) ObserveRequest(route string, status int, seconds float64) {
	if route == "" {
		route = "none"
	}
	m.requests.of(answered{route, status}).Note(int64(seconds * 1e9))
}

func (r *requests) of(a answered) *Histogram {
	if known := r.known.Load(); known != nil {
		if h := (*known)[a]; h != nil {
			return h
		}
	}
	r.adding.Lock()
	defer r.adding.Unlock()
	next := map[answered]*Histogram{}
	if known := r.known.Load(); known != nil {
		maps.Copy(next, *known)
	}
	if next[a] == nil {
		next[a] = NewTiming()
	}
	r.known.Store(&next)
	return next[a]
}

var requestDuration = prometheus.NewDesc("tonggui_http_request_duration_seconds", "Time to answer, by route and status.", []string{"route", "status"}, nil)

// Describe and Collect make requests a collector.
func (r *requests) Describe(out chan<- *prometheus.Desc) { out <- requestDuration }

func (r *requests) Collect(out chan<- prometheus.Metric) {
	known := r.known.Load()
	if known == nil {
		return
	}
	for a, h := range *known {
		out <- shown(requestDuration, h, a.route, strconv.Itoa(a.status))
	}
}

func shown(d *prometheus.Desc, h *Histogram, labels ...string) prometheus.Metric {
	n, sum, below := h.read()
	return prometheus.MustNewConstHistogram(d, n, sum, below, labels...)
}

// family is one name with all its values, read at each scrape.
type family struct {
	desc *prometheus.Desc
	read func(desc *prometheus.Desc, out chan<- prometheus.Metric)
}

func (f family) Describe(out chan<- *prometheus.Desc) { out <- f.desc }
func (f family) Collect(out chan<- prometheus.Metric) { f.read(f.desc, out) }

func (m *Metrics) add(name, help string, labels []string, read func(*prometheus.Desc, chan<- prometheus.Metric)) {
	m.registry.MustRegister(family{prometheus.NewDesc(name, help, labels, nil), read})
}

// Gauge adds a figure that is asked for at each scrape.
func (m *Metrics) Gauge(name, help string, value func() float64) {
	m.registry.MustRegister(prometheus.NewGaugeFunc(prometheus.GaugeOpts{Name: name, Help: help}, value))
}

// Switch adds a figure that is 1 or 0.
func (m *Metrics) Switch(name, help string, on func() bool) {
	m.Gauge(name, help, func() float64 {
		if on() {
			return 1
		}
		return 0
	})
}

// Counter adds a figure that only grows while the process lives.
func (m *Metrics) Counter(name, help string, value func() float64) {
	m.registry.MustRegister(prometheus.NewCounterFunc(prometheus.CounterOpts{Name: name, Help: help}, value))
}

// Count adds a counter that code somewhere adds to.
func (m *Metrics) Count(name, help string, n *atomic.Int64) {
	m.Counter(name, help, func() float64 { return float64(n.Load()) })
}

// GaugeBy and CounterBy add figures of one name that differ in a label. values gives all of them: one
// that cannot occur yet is there with 0, so that an alert can tell never from unknown.
func (m *Metrics) GaugeBy(name, help, label string, values func() map[string]float64) {
	m.by(prometheus.GaugeValue, name, help, label, values)
}

// CounterBy is GaugeBy for what only grows.
func (m *Metrics) CounterBy(name, help, label string, values func() map[string]float64) {
	m.by(prometheus.CounterValue, name, help, label, values)
}

func (m *Metrics) by(kind prometheus.ValueType, name, help, label string, values func() map[string]float64) {
	m.add(name, help, []string{label}, func(d *prometheus.Desc, out chan<- prometheus.Metric) {
		for of, v := range values() {
			out <- prometheus.MustNewConstMetric(d, kind, v, of)
		}
	})
}

// Histogram adds a histogram.
func (m *Metrics) Histogram(name, help string, h *Histogram) {
	m.add(name, help, nil, func(d *prometheus.Desc, out chan<- prometheus.Metric) { out <- shown(d, h) })
}

// HistogramBy adds histograms of one name that differ in a label.
func (m *Metrics) HistogramBy(name, help, label string, of map[string]*Histogram) {
	m.add(name, help, []string{label}, func(d *prometheus.Desc, out chan<- prometheus.Metric) {
		for value, h := range of {
			out <- shown(d, h, value)
		}
	})
}

// Info adds a figure that is always 1 and says something in its labels.
func (m *Metrics) Info(name, help string, labels map[string]string) {
	g := prometheus.NewGauge(prometheus.GaugeOpts{Name: name, Help: help, ConstLabels: labels})
	g.Set(1)
	m.registry.MustRegister(g)
}

// Handler answers /metrics.
func (m *Metrics) Handler() http.Handler {
	return promhttp.HandlerFor(m.registry, promhttp.HandlerOpts{})
}
