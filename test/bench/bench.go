package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"runtime"
	"strings"
	"time"

	"tonggui/internal/testkit/dbtest"
	"tonggui/test/bench/procs"
	"tonggui/test/bench/report"
	"tonggui/test/bench/seed"
)

// bench is one run of the program.
type bench struct {
	options
	progress io.Writer
	entries  []report.Entry
	database *dbtest.Server // PostgreSQL, from its first use on
	made     int            // databases
}

// trial is one workload on one engine.
type trial struct {
	*bench
	engine   string
	workload string
}

// pick returns the first value, or the second one where the run is to be quick.
func pick[T any](b *bench, full, quick T) T {
	if b.Quick {
		return quick
	}
	return full
}

// span is how long something is measured.
func (b *bench) span(full time.Duration) time.Duration {
	return pick(b, full, b.QuickSpan)
}

func (b *bench) close() {
	if b.database != nil {
		_ = b.database.Kill()
		_ = os.RemoveAll(b.database.Dir())
	}
}

// add puts figures into the table, and says them at once.
func (r *trial) add(entries ...report.Entry) {
	r.entries = append(r.entries, entries...)
	for _, e := range entries {
		_, _ = fmt.Fprintf(r.progress, "         %s: %s %s\n", e.Workload, report.Number(e.Value), e.Unit)
	}
}

// figure begins an entry of this workload; what says which of its figures it is.
func (r *trial) figure(what string, value float64, unit string) report.Entry {
	return report.Figure(r.workload+", "+what, r.engine, value, unit)
}

// serve seeds a fresh database and starts a server over it. end stops the server and removes the data.
func (r *trial) serve(ctx context.Context, fill func(context.Context, *seed.Seeder) error) (s *server, end func(), err error) {
	dir, err := os.MkdirTemp("", "tonggui-bench-")
	if err != nil {
		return nil, nil, err
	}
	s = &server{bench: r.bench, Data: dir}
	mine := s
	end = func() {
		mine.stop()
		if mine.DatabaseURL != "" {
			r.dropDatabase(mine.DatabaseURL)
		}
		_ = os.RemoveAll(dir)
	}
	undo := end
	defer func() {
		if err != nil {
			undo()
		}
	}()
	if r.engine == "postgres" {
		if s.DatabaseURL, err = r.newDatabase(ctx); err != nil {
			return nil, nil, err
		}
	}
	if err := s.command(ctx, "migrate"); err != nil {
		return nil, nil, err
	}
	begin := time.Now()
	to, err := seed.Open(ctx, dir, s.DatabaseURL)
	if err != nil {
		return nil, nil, err
	}
	if err := errors.Join(fill(ctx, to), to.Close(ctx)); err != nil {
		return nil, nil, fmt.Errorf("seed: %w", err)
	}
	seeded := time.Since(begin)
	if err := s.start(); err != nil {
		return nil, nil, err
	}
	begin = time.Now()
	if err := errors.Join(s.settle(ctx, 3*time.Minute), s.answers("/readyz", time.Minute)); err != nil {
		return nil, nil, err
	}
	_, _ = fmt.Fprintf(r.progress, "         seeded in %s, the server was ready %s later\n", seeded.Round(100*time.Millisecond), time.Since(begin).Round(100*time.Millisecond))
	return s, end, nil
}

// reading is what a measured span took.
type reading struct {
	Took     time.Duration
	Server   time.Duration // processor of the server until the span's end
	After    time.Duration // and from then on until it was at rest again
	Database time.Duration // processor of PostgreSQL's processes, both together
	Load     time.Duration // processor of this program
}

// measure runs fn and reads what it cost. A profile gets the name of the workload and of what is measured of
// it; expected is how long fn will take.
func (r *trial) measure(ctx context.Context, s *server, what string, expected time.Duration, fn func() error) (m reading, err error) {
	profiled := s.profile(r.Profile, strings.TrimSuffix(r.engine+"-"+r.workload+"-"+what, "-"), expected)
	runtime.GC()
	before, err := s.used()
	if err != nil {
		return m, err
	}
	own, begin := procs.Own(), time.Now()
	if err := fn(); err != nil {
		if ctx.Err() == nil {
			err = errors.Join(err, s.examine())
		}
		return m, err
	}
	m.Took, m.Load = time.Since(begin), procs.Own()-own
	end, err := s.used()
	if err != nil {
		return m, err
	}
	if err := s.settle(ctx, time.Minute); err != nil {
		return m, err
	}
	rest, err := s.used()
	m.Server, m.After, m.Database = end.server-before.server, rest.server-end.server, rest.database-before.database
	return m, errors.Join(err, profiled())
}

// per divides a time by a number of units, in microseconds.
func per(d time.Duration, units int) float64 {
	return float64(d.Nanoseconds()) / 1e3 / float64(max(units, 1))
}

// lean says where the load program was no small part of the whole.
func (m reading) lean() string {
	if m.Load > m.Server {
		return fmt.Sprintf("the load program took more processor than the server: %s", m.Load.Round(10*time.Millisecond))
	}
	return ""
}

// ofDatabase adds what the database's own processes took.
func (r *trial) ofDatabase(m reading, units int, unit string) {
	if r.engine == "postgres" {
		r.add(r.figure("processor of the database", per(m.Database, units), "µs/"+unit))
	}
}
