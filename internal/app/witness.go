package app

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"os"
	"time"

	"tonggui/internal/audit/witness"
	"tonggui/internal/cli"
	"tonggui/internal/platform/clock"
	"tonggui/internal/platform/config"
	"tonggui/internal/platform/tlsx"
)

// lookEvery is how often a witness asks: the log is signed about as often.
const lookEvery = 8 * time.Second

// runWitness watches another machine's audit log until ctx ends, and answers what it has signed.
func runWitness(ctx context.Context, c *config.Config, log *slog.Logger, o cli.WitnessOptions) error {
	keys, err := readKeys(o.OfKey, "tonggui audit key")
	if err != nil {
		return err
	}
	source, err := witness.Reach(o.Of, o.OfCA)
	if err != nil {
		return err
	}
	now := clock.NewSystem()
	w, err := witness.New(ctx, witness.Options{Dir: c.Path("witness"), Name: witnessName(o.Name), Keys: keys, Source: source, Clock: now, Log: log})
	if err != nil {
		return err
	}
	listener, err := net.Listen("tcp", c.Listen)
	if err != nil {
		return fmt.Errorf("listen: %w", err)
	}
	defer func() { _ = listener.Close() }()
	server := &http.Server{Handler: w.Handler(), ReadHeaderTimeout: 10 * time.Second, IdleTimeout: time.Minute, MaxHeaderBytes: 8 << 10,
		ErrorLog: slog.NewLogLogger(log.Handler(), slog.LevelDebug)}
	run := server.Serve
	if c.TLS() {
		secured, err := tlsx.New(tlsx.FromConfig(c, now, log))
		if err != nil {
			return err
		}
		server.TLSConfig = secured.Config
		run = func(l net.Listener) error { return server.ServeTLS(l, "", "") }
	}
	log.Info("watching", "log", keys[0].Name(), "of", o.Of, "address", c.Origin(), "key", w.Key().String())
	watched := make(chan struct{})
	go func() { w.Watch(ctx, lookEvery); close(watched) }()
	failed := make(chan error, 1)
	go func() { failed <- run(listener) }()
	select {
	case err := <-failed:
		return err
	case <-ctx.Done():
	}
	drain, cancel := context.WithTimeout(context.WithoutCancel(ctx), drainFor)
	defer cancel()
	<-watched
	if err := server.Shutdown(drain); err != nil && !errors.Is(err, context.DeadlineExceeded) {
		return err
	}
	return nil
}

func witnessName(given string) string {
	host, err := os.Hostname()
	if err != nil {
		host = "unnamed"
	}
	return cmp.Or(given, "witness/"+host)
}

func witnessKey(c *config.Config, name string) (string, error) {
	k, err := witness.LoadKey(c.Path("witness"), witnessName(name), clock.NewSystem())
	if err != nil {
		return "", err
	}
	return k.Key().String(), nil
}
