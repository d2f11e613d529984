//go:build linux || darwin || freebsd

package blob

import (
	"errors"
	"os"
	"syscall"
)

const canLock = true

// lock takes a file for as long as it is open, or says that somebody else has it. A process that
// ends, however it ends, gives its locks back.
func lock(f *os.File) bool {
	return syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB) == nil
}

func isFull(err error) bool {
	return errors.Is(err, syscall.ENOSPC) || errors.Is(err, syscall.EDQUOT)
}
