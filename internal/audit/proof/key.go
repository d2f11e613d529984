package proof

import (
	"bufio"
	"bytes"
	"crypto/ed25519"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"strings"

	"tonggui/internal/platform/clock"

	"golang.org/x/mod/sumdb/note"
)

// Key is a public key with which checkpoints are verified: a log's own, or a witness's.
type Key struct {
	note.Verifier
	text string
}

// String is the form in which keys are written down: name+hash+key.
func (k Key) String() string { return k.text }

// ErrKey says that a text is no key.
var ErrKey = errors.New("not a public key of the form name+hash+key")

// The kinds of keys, their first byte.
const (
	algEd25519 = 1 // note's own: signs the text
	algCosign  = 4 // C2SP cosignature/v1: signs time and text
)

// ParseKey reads the written form.
func ParseKey(text string) (Key, error) {
	text = strings.TrimSpace(text)
	if v, err := note.NewVerifier(text); err == nil {
		return Key{v, text}, nil
	}
	name, rest, _ := strings.Cut(text, "+")
	hash, encoded, _ := strings.Cut(rest, "+")
	raw, err := base64.StdEncoding.DecodeString(encoded)
	if err != nil || len(raw) != 1+ed25519.PublicKeySize || raw[0] != algCosign || !validName(name) {
		return Key{}, ErrKey
	}
	c := cosigner{name: name, public: raw[1:]}
	if k := c.key(); k.text == name+"+"+hash+"+"+encoded {
		return k, nil
	}
	return Key{}, ErrKey
}

// ParseKeys reads a file of keys: one a line, empty lines and those that begin with # left out.
func ParseKeys(raw []byte) (out []Key, err error) {
	lines := bufio.NewScanner(bytes.NewReader(raw))
	for n := 1; lines.Scan(); n++ {
		line := strings.TrimSpace(lines.Text())
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		k, err := ParseKey(line)
		if err != nil {
			return nil, fmt.Errorf("line %d: %w", n, err)
		}
		out = append(out, k)
	}
	if err = lines.Err(); err == nil && len(out) == 0 {
		err = ErrKey
	}
	return out, err
}

// NewKey makes a key of a log. The secret form is what NewSigner reads.
func NewKey(name string) (secret string, public Key, err error) {
	secret, text, err := note.GenerateKey(rand.Reader, name)
	if err != nil {
		return "", Key{}, err
	}
	public, err = ParseKey(text)
	return secret, public, err
}

// NewSigner reads the secret form of a log's key.
func NewSigner(secret string) (note.Signer, error) { return note.NewSigner(secret) }

// validName tells whether a name can stand in a note.
func validName(name string) bool { return name != "" && !strings.ContainsAny(name, "+ \t\r\n") }

// Cosigner signs checkpoints as a witness: that it has seen this text at that time, and nothing that
// contradicts it.
type Cosigner struct {
	cosigner
	secret ed25519.PrivateKey
	clock  clock.Clock
}

// NewCosigner makes a witness's key from a seed, of ed25519.SeedSize random bytes.
func NewCosigner(name string, seed []byte, c clock.Clock) (*Cosigner, error) {
	if len(seed) != ed25519.SeedSize || !validName(name) {
		return nil, errors.New("a witness needs a name without spaces and 32 random bytes")
	}
	secret := ed25519.NewKeyFromSeed(seed)
	return &Cosigner{cosigner{name, secret.Public().(ed25519.PublicKey)}, secret, c}, nil
}

// NewSeed returns what NewCosigner needs.
func NewSeed() []byte {
	seed := make([]byte, ed25519.SeedSize)
	_, _ = io.ReadFull(rand.Reader, seed) // never fails since Go 1.24
	return seed
}

// Key is the public key.
func (c *Cosigner) Key() Key { return c.key() }

// Sign implements note.Signer.
func (c *Cosigner) Sign(msg []byte) ([]byte, error) {
	at := uint64(c.clock.Now().Time().Unix())
	sig := binary.BigEndian.AppendUint64(make([]byte, 0, 8+ed25519.SignatureSize), at)
	return append(sig, ed25519.Sign(c.secret, cosigned(at, msg))...), nil
}

// cosigner is the public half.
type cosigner struct {
	name   string
	public ed25519.PublicKey
}

// Name and KeyHash implement note.Verifier and note.Signer.
func (c cosigner) Name() string { return c.name }

// KeyHash implements note.Verifier.
func (c cosigner) KeyHash() uint32 {
	sum := sha256.Sum256(append([]byte(c.name+"\n\x04"), c.public...))
	return binary.BigEndian.Uint32(sum[:])
}

// Verify implements note.Verifier.
func (c cosigner) Verify(msg, sig []byte) bool {
	if len(sig) != 8+ed25519.SignatureSize {
		return false
	}
	return ed25519.Verify(c.public, cosigned(binary.BigEndian.Uint64(sig), msg), sig[8:])
}

func (c cosigner) key() Key {
	var hash [4]byte
	binary.BigEndian.PutUint32(hash[:], c.KeyHash())
	raw := append([]byte{algCosign}, c.public...)
	return Key{c, c.name + "+" + hex.EncodeToString(hash[:]) + "+" + base64.StdEncoding.EncodeToString(raw)}
}

func cosigned(at uint64, msg []byte) []byte {
	return append(fmt.Appendf(nil, "cosignature/v1\ntime %d\n", at), msg...)
}

func verifiers(keys []Key) note.Verifiers {
	list := make([]note.Verifier, 0, len(keys))
	seen := map[string]bool{}
	for _, k := range keys {
		if !seen[k.text] {
			seen[k.text] = true
			list = append(list, k.Verifier)
		}
	}
	return note.VerifierList(list...)
}
