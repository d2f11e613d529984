package crypt

import (
	"crypto/rand"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"os"
	"sync"

	"tonggui/internal/platform/id"
)

const keySize = 32

// DataKey seals and opens the parts of one file. It never prints.
type DataKey struct{ bytes [keySize]byte }

// Format covers every verb.
func (DataKey) Format(f fmt.State, _ rune) { _, _ = io.WriteString(f, "***") }

// Keys are the installation's key-encryption keys. It is safe for concurrent use.
type Keys struct {
	file File

	mu   sync.RWMutex
	ring *ring
	seen os.FileInfo // the key file as it was loaded
}

// Open loads the key file. Where there is none it makes one, but only if inUse says that nothing was
// sealed yet: a new key would hide that the old one is lost. Its errors say what to do.
func (f File) Open(inUse func() (bool, error)) (*Keys, error) {
	path := f.Path
	r, seen, err := f.read()
	if errors.Is(err, os.ErrNotExist) {
		used, asked := inUse()
		switch {
		case asked != nil:
			return nil, fmt.Errorf("the key file %s does not exist, and whether something needs it cannot be found out: %w", path, asked)
		case used:
			return nil, fmt.Errorf("the key file %s does not exist, and what is stored cannot be opened without it: put it back from its backup, or name its place with blob_keys_file", path)
		}
		if err = f.create(); err == nil {
			r, seen, err = f.read()
		}
	}
	if err != nil {
		return nil, err
	}
	return &Keys{file: f, ring: r, seen: seen}, nil
}

// NewDataKey makes the key of a file, and its wrapped form for the file's row. It gives ErrKeys
// where the key file has gone or was damaged since: what is sealed then could not be opened again.
func (k *Keys) NewDataKey(file id.ID) (DataKey, []byte, error) {
	var key DataKey
	_, _ = rand.Read(key.bytes[:]) // never fails since Go 1.24
	wrapped, err := k.Seal(dataKey, file, key.bytes[:])
	if err != nil {
		return DataKey{}, nil, err
	}
	return key, wrapped, nil
}

// Unwrap gives a file's key back. ErrDamaged: the wrapped form was changed or is another file's.
// ErrKeys: the key file lacks the key that wrapped it.
func (k *Keys) Unwrap(file id.ID, wrapped []byte) (DataKey, error) {
	plain, err := k.Unseal(dataKey, file, wrapped)
	if err == nil && len(plain) != keySize {
		err = fmt.Errorf("%w: data key of %v", ErrDamaged, file)
	}
	if err != nil {
		return DataKey{}, err
	}
	return DataKey{[keySize]byte(plain)}, nil
}

// Seal seals a small secret for a row. Purpose and id go into it: moved to another row, or used as
// something else, it does not open. ErrKeys as with NewDataKey.
func (k *Keys) Seal(purpose string, of id.ID, secret []byte) ([]byte, error) {
	if err := k.Check(); err != nil {
		return nil, err
	}
	sealed, err := k.now().aead.Encrypt(secret, boundTo(purpose, of))
	if err != nil {
		return nil, fmt.Errorf("crypt: %w", err)
	}
	return sealed, nil
}

// Unseal opens what Seal has sealed. ErrDamaged: it was changed, or is of another row or purpose.
// ErrKeys: the key file lacks the key that sealed it.
func (k *Keys) Unseal(purpose string, of id.ID, sealed []byte) ([]byte, error) {
	if !k.now().ids[KeyID(sealed)] {
		// Another process may have added a key.
		if err := k.Check(); err != nil {
			return nil, err
		}
		if !k.now().ids[KeyID(sealed)] {
			return nil, ErrKeys.Because(fmt.Errorf("%s has no key %d", k.file.Path, KeyID(sealed)))
		}
	}
	plain, err := k.now().aead.Decrypt(sealed, boundTo(purpose, of))
	if err != nil {
		return nil, fmt.Errorf("%w: %s of %v", ErrDamaged, purpose, of)
	}
	return plain, nil
}

// Check looks at the key file and takes changes of it over. ErrKeys: it is missing, cannot be read,
// or is not the one that was there before.
func (k *Keys) Check() error {
	k.mu.Lock()
	defer k.mu.Unlock()
	now, err := os.Stat(k.file.Path)
	if err != nil {
		return ErrKeys.Because(err)
	}
	if os.SameFile(now, k.seen) && now.Size() == k.seen.Size() && now.ModTime().Equal(k.seen.ModTime()) {
		return nil
	}
	r, seen, err := k.file.read()
	if err != nil {
		return ErrKeys.Because(err)
	}
	for old := range k.ring.ids {
		if !r.ids[old] {
			return ErrKeys.Because(fmt.Errorf("%s was replaced by one that lacks key %d", k.file.Path, old))
		}
	}
	k.ring, k.seen = r, seen
	return nil
}

// Path is where the key file lies.
func (k *Keys) Path() string { return k.file.Path }

func (k *Keys) now() *ring {
	k.mu.RLock()
	defer k.mu.RUnlock()
	return k.ring
}

// KeyID tells which key wrapped a data key; 0 where the bytes are none.
func KeyID(wrapped []byte) uint32 {
	const prefix = 5 // a version byte and the id
	if len(wrapped) < prefix || wrapped[0] != 1 {
		return 0
	}
	return binary.BigEndian.Uint32(wrapped[1:prefix])
}

// dataKey is the purpose of the keys of files.
const dataKey = "tonggui data key 1"

// boundTo keeps what is sealed from being moved to another row.
func boundTo(purpose string, of id.ID) []byte { return append([]byte(purpose+"\x00"), of[:]...) }
