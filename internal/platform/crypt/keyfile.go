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

// File is the file that holds the installation's keys.
type File struct {
	Path string
	// Passphrase seals the file itself; empty: whoever reads the file has the keys. A file that lies
	// there unsealed is sealed when it is written next.
	Passphrase string
}

// read reads the key file; a missing one is fs.ErrNotExist.
func (f File) read() (*ring, os.FileInfo, error) {
	path := f.Path
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
	if raw, err = f.unseal(raw); err != nil {
		return nil, nil, err
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
func (f File) Inspect() (int, error) {
	r, _, err := f.read()
	if err != nil {
		return 0, err
	}
	return len(r.ids), nil
}

// create makes a key file with one key. Where another process has just made it, that one stays.
func (f File) create() error {
	path := f.Path
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return fmt.Errorf("folder of the key file: %w", err)
	}
	h, err := keyset.NewHandle(aead.AES256GCMKeyTemplate())
	if err != nil {
		return err
	}
	made, err := os.CreateTemp(filepath.Dir(path), filepath.Base(path)+".*") // 0600
	if err != nil {
		return fmt.Errorf("key file: %w", err)
	}
	return f.write(made, h, func() error {
		err := os.Link(made.Name(), path) // unlike a rename it never replaces a file
		if err == nil || errors.Is(err, fs.ErrExist) {
			return os.Remove(made.Name())
		}
		return os.Rename(made.Name(), path) // a file system without links
	})
}

// Rotate adds a key to the key file, which seals from now on. Running servers notice; every server of
// the installation must see the new file. A passphrase that was not there before seals the file now.
func (f File) Rotate() error {
	// The fixed name lets one in at a time: the second of two rotations would drop the first one's key.
	made := f.Path + ".new"
	out, err := os.OpenFile(made, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if errors.Is(err, fs.ErrExist) {
		return fmt.Errorf("%s exists: another process is adding a key, or was stopped while it did; in that case remove it", made)
	}
	if err != nil {
		return fmt.Errorf("key file: %w", err)
	}
	h, err := f.withNewKey()
	if err != nil {
		_ = out.Close()
		_ = os.Remove(made)
		return err
	}
	return f.write(out, h, func() error { return os.Rename(made, f.Path) })
}

func (f File) withNewKey() (*keyset.Handle, error) {
	r, _, err := f.read()
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
func (f File) write(out *os.File, h *keyset.Handle, place func() error) error {
	var content bytes.Buffer
	err := insecurecleartextkeyset.Write(h, keyset.NewJSONWriter(&content))
	if err == nil {
		err = f.seal(&content)
	}
	if err == nil {
		_, err = out.Write(content.Bytes())
	}
	if err = errors.Join(err, out.Sync(), out.Close()); err == nil {
		err = place()
	}
	if err != nil {
		_ = os.Remove(out.Name())
		return fmt.Errorf("key file: %w", err)
	}
	return syncDir(filepath.Dir(out.Name()))
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
