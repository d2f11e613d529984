//go:build !unix

package realtime

// unixLike is false: a line is read and written by goroutines that wait.
const unixLike = false

type tries struct{}

func (*tries) init() {}

func (*tries) tryWrite(line, []byte) (int, error) { return 0, errWait }

func (*tries) tryRead(line, []byte) (int, error) { return 0, errWait }
