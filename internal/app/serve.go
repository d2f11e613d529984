package app

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"os"
	"time"

	"tonggui/internal/platform/config"
	"tonggui/internal/platform/tlsx"
)

// drainFor is how long requests in flight may take to end when the server stops.
const drainFor = 10 * time.Second

// optionsOf turns a configuration into a house's options.
func optionsOf(c *config.Config, log *slog.Logger) Options {
	o := Options{Dir: c.Data, DatabaseURL: c.DatabaseURL.Reveal(), TrustedProxies: c.TrustedProxies,
		MetricsFrom: c.MetricsFrom, Storage: storageOf(c), FilesOrigin: c.FilesOrigin, MaxUpload: c.MaxUpload,
		LinkPreviews: c.LinkPreviews, EgressDeny: c.EgressDeny, Log: log, NATS: natsOf(c), Name: nameOf(c),
		TLSCert: c.TLSCert, TLSKey: c.TLSKey, Traces: tracesOf(c)}
	o.AuditFile = c.AuditFile
	if c.AuditBucket != "" {
		o.AuditBucket = bucketOf(c, c.AuditBucket)
	}
	if c.PublicURL != nil {
		o.PublicURL = c.Origin()
	}
	return o
}

// Serve runs the server until ctx ends, then stops it in good order: no new requests, those in
// flight end, clients are told to come back, the database closes.
func Serve(ctx context.Context, c *config.Config, log *slog.Logger) error {
	return serve(ctx, c, log, func(context.Context, *House) error { return nil })
}

// serve calls ready once the house is built and its address is taken, before it answers.
func serve(ctx context.Context, c *config.Config, log *slog.Logger, ready func(context.Context, *House) error) error {
	if err := os.MkdirAll(c.Data, 0o700); err != nil {
		return fmt.Errorf("data folder: %w", err)
	}
	listener, err := net.Listen("tcp", c.Listen)
	if err != nil {
		return fmt.Errorf("listen: %w", err)
	}
	defer func() { _ = listener.Close() }()
	h, err := Build(ctx, optionsOf(c, log))
	if err != nil {
		return err
	}
	defer h.Close()
	if err := ready(ctx, h); err != nil {
		return err
	}
	closeDebug, err := debug(c.DebugListen, log)
	if err != nil {
		return err
	}
	defer closeDebug()
	server := &http.Server{
		Handler: h.HTTP.Handler(), ReadHeaderTimeout: 10 * time.Second, IdleTimeout: 2 * time.Minute,
		MaxHeaderBytes: 32 << 10, ErrorLog: slog.NewLogLogger(log.Handler(), slog.LevelDebug),
	}
	run := server.Serve
	if c.TLS() {
		secured, err := tlsx.New(tlsx.FromConfig(c, h.Clock, log))
		if err != nil {
			return err
		}
		if secured.CA != nil {
			h.HTTP.Mux().Handle("/ca", secured.CA)
			h.HTTP.Mux().Handle("/ca/", secured.CA)
			log.Info("own certificate authority; its page is at /ca", "fingerprint", secured.CA.Fingerprint())
		}
		server.TLSConfig = secured.Config
		run = func(l net.Listener) error { return server.ServeTLS(l, "", "") }
	}
	log.Info("serving", "address", c.Origin())
	failed := make(chan error, 1)
	go func() { failed <- run(listener) }()
	select {
	case err := <-failed:
		return err
	case err := <-h.Outdated:
		return err
	case <-ctx.Done():
	}
	log.Info("stopping")
	h.Sockets.Close()
	drain, cancel := context.WithTimeout(context.WithoutCancel(ctx), drainFor)
	defer cancel()
	if err := server.Shutdown(drain); err != nil && !errors.Is(err, context.DeadlineExceeded) {
		return err
	}
	return nil
}
