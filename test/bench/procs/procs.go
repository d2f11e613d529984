// Package procs reads from /proc what processes have used.
package procs

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"time"

	"golang.org/x/sys/unix"
)

// tick is the unit of times in /proc, the same on every Linux that Go runs on.
const tick = time.Second / 100

// stat is a part of what /proc tells of a process.
type stat struct {
	ID, Parent int
	Buried     time.Duration // processor time of its children that have ended, user and system
}

var errForm = errors.New("not the form of /proc/PID/stat")

// parseStat reads a line of /proc/PID/stat. The name, second in it, may hold anything, also brackets.
func parseStat(line string) (s stat, err error) {
	begin, end := strings.IndexByte(line, ' '), strings.LastIndexByte(line, ')')
	if begin < 0 || end < begin {
		return s, errForm
	}
	fields := append([]string{line[:begin]}, strings.Fields(line[end+1:])...) // the number, the state, the parent, ...
	if len(fields) < 16 {
		return s, errForm
	}
	var n [4]int64
	for i, field := range []int{0, 2, 14, 15} {
		if n[i], err = strconv.ParseInt(fields[field], 10, 64); err != nil {
			return s, errForm
		}
	}
	return stat{int(n[0]), int(n[1]), time.Duration(n[2]+n[3]) * tick}, nil
}

// CPU returns the processor time of one process with all its threads, exact where /proc/PID/stat counts in
// hundredths of a second.
func CPU(pid int) (time.Duration, error) {
	const scheduled = 2 // CPUCLOCK_SCHED of the kernel: the clock of a process is named by the complement of its id
	var t unix.Timespec
	if err := unix.ClockGettime(int32(^pid<<3|scheduled), &t); err != nil {
		return 0, fmt.Errorf("process %d: %w", pid, err)
	}
	return time.Duration(t.Nano()), nil
}

// Family returns the processor time of a process and its children, also of those that have ended.
func Family(pid int) (time.Duration, error) {
	sum, err := CPU(pid)
	if err != nil {
		return 0, err
	}
	all, err := filepath.Glob("/proc/[0-9]*/stat")
	if err != nil {
		return 0, err
	}
	for _, path := range all {
		raw, err := os.ReadFile(path)
		if err != nil {
			continue // ended meanwhile
		}
		s, err := parseStat(string(raw))
		if err != nil {
			return 0, err
		}
		if s.ID == pid {
			sum += s.Buried
		}
		if s.Parent == pid {
			if cpu, err := CPU(s.ID); err == nil {
				sum += cpu
			}
		}
	}
	return sum, nil
}

// Own returns the processor time of the calling process.
func Own() time.Duration {
	var u syscall.Rusage
	_ = syscall.Getrusage(syscall.RUSAGE_SELF, &u)
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

// Resident returns the bytes of memory that a process has in use.
func Resident(pid int) (int64, error) {
	raw, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid))
	if err != nil {
		return 0, err
	}
	return parseResident(string(raw))
}

func parseResident(status string) (int64, error) {
	_, rest, found := strings.Cut(status, "\nVmRSS:")
	fields := strings.Fields(rest)
	if !found || len(fields) < 2 || fields[1] != "kB" {
		return 0, errors.New("no VmRSS in /proc/PID/status")
	}
	kib, err := strconv.ParseInt(fields[0], 10, 64)
	return kib << 10, err
}
