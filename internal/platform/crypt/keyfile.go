package crypt

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"

	"github.com/tink-crypto/tink-go/v2/aead"
	"github.com/tink-crypto/tink-go/v2/insecurecleartextkeyset"
	"github.com/tink-crypto/tink-go/v2/keyset"
	"github.com/tink-crypto/tink-go/v2/tink"
)

// ring is the key file's content.
type ring struct {
	aead   tink.AEAD // wraps with the first-ranking key, unwraps with any
	ids    map[uint32]bool
	handle *keyset.Handle
}

// keyFileLimit is far above what hundreds of keys take.
const keyFileLimit = 1 << 20

// readFile reads the key file; a missing one is fs.ErrNotExist.
func readFile(path string) (*ring, os.FileInfo, error) {
	info, err := os.Stat(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil, err
	}
	if err == nil && (!info.Mode().IsRegular() || info.Size() > keyFileLimit) {
		err = errors.New("it is not a small ordinary file")
	}
	var raw []byte
	if err == nil {
		raw, err = os.ReadFile(path)
	}
	if err != nil {
		return nil, nil, fmt.Errorf("the key file %s cannot be read: %w", path, err)
	}
	h, err := insecurecleartextkeyset.Read(keyset.NewJSONReader(bytes.NewReader(raw)))
	if err != nil {
		return nil, nil, fmt.Errorf("the key file %s is damaged: put it back from its backup: %w", path, err)
	}
	r := &ring{ids: map[uint32]bool{}, handle: h}
	if r.aead, err = aead.New(h); err != nil {
		return nil, nil, fmt.Errorf("the key file %s holds keys of another kind: put it back from its backup: %w", path, err)
	}
	for i := range h.Len() {
		entry, err := h.Entry(i)
		if err != nil {
			return nil, nil, fmt.Errorf("the key file %s is damaged: put it back from its backup: %w", path, err)
		}
		r.ids[entry.KeyID()] = true
	}
	return r, info, nil
}

// Inspect tells how many keys the key file holds, without making one; fs.ErrNotExist where there is
// no file.
func Inspect(path string) (int, error) {
	r, _, err := readFile(path)
	if err != nil {
		return 0, err
	}
	return len(r.ids), nil
}

// create makes a key file with one key. Where another process has just made it, that one stays.
func create(path string) error {
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return fmt.Errorf("folder of the key file: %w", err)
	}
	h, err := keyset.NewHandle(aead.AES256GCMKeyTemplate())
	if err != nil {
		return err
	}
	f, err := os.CreateTemp(filepath.Dir(path), filepath.Base(path)+".*") // 0600
	if err != nil {
		return fmt.Errorf("key file: %w", err)
	}
	return write(f, h, func() error {
		err := os.Link(f.Name(), path) // unlike a rename it never replaces a file
		if err == nil || errors.Is(err, fs.ErrExist) {
			return os.Remove(f.Name())
		}
		return os.Rename(f.Name(), path) // a file system without links
	})
}

// Rotate adds a key to the key file, which wraps all data keys from now on. Running servers notice;
// every server of the installation must see the new file.
func Rotate(path string) error {
	// The fixed name lets one in at a time: the second of two rotations would drop the first one's key.
	made := path + ".new"
	f, err := os.OpenFile(made, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if errors.Is(err, fs.ErrExist) {
		return fmt.Errorf("%s exists: another process is adding a key, or was stopped while it did; in that case remove it", made)
	}
	if err != nil {
		return fmt.Errorf("key file: %w", err)
	}
	h, err := withNewKey(path)
	if err != nil {
		_ = f.Close()
		_ = os.Remove(made)
		return err
	}
	return write(f, h, func() error { return os.Rename(made, path) })
}

func withNewKey(path string) (*keyset.Handle, error) {
	r, _, err := readFile(path)
	if err != nil {
		return nil, err
	}
	m := keyset.NewManagerFromHandle(r.handle)
	added, err := m.Add(aead.AES256GCMKeyTemplate())
	if err != nil {
		return nil, err
	}
	if err := m.SetPrimary(added); err != nil {
		return nil, err
	}
	return m.Handle()
}

// write makes the content durable, has the file put in its place, and that durable too.
func write(f *os.File, h *keyset.Handle, place func() error) error {
	err := insecurecleartextkeyset.Write(h, keyset.NewJSONWriter(f))
	if err = errors.Join(err, f.Sync(), f.Close()); err == nil {
		err = place()
	}
	if err != nil {
		_ = os.Remove(f.Name())
		return fmt.Errorf("key file: %w", err)
	}
	return syncDir(filepath.Dir(f.Name()))
}

func syncDir(dir string) error {
	if runtime.GOOS == "windows" { // which knows no such thing
		return nil
	}
	f, err := os.Open(dir)
	if err != nil {
		return err
	}
	defer func() { _ = f.Close() }()
	return f.Sync()
}
