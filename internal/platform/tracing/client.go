package tracing

import (
	"bytes"
	"compress/gzip"
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"os"
	"strings"
	"sync/atomic"
	"time"

	otlp "go.opentelemetry.io/proto/otlp/trace/v1"
	"google.golang.org/protobuf/proto"
)

// sendFor is how long the collector may take to accept what is sent.
const sendFor = 5 * time.Second

// client speaks OTLP over HTTP. OpenTelemetry's own would bring gRPC along, a tenth of the whole
// program, for what is one request.
type client struct {
	http    http.Client
	url     string
	headers map[string]string
	log     *slog.Logger
	failing atomic.Bool
}

func newClient(o Options) (*client, error) {
	trust := &tls.Config{MinVersion: tls.VersionTLS12}
	if o.CAFile != "" {
		pem, err := os.ReadFile(o.CAFile)
		if err != nil {
			return nil, fmt.Errorf("otlp_ca: %w", err)
		}
		if trust.RootCAs = x509.NewCertPool(); !trust.RootCAs.AppendCertsFromPEM(pem) {
			return nil, fmt.Errorf("otlp_ca: %s holds no certificate (PEM)", o.CAFile)
		}
	}
	return &client{url: strings.TrimSuffix(o.Endpoint, "/") + "/v1/traces", headers: o.Headers, log: o.Log,
		http: http.Client{Timeout: sendFor, Transport: &http.Transport{TLSClientConfig: trust, MaxIdleConns: 1, IdleConnTimeout: time.Minute},
			CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}}, nil // a collector does not send us elsewhere, headers in hand
}

// Start and Stop are there for otlptrace.
func (*client) Start(context.Context) error { return nil }

// Stop is described at Start.
func (c *client) Stop(context.Context) error {
	c.http.CloseIdleConnections()
	return nil
}

// UploadTraces sends spans once. A collector that is away costs the spans, and a line in the log when
// that begins and when it ends.
func (c *client) UploadTraces(ctx context.Context, spans []*otlp.ResourceSpans) error {
	err := c.send(ctx, spans)
	switch failed := err != nil; {
	case failed && !c.failing.Swap(true):
		c.log.WarnContext(ctx, "the collector does not take traces; they are dropped until it does", "error", err)
	case !failed && c.failing.Swap(false):
		c.log.InfoContext(ctx, "the collector takes traces again")
	}
	return nil
}

func (c *client) send(ctx context.Context, spans []*otlp.ResourceSpans) error {
	// On the wire the same as the collector's request: its first field, too, is the list of spans.
	raw, err := proto.Marshal(&otlp.TracesData{ResourceSpans: spans})
	if err != nil {
		return err
	}
	var body bytes.Buffer
	packed := gzip.NewWriter(&body)
	_, err = packed.Write(raw)
	if err = errors.Join(err, packed.Close()); err != nil {
		return err
	}
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, c.url, &body)
	if err != nil {
		return err
	}
	r.Header.Set("Content-Type", "application/x-protobuf")
	r.Header.Set("Content-Encoding", "gzip")
	for name, value := range c.headers {
		r.Header.Set(name, value)
	}
	answer, err := c.http.Do(r)
	if err != nil {
		return err
	}
	defer func() { _ = answer.Body.Close() }()
	_, _ = io.CopyN(io.Discard, answer.Body, 64<<10)
	if answer.StatusCode/100 != 2 {
		return fmt.Errorf("%s answers %s", c.url, answer.Status)
	}
	return nil
}
