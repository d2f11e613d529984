package tracing_test

import (
	"context"
	"errors"
	"log/slog"
	"strings"
	"testing"

	"tonggui/internal/platform/tracing"
	"tonggui/internal/testkit/collector"
)

func TestNothingIsTracedAndNothingIsSpentWithoutACollector(t *testing.T) {
	tracer, err := tracing.New(t.Context(), tracing.Options{})
	if tracer != nil || err != nil {
		t.Fatal(tracer, err)
	}
	ctx := t.Context()
	if n := testing.AllocsPerRun(100, func() {
		inner, request := tracer.Request(ctx, "GET", "1")
		inner, span := tracing.Start(inner, "db.write")
		_, later := tracer.Resume(inner, tracing.MarkOf(inner), "message.push")
		later.End(nil)
		span.Count("n", 1)
		span.End(errors.New("x"))
		request.End("GET /x", 200)
	}); n != 0 {
		t.Errorf("%v allocations", n)
	}
	if tracing.MarkOf(ctx).Text() != "" || tracing.ParseMark(strings.Repeat("1", 32)+"-"+strings.Repeat("1", 16)).Text() != "" {
		t.Error("a mark without a trace")
	}
	tracer.Close(ctx)
}

func TestARequestItsWriteAndWhatFollowsElsewhereAreOneTrace(t *testing.T) {
	c := collector.Start(t)
	here, there := open(t, c, "here"), open(t, c, "there")
	ctx, request := here.Request(t.Context(), "POST", "r1")
	inner, write := tracing.Start(ctx, "db.write")
	mark := tracing.ParseMark(tracing.MarkOf(inner).Text())
	write.End(errors.New("what somebody wrote"))
	_, push := there.Resume(context.WithoutCancel(t.Context()), mark, "message.push")
	push.End(nil)
	request.End("POST /x/{id}", 503)
	here.Close(t.Context())
	there.Close(t.Context())
	by := map[string]collector.Span{}
	for _, s := range c.Spans() {
		by[s.Name] = s
	}
	r, w, p := by["POST /x/{id}"], by["db.write"], by["message.push"]
	if len(by) != 3 || r.Above != "" || w.Above != r.ID || p.Above != w.ID || w.Trace != r.Trace || p.Trace != r.Trace || !r.Failed || !w.Failed || p.Failed {
		t.Errorf("%+v", by)
	}
	if r.Node != "here" || p.Node != "there" || strings.Contains(c.Raw(), "what somebody wrote") {
		t.Errorf("%+v", by)
	}
	if (*c.Header.Load()).Get("Authorization") != "Bearer k" {
		t.Error("the collector's headers are missing")
	}
}

func TestACollectorThatIsAwayIsSaidOnceAndHoldsNothingUp(t *testing.T) {
	c := collector.Start(t)
	c.Refuse.Store(true)
	var said strings.Builder
	tracer, err := tracing.New(t.Context(), tracing.Options{Endpoint: c.URL, Part: 1, Log: slog.New(slog.NewTextHandler(&said, nil))})
	if err != nil {
		t.Fatal(err)
	}
	for range 3 {
		_, request := tracer.Request(t.Context(), "GET", "1")
		request.End("GET /x", 200)
	}
	tracer.Close(t.Context())
	if n := strings.Count(said.String(), "does not take traces"); n != 1 || len(c.Spans()) != 0 {
		t.Errorf("said %d times: %s", n, said.String())
	}
}

func TestOnlyAPartOfTheRequestsIsTraced(t *testing.T) {
	c := collector.Start(t)
	tracer, err := tracing.New(t.Context(), tracing.Options{Endpoint: c.URL, Part: 0.1})
	if err != nil {
		t.Fatal(err)
	}
	for range 1000 {
		ctx, request := tracer.Request(t.Context(), "GET", "1")
		if _, span := tracing.Start(ctx, "db.write"); span.On() != (tracing.MarkOf(ctx).Text() != "") {
			t.Fatal("a part of a trace")
		}
		request.End("GET /x", 200)
	}
	tracer.Close(t.Context())
	if n := len(c.Spans()); n < 30 || n > 250 {
		t.Errorf("%d of 1000", n)
	}
}

func TestAnUnusableAuthorityStopsTheStart(t *testing.T) {
	if _, err := tracing.New(t.Context(), tracing.Options{Endpoint: "https://x", CAFile: "doc.go"}); err == nil {
		t.Error("a file without certificates is taken")
	}
}

func open(t *testing.T, c *collector.Collector, node string) *tracing.Tracer {
	t.Helper()
	tracer, err := tracing.New(t.Context(), tracing.Options{Endpoint: c.URL, Part: 1, Node: node, Headers: map[string]string{"Authorization": "Bearer k"}})
	if err != nil {
		t.Fatal(err)
	}
	return tracer
}
