package log

import (
	"context"
	"io"
	"log/slog"
)

// RequestIDKey is the attribute that names the request in every line.
const RequestIDKey = "request_id"

// New makes a logger that writes to w; format is "json" or "text".
func New(w io.Writer, format string, level slog.Leveler) *slog.Logger {
	w = escaper{w}
	options := &slog.HandlerOptions{Level: level}
	if format == "json" {
		return slog.New(handler{slog.NewJSONHandler(w, options)})
	}
	return slog.New(handler{slog.NewTextHandler(w, options)})
}

// Discard is a logger for tests that do not look at the log.
func Discard() *slog.Logger { return slog.New(slog.DiscardHandler) }

type requestIDKey struct{}

// WithRequestID puts a request's id into its context.
func WithRequestID(ctx context.Context, id string) context.Context {
	return context.WithValue(ctx, requestIDKey{}, id)
}

// RequestID gives the id of the request that a context belongs to, or "".
func RequestID(ctx context.Context) string {
	id, _ := ctx.Value(requestIDKey{}).(string)
	return id
}

// Err is the attribute of an error.
func Err(err error) slog.Attr { return slog.Any("error", err) }

// handler adds the request's id.
type handler struct{ slog.Handler }

func (h handler) Handle(ctx context.Context, r slog.Record) error {
	if id := RequestID(ctx); id != "" {
		r = r.Clone() // the record may be shared with other handlers
		r.AddAttrs(slog.String(RequestIDKey, id))
	}
	return h.Handler.Handle(ctx, r)
}

func (h handler) WithAttrs(attrs []slog.Attr) slog.Handler {
	return handler{h.Handler.WithAttrs(attrs)}
}

func (h handler) WithGroup(name string) slog.Handler { return handler{h.Handler.WithGroup(name)} }
