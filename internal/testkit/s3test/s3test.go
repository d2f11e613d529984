// Package s3test runs a real S3 server for tests, versitygw over a temporary folder, so that what
// speaks to S3 meets a server and no imitation.
package s3test

import (
	"bytes"
	"errors"
	"fmt"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"sync"
	"syscall"
	"testing"
	"time"

	"tonggui/internal/testkit/dbtest"
)

// binary builds the server once per checkout, into build/tools, and returns its path. The module
// tools/s3 pins its version.
var binary = sync.OnceValues(func() (string, error) {
	root, err := moduleRoot()
	if err != nil {
		return "", err
	}
	dir := filepath.Join(root, "build", "tools")
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return "", err
	}
	// Test processes run side by side: one builds, the others find it done.
	lock, err := os.Create(filepath.Join(dir, ".s3.lock"))
	if err != nil {
		return "", err
	}
	defer func() { _ = lock.Close() }()
	if err := syscall.Flock(int(lock.Fd()), syscall.LOCK_EX); err != nil {
		return "", err
	}
	path := filepath.Join(dir, "versitygw")
	build := exec.Command("go", "build", "-C", filepath.Join(root, "tools", "s3"), "-o", path, "github.com/versity/versitygw/cmd/versitygw")
	build.Env = append(os.Environ(), "CGO_ENABLED=0", "GOFLAGS=-trimpath")
	if out, err := build.CombinedOutput(); err != nil {
		return "", fmt.Errorf("build of the S3 server: %w: %s", err, out)
	}
	return path, nil
})

func moduleRoot() (string, error) {
	dir, err := os.Getwd()
	for err == nil {
		if _, err := os.Stat(filepath.Join(dir, "tools", "s3", "go.mod")); err == nil {
			return dir, nil
		}
		if dir == filepath.Dir(dir) {
			return "", errors.New("tools/s3 lies nowhere above the test's folder")
		}
		dir = filepath.Dir(dir)
	}
	return "", err
}

// Server is a running S3 server with a bucket.
type Server struct {
	URL       string // http://127.0.0.1:PORT
	Bucket    string
	AccessKey string
	SecretKey string
	Dir       string // where its objects lie: Dir/Bucket/KEY
	t         testing.TB
	port      int
	cmd       *exec.Cmd
	log       *bytes.Buffer
}

// Start runs a server of the test's own; it ends with the test.
func Start(t testing.TB) *Server {
	t.Helper()
	port, err := dbtest.FreePort()
	if err != nil {
		t.Fatal(err)
	}
	s := &Server{t: t, port: port, URL: fmt.Sprintf("http://127.0.0.1:%d", port), Bucket: "files",
		AccessKey: "test-access", SecretKey: "test-secret-key", Dir: t.TempDir()}
	s.MakeBucket("files")
	s.Up()
	t.Cleanup(s.Kill)
	return s
}

// MakeBucket adds an empty bucket.
func (s *Server) MakeBucket(name string) {
	s.t.Helper()
	if err := os.Mkdir(filepath.Join(s.Dir, name), 0o755); err != nil {
		s.t.Fatal(err)
	}
}

// Up starts the server, again where it was killed, and waits until it answers.
func (s *Server) Up() {
	s.t.Helper()
	path, err := binary()
	if err != nil {
		s.t.Fatal(err)
	}
	s.log = &bytes.Buffer{}
	s.cmd = exec.Command(path, "--quiet", "--port", fmt.Sprintf("127.0.0.1:%d", s.port), "--access", s.AccessKey, "--secret", s.SecretKey,
		"--health", "/healthz", "posix", s.Dir)
	s.cmd.Stdout, s.cmd.Stderr = s.log, s.log
	s.cmd.SysProcAttr = &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL}
	if err := s.cmd.Start(); err != nil {
		s.t.Fatal(err)
	}
	for deadline := time.Now().Add(30 * time.Second); ; time.Sleep(5 * time.Millisecond) {
		resp, err := http.Get(s.URL + "/healthz")
		if err == nil {
			_ = resp.Body.Close()
			if resp.StatusCode == http.StatusOK {
				return
			}
		}
		if time.Now().After(deadline) {
			s.Kill()
			s.t.Fatalf("the S3 server did not start:\n%s", s.log)
		}
	}
}

// Kill ends the server at once and waits until it is gone.
func (s *Server) Kill() {
	_ = s.cmd.Process.Kill()
	_ = s.cmd.Wait()
}
