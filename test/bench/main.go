package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"path/filepath"
	"strings"
	"syscall"
	"time"

	"tonggui/test/bench/report"
)

// options are the command line.
type options struct {
	Binary  string
	Only    string
	Engine  string
	Quick   bool
	Profile string
	JSON    string

	QuickSpan time.Duration // of what is measured in a quick run
}

func main() {
	o := options{QuickSpan: time.Second}
	flag.StringVar(&o.Binary, "binary", "build/tonggui", "the program to measure")
	flag.StringVar(&o.Only, "only", "", "run only the workloads whose name contains this; several with commas")
	flag.StringVar(&o.Engine, "engine", "", "run only on this: sqlite or postgres")
	flag.BoolVar(&o.Quick, "quick", false, "shorter spans and smaller crowds: to see that it works, not to compare")
	flag.StringVar(&o.Profile, "profile", "", "write a CPU profile of the server for each measured span into this folder")
	flag.StringVar(&o.JSON, "json", "build/bench.json", "where the figures are written; empty for nowhere")
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	if err := run(ctx, o, os.Stdout, os.Stderr); err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

// run measures and reports. What one workload fails at does not keep the others from being measured;
// whatever was measured is written, also when the run is interrupted.
func run(ctx context.Context, o options, out, progress io.Writer) error {
	b := &bench{options: o, progress: progress}
	defer b.close()
	head, err := b.head()
	if err != nil {
		return err
	}
	begin := time.Now()
	failed := b.all(ctx)
	_, _ = fmt.Fprintln(out, head)
	err = errors.Join(failed, report.Table(out, b.entries), b.write())
	_, _ = fmt.Fprintf(out, "\n%d figures in %s.\n", len(b.entries), time.Since(begin).Round(time.Second))
	return err
}

func (b *bench) all(ctx context.Context) (failed error) {
	for _, engine := range []string{"sqlite", "postgres"} {
		if b.options.Engine != "" && b.options.Engine != engine {
			continue
		}
		for _, w := range workloads {
			if !b.wanted(w.name) {
				continue
			}
			if err := ctx.Err(); err != nil {
				return errors.Join(failed, err)
			}
			_, _ = fmt.Fprintf(b.progress, "%s %-8s %s\n", time.Now().Format("15:04:05"), engine, w.name)
			if err := w.run(ctx, &trial{bench: b, engine: engine, workload: w.name}); err != nil {
				failed = errors.Join(failed, fmt.Errorf("%s on %s: %w", w.name, engine, err))
			}
		}
	}
	return failed
}

func (b *bench) wanted(workload string) bool {
	if b.options.Only == "" {
		return true
	}
	for _, part := range strings.Split(b.options.Only, ",") {
		if strings.Contains(workload, part) {
			return true
		}
	}
	return false
}

func (b *bench) write() error {
	if b.options.JSON == "" {
		return nil
	}
	if err := os.MkdirAll(filepath.Dir(b.options.JSON), 0o755); err != nil {
		return err
	}
	f, err := os.Create(b.options.JSON)
	if err != nil {
		return err
	}
	return errors.Join(report.JSON(f, b.entries), f.Close())
}
