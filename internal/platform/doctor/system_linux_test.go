package doctor

import (
	"os"
	"path/filepath"
	"testing"
)

func TestTheLimitIsThatOfTheRunningServer(t *testing.T) {
	proc := t.TempDir()
	put := func(pid, cmdline, limits string) {
		t.Helper()
		dir := filepath.Join(proc, pid)
		if err := os.MkdirAll(dir, 0o755); err != nil {
			t.Fatal(err)
		}
		for name, text := range map[string]string{"cmdline": cmdline, "limits": limits} {
			if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
				t.Fatal(err)
			}
		}
	}
	const head = "Limit                     Soft Limit           Hard Limit           Units\n"
	put("7", "sh\x00-c\x00tonggui serve\x00", head+"Max open files            64                   64                   files\n")
	put("8", "/usr/bin/tonggui\x00doctor\x00", head+"Max open files            65                   65                   files\n")
	if _, _, found := serverLimit(proc, "/x"); found {
		t.Error("another program is taken for the server")
	}
	put("9", "/usr/bin/tonggui\x00serve\x00--data\x00/x\x00", head+"Max open files            1024                 4096                 files\n")
	if limit, pid, found := serverLimit(proc, "/x"); !found || limit != 1024 || pid != 9 {
		t.Errorf("%d of %d, %v", limit, pid, found)
	}
	if _, _, found := serverLimit(proc, "/y"); found {
		t.Error("the server of another data folder is taken for this one's")
	}
}
