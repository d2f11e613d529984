package doctor

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
)

// FreeBytes is how much can still be stored on the disk of a folder, by whoever is not root.
func FreeBytes(dir string) (uint64, error) {
	var s syscall.Statfs_t
	if err := syscall.Statfs(dir, &s); err != nil {
		return 0, err
	}
	return s.Bavail * uint64(s.Bsize), nil
}

func freeInodes(dir string) uint64 {
	var s syscall.Statfs_t
	if err := syscall.Statfs(dir, &s); err != nil || s.Files == 0 {
		return ^uint64(0)
	}
	return s.Ffree
}

// diskTypes are the numbers that statfs(2) lists.
var diskTypes = map[int64]string{0x6969: "nfs", 0x517b: "smb", 0xff534d42: "smb", 0xfe534d42: "smb", 0x01021997: "9p", 0x65735546: "fuse",
	0x01021994: "tmpfs", 0xef53: "ext4", 0x58465342: "xfs", 0x9123683e: "btrfs", 0x2fc12fc1: "zfs", 0x794c7630: "overlay"}

func diskType(dir string) string {
	var s syscall.Statfs_t
	if err := syscall.Statfs(dir, &s); err != nil {
		return ""
	}
	return diskTypes[int64(s.Type)]
}

func sameOwner(a, b fs.FileInfo) bool {
	x, okA := a.Sys().(*syscall.Stat_t)
	y, okB := b.Sys().(*syscall.Stat_t)
	return !okA || !okB || x.Uid == y.Uid
}

func rootsFor(folder, file fs.FileInfo) bool {
	x, okA := folder.Sys().(*syscall.Stat_t)
	y, okB := file.Sys().(*syscall.Stat_t)
	return okA && okB && y.Uid == 0 && x.Uid != 0 && x.Gid == y.Gid
}

// fileLimit is how many files a running server may open, or else this program.
func fileLimit(data string) (limit uint64, of string, known bool) {
	if limit, pid, found := serverLimit("/proc", data); found {
		return limit, fmt.Sprintf("the running server (process %d)", pid), true
	}
	var r syscall.Rlimit
	if err := syscall.Getrlimit(syscall.RLIMIT_NOFILE, &r); err != nil {
		return 0, "", false
	}
	return r.Max, "a server started from here", true // Go programs raise theirs to the hard limit
}

// serverLimit looks for a process that runs `tonggui serve`, not on another data folder, and whose limits
// may be read.
func serverLimit(proc, data string) (limit uint64, pid int, found bool) {
	lines, _ := filepath.Glob(filepath.Join(proc, "[0-9]*", "cmdline"))
	for _, path := range lines {
		raw, err := os.ReadFile(path)
		args := strings.Split(string(raw), "\x00")
		if err != nil || len(args) < 2 || filepath.Base(args[0]) != "tonggui" || args[1] != "serve" || elsewhere(args, data) {
			continue
		}
		limits, err := os.ReadFile(filepath.Join(filepath.Dir(path), "limits"))
		if err != nil {
			continue
		}
		for line := range strings.Lines(string(limits)) {
			if rest, ok := strings.CutPrefix(line, "Max open files"); ok {
				fields := strings.Fields(rest)
				pid, _ = strconv.Atoi(filepath.Base(filepath.Dir(path)))
				if limit, err = strconv.ParseUint(fields[0], 10, 64); err != nil { // unlimited
					limit = ^uint64(0)
				}
				return limit, pid, true
			}
		}
	}
	return 0, 0, false
}

func elsewhere(args []string, data string) bool {
	for i, arg := range args {
		if named, ok := strings.CutPrefix(arg, "--data="); ok {
			return named != data
		}
		if arg == "--data" && i+1 < len(args) {
			return args[i+1] != data
		}
	}
	return false
}

// staUnsync is STA_UNSYNC of <sys/timex.h>.
const staUnsync = 0x0040

// clockSynced asks the kernel whether a time service steers its clock.
// Containers may forbid the question.
func clockSynced() (synced, known bool) {
	var t syscall.Timex
	if _, err := syscall.Adjtimex(&t); err != nil {
		return false, false
	}
	return t.Status&staUnsync == 0, true
}
