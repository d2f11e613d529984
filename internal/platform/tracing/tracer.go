package tracing

import (
	"cmp"
	"context"
	"log/slog"
	"sync"
	"time"

	"tonggui/internal/platform/version"

	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/codes"
	"go.opentelemetry.io/otel/exporters/otlp/otlptrace"
	"go.opentelemetry.io/otel/sdk/resource"
	"go.opentelemetry.io/otel/sdk/trace"
	api "go.opentelemetry.io/otel/trace"
)

// Options say where traces go.
type Options struct {
	Endpoint string            // scheme, host and path before /v1/traces; empty: nothing is traced
	Headers  map[string]string // sent along, for collectors that ask who calls
	CAFile   string            // authorities to trust instead of the machine's
	Part     float64           // of all requests that is traced: 0 to 1
	Node     string            // what this node is called
	Log      *slog.Logger
}

// Tracer begins traces and sends them. A nil Tracer does nothing.
type Tracer struct {
	provider *trace.TracerProvider
	tracer   api.Tracer
	close    sync.Once
}

// sendEvery is how long spans are gathered; what the collector does not take is dropped, never waited for.
const sendEvery = 2 * time.Second

// New returns a tracer; nil where no endpoint is set. It needs no collector that answers.
func New(ctx context.Context, o Options) (*Tracer, error) {
	if o.Endpoint == "" {
		return nil, nil
	}
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	c, err := newClient(o)
	if err != nil {
		return nil, err
	}
	exporter, err := otlptrace.New(ctx, c)
	if err != nil {
		return nil, err
	}
	about := resource.NewSchemaless(attribute.String("service.name", "tonggui"), attribute.String("service.version", version.Get().Version),
		attribute.String("service.instance.id", cmp.Or(o.Node, "?")))
	t := &Tracer{provider: trace.NewTracerProvider(trace.WithBatcher(exporter, trace.WithBatchTimeout(sendEvery), trace.WithExportTimeout(sendFor)),
		trace.WithResource(about), trace.WithSampler(trace.ParentBased(trace.TraceIDRatioBased(o.Part))))}
	t.tracer = t.provider.Tracer(scope)
	live.Add(1)
	return t, nil
}

// Close sends what is left, for as long as the context allows.
func (t *Tracer) Close(ctx context.Context) {
	if t == nil {
		return
	}
	t.close.Do(func() {
		live.Add(-1)
		_ = t.provider.Shutdown(ctx)
	})
}

// Request is the span of a request from outside.
type Request struct{ span api.Span }

// Request begins a trace.
func (t *Tracer) Request(ctx context.Context, method, requestID string) (context.Context, Request) {
	if t == nil {
		return ctx, Request{}
	}
	ctx, span := t.tracer.Start(ctx, method, api.WithSpanKind(api.SpanKindServer), api.WithNewRoot(),
		api.WithAttributes(attribute.String("http.request.method", method), attribute.String("tonggui.request_id", requestID)))
	return ctx, Request{span}
}

// End ends it. route is the pattern, never the path.
func (r Request) End(route string, status int) {
	if r.span == nil {
		return
	}
	if route != "" {
		r.span.SetName(route)
		r.span.SetAttributes(attribute.String("http.route", route))
	}
	r.span.SetAttributes(attribute.Int("http.response.status_code", status))
	if status >= 500 {
		r.span.SetStatus(codes.Error, "")
	}
	r.span.End()
}

// Resume begins a span below a mark.
func (t *Tracer) Resume(ctx context.Context, m Mark, name string) (context.Context, Span) {
	if t == nil || !m.at.IsValid() {
		return ctx, Span{}
	}
	kind := api.SpanKindInternal
	if m.at.IsRemote() {
		kind = api.SpanKindConsumer
	}
	ctx, span := t.tracer.Start(api.ContextWithSpanContext(ctx, m.at), name, api.WithSpanKind(kind))
	return ctx, Span{span}
}
