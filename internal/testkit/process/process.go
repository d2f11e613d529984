// Package process runs the real program for tests: built once, started on a free port, killed as a
// power cut would.
package process

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"tonggui/internal/testkit/dbtest"
	"tonggui/internal/testkit/passing"
)

// Binary builds the program once per test process and returns its path. TONGGUI_TEST_BINARY names
// one that is built already.
var Binary = sync.OnceValues(func() (string, error) {
	if path := os.Getenv("TONGGUI_TEST_BINARY"); path != "" {
		return filepath.Abs(path)
	}
	dir, err := passing.Dir("tonggui-bin-")
	if err != nil {
		return "", err
	}
	path := filepath.Join(dir, "tonggui")
	if out, err := exec.Command("go", "build", "-o", path, "tonggui/cmd/tonggui").CombinedOutput(); err != nil {
		return "", fmt.Errorf("build: %w: %s", err, out)
	}
	return path, nil
})

// Server is a running program with its data.
type Server struct {
	URL  string
	Data string
	t    testing.TB
	bin  string // empty for Binary
	args []string
	env  []string
	cmd  *exec.Cmd
	log  *bytes.Buffer
}

// Start runs `tonggui COMMAND` on a free port over data of its own; databaseURL is empty for SQLite.
// It ends with the test.
func Start(t testing.TB, command, databaseURL string) *Server {
	t.Helper()
	return StartIn(t, command, t.TempDir(), databaseURL)
}

// StartIn is Start over a given data folder.
func StartIn(t testing.TB, command, data, databaseURL string) *Server {
	t.Helper()
	s := Prepare(t, command, data, databaseURL)
	s.Up()
	return s
}

// Prepare is StartIn without starting; more are settings for its environment, such as TONGGUI_NATS_URL=...
func Prepare(t testing.TB, command, data, databaseURL string, more ...string) *Server {
	t.Helper()
	port, err := dbtest.FreePort()
	if err != nil {
		t.Fatal(err)
	}
	s := &Server{t: t, Data: data, log: &bytes.Buffer{}, URL: fmt.Sprintf("http://127.0.0.1:%d", port)}
	s.args = []string{command, "--data", s.Data, "--listen", strings.TrimPrefix(s.URL, "http://")}
	s.env = append(append(os.Environ(), "TONGGUI_DATABASE_URL="+databaseURL), more...)
	t.Cleanup(s.Kill)
	return s
}

// Use makes it another build of the program from the next start on.
func (s *Server) Use(binary string) { s.bin = binary }

// PID is the number of the running process.
func (s *Server) PID() int { return s.cmd.Process.Pid }

// Pause stops the program where it is (SIGSTOP), as a machine does that is short of memory or moved to
// another one; Continue lets it go on.
func (s *Server) Pause() { _ = s.cmd.Process.Signal(syscall.SIGSTOP) }

// Continue ends Pause.
func (s *Server) Continue() { _ = s.cmd.Process.Signal(syscall.SIGCONT) }

// Fails starts a program that must not come up, and returns what it says.
func (s *Server) Fails(within time.Duration) string {
	s.t.Helper()
	s.spawn()
	return s.Ends(within)
}

// Ends waits until the program ends by itself and returns what it has said.
func (s *Server) Ends(within time.Duration) string {
	s.t.Helper()
	ended := make(chan struct{})
	go func() { _ = s.cmd.Wait(); close(ended) }()
	select {
	case <-ended:
		return s.log.String()
	case <-time.After(within):
		s.t.Fatalf("the program still runs after %v", within)
		return ""
	}
}

func (s *Server) binary() (string, error) {
	if s.bin != "" {
		return s.bin, nil
	}
	return Binary()
}

// spawn starts the program.
func (s *Server) spawn() {
	s.t.Helper()
	binary, err := s.binary()
	if err != nil {
		s.t.Fatal(err)
	}
	s.cmd = exec.Command(binary, s.args...)
	s.cmd.Env, s.cmd.Stdout, s.cmd.Stderr = s.env, s.log, s.log
	s.cmd.SysProcAttr = &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL}
	if err := s.cmd.Start(); err != nil {
		s.t.Fatal(err)
	}
}

// Up starts the program and waits until it answers.
func (s *Server) Up() {
	s.t.Helper()
	s.spawn()
	for deadline := time.Now().Add(60 * time.Second); ; {
		resp, err := http.Get(s.URL + "/healthz")
		if err == nil {
			_ = resp.Body.Close()
			if resp.StatusCode == http.StatusOK {
				return
			}
		}
		if time.Now().After(deadline) || s.exited() {
			s.Kill()
			s.t.Fatalf("the server did not start:\n%s", s.log)
		}
		time.Sleep(5 * time.Millisecond)
	}
}

func (s *Server) exited() bool {
	var status syscall.WaitStatus
	pid, err := syscall.Wait4(s.cmd.Process.Pid, &status, syscall.WNOHANG, nil)
	return err == nil && pid == s.cmd.Process.Pid
}

// Kill ends the program at once (SIGKILL) and waits until it is gone.
func (s *Server) Kill() {
	if s.cmd == nil || s.cmd.Process == nil {
		return
	}
	_ = s.cmd.Process.Kill()
	_ = s.cmd.Wait()
}

// Stop asks the program to end in good order and returns how it ended.
func (s *Server) Stop() error {
	_ = s.cmd.Process.Signal(syscall.SIGTERM)
	return s.cmd.Wait()
}

// Log is what the program has printed in all its lives; read it after its end.
func (s *Server) Log() string { return s.log.String() }

// Run runs another command over the same data and reads its JSON report into out, which may be nil.
func (s *Server) Run(ctx context.Context, out any, command ...string) error {
	binary, err := s.binary()
	if err != nil {
		return err
	}
	args := append(command, "--data", s.Data, "--json")
	cmd := exec.CommandContext(ctx, binary, args...)
	cmd.Env = s.env
	var stdout, stderr bytes.Buffer
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	if err := cmd.Run(); err != nil {
		return errors.Join(err, errors.New(stderr.String()))
	}
	if out == nil {
		return nil
	}
	return json.Unmarshal(stdout.Bytes(), out)
}
