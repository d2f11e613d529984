//go:build !linux && !darwin && !freebsd

package blob

import (
	"errors"
	"os"
	"syscall"
)

// canLock is false where leftovers cannot be told from what is being written: they stay.
const canLock = false

func lock(*os.File) bool { return true }

// isFull knows ERROR_HANDLE_DISK_FULL and ERROR_DISK_FULL of Windows.
func isFull(err error) bool {
	code, ok := errors.AsType[syscall.Errno](err)
	return ok && (code == 39 || code == 112)
}
