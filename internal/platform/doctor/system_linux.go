package doctor

import "syscall"

// FreeBytes is how much can still be stored on the disk of a folder, by whoever is not root.
func FreeBytes(dir string) (uint64, error) {
	var s syscall.Statfs_t
	if err := syscall.Statfs(dir, &s); err != nil {
		return 0, err
	}
	return s.Bavail * uint64(s.Bsize), nil
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
