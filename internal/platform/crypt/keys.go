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
	path string

	mu   sync.RWMutex
	ring *ring
	seen os.FileInfo // the key file as it was loaded
}

// Open loads the key file. Where there is none it makes one, but only if inUse says that nothing was
// sealed yet: a new key would hide that the old one is lost. Its errors say what to do.
func Open(path string, inUse func() (bool, error)) (*Keys, error) {
	r, seen, err := readFile(path)
	if errors.Is(err, os.ErrNotExist) {
		used, asked := inUse()
		switch {
		case asked != nil:
			return nil, fmt.Errorf("the key file %s does not exist, and whether files need it cannot be found out: %w", path, asked)
		case used:
			return nil, fmt.Errorf("the key file %s does not exist, and stored files cannot be opened without it: put it back from its backup, or name its place with blob_keys_file", path)
		}
		if err = create(path); err == nil {
			r, seen, err = readFile(path)
		}
	}
	if err != nil {
		return nil, err
	}
	return &Keys{path: path, ring: r, seen: seen}, nil
}

// NewDataKey makes the key of a file, and its wrapped form for the file's row. It gives ErrKeys
// where the key file has gone or was damaged since: what is sealed then could not be opened again.
func (k *Keys) NewDataKey(file id.ID) (DataKey, []byte, error) {
	var key DataKey
	if err := k.Check(); err != nil {
		return key, nil, err
	}
	_, _ = rand.Read(key.bytes[:]) // never fails since Go 1.24
	wrapped, err := k.now().aead.Encrypt(key.bytes[:], boundTo(file))
	if err != nil {
		return DataKey{}, nil, fmt.Errorf("crypt: %w", err)
	}
	return key, wrapped, nil
}

// Unwrap gives a file's key back. ErrDamaged: the wrapped form was changed or is another file's.
// ErrKeys: the key file lacks the key that wrapped it.
func (k *Keys) Unwrap(file id.ID, wrapped []byte) (DataKey, error) {
	if !k.now().ids[KeyID(wrapped)] {
		// Another process may have added a key.
		if err := k.Check(); err != nil {
			return DataKey{}, err
		}
		if !k.now().ids[KeyID(wrapped)] {
			return DataKey{}, ErrKeys.Because(fmt.Errorf("%s has no key %d", k.path, KeyID(wrapped)))
		}
	}
	plain, err := k.now().aead.Decrypt(wrapped, boundTo(file))
	if err != nil || len(plain) != keySize {
		return DataKey{}, fmt.Errorf("%w: data key of %v", ErrDamaged, file)
	}
	return DataKey{[keySize]byte(plain)}, nil
}

// Check looks at the key file and takes changes of it over. ErrKeys: it is missing, cannot be read,
// or is not the one that was there before.
func (k *Keys) Check() error {
	k.mu.Lock()
	defer k.mu.Unlock()
	now, err := os.Stat(k.path)
	if err != nil {
		return ErrKeys.Because(err)
	}
	if os.SameFile(now, k.seen) && now.Size() == k.seen.Size() && now.ModTime().Equal(k.seen.ModTime()) {
		return nil
	}
	r, seen, err := readFile(k.path)
	if err != nil {
		return ErrKeys.Because(err)
	}
	for old := range k.ring.ids {
		if !r.ids[old] {
			return ErrKeys.Because(fmt.Errorf("%s was replaced by one that lacks key %d", k.path, old))
		}
	}
	k.ring, k.seen = r, seen
	return nil
}

// Path is where the key file lies.
func (k *Keys) Path() string { return k.path }

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

// boundTo keeps a wrapped key from being moved to another file's row.
func boundTo(file id.ID) []byte { return append([]byte("tonggui data key 1\x00"), file[:]...) }
