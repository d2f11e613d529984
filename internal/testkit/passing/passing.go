// Package passing gives tests folders that pass away with their process, however it ends: what a test
// process shares among its tests (a database cluster, a built program) outlives t.TempDir, and a
// process that is killed or that os.Exit ends runs no clean-up of its own.
package passing

import (
	"io"
	"os"
	"os/exec"
	"sync"
	"syscall"
)

// lines are the ends of pipes that this process holds: the other ends see it end.
var lines struct {
	sync.Mutex
	held []io.Closer
}

// undertaker waits until its standard input ends, and removes a folder. Something may still be writing
// into it for a moment, so it looks whether the folder is gone.
const undertaker = `cat >/dev/null; n=0; while [ $n -lt 100 ]; do rm -rf "$0" 2>/dev/null && [ ! -e "$0" ] && exit 0; n=$((n+1)); sleep 0.1; done`

// Dir makes a temporary folder that is removed when this process has ended.
func Dir(prefix string) (string, error) {
	dir, err := os.MkdirTemp("", prefix)
	if err != nil {
		return "", err
	}
	cmd := exec.Command("/bin/sh", "-c", undertaker, dir)
	cmd.Dir = "/"
	cmd.SysProcAttr = &syscall.SysProcAttr{Setsid: true} // an interrupt at the keyboard is not for it
	line, err := cmd.StdinPipe()
	if err == nil {
		err = cmd.Start()
	}
	if err != nil {
		_ = os.RemoveAll(dir)
		return "", err
	}
	lines.Lock()
	lines.held = append(lines.held, line)
	lines.Unlock()
	return dir, nil
}
