package dbtest

import (
	"bytes"
	"errors"
	"fmt"
	"net"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"slices"
	"strconv"
	"sync"
	"syscall"
	"time"

	"tonggui/internal/testkit/passing"
)

// server returns the URL of the maintenance database of the test server.
var server = sync.OnceValues(func() (string, error) {
	if url := os.Getenv("TONGGUI_TEST_DATABASE_URL"); url != "" {
		return url, nil
	}
	s, err := StartPostgres("")
	if err != nil {
		return "", err
	}
	return s.URL, nil
})

// Server is a PostgreSQL server of a test's own.
type Server struct {
	URL   string // of the maintenance database
	cmd   *exec.Cmd
	dir   string
	bin   string
	port  int
	owner *syscall.SysProcAttr
}

// StartPostgres makes a cluster in dir (one that passes with the process where dir is empty), starts it on a
// free loopback port and waits until it answers. It ends when the calling process ends. Durability
// is PostgreSQL's default: what it acknowledges is synced.
func StartPostgres(dir string) (*Server, error) {
	bin, err := binaries()
	if err != nil {
		return nil, err
	}
	if dir == "" {
		if dir, err = passing.Dir("tonggui-pg-"); err != nil {
			return nil, err
		}
	}
	owner, err := dropRoot(dir)
	if err != nil {
		return nil, err
	}
	cluster := filepath.Join(dir, "cluster")
	if _, err := os.Stat(cluster); errors.Is(err, os.ErrNotExist) {
		initdb := exec.Command(filepath.Join(bin, "initdb"), "-D", cluster, "-U", "tonggui", "-A", "trust",
			"-E", "UTF8", "--locale=C.UTF-8", "--no-sync")
		initdb.SysProcAttr, initdb.Dir = owner, dir
		if out, err := initdb.CombinedOutput(); err != nil {
			return nil, fmt.Errorf("initdb: %w: %s", err, out)
		}
	}
	port, err := FreePort()
	if err != nil {
		return nil, err
	}
	s := &Server{dir: dir, bin: bin, port: port, owner: owner, URL: fmt.Sprintf("postgres://tonggui@127.0.0.1:%d/postgres?sslmode=disable", port)}
	return s, s.Up()
}

// Up starts the server, again where it has ended, at the same address, and waits until it answers.
func (s *Server) Up() error {
	s.cmd = exec.Command(filepath.Join(s.bin, "postgres"), "-D", filepath.Join(s.dir, "cluster"), "-p", strconv.Itoa(s.port),
		"-c", "listen_addresses=127.0.0.1", "-c", "unix_socket_directories=", "-c", "max_connections=200",
		"-c", "shared_buffers=128MB",
		// A killed server leaves its segments where they lie: in its folder they go with it.
		"-c", "dynamic_shared_memory_type=mmap")
	s.cmd.SysProcAttr, s.cmd.Dir = s.owner, s.dir
	s.cmd.SysProcAttr.Pdeathsig = syscall.SIGKILL
	if err := s.cmd.Start(); err != nil {
		return err
	}
	return s.wait(s.port)
}

func (s *Server) wait(port int) error {
	for deadline := time.Now().Add(30 * time.Second); time.Now().Before(deadline); {
		conn, err := net.Dial("tcp", net.JoinHostPort("127.0.0.1", strconv.Itoa(port)))
		if err == nil {
			_ = conn.Close()
			if s.Answers() {
				return nil
			}
		}
		time.Sleep(20 * time.Millisecond)
	}
	return errors.New("PostgreSQL did not start within 30 s")
}

// Kill ends the server with all its processes at once (SIGKILL), as a power cut would end them.
func (s *Server) Kill() error {
	all := s.Freeze()
	for _, pid := range all {
		_ = syscall.Kill(pid, syscall.SIGKILL)
	}
	_ = s.cmd.Wait()
	// The next start finds the shared memory in use until the last of them is gone.
	for deadline := time.Now().Add(10 * time.Second); slices.ContainsFunc(all, alive); time.Sleep(time.Millisecond) {
		if time.Now().After(deadline) {
			return errors.New("a process of PostgreSQL does not end")
		}
	}
	return nil
}

