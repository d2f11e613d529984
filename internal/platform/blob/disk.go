package blob

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"runtime"
	"sync"
	"sync/atomic"

	"tonggui/internal/platform/apperr"
)

const (
	filePerm = 0o600
	dirPerm  = 0o700
	// tempDir holds what is being put; it lies in the same folder so that a rename is enough.
	tempDir = "tmp"
)

// Disk is a Store in a folder: aa/bb/KEY, where aa and bb end the key, whose end is random whatever
// its beginning is.
type Disk struct {
	path  string
	root  *os.Root // no path leads out of the folder, whatever links lie in it
	temps atomic.Uint64
	known sync.Map // folders that are on stable storage already
	sync  func(*os.File) error
}

// NewDisk opens or makes the folder and removes what interrupted puts have left there. Several
// processes may use one folder at a time: only leftovers that nobody holds are removed.
func NewDisk(dir string) (*Disk, error) {
	if err := os.MkdirAll(dir, dirPerm); err != nil {
		return nil, fmt.Errorf("folder for files: %w", err)
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		return nil, fmt.Errorf("folder for files: %w", err)
	}
	d := &Disk{path: dir, root: root, sync: (*os.File).Sync}
	if err := d.prepare(); err != nil {
		_ = root.Close()
		return nil, fmt.Errorf("folder for files: %w", err)
	}
	return d, nil
}

func (d *Disk) prepare() error {
	if err := d.root.Mkdir(tempDir, dirPerm); err != nil && !errors.Is(err, fs.ErrExist) {
		return err
	}
	return d.sweep()
}

// Close gives the folder back.
func (d *Disk) Close() error { return d.root.Close() }

// Put writes a temporary file, syncs it, renames it and syncs its folder.
func (d *Disk) Put(ctx context.Context, key string, r io.Reader, size int64) error {
	if err := check(key, size); err != nil {
		return err
	}
	place, err := placeOf(key)
	if err != nil {
		return err
	}
	tmp, err := d.newTemp(key)
	if err != nil {
		return classify(err)
	}
	defer d.discard(tmp)
	src := exactly(ctx, r, size)
	_, err = io.Copy(tmp.File, src)
	if wrong := src.verdict(size); src.err != nil || err == nil && wrong != nil {
		return wrong
	}
	if err != nil {
		return classify(err)
	}
	return classify(d.publish(tmp, place))
}

// publish makes a written file durable and visible, in this order.
func (d *Disk) publish(tmp *temp, place string) error {
	if err := d.sync(tmp.File); err != nil {
		return err
	}
	dir := path.Dir(place)
	if err := d.folder(dir); err != nil {
		return err
	}
	if err := d.root.Rename(tmp.name, place); err != nil {
		d.known.Delete(dir) // somebody may have removed it: the next put makes it again
		return err
	}
	tmp.name = ""
	return d.syncDir(dir)
}

// folder makes both levels and sees that their own entries are durable.
func (d *Disk) folder(dir string) error {
	if _, ok := d.known.Load(dir); ok {
		return nil
	}
	above := path.Dir(dir)
	for _, name := range []string{above, dir} {
		if err := d.root.Mkdir(name, dirPerm); err != nil && !errors.Is(err, fs.ErrExist) {
			return err
		}
		if err := d.syncDir(path.Dir(name)); err != nil {
			return err
		}
	}
	d.known.Store(dir, true)
	return nil
}

// Open implements Store.
func (d *Disk) Open(ctx context.Context, key string) (io.ReadCloser, error) {
	place, err := placeOf(key)
	if err != nil {
		return nil, err
	}
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	f, err := d.root.Open(place)
	if errors.Is(err, fs.ErrNotExist) {
		// A disk that was taken away has no file either, and that must not look like a loss.
		if gone := d.inPlace(); gone != nil {
			return nil, ErrUnavailable.Because(gone)
		}
		return nil, ErrNotFound
	}
	if err != nil {
		return nil, classify(err)
	}
	return reading{f}, nil
}

// Delete implements Store.
func (d *Disk) Delete(ctx context.Context, key string) error {
	place, err := placeOf(key)
	if err != nil {
		return err
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	if err := d.root.Remove(place); errors.Is(err, fs.ErrNotExist) {
		return nil
	} else if err != nil {
		return classify(err)
	}
	return classify(d.syncDir(path.Dir(place)))
}

// Check writes a small file and removes it again.
func (d *Disk) Check(ctx context.Context) error {
	if err := d.inPlace(); err != nil {
		return ErrUnavailable.Because(err)
	}
	tmp, err := d.newTemp("check")
	if err != nil {
		return classify(err)
	}
	defer d.discard(tmp)
	if _, err := tmp.Write(make([]byte, 4096)); err != nil {
		return classify(err)
	}
	return ctx.Err()
}

// Empty tells whether no blob was ever put here, or none is left.
func (d *Disk) Empty(ctx context.Context) (bool, error) {
	found := errors.New("found")
	err := fs.WalkDir(d.root.FS(), ".", func(name string, e fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case name == tempDir:
			return fs.SkipDir
		case !e.IsDir():
			return found
		}
		return ctx.Err()
	})
	if err == found {
		return false, nil
	}
	return err == nil, classify(err)
}

// inPlace tells whether the path still leads to the folder that was opened: a disk that is mounted
// or taken away afterwards changes that.
func (d *Disk) inPlace() error {
	opened, err := d.root.Stat(".")
	if err != nil {
		return err
	}
	now, err := os.Stat(d.path)
	if err != nil {
		return err
	}
	if !os.SameFile(opened, now) {
		return fmt.Errorf("%s is another folder than at start", d.path)
	}
	return nil
}

func (d *Disk) syncDir(name string) error {
	if runtime.GOOS == "windows" { // which knows no such thing
		return nil
	}
	f, err := d.root.Open(name)
	if err != nil {
		return err
	}
	defer func() { _ = f.Close() }()
	return d.sync(f)
}

func placeOf(key string) (string, error) {
	if err := checkKey(key); err != nil {
		return "", err
	}
	n := len(key)
	return path.Join(key[n-4:n-2], key[n-2:], key), nil
}

// reading gives the errors of a file that is being read the codes of the store.
type reading struct{ *os.File }

func (r reading) Read(p []byte) (int, error) {
	n, err := r.File.Read(p)
	if err != nil && err != io.EOF {
		err = classify(err)
	}
	return n, err
}

// classify gives an operating system's error the code that people can act on.
func classify(err error) error {
	switch {
	case err == nil, errors.Is(err, context.Canceled), errors.Is(err, context.DeadlineExceeded):
		return err
	case isFull(err):
		return apperr.StorageFull.Because(err)
	}
	return ErrUnavailable.Because(err)
}
