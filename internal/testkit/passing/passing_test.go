package passing_test

import (
	"bufio"
	"errors"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"tonggui/internal/testkit/passing"
)

const inside = "TONGGUI_TEST_PASSING"

func TestAFolderIsGoneSoonAfterItsProcessWasKilled(t *testing.T) {
	if os.Getenv(inside) != "" {
		live(t)
	}
	cmd := exec.Command(os.Args[0], "-test.run=^"+t.Name()+"$")
	cmd.Env = append(os.Environ(), inside+"=1", "TMPDIR="+t.TempDir())
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	says := bufio.NewScanner(out)
	if !says.Scan() {
		t.Fatal("it said no folder")
	}
	dir := says.Text()
	if _, err := os.Stat(filepath.Join(dir, "something")); err != nil {
		t.Fatal(err)
	}
	if err := cmd.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	_ = cmd.Wait()
	for start := time.Now(); ; time.Sleep(5 * time.Millisecond) {
		if _, err := os.Stat(dir); errors.Is(err, fs.ErrNotExist) {
			return
		}
		if time.Since(start) > time.Minute {
			t.Fatalf("%s is still there", dir)
		}
	}
}

// live is what the process does that will be killed.
func live(t *testing.T) {
	dir, err := passing.Dir("tonggui-passing-")
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, "something"), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	_, _ = os.Stdout.WriteString(dir + "\n")
	select {}
}
