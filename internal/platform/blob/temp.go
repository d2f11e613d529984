package blob

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
)

// temp is a file that is being written. While its writer lives it holds the file's lock, so that
// another process that opens the same folder can tell it from a leftover.
type temp struct {
	*os.File
	name string // "" once it has its final name
}

// newTemp makes a file of its own for a writer.
func (d *Disk) newTemp(label string) (*temp, error) {
	for range 1000 {
		name := path.Join(tempDir, fmt.Sprintf("%s.%d.%d", label, os.Getpid(), d.temps.Add(1)))
		f, err := d.root.OpenFile(name, os.O_RDWR|os.O_CREATE|os.O_EXCL, filePerm)
		if errors.Is(err, fs.ErrExist) {
			continue
		}
		if err != nil {
			return nil, err
		}
		// A sweeper can have come in between: then the file is gone, and another one is made.
		if lock(f) && d.holds(f, name) {
			return &temp{f, name}, nil
		}
		_ = f.Close()
	}
	return nil, errors.New("no temporary file stays")
}

func (d *Disk) holds(f *os.File, name string) bool {
	ours, err := f.Stat()
	if err != nil {
		return false
	}
	there, err := d.root.Lstat(name)
	return err == nil && os.SameFile(ours, there)
}

// discard closes the file and removes what was not renamed away. The order keeps a sweeper from
// meeting it.
func (d *Disk) discard(t *temp) {
	if t.name != "" {
		_ = d.root.Remove(t.name)
	}
	_ = t.Close()
}

// sweep removes the files of writers that no longer live.
func (d *Disk) sweep() error {
	if !canLock {
		return nil
	}
	entries, err := fs.ReadDir(d.root.FS(), tempDir)
	if err != nil {
		return err
	}
	for _, e := range entries {
		if !e.Type().IsRegular() {
			continue
		}
		name := path.Join(tempDir, e.Name())
		f, err := d.root.OpenFile(name, os.O_RDWR, 0)
		if err != nil {
			continue // its writer has just finished
		}
		if lock(f) {
			_ = d.root.Remove(name)
		}
		_ = f.Close()
	}
	return nil
}
