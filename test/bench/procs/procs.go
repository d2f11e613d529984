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
)

// tick is the unit of times in /proc, the same on every Linux that Go runs on.
const tick = time.Second / 100

// Stat is what a process has used so far.
type Stat struct {
	Parent int
	CPU    time.Duration // user and system
	Buried time.Duration // that of its children that have ended
}

var errForm = errors.New("not the form of /proc/PID/stat")

// parseStat reads a line of /proc/PID/stat. The name, second in it, may hold anything, also brackets.
func parseStat(line string) (s Stat, err error) {
	end := strings.LastIndexByte(line, ')')
	if end < 0 {
		return s, errForm
	}
	fields := strings.Fields(line[end+1:]) // from the third on: state, parent, ...
	if len(fields) < 15 {
		return s, errForm
	}
	var n [5]int64
	for i, field := range []int{1, 11, 12, 13, 14} {
		if n[i], err = strconv.ParseInt(fields[field], 10, 64); err != nil {
			return s, errForm
		}
	}
	return Stat{int(n[0]), time.Duration(n[1]+n[2]) * tick, time.Duration(n[3]+n[4]) * tick}, nil
}

// Of reads what one process has used.
func Of(pid int) (Stat, error) {
	raw, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid))
	if err != nil {
		return Stat{}, err
	}
	return parseStat(string(raw))
}

// Family returns the processor time of a process and its children, also of those that have ended.
func Family(pid int) (time.Duration, error) {
	first, err := Of(pid)
	if err != nil {
		return 0, err
	}
	all, err := filepath.Glob("/proc/[0-9]*/stat")
	if err != nil {
		return 0, err
	}
	sum := first.CPU + first.Buried
	for _, path := range all {
		raw, err := os.ReadFile(path)
		if err != nil {
			continue // ended meanwhile
		}
		if s, err := parseStat(string(raw)); err == nil && s.Parent == pid {
			sum += s.CPU
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
