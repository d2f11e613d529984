package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"time"

	"tonggui/internal/testkit/dbtest"
	"tonggui/test/bench/procs"
	"tonggui/test/bench/wire"
)

// server is the program under measurement.
type server struct {
	bench       *bench
	Data        string
	DatabaseURL string
	Address     string
	debug       string // where it can be profiled; empty where it is not to be
	cmd         *exec.Cmd
	ended       chan struct{} // closed when cmd has ended
	log         bytes.Buffer
}

func (s *server) environment() []string {
	var env []string
	for _, v := range os.Environ() {
		if !strings.HasPrefix(v, "TONGGUI_") { // what is measured does not depend on the caller's settings
			env = append(env, v)
		}
	}
	return append(env, "TONGGUI_DATABASE_URL="+s.DatabaseURL, "TONGGUI_LOG_LEVEL=warn", "TONGGUI_DEBUG_LISTEN="+s.debug)
}

// command runs a command of the program to its end.
func (s *server) command(ctx context.Context, name string) error {
	cmd := exec.CommandContext(ctx, s.bench.Binary, name, "--data", s.Data)
	cmd.Env = s.environment()
	if out, err := cmd.CombinedOutput(); err != nil {
		return fmt.Errorf("%s %s: %w: %s", filepath.Base(s.bench.Binary), name, err, out)
	}
	return nil
}

// start runs the server and waits until it answers.
func (s *server) start() error {
	port, err := dbtest.FreePort()
	if err != nil {
		return err
	}
	s.Address = fmt.Sprintf("127.0.0.1:%d", port)
	if s.bench.Profile != "" {
		if port, err = dbtest.FreePort(); err != nil {
			return err
		}
		s.debug = fmt.Sprintf("127.0.0.1:%d", port)
	}
	s.log.Reset()
	s.cmd = exec.Command(s.bench.Binary, "serve", "--data", s.Data, "--listen", s.Address)
	s.cmd.Env, s.cmd.Stdout, s.cmd.Stderr = s.environment(), &s.log, &s.log
	// In a group of its own, so that interrupting the run does not end the server first.
	s.cmd.SysProcAttr = &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL, Setpgid: true}
	if err := s.cmd.Start(); err != nil {
		return err
	}
	cmd, ended := s.cmd, make(chan struct{})
	s.ended = ended
	go func() { _ = cmd.Wait(); close(ended) }()
	if err := s.answers("/healthz", 2*time.Minute); err != nil {
		s.stop()
		return fmt.Errorf("the server did not start: %w\n%s", err, &s.log)
	}
	return nil
}

// answers waits until the server finds itself well: /healthz once it has started, /readyz where nothing
// keeps it from working. A busy disk can cut it off from PostgreSQL for a while after the seed.
func (s *server) answers(path string, within time.Duration) error {
	for deadline := time.After(within); ; {
		resp, err := http.Get("http://" + s.Address + path)
		if err == nil {
			_ = resp.Body.Close()
			if resp.StatusCode == http.StatusOK {
				return nil
			}
			err = errors.New(path + " answers " + resp.Status)
		}
		select {
		case <-time.After(10 * time.Millisecond):
		case <-s.ended:
			return errors.New("it has ended")
		case <-deadline:
			return err
		}
	}
}

// stop ends the server; there is nothing to keep.
func (s *server) stop() {
	if s.ended != nil {
		_ = s.cmd.Process.Kill()
		<-s.ended
		s.ended = nil
	}
}

// examine ends a server that has failed its workload and keeps what it says, with the stacks of all its
// goroutines.
func (s *server) examine() error {
	if s.ended == nil {
		return nil
	}
	_ = s.cmd.Process.Signal(syscall.SIGQUIT)
	select {
	case <-s.ended:
	case <-time.After(5 * time.Second):
	}
	s.stop()
	f, err := os.CreateTemp("", "tonggui-bench-failed-*.log")
	if err != nil {
		return err
	}
	_, err = s.log.WriteTo(f)
	return errors.Join(fmt.Errorf("what the server was doing is in %s", f.Name()), err, f.Close())
}

// loop makes a load program for the server.
func (s *server) loop(ctx context.Context) (*wire.Loop, error) { return wire.NewLoop(ctx, s.Address) }

// used is the processor time that was taken since the start.
type used struct{ server, database time.Duration }

func (s *server) used() (u used, err error) {
	if u.server, err = procs.CPU(s.cmd.Process.Pid); err != nil {
		return u, fmt.Errorf("the server is gone: %w\n%s", err, &s.log)
	}
	if s.DatabaseURL != "" {
		u.database, err = procs.Family(s.bench.database.Pid())
	}
	return u, err
}

const (
	restWindow = 150 * time.Millisecond
	resting    = 6 * time.Millisecond // of processor in a window are no work, but beating
)

// settle waits until server and database do nothing more: what was sent is listed for searching a
// little later, and what is left over is collected. It gives up, with a word, after a time.
func (s *server) settle(ctx context.Context, within time.Duration) error {
	last, err := s.used()
	calm := 0
	for deadline := time.Now().Add(within); err == nil; {
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(restWindow):
		}
		var now used
		if now, err = s.used(); err != nil {
			break
		}
		if calm++; now.server-last.server > resting || now.database-last.database > 2*resting {
			calm = 0
		}
		if calm == 2 {
			return nil
		}
		if time.Now().After(deadline) {
			_, _ = fmt.Fprintf(s.bench.progress, "         server and database do not come to rest (%s and %s in %s)\n",
				now.server-last.server, now.database-last.database, restWindow)
			return nil
		}
		last = now
	}
	return err
}
