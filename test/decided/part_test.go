package decided

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"sync/atomic"
	"syscall"
	"testing"

	"tonggui/internal/platform/authz"
	"tonggui/internal/platform/id"
)

// part is what a process of its own does: it decides as somebody, then does what was approved.
type part struct {
	Place    place
	Who      authz.Principal
	Approval id.ID
	Kill     int64 // before which of its statements it kills itself; 0: never
}

const partVariable = "DECIDED_PART"

func TestMain(m *testing.M) {
	text := os.Getenv(partVariable)
	if text == "" {
		os.Exit(m.Run())
	}
	var p part
	if err := json.Unmarshal([]byte(text), &p); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	n, err := p.play(context.Background())
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	fmt.Println(n)
}

// play returns how many statements and commits it came by, the opening of the database not counted.
func (p part) play(ctx context.Context) (int64, error) {
	var counting atomic.Bool
	var n atomic.Int64
	c, err := found(ctx, p.Place, func(string) {
		if counting.Load() && n.Add(1) == p.Kill {
			_ = syscall.Kill(os.Getpid(), syscall.SIGKILL)
			select {} // nothing more is done until the signal has come
		}
	})
	if err != nil {
		return 0, err
	}
	counting.Store(true)
	if err := errors.Join(c.decide(ctx, p.Who, p.Approval), c.Work(ctx)); err != nil {
		return 0, err
	}
	return n.Load(), nil
}

// run plays a part in a process of its own: how many statements it came by, or that it was killed.
func run(t *testing.T, p part) (statements int64, killed bool) {
	t.Helper()
	text, err := json.Marshal(p)
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.CommandContext(t.Context(), os.Args[0])
	cmd.Env = append(os.Environ(), partVariable+"="+string(text))
	cmd.SysProcAttr = &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL}
	var out, wrong bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &wrong
	err = cmd.Run()
	if e, ok := errors.AsType[*exec.ExitError](err); ok {
		if s, ok := e.Sys().(syscall.WaitStatus); ok && s.Signaled() && s.Signal() == syscall.SIGKILL {
			return 0, true
		}
	}
	if err != nil {
		t.Fatalf("%v: %s", err, wrong.String())
	}
	if statements, err = strconv.ParseInt(strings.TrimSpace(out.String()), 10, 64); err != nil {
		t.Fatalf("%v: %s%s", err, out.String(), wrong.String())
	}
	return statements, false
}
