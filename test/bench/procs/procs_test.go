package procs

import (
	"os"
	"os/exec"
	"testing"
	"time"
)

func TestStatIsReadWhateverTheNameHolds(t *testing.T) {
	got, err := parseStat("42 (a) b (c) S 7 42 42 0 -1 4194304 1 2 3 4 150 25 30 40 20 0 1 0 99 1 2\n")
	if want := (stat{42, 7, 700 * time.Millisecond}); err != nil || got != want {
		t.Errorf("%+v %v", got, err)
	}
	for _, bad := range []string{"", "42 (a) S 7", "42 a S 7 42 42 0 -1 4194304 1 2 3 4 150 25 30 40 20 0", "42 (a) S x 42 42 0 -1 4194304 1 2 3 4 150 25 30 40 20 0"} {
		if _, err := parseStat(bad); err == nil {
			t.Errorf("accepted %q", bad)
		}
	}
}

func TestResidentIsReadInBytes(t *testing.T) {
	if n, err := parseResident("Name:\tx\nVmRSS:\t    20 kB\nVmSwap: 0 kB\n"); err != nil || n != 20<<10 {
		t.Errorf("%d %v", n, err)
	}
	if _, err := parseResident("Name:\tx\n"); err == nil {
		t.Error("accepted a process without memory")
	}
	if n, err := Resident(os.Getpid()); err != nil || n < 1<<20 {
		t.Errorf("of this process: %d %v", n, err)
	}
}

func TestProcessorTimeOfAnotherProcessIsExact(t *testing.T) {
	cmd := exec.Command("sh", "-c", "i=0; while [ $i -lt 100000 ]; do i=$((i+1)); done; echo; sleep 60")
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	defer func() { _ = cmd.Process.Kill(); _ = cmd.Wait() }()
	_, _ = out.Read(make([]byte, 1))
	if cpu, err := CPU(cmd.Process.Pid); err != nil || cpu < 5*time.Millisecond || cpu%tick == 0 {
		t.Errorf("%v %v", cpu, err)
	}
	_ = cmd.Process.Kill()
	_ = cmd.Wait()
	if _, err := CPU(cmd.Process.Pid); err == nil {
		t.Error("a process that has ended")
	}
}

func TestFamilyCountsChildrenThatHaveEnded(t *testing.T) {
	before, err := Family(os.Getpid())
	if err != nil {
		t.Fatal(err)
	}
	if err := exec.Command("sh", "-c", "i=0; while [ $i -lt 200000 ]; do i=$((i+1)); done").Run(); err != nil {
		t.Fatal(err)
	}
	after, err := Family(os.Getpid())
	if err != nil || after < before+20*time.Millisecond {
		t.Errorf("%v, then %v (%v)", before, after, err)
	}
}
