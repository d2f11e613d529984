package app

import (
	"context"
	"time"

	"tonggui/internal/platform/config"
	"tonggui/internal/platform/tracing"
)

// tracing completes the options of traces with what the house knows.
func (o *Options) tracing() tracing.Options {
	t := o.Traces
	t.Node, t.Log = o.Name, o.Log
	return t
}

func tracesOf(c *config.Config) tracing.Options {
	return tracing.Options{Endpoint: c.OTLPEndpoint, Headers: c.CollectorHeaders(), CAFile: c.OTLPCA, Part: c.OTLPSample}
}

// lastTraces is how long stopping may wait for the collector.
const lastTraces = 2 * time.Second

func (h *House) endTraces() {
	ctx, cancel := context.WithTimeout(context.Background(), lastTraces)
	defer cancel()
	h.Tracer.Close(ctx)
}
