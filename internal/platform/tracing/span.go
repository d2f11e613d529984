package tracing

import (
	"context"
	"sync/atomic"

	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/codes"
	"go.opentelemetry.io/otel/trace"
)

// live counts the tracers of this process, so that nothing is looked up while there is none.
var live atomic.Int32

// scope names who makes the spans.
const scope = "tonggui"

// Span is a piece of work that is timed; the zero Span does nothing. It must be ended.
type Span struct{ span trace.Span }

// Start begins a span below the one of the context; where that is not recorded, neither is this.
func Start(ctx context.Context, name string) (context.Context, Span) {
	if live.Load() == 0 {
		return ctx, Span{}
	}
	above := trace.SpanFromContext(ctx)
	if !above.IsRecording() {
		return ctx, Span{}
	}
	ctx, span := above.TracerProvider().Tracer(scope).Start(ctx, name)
	return ctx, Span{span}
}

// On tells whether the span is recorded.
func (s Span) On() bool { return s.span != nil }

// Count notes a number.
func (s Span) Count(key string, n int) {
	if s.span != nil {
		s.span.SetAttributes(attribute.Int(key, n))
	}
}

// End ends the span. An error marks it as failed; what the error says is not told, for it may quote
// what somebody wrote.
func (s Span) End(err error) {
	if s.span == nil {
		return
	}
	if err != nil {
		s.span.SetStatus(codes.Error, "")
	}
	s.span.End()
}

// Mark is a place in a trace that something continues later or on another node; the zero Mark is none.
type Mark struct{ at trace.SpanContext }

// MarkOf returns where a context stands in its trace.
func MarkOf(ctx context.Context) Mark {
	if live.Load() == 0 {
		return Mark{}
	}
	if span := trace.SpanFromContext(ctx); span.IsRecording() {
		return Mark{span.SpanContext()}
	}
	return Mark{}
}

// Text is the mark as other nodes read it; empty where there is none.
func (m Mark) Text() string {
	if !m.at.IsValid() {
		return ""
	}
	return m.at.TraceID().String() + "-" + m.at.SpanID().String()
}

// ParseMark reads what Text has written on another node; anything else gives the zero Mark.
func ParseMark(text string) Mark {
	const ids = 32
	if live.Load() == 0 || len(text) != ids+1+16 || text[ids] != '-' {
		return Mark{}
	}
	of, err := trace.TraceIDFromHex(text[:ids])
	at, failed := trace.SpanIDFromHex(text[ids+1:])
	if err != nil || failed != nil {
		return Mark{}
	}
	return Mark{trace.NewSpanContext(trace.SpanContextConfig{TraceID: of, SpanID: at, TraceFlags: trace.FlagsSampled, Remote: true})}
}