// alive tells whether a process still has its memory. Where nobody takes note of the ends of processes that
// have lost their parent, as in many containers, what has ended can be asked for a signal for ever.
func alive(pid int) bool {
	raw, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid))
	state := bytes.TrimSpace(raw[bytes.LastIndexByte(raw, ')')+1:])
	return err == nil && len(state) > 0 && state[0] != 'Z' && state[0] != 'X'
}

// Freeze stops all its processes where they are (SIGSTOP), and returns them; Thaw lets them go on.
func (s *Server) Freeze() []int {
	main := s.cmd.Process.Pid
	_ = syscall.Kill(main, syscall.SIGSTOP) // it starts no more of them now
	all := append([]int{main}, childrenOf(main)...)
	for _, pid := range all {
		_ = syscall.Kill(pid, syscall.SIGSTOP)
	}
	return all
}

// Thaw ends Freeze.
func (s *Server) Thaw() {
	main := s.cmd.Process.Pid
	for _, pid := range append(childrenOf(main), main) {
		_ = syscall.Kill(pid, syscall.SIGCONT)
	}
}

func childrenOf(parent int) (children []int) {
	stats, _ := filepath.Glob("/proc/[0-9]*/stat")
	for _, path := range stats {
		raw, err := os.ReadFile(path)
		if err != nil {
			continue // it has ended
		}
		// PID (name) state ppid; the name may hold anything.
		var state string
		var of int
		_, _ = fmt.Sscan(string(raw[bytes.LastIndexByte(raw, ')')+1:]), &state, &of)
		if pid, err := strconv.Atoi(filepath.Base(filepath.Dir(path))); err == nil && of == parent {
			children = append(children, pid)
		}
	}
	return children
}

// Crash ends the server and all its processes at once, without a checkpoint: what it has acknowledged
// must come back from its log. Unlike after Kill, it can be started again at once.
func (s *Server) Crash() error {
	err := syscall.Kill(s.cmd.Process.Pid, syscall.SIGQUIT)
	_ = s.cmd.Wait()
	return err
}

// Pid is the process that all others of the server belong to.
func (s *Server) Pid() int { return s.cmd.Process.Pid }

// Dir is the folder that holds the cluster; StartPostgres on it again recovers what was stored.
func (s *Server) Dir() string { return s.dir }

func binaries() (string, error) {
	found, _ := filepath.Glob("/usr/lib/postgresql/*/bin/initdb")
	if len(found) > 0 {
		slices.Sort(found)
		return filepath.Dir(found[len(found)-1]), nil
	}
	path, err := exec.LookPath("initdb")
	return filepath.Dir(path), err
}

// dropRoot gives dir to an ordinary user where the tests run as root: PostgreSQL refuses root.
func dropRoot(dir string) (*syscall.SysProcAttr, error) {
	if os.Getuid() != 0 {
		return &syscall.SysProcAttr{}, nil
	}
	for _, name := range []string{"postgres", "nobody"} {
		u, err := user.Lookup(name)
		if err != nil {
			continue
		}
		uid, _ := strconv.Atoi(u.Uid)
		gid, _ := strconv.Atoi(u.Gid)
		cred := &syscall.Credential{Uid: uint32(uid), Gid: uint32(gid)}
		return &syscall.SysProcAttr{Credential: cred}, os.Chown(dir, uid, gid)
	}
	return nil, errors.New("no user to run PostgreSQL as")
}

// FreePort returns a TCP port of loopback that nobody listens on at this moment.
func FreePort() (int, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return 0, err
	}
	defer l.Close()
	return l.Addr().(*net.TCPAddr).Port, nil
}
