package ledger

import (
	"bufio"
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/nats-io/nats-server/v2/server"
)

// The test binary plays several parts, each a process of its own that can be killed: the ledger, the
// people, and NATS.
const partVariable = "LEDGER_PART"

func TestMain(m *testing.M) {
	part, argument, _ := strings.Cut(os.Getenv(partVariable), " ")
	var err error
	switch part {
	case "":
		flag.Parse()
		_ = flag.Set("test.parallel", "4") // much of it is waiting: for leases, restarts, recovery
		os.Exit(m.Run())
	case "keeper":
		err = Keep(argument, os.Stdout)
	case "people":
		err = livePart()
	case "nats":
		err = natsPart(argument)
	default:
		err = fmt.Errorf("no part %q", part)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// livePart lets the people of the company on the standard input live until that input ends.
func livePart() error {
	in := json.NewDecoder(os.Stdin)
	var c Company
	if err := in.Decode(&c); err != nil {
		return err
	}
	ctx, cancel := context.WithCancel(context.Background())
	go func() {
		_, _ = io.Copy(io.Discard, os.Stdin)
		cancel()
	}()
	return Live(ctx, c)
}

func natsPart(address string) error {
	var port int
	if _, err := fmt.Sscanf(address, "127.0.0.1:%d", &port); err != nil {
		return err
	}
	s, err := server.NewServer(&server.Options{Host: "127.0.0.1", Port: port, NoSigs: true, NoLog: true})
	if err != nil {
		return err
	}
	s.Start()
	if !s.ReadyForConnections(10 * time.Second) {
		return fmt.Errorf("NATS does not start at %s", address)
	}
	fmt.Println("ready")
	s.WaitForShutdown()
	return nil
}

// part is one of these processes.
type part struct {
	cmd   *exec.Cmd
	in    io.WriteCloser
	first string // the first line that it said
	ended chan error
}

// play starts a part; it is killed with the test. Where it says something at its start, that is awaited.
func play(t *testing.T, name string, says bool) *part {
	t.Helper()
	p := &part{cmd: exec.Command(os.Args[0]), ended: make(chan error, 1)}
	p.cmd.Env = append(os.Environ(), partVariable+"="+name)
	p.cmd.Stderr = os.Stderr
	p.cmd.SysProcAttr = &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL}
	in, err := p.cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	out, err := p.cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := p.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	p.in = in
	if says {
		if p.first, err = bufio.NewReader(out).ReadString('\n'); err != nil {
			t.Fatalf("%s says nothing: %v", name, err)
		}
		p.first = strings.TrimSpace(p.first)
	}
	go func() { p.ended <- p.cmd.Wait() }()
	t.Cleanup(p.kill)
	return p
}

// kill ends the process at once and waits until it is gone.
func (p *part) kill() {
	if p.cmd.Process.Kill() == nil {
		p.ended <- <-p.ended
	}
}

// finish closes the part's input and waits until it ends by itself.
func (p *part) finish(t *testing.T) {
	t.Helper()
	_ = p.in.Close()
	select {
	case err := <-p.ended:
		p.ended <- err
		if err != nil {
			t.Errorf("%s: %v", p.cmd.Env[len(p.cmd.Env)-1], err)
		}
	case <-time.After(3 * time.Minute):
		t.Fatal("a process does not end")
	}
}
