package crypt

import (
	"bytes"
	"crypto/aes"
	"crypto/cipher"
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"

	"golang.org/x/crypto/argon2"
)

// sealedFile is a key file under a passphrase.
type sealedFile struct {
	Sealed    string `json:"sealed"` // how
	Salt      []byte `json:"salt"`
	MemoryKiB uint32 `json:"memory_kib"`
	Passes    uint32 `json:"passes"`
	Lanes     uint8  `json:"lanes"`
	Keys      []byte `json:"keys"` // nonce and sealed key set
}

const sealedHow = "argon2id, AES-256-GCM"

// What guessing a passphrase costs; a start of the server pays it once.
const (
	sealMemoryKiB = 64 << 10
	sealPasses    = 3
	sealLanes     = 4
	mostMemoryKiB = 4 << 20 // a file must not make the server ask for more
)

// seal replaces a key set by its sealed form, where there is a passphrase.
func (f File) seal(content *bytes.Buffer) error {
	if f.Passphrase == "" {
		return nil
	}
	s := sealedFile{Sealed: sealedHow, Salt: make([]byte, 16), MemoryKiB: sealMemoryKiB, Passes: sealPasses, Lanes: sealLanes}
	_, _ = rand.Read(s.Salt) // never fails since Go 1.24
	c, err := s.cipher(f.Passphrase)
	if err != nil {
		return err
	}
	nonce := make([]byte, c.NonceSize())
	_, _ = rand.Read(nonce)
	s.Keys = c.Seal(nonce, nonce, content.Bytes(), []byte(sealedHow))
	content.Reset()
	return json.NewEncoder(content).Encode(s)
}

// unseal gives the key set of a file's content.
func (f File) unseal(raw []byte) ([]byte, error) {
	var s sealedFile
	if json.Unmarshal(raw, &s) != nil || s.Sealed == "" {
		return raw, nil // not sealed; whether it is a key set, its reader tells
	}
	if f.Passphrase == "" {
		return nil, fmt.Errorf("the key file %s is sealed with a passphrase: set keys_passphrase_file", f.Path)
	}
	if s.Sealed != sealedHow || s.MemoryKiB > mostMemoryKiB || s.Passes == 0 || s.Passes > 1000 || s.Lanes == 0 {
		return nil, fmt.Errorf("the key file %s is sealed in a way that this version does not know: put it back from its backup", f.Path)
	}
	c, err := s.cipher(f.Passphrase)
	if err != nil {
		return nil, err
	}
	if len(s.Keys) < c.NonceSize() {
		return nil, fmt.Errorf("the key file %s is damaged: put it back from its backup", f.Path)
	}
	plain, err := c.Open(nil, s.Keys[:c.NonceSize()], s.Keys[c.NonceSize():], []byte(sealedHow))
	if err != nil {
		return nil, fmt.Errorf("the key file %s does not open: %w", f.Path, ErrPassphrase)
	}
	return plain, nil
}

// ErrPassphrase says that the passphrase is not the key file's, or that the file was changed.
var ErrPassphrase = errors.New("the passphrase is another one, or the file was damaged")

func (s sealedFile) cipher(passphrase string) (cipher.AEAD, error) {
	key := argon2.IDKey([]byte(passphrase), s.Salt, s.Passes, s.MemoryKiB, s.Lanes, keySize)
	block, err := aes.NewCipher(key)
	if err != nil {
		return nil, err
	}
	return cipher.NewGCM(block)
}
